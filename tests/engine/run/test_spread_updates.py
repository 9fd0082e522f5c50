"""Moments spread over a run: how many, how even, exact, and with little replayed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worked import mazur, square

from explainer.engine.run.run import Run
from explainer.engine.run.weight_trail import samples
from explainer.engine.update.training_loop import Stepper


def done(run, most):
    return [sample.done for sample in samples(run, most)]


def test_a_short_run_has_every_update() -> None:
    run = Run(mazur())
    assert done(run, 8) == [0]
    run.advance(7)
    assert done(run, 8) == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_longer_run_has_even_ones_and_the_last() -> None:
    run = Run(mazur())
    run.advance(8)
    assert done(run, 8) == [0, 2, 4, 6, 8]
    run.advance(93)
    assert done(run, 8) == [0, 16, 32, 48, 64, 80, 96, 101]


@pytest.mark.parametrize("most", [2, 3, 17, 100])
def test_there_are_never_too_many_and_most_stay_as_it_grows(most) -> None:
    run, before = Run(mazur()), {0}
    for _ in range(40):
        run.advance(23)
        now = done(run, most)
        assert len(now) <= most
        assert now == sorted(set(now))
        assert now[0] == 0
        assert now[-1] == run.updates
        assert len(before & set(now)) >= (len(before) - 1) // 2
        before = set(now)


def test_every_edit_is_among_them_and_belongs_to_what_came_after_it() -> None:
    run = Run(mazur())
    run.advance(50)
    branch = run.branch(run.scenario_after(21).with_learning_rate(5.0), 21)
    branch.advance(60)
    taken = samples(branch, 12)
    assert 21 in [sample.done for sample in taken]
    for sample in taken:
        assert (sample.run is branch) == (sample.done >= 21)
        assert sample.run.state(sample.done).tobytes() == branch.state(sample.done).tobytes()


def test_many_edits_leave_at_most_so_many() -> None:
    run = Run(mazur())
    for start in range(1, 40):
        run.advance(1)
        run = run.branch(run.scenario_after(start).with_learning_rate(1.0 + start), start)
    taken = done(run, 10)
    assert len(taken) <= 10
    assert taken[0] == 0
    assert taken[-1] == run.updates == 39


def test_states_are_those_of_training_straight_through() -> None:
    run = Run(square(), max_bytes=2000)
    run.advance(3000)
    taken = samples(run, 50)
    assert len(taken) > 5
    straight = Run(replace(square()))
    for sample in taken:
        straight.advance(sample.done - straight.updates)
        assert np.array_equal(sample.run.state(sample.done), straight.state(sample.done))


def test_of_a_long_run_nothing_is_replayed(monkeypatch) -> None:
    run, steps = Run(mazur(), max_bytes=20_000), []
    run.advance(20_000)
    step = Stepper.step
    monkeypatch.setattr(Stepper, "step", lambda self: (steps.append(1), step(self))[1])
    for sample in samples(run, 500):
        sample.run.state(sample.done)
    assert not steps
