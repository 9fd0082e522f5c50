"""Lines of a program with a bug: what is wrong in them, what follows from it, and where numbers are used."""

from __future__ import annotations

import pytest

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.functions.expression import evaluate, symbols
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.lines.trace import Trace
from explainer.trace.lines.uses import later_uses, line_that_made
from explainer.trace.typeset.tex_line import line_tex, line_text
from explainer.trace.words.bug_words import bug_sign
from explainer.trace.words.groups.group_sentence import group_sentence
from explainer.trace.words.origin import origin_of
from explainer.trace.words.sentences import sentence
from explainer.trace.words.spoken_step import spoken_step
from explainer.trace.words.used_next import used_next

CASES = [
    (name, bug) for name in ("mazur", "lab", "square", "saturated_entropy") for bug in BUGS
    if not problem_of(example(name), bug)
]  # fmt: skip


@pytest.fixture(params=CASES, ids=" ".join)
def trace(request):
    name, bug = request.param
    run = Run(with_bug(example(name), bug))
    run.advance(1)
    return Trace(run.pass_of(2))


def _line(trace, symbol):
    return next(step for step in trace if step.symbol_text == symbol)


def _mazur(bug):
    return Trace(Run(with_bug(example("mazur"), bug)).pass_of(1))


def test_some_line_is_wrong_and_has_the_right_formula_beside_it(trace):
    wrong = [step for step in trace if step.right is not None]
    assert wrong
    assert all(step.right != step.rule for step in wrong)
    assert any(evaluate(step.right, step.read) != step.value for step in wrong) or trace.scenario.bug.name in (
        "abs_weight",
        "slope_at_out",
    )


def test_the_sentence_of_a_wrong_line_names_the_bug_and_no_other_says_what_the_error_does(trace):
    bug = trace.scenario.bug
    for step in trace:
        said = sentence(Known(trace, step.number))
        assert (f"This is the bug {bug.name}. {bug.said}" in said) == (step.right is not None)
        if "The formula is right, but" in said:
            assert not any(words in said for words in ("makes the error", "make the error", "The error grows"))


def test_where_a_number_is_used_is_told_by_the_formulas_that_are_followed(trace):
    used = {}
    for step in trace:
        for symbol in symbols(step.rule):
            made = line_that_made(trace, symbol)
            if made is not None and made < step.number:
                used.setdefault(made, set()).add(step.number)
    for step in trace:
        assert set(later_uses(trace, step.symbol)) == used.get(step.number, set()), step.symbol_text


def test_what_follows_from_a_bug_names_its_line():
    trace = _mazur("no_transpose")
    said = sentence(Known(trace, _line(trace, "delta_h1").number))
    assert said.endswith("what goes into it has the bug of line 23 in it.")
    assert "bug" not in sentence(Known(trace, _line(trace, "delta_o1").number))


def test_a_wrong_line_says_what_the_right_formula_makes():
    trace = _mazur("no_out_slope")
    said = sentence(Known(trace, _line(trace, "delta_o1").number), digits=5)
    assert said.endswith("The right formula makes 0.13850 of the same numbers.")


def test_gradient_sums_that_go_on_are_wrong_at_their_first_sample():
    trace = Trace(Run(with_bug(example("lab"), "no_reset")).pass_of(1))
    wrong = [step for step in trace if step.right is not None]
    assert {step.place.sample for step in wrong} == {0}
    assert {step.operation for step in wrong} == {"gradient_sum"}


def test_a_closed_program_tells_nothing_of_its_formulas_nor_of_its_bug():
    scenario = with_bug(example("mazur"), "one_path")
    trace = Trace(Run(scenario).pass_of(1), BugShown.CLOSED)
    for step in trace:
        known = Known(trace, step.number)
        said = f"{sentence(known)} {used_next(known, Writing())} {step.formula} {bug_sign(scenario, trace.shown)}"
        assert "one_path" not in said
        assert step.right is None
        assert step.formula == step.symbol_text


def test_a_group_names_its_first_wrong_line():
    trace = _mazur("no_transpose")
    group = KnownGroup.at(Known(trace, 35), GroupSize.PHASE)
    said = group_sentence(group, Writing())
    assert said.startswith(
        "Line 23 is wrong, the bug no_transpose. Blame comes back through W where its transpose belongs."
    )
    closed = Trace(trace.of, BugShown.CLOSED)
    assert "no_transpose" not in group_sentence(KnownGroup.at(Known(closed, 35), GroupSize.PHASE), Writing())


def test_a_line_is_copied_and_heard_with_what_would_be_right():
    known = Known(_mazur("no_transpose"), 23)
    assert line_text(known, Writing()).endswith(" [wrong: bug no_transpose; right: delta_o2*w7]")
    assert r"\text{wrong: bug no\_transpose; right: }" in line_tex(known, Writing())
    assert "Wrong: bug no transpose; right would be delta o2 times w7." in spoken_step(known, Writing())


def test_the_sum_that_goes_on_is_no_longer_called_0():
    run = Run(with_bug(example("lab"), "no_reset"))
    run.advance(1)
    trace = Trace(run.pass_of(2))
    sum_before = Symbol(Quantity.GRADIENT_SUM, -1, parameter=0)
    assert origin_of(trace, sum_before).made_by == "as the update before left it, which is the bug"
