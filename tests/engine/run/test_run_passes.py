"""Going through the updates of a run in one working space gives what looking each of them up gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur, square

from explainer.engine.run.run import Run

UNITS = ("z", "a", "blame", "slope", "delta", "keep", "passed", "blame_passed")


def numbers(p):
    """Every number of a pass as bytes, so that a later update cannot change it."""
    arrays = [p.before, p.after, p.arrays.total, p.arrays.gradient, p.arrays.target, p.arrays.a_input, p.arrays.error]
    arrays += [getattr(layer, name) for layer in p.arrays.layers for name in UNITS]
    return p.number, p.epoch, p.rows, p.arrays.objective, [np.asarray(array).tobytes() for array in arrays]


@examples(12)
@given(scenarios(), st.integers(1, 9), st.integers(0, 9))
def test_each_is_the_pass_that_is_looked_up(scenario, first, more):
    run = Run(scenario)
    run.advance(30)
    last = min(first + more, run.updates)
    assert [numbers(p) for p in run.passes(first, last)] == [numbers(run.pass_of(n)) for n in range(first, last + 1)]


def test_they_go_through_every_past_of_a_run():
    run = Run(square())
    run.advance(8)
    edited = run.branch(replace(run.scenario_after(4), batch_size=2, shuffle=True), 4)
    edited.advance(8)
    again = edited.branch(edited.scenario_after(9).with_learning_rate(0.01), 9)
    again.advance(3)
    for first, last in ((1, 12), (4, 4), (5, 5), (3, 10), (10, 12)):
        passes = [numbers(p) for p in again.passes(first, last)]
        assert passes == [numbers(again.pass_of(n)) for n in range(first, last + 1)]


def test_they_may_go_further_than_the_run_but_not_begin_there():
    run = Run(mazur())
    assert [p.number for p in run.passes(1, 40)] == [*range(1, 41)]
    assert run.updates == 0
    with pytest.raises(IndexError, match="only 0"):
        next(run.passes(2, 2))


def test_no_updates_are_none():
    assert list(Run(mazur()).passes(1, 0)) == []


def every_number_is_finite(p):
    a = p.arrays
    kept = [a.state, a.total, a.gradient, a.error_sum, a.objective_now, *a.slots.arrays.values()]
    kept += [array for layer in a.layers for array in (layer.z, layer.a, layer.blame, layer.delta)]
    return all(bool(np.isfinite(array).all()) for array in kept)


@examples(40)
@given(scenarios(activations=("linear", "relu", "tanh")), st.floats(0, 150), st.floats(0, 150))
def test_one_number_that_is_not_finite_is_noticed(scenario, rate, size):
    """Whatever overflows first: net inputs, deltas, gradients, memory or parameters."""
    optimizer = replace(scenario.optimizer, learning_rate=scenario.optimizer.learning_rate * 10**rate)
    run = Run(replace(scenario.with_theta(scenario.theta * 10**size), optimizer=optimizer))
    for p in run.passes(1, 20):
        assert p.arrays.is_finite() == every_number_is_finite(p)
        if not p.arrays.is_finite():
            break
