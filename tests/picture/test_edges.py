"""The lines between the units: what an update does not change to the eye is not made anew."""

from __future__ import annotations

import numpy as np
import pytest
from networks import network_of
from pictures import at

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Trace

SIZE = 900, 600


@pytest.fixture
def dense():
    return Trace(Run(network_of([64, 60, 10], 1).with_learning_rate(0.001)).pass_of(1))


def test_lines_of_a_dense_network_stay_while_its_weights_change_by_less_than_can_be_seen(dense):
    lines = range(len(dense) - 5, len(dense) + 1)
    assert {dense.plan.place(line).operation for line in lines} == {Operation.UPDATE}
    first, *others = (at(Known(dense, line), SIZE)[1].backdrop for line in lines)
    assert len(first) == 64 * 60 + 60 * 10
    assert all(backdrop is first for backdrop in others)


@pytest.mark.parametrize("name", ["softmax", "valley_adam"])
def test_weights_that_are_no_numbers_any_more_have_thin_lines(name):
    scenario = example(name)
    run = Run(scenario.with_learning_rate(1.7e308))
    run.advance(6)
    trace = Trace(run.pass_of(run.updates + 1))
    assert np.isnan(trace.of.theta_after).any()
    backdrop = at(Known(trace, len(trace)), SIZE)[1].backdrop
    assert all(1.0 <= stroke.width <= 3.0 for stroke in backdrop)


def test_of_a_network_with_too_many_lines_those_are_drawn_that_the_step_is_about():
    trace = Trace(Run(network_of([100, 100, 10], 1)).pass_of(1))
    picture_input, picture = at(Known(trace, 1), SIZE)
    lanes = picture_input.layout.edges.lanes
    assert (lanes.count, dict(lanes.drawn), picture.backdrop) == (11_000, {}, ())
    assert len([stroke for stroke in picture.foremost if stroke.under]) == 100


def test_what_left_out_weights_add_up_to_is_told_once_it_is_computed(dense):
    told = [
        len(at(Known(dense, line, part), SIZE)[1].cards["fold",].texts) for line, part in ((0, None), (1, 1), (1, None))
    ]
    assert told == [1, 1, 2]
