"""Groups of lines, against going through all lines one by one."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.run.run import Run
from explainer.files.locate import load
from explainer.trace.lines.line_groups import GroupSize, group_of
from explainer.trace.lines.plan import Plan
from explainer.trace.lines.trace import Trace
from explainer.trace.lines.update_plan import plan_of


def first_trace(scenario):
    run = Run(scenario)
    run.advance(1)
    return Trace(run.pass_of(1))


def unit_of(trace, place):
    """The unit that a line is about, and whether it is about a weight or bias of it."""
    if place.parameter < 0:
        return place.unit, False
    return trace.of.scenario.network.parameter(place.parameter).unit, True


KEYS = {
    GroupSize.PHASE: lambda trace, place: (),
    GroupSize.LAYER: lambda trace, place: place.layer,
    GroupSize.UNIT: lambda trace, place: (place.layer, *unit_of(trace, place)),
}


def groups_line_by_line(trace, level):
    """The slow way: every line of the update, and where its key changes."""
    plan, key = trace.plan, KEYS[level]
    places = ((number, plan.place(number)) for number in range(1, len(plan) + 1))
    for _, members in groupby(places, lambda item: (item[1].phase, item[1].sample, key(trace, item[1]))):
        numbers = [number for number, _ in members]
        yield numbers[0], numbers[-1]


@pytest.mark.parametrize("level", GroupSize)
@examples(20)
@given(scenario=scenarios(hidden=(1, 3)))
def test_groups_are_those_that_a_walk_through_all_lines_finds(level, scenario):
    trace = first_trace(scenario)
    network = trace.of.scenario.network
    for first, last in groups_line_by_line(trace, level):
        for number in {first, (first + last) // 2, last}:
            assert group_of(trace.plan, network, number, level) == (first, last)


@pytest.mark.parametrize(
    ("level", "ends"),
    [
        (GroupSize.UNIT, [2, 4, 6, 8, 9, 10, 11, 14, 17, 19, 21, 26, 31, 33, 35, 37, 39, 41, 43]),
        (GroupSize.LAYER, [4, 8, 10, 11, 21, 35, 39, 43]),
        (GroupSize.PHASE, [8, 11, 35, 43]),
    ],
)
def test_the_groups_of_the_worked_example(level, ends):
    trace = first_trace(mazur())
    network = trace.of.scenario.network
    assert sorted({group_of(trace.plan, network, number, level).last for number in range(1, 44)}) == ends


@pytest.mark.parametrize("number", [0, 44])
def test_lines_outside_the_update_are_refused(number):
    trace = first_trace(mazur())
    with pytest.raises(IndexError, match="lines 1 to 43"):
        group_of(trace.plan, trace.of.scenario.network, number, GroupSize.UNIT)


def test_no_lines_are_gone_through_in_a_large_network(monkeypatch):
    """With all digits in one batch the update has millions of lines; a group of them is found from a few."""
    scenario, asked, place = load("digits"), [], Plan.place
    plan = plan_of(scenario, 1797)
    assert len(plan) > 1_000_000
    monkeypatch.setattr(Plan, "place", lambda self, number: asked.append(number) or place(self, number))
    for level in GroupSize:
        for number in (1, len(plan) // 2, len(plan)):
            group_of(plan, scenario.network, number, level)
    assert len(asked) <= 9 * 10
