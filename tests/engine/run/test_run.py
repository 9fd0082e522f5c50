"""Runs: replay bit for bit, bounded memory, branches that share a past, and stopping where numbers end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur, one_unit, square

from explainer.engine.run.checkpoints import Checkpoints
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings


@examples(12)
@given(scenarios(), st.lists(st.integers(0, 120), min_size=1, max_size=6))
def test_any_update_is_replayed_bit_for_bit(scenario, visits):
    run, straight = Run(scenario, max_bytes=1), Run(scenario)
    states = [straight.state(0)] + [straight.state(straight.updates) for _ in range(120) if straight.advance(1)]
    run.advance(120)
    assert run.updates == straight.updates
    assert np.array_equal(run.losses, straight.losses)
    for done in visits:
        done = min(done, run.updates)
        assert run.state(done).tobytes() == states[done].tobytes()


@examples(12)
@given(scenarios())
def test_a_pass_ends_where_training_goes(scenario):
    run = Run(scenario)
    made = run.advance(7)
    for number in range(1, made + 1):
        p = run.pass_of(number)
        assert p.after.tobytes() == run.state(number).tobytes()
        assert p.arrays.objective == run.losses[number - 1]


def test_checkpoints_stay_within_their_bytes():
    state = np.zeros(10)
    checkpoints = Checkpoints(state, max_bytes=80 * 9)
    for done in range(10_000):
        checkpoints.keep(done, np.full(10, float(done)))
    assert checkpoints.nbytes <= 80 * 9
    for done in (0, 17, 5_000, 9_999):
        kept, row = checkpoints.before(done)
        assert kept <= done < kept + checkpoints.stride
        assert (row == kept).all()


def test_a_branch_shares_the_past_and_goes_its_own_way():
    run = Run(mazur())
    run.advance(100)
    edited = run.scenario_after(40).with_learning_rate(5.0)
    branch = run.branch(edited, 40)
    branch.advance(60)
    assert np.array_equal(branch.losses[:41], run.losses[:41])
    assert (branch.losses[42:] < run.losses[42:]).all()
    assert branch.pass_of(40).after.tobytes() == run.pass_of(40).after.tobytes()
    assert branch.scenario_after(10).optimizer.learning_rate == 0.5
    assert branch.scenario_after(70).optimizer.learning_rate == 5.0
    assert branch.origin() is run.scenario


def test_a_branch_keeps_only_the_losses_of_its_own():
    run = Run(mazur())
    run.advance(5000)
    branch = run.branch(run.scenario_after(4990).with_learning_rate(0.1), 4990)
    branch.advance(10)
    assert branch.course.losses.size == 10
    assert branch.losses.size == 5000
    assert [branch.loss(number) for number in (1, 4990, 4995, 5000)] == branch.losses[[0, 4989, 4994, 4999]].tolist()
    with pytest.raises(IndexError, match="only 5000"):
        branch.loss(5001)


def test_a_branch_before_the_first_update_is_a_new_start():
    run = Run(mazur())
    run.advance(5)
    branch = run.branch(run.scenario_after(0).with_learning_rate(0.1), 0)
    assert branch.past is None
    assert branch.origin().optimizer.learning_rate == 0.1


def test_momentum_goes_on_across_an_edit():
    scenario = replace(mazur(), optimizer=OptimizerSettings("momentum", 0.5, {"momentum": 0.9}))
    run = Run(scenario)
    run.advance(20)
    branch = run.branch(run.scenario_after(10), 10)
    branch.advance(10)
    assert branch.state(20).tobytes() == run.state(20).tobytes()


@pytest.mark.parametrize(
    "scenario",
    [
        square().with_learning_rate(10.0),
        square().with_data(square().data.with_input(0, 0, 1.7e308)),
        square().with_data(square().data.with_target(2, 0, 1e300)),
    ],
    ids=["diverges", "overflows at once", "error overflows"],
)
def test_a_run_stops_before_the_first_update_that_is_not_finite(scenario):
    run = Run(scenario)
    made = run.advance(1000)
    assert made == run.updates < 1000
    assert run.stopped == made + 1
    assert np.isfinite(run.losses).all()
    assert np.isfinite(run.state(made)).all()
    assert not run.pass_of(made + 1).arrays.is_finite()
    assert run.advance(1) == 0


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_an_overflow_that_leaves_no_other_mark_stops_the_run_too(asked):
    scenario = replace(one_unit([10.0], 0.0, "sigmoid", [[0.5], [1e308], [1.0]]), batch_size=1)
    run = Run(scenario)
    assert run.advance(asked) == 1
    assert run.stopped == (2 if asked > 1 else None)


def test_many_edits_do_not_go_deep():
    run = Run(mazur())
    for update in range(1, 1500):
        run.advance(1)
        run = run.branch(run.scenario_after(update).with_learning_rate(0.5 + update / 1e4), update)
    assert run.state(3).size == 12
    assert run.origin().optimizer.learning_rate == 0.5
