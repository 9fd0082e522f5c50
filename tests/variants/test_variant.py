"""An update worked out again from numbers that are given."""

from __future__ import annotations

import pytest

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.lines.symbols_by_name import symbols_by_name
from explainer.variants.variant import Variant


def with_given(scenario, count=1, **given):
    """Return the numbers of each update by name, with those that are given in the first one."""
    run = Run(example(scenario))
    run.advance(count)
    left, found = None, []
    for p in run.passes(1, count):
        names = symbols_by_name(p)
        numbers = {names[name]: value for name, value in given.items()} if not found else {}
        variant = Variant(p, left=left, given=numbers)
        found.append({step.symbol_text: step.value for step in variant})
        left = variant.left
    return found


def test_without_anything_given_nothing_changes():
    p = Run(example("mazur")).pass_of(1)
    assert [step.value for step in Variant(p)] == pytest.approx([step.exact.value for step in Variant(p)], rel=1e-12)


def test_a_given_number_stands_and_is_gone_on_with():
    (numbers,) = with_given("mazur", net_h1=0.5)
    assert numbers["net_h1"] == 0.5
    assert numbers["out_h1"] == pytest.approx(0.6224593312)
    assert numbers["out_h2"] == pytest.approx(0.596884378)
    assert numbers["net_o1"] == pytest.approx(0.4 * 0.6224593312 + 0.45 * 0.5968843783 + 0.6)


def test_a_number_of_the_scenario_may_be_given_too():
    (numbers,) = with_given("mazur", w1=1.0)
    assert numbers["net_h1"] == pytest.approx(1.0 * 0.05 + 0.2 * 0.1 + 0.35)
    assert numbers["w1+"] == pytest.approx(1.0 - 0.5 * numbers["dE_total/dw1"])


def test_the_next_update_begins_with_what_was_given():
    _, second = with_given("mazur", 2, **{"w5+": 1.0})
    first_again, _ = with_given("mazur", 2)
    assert second["net_o1"] == pytest.approx(1.0 * second["out_h1"] + 0.4086661861 * second["out_h2"] + 0.6)
    assert second["net_h1"] != first_again["net_h1"]
