"""`--bug` on the command line: what is calculated, and what is said where a bug cannot be."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from explainer.app.command_line import main
from explainer.bugs.catalogue import with_bug
from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.files.scenario.scenario_text import write_scenario
from explainer.files.scenario.together import check_together


def test_no_command_uses_a_bug_unnoticed(tmp_path, capsys):
    path, answers = tmp_path / "wrong.json", tmp_path / "answers.csv"
    path.write_text(write_scenario(with_bug(example("mazur"), "factor2")), "utf-8")
    answers.write_text("symbol,value\nnet_h1,0.3775\n", "utf-8")
    for words in (
        ["mark", str(answers), str(path)],
        ["find", "0.3775", str(path)],
        ["train", str(path), "--updates", "1"],
    ):
        assert main(words) == 0
        assert "this is calculated with the bug factor2. " in capsys.readouterr().err


def test_a_check_with_a_bug_fails(capsys):
    assert main(["check", "mazur", "--bug", "factor2", "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["max_relative_error"] == pytest.approx(0.5, abs=1e-6)
    assert said.err.startswith("backprop-explainer: this is calculated with the bug factor2. ")


def test_a_trained_scenario_keeps_its_bug(capsys):
    assert main(["train", "mazur", "--bug", "sign", "--updates", "1", "-o", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["bug"] == "sign"


def test_verify_names_the_row_of_the_bug(capsys, tmp_path):
    path = str(tmp_path / "trace.csv")
    assert main(["trace", "mazur", "--bug", "no_transpose", "--updates", "1", "-o", path]) == 0
    assert main(["verify", path]) == 1
    assert "'delta_o2*w6', expected 'delta_o2*w7'" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("scenario", "bug", "message"),
    [
        ("mazur", "no_trans", 'is not a bug; did you mean "no_transpose"?'),
        ("mazur", "bias_uses_out", "bias_uses_out does not fit this scenario: biases are not trained"),
        ("mazur", "pen_bias", "there is no penalty"),
        ("and", "one_path", "there is no hidden layer"),
        ("softmax", "ce_slope_kept", "outputs that have a slope of their own"),
        ("xor_bfgs", "sign", "a minimiser calculates its own way"),
    ],
)
def test_a_bug_that_does_not_fit_is_refused_in_one_line(capsys, scenario, bug, message):
    assert main(["check", scenario, "--bug", bug]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert message in said


def test_an_edit_that_leaves_a_bug_nothing_to_do_is_refused():
    scenario = with_bug(example("batch"), "no_mean")
    with pytest.raises(ScenarioError, match=r"^bug: no_mean does not fit this scenario: gradients are no means"):
        check_together(replace(scenario, reduction="sum"))
