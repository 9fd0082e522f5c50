"""A race: each optimizer by itself from the common start, worked out by hand in a valley."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from valley import height, slope, valley
from worked import mazur

from explainer.engine.run.optimizer_race import Race, usual_settings
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.functions.optimizers import OPTIMIZERS


def by_hand(updates, learning_rate, momentum=0.0):
    weights, velocity, losses = np.array([3.0, -2.0]), np.zeros(2), []
    for _ in range(updates + 1):
        losses.append(height(*weights))
        velocity = momentum * velocity + slope(weights)
        weights = weights - learning_rate * velocity
    return losses


def race(updates=20, *settings):
    return Race(valley(), settings, updates)


def test_losses_are_those_that_a_person_works_out():
    both = race(20, OptimizerSettings("sgd", 1.5), OptimizerSettings("momentum", 0.5, {"momentum": 0.9}))
    both.advance(100)
    sgd, momentum = both.racers
    np.testing.assert_allclose(sgd.losses, by_hand(20, 1.5), rtol=1e-9)
    np.testing.assert_allclose(momentum.losses, by_hand(20, 0.5, 0.9), rtol=1e-9)
    assert len(sgd.losses) == 21
    assert both.is_over


def test_all_begin_at_the_same_point_and_batches():
    start = replace(mazur(), shuffle=True, seed=3)
    settings = [usual_settings(name, start) for name in OPTIMIZERS]
    runners = Race(start, settings, 3)
    runners.advance(3)
    assert len({racer.losses[0] for racer in runners.racers}) == 1
    for racer in runners.racers:
        alone = Run(replace(start, optimizer=racer.settings))
        alone.advance(3)
        np.testing.assert_array_equal(racer.run.losses, alone.losses)


def test_they_take_turns():
    two = race(20, OptimizerSettings("sgd", 0.1), OptimizerSettings("adam", 0.1, OPTIMIZERS["adam"].options))
    assert two.advance(7) == 7
    assert [racer.run.updates for racer in two.racers] == [7, 7]
    assert (two.done, two.is_over) == (7, False)
    assert two.advance(50) == 13
    assert two.advance(50) == 0


def test_the_smallest_loss_is_ahead():
    three = race(20, *(OptimizerSettings("sgd", rate) for rate in (0.01, 1.0, 0.1)))
    three.advance(20)
    assert [racer.settings.learning_rate for racer in three.ranking] == [1.0, 0.1, 0.01]


def test_one_whose_numbers_run_away_is_out_and_last():
    two = race(2000, OptimizerSettings("sgd", 1e3), OptimizerSettings("sgd", 0.01))
    two.advance(2000)
    wild, tame = two.racers
    assert wild.stopped
    assert np.isfinite(wild.losses).all()
    assert tame.run.updates == 2000
    assert two.is_over
    assert two.ranking == [tame, wild]


def test_usual_settings_are_the_scenarios_own():
    start = valley("momentum", 0.7, momentum=0.5)
    assert usual_settings("momentum", start) == start.optimizer
    adam = usual_settings("adam", start)
    assert dict(adam.options) == {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


@pytest.mark.parametrize(
    ("own", "rate", "name", "usual"),
    [
        ("sgd", 0.7, "nesterov", 0.7),
        ("sgd", 0.7, "adam", 0.1),
        ("sgd", 0.05, "rmsprop", 0.05),
        ("nadam", 0.2, "adam", 0.2),
        ("nadam", 0.2, "sgd", OPTIMIZERS["sgd"].learning_rate),
        ("sgd", 0.7, "adadelta", 1.0),
    ],
)
def test_a_rate_is_shared_where_it_means_much_the_same(own, rate, name, usual):
    start = valley(own, rate, **OPTIMIZERS[own].options)
    assert usual_settings(name, start).learning_rate == usual


def test_a_race_of_one_that_is_out_is_over():
    alone = race(5000, OptimizerSettings("sgd", 1e3))
    alone.advance(5000)
    assert alone.is_over
    assert alone.racers[0].loss != pytest.approx(0)
