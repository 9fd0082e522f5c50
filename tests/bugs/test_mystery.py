"""Mysteries: a bug by a seed that nothing names until it is found, and the teacher's key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explainer.app.command_line import main
from explainer.bugs.lab.mystery import LINE_KINDS, bug_of, candidates, judge, kinds_of, line_kind, mystery, told
from explainer.bugs.lab.program import with_program
from explainer.bugs.lab.two_lines import apart, first_line, line_at, texts_of
from explainer.engine.run.run import Run
from explainer.engine.update.training_loop import run_pass
from explainer.export.csv_form import CsvForm
from explainer.export.levels import write_csv
from explainer.export.progress import no_progress
from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.files.scenario.scenario_text import write_scenario
from explainer.files.scenario.together import check_together
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.trace import Trace


def test_every_seed_has_a_bug_and_all_bugs_come():
    lab = example("lab")
    assert len(candidates(lab)) == 22
    assert {bug_of(lab, seed) for seed in range(300)} == set(candidates(lab))
    assert bug_of(lab, 7) == bug_of(lab, 7)


def test_each_kind_of_line_has_an_example_of_the_lab():
    lab = example("lab")
    like = {}
    for step in Trace(run_pass(lab)):
        if step.phase in (Phase.BACKWARD, Phase.UPDATE):
            like.setdefault(line_kind(lab, step.place), step.symbol_text)
    assert {kind: about.like for kind, about in LINE_KINDS.items()} == like


def test_only_the_bug_with_its_line_is_right():
    lab = example("lab")
    for seed in range(12):
        scenario, name = mystery(lab, seed), bug_of(lab, seed)
        (line,) = kinds_of(lab, name)
        assert judge(scenario, name, line).is_right
        wrong = [judge(scenario, other, line) for other in candidates(lab) if other != name]
        wrong.append(judge(scenario, name, next(kind for kind in ("slope", "update") if kind != line)))
        for answer in wrong:
            assert not answer.is_right
            assert name not in answer.sentence.replace("no_mean", "")


def test_a_secret_bug_is_written_nowhere(tmp_path):
    lab = example("lab")
    scenario = mystery(lab, 3)
    with pytest.raises(ScenarioError, match="to be found"):
        write_scenario(scenario)
    assert bug_of(lab, 3) in write_scenario(told(scenario))
    path = tmp_path / "steps.csv"
    with path.open("w", newline="") as file:
        write_csv("step", file, Run(scenario), 1, 1, CsvForm(), no_progress)
    assert "*" not in path.read_text()


def test_no_setting_tells_which_bug_it_is_by_being_refused():
    lab = example("lab")
    for seed in range(6):
        with pytest.raises(ScenarioError, match="wait until it is found"):
            check_together(replace(mystery(lab, seed), l2=0.0))
        check_together(mystery(lab, seed).with_learning_rate(0.5))


def test_the_key_names_a_line_in_which_the_bug_acts(capsys):
    seed = next(seed for seed in range(100) if bug_of(example("lab"), seed) == "pen_bias")
    assert main(["bug-key", str(seed)]) == 0
    assert "such as dE_batch/db_h1" in capsys.readouterr().out


def test_the_key_of_the_teacher(capsys):
    assert main(["bug-key", "11"]) == 0
    printed = capsys.readouterr().out
    assert bug_of(example("lab"), 11) in printed
    assert "Where: delta of an output, such as delta_o1" in printed
    assert main(["bug-key", "eleven"]) == 2


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("no_transpose", ("δ_o2·w6", "−0.0171442"), ("δ_o2·w7", "−0.0190491")),
        ("sequential", ("δ_o1·w5⁺", "0.0497094"), ("δ_o1·w5", "0.0553994")),
        (
            "hid_no_slope",
            ("∂E_total/∂out_h1", "0.0363503"),
            ("∂E_total/∂out_h1 · ∂out_h1/∂net_h1", "0.00877135"),
        ),
    ],
)
def test_the_first_line_of_both_programs(name, wrong, right):
    p = run_pass(with_program(example("mazur"), name))
    two = line_at(p, first_line(p) or 0)
    assert two is not None
    assert [(texts.formula, texts.result) for texts in texts_of(two, Writing())] == [wrong, right]


def test_the_right_program_differs_in_no_line():
    assert first_line(run_pass(example("mazur"))) is None


def test_negative_wholes_have_no_parentheses_and_symbols_are_those_of_the_notation():
    p = run_pass(with_program(example("mazur"), "sign"))
    two = line_at(p, first_line(p) or 0)
    wrong, right = texts_of(two, Writing(Notation.MATRIX))
    assert (wrong.formula, right.formula) == ("y₁ − a³₁", "−(y₁ − a³₁)")
    assert (wrong.numbers, right.numbers) == ("0.01 − 0.751365", "−(0.01 − 0.751365)")


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("δ_o2·w6", "δ_o2·w7", (["6"], ["7"])),
        ("a", "a · b", ([], ["· b"])),
        ("target − out", "−(target − out)", ([], ["−(", ")"])),
        ("−0.741365", "0.741365", (["−"], [])),
        ("0.29103", "0.29205", (["103"], ["205"])),
        ("2.5·10⁻⁴", "2.7·10⁻⁴", (["5"], ["7"])),
        ("1.5", "1.5", ([], [])),
    ],
)
def test_what_differs_in_two_texts(one, other, marked):
    stretches = apart(one, other)
    found = tuple([text[a:b] for a, b in of if a < b] for text, of in zip((one, other), stretches, strict=True))
    assert found == marked
