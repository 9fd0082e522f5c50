"""Marking, measured: slips are planted line by line, and the person goes on with rounded numbers of their own."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import islice
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import filled, personal, visible_slips
from strategies import examples, scenarios

from explainer.engine.arrays import frozen
from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_number import read_printed
from explainer.engine.scenario.written_answer import WrittenAnswer
from explainer.files.examples import example
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.trace import Trace
from explainer.variants.marking.marked import AnswerVerdict
from explainer.variants.marking.marking import mark
from explainer.variants.marking.one_answer import judged

EVERY = max(1, 10 // int(os.environ.get("EXPLAINER_EXAMPLES", "1")))
"""Which of the slips are planted: every tenth, or with EXPLAINER_EXAMPLES=10 all."""
FOUND, NAMED = 0.97, 0.90


def planted(scenario, digits, start=0):
    """Plant slips at lines of an update; return how many, found as the first wrong line, and named."""
    p, rounding = Run(scenario).pass_of(1), Rounding("digits", digits)
    count = found = named = 0
    for slip in islice(visible_slips(p, digits), start % EVERY, None, EVERY):
        first = mark(scenario, filled(p, rounding, slip), digits=digits).first_wrong
        is_found = first is not None and (first.name, first.sample) == (slip.step.symbol_text, slip.step.sample)
        count, found = count + 1, found + is_found
        named += is_found and slip.sentence in [named.sentence for named in first.slips]
    return count, found, named


@pytest.mark.parametrize("digits", [4, 5])
@pytest.mark.parametrize("sheet", ["mazur", "mazur_sequential", "batch", "valley_adam", 1, 2])
def test_slips_are_found_at_their_line_and_named(sheet, digits):
    scenario = example(sheet) if isinstance(sheet, str) else personal(sheet)
    count, found, named = planted(scenario, digits, start=digits)
    assert count > 10
    assert found >= FOUND * count
    assert named >= NAMED * count


@pytest.mark.parametrize("kind", ["digits", "decimals"])
@pytest.mark.parametrize("places", [4, 5])
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_an_honest_sheet_never_alarms(seed, places, kind):
    scenario = personal(seed)
    rounding = Rounding(kind, places if kind == "digits" else places + 3)
    sheet = mark(scenario, filled(Run(scenario).pass_of(1), rounding), digits=places)
    assert sheet.first_wrong is None
    assert all(row.verdict == "right" for row in sheet.rows)


@pytest.mark.parametrize("kind", ["digits", "decimals"])
@pytest.mark.parametrize("places", [3, 4])
@pytest.mark.parametrize("is_carried", [True, False])
@pytest.mark.parametrize("seed", [2, 5, 7, 8])
def test_fewer_digits_than_asked_for_are_never_wrong(seed, places, kind, is_carried):
    """Whether the person goes on with the rounded numbers, or only writes them. So short a number may be just what a
    slip gives, too, but hardly twice on a sheet."""
    scenario, rounding = personal(seed), Rounding(kind, places)
    p = Run(scenario).pass_of(1)
    answers = filled(p, rounding if is_carried else Rounding("digits", 15))
    written = [answer._replace(number=read_printed(repr(rounding(float(answer.number.value))))) for answer in answers]
    sheet = mark(scenario, written)
    assert sheet.count(AnswerVerdict.WRONG) == 0
    assert sheet.count(AnswerVerdict.SLIP) <= 1


def from_outputs(scenario, answers, rounding):
    """Return the answers with each error worked out from the output that is written, as books do it."""
    written = {answer.symbol: float(answer.number.value) for answer in answers}
    names, targets = scenario.network.layers[-1].names, scenario.data.training.targets[0]
    errors = {}
    for name, target in zip(names, targets, strict=True):
        out = written[f"out_{name}"]
        errors[f"E_{name}"] = rounding(-(target * log(out) + (1 - target) * log(1 - out)))
    errors["E_total"] = rounding(sum(errors.values()))
    return [
        answer._replace(number=read_printed(repr(errors.get(answer.symbol, written[answer.symbol]))))
        for answer in answers
    ]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_cross_entropy_may_be_worked_out_from_the_output(seed):
    scenario, rounding = replace(personal(seed), loss="binary_cross_entropy"), Rounding("digits", 5)
    p = Run(scenario).pass_of(1)
    honest = from_outputs(scenario, filled(p, rounding), rounding)
    assert mark(scenario, honest).first_wrong is None
    assert mark(scenario, [answer for answer in honest if answer.symbol not in ("E_o1", "E_o2")]).first_wrong is None

    kinds = {(slip.step.symbol_text, slip.kind.name): slip for slip in visible_slips(p, 5)}
    sheet = mark(scenario, from_outputs(scenario, filled(p, rounding, kinds["out_o1", "of_minus_net"]), rounding))
    assert sheet.first_wrong.name == "out_o1"
    assert [(row.verdict, row.follows_from) for row in sheet.rows if row.name == "E_o1"] == [("follows", "out_o1")]


def test_0_is_right_where_floats_are_not_quite_0():
    like = example("mazur")
    data = like.data.with_numbers(frozen([[1.0, 1.0]]), like.data.training.targets)
    theta = [0.1, 0.2, *like.theta[2:]]
    theta[4] = theta[5] = -0.3
    scenario = replace(like.with_theta(frozen(theta)), data=data, published=None)
    step = Trace(Run(scenario).pass_of(1))[1]
    assert step.value != 0
    assert judged(read_printed("0"), step, 5, Notation.WORKED).is_right
    assert mark(scenario, [WrittenAnswer("net_h1", read_printed("0"))]).rows[0].verdict == "right"


@examples(25)
@given(scenarios(), st.sampled_from([4, 5, 7]))
def test_an_honest_sheet_of_any_network_never_alarms(scenario, digits):
    p = Run(scenario).pass_of(1)
    if scenario.optimizer.rule.is_minimiser or not p.arrays.is_finite():
        return
    sheet = mark(scenario, filled(p, Rounding("digits", digits)), digits=digits)
    assert sheet.first_wrong is None


@pytest.mark.parametrize("slack", [0.0, 1.0])
def test_who_carries_more_digits_than_they_write_is_honest_too(slack):
    """All numbers are those of the exact calculation, written with five digits; half of them are left out."""
    scenario = personal(3)
    p = Run(scenario).pass_of(1)
    exact = filled(p, Rounding("digits", 15))
    written = [answer for answer, rounded in zip(exact, filled(p, Rounding("digits", 5)), strict=True) if rounded]
    sheet = mark(scenario, written[:: 2 if slack else 1])
    assert sheet.first_wrong is None
