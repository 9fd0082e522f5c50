"""Dropout: masks drawn as they are defined, one number after another, and what they do to a pass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.measure.evaluate import evaluate
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario

SAMPLES, HIDDEN, DROPOUT, SEED = 3, (4, 5), 0.4, 7


def scenario(**settings):
    network = Network.of(default_names([2, *HIDDEN, 1]), ["tanh", "sigmoid", "linear"], "per_unit")
    rng = np.random.default_rng(0)
    data = Data(frozen(rng.normal(size=(SAMPLES, 2))), frozen(rng.normal(size=(SAMPLES, 1))))
    theta = frozen(rng.normal(size=network.size))
    return Scenario(network, theta, data, **{"dropout": DROPOUT, "seed": SEED} | settings)


def test_masks_are_drawn_sample_by_sample_and_layer_by_layer():
    for update in (1, 2, 5):
        run = Run(scenario())
        run.advance(update)
        p, rng = run.pass_of(update), np.random.default_rng([SEED, 1, update])
        for sample in range(SAMPLES):
            for index, units in enumerate(HIDDEN, start=1):
                dropped = rng.random(units) < DROPOUT
                layer = p.layer(index)
                assert (layer.keep[sample] == ~dropped).all()
                expected = np.where(dropped, 0, layer.a[sample] / (1 - DROPOUT))
                np.testing.assert_allclose(layer.passed[sample], expected, rtol=1e-15)


def test_gradients_are_slopes_of_the_error_under_the_same_mask():
    plain = scenario()
    gradient = Run(plain).pass_of(1).arrays.gradient
    for index in range(plain.network.size):
        sides = []
        for step in (1e-5, -1e-5):
            theta = plain.theta.copy()
            theta[index] += step
            sides.append(Run(plain.with_theta(theta)).pass_of(1).arrays.objective)
        assert abs((sides[0] - sides[1]) / 2e-5 - gradient[index]) < 1e-8


def test_nothing_is_dropped_when_evaluating():
    with_dropout, without = scenario(), scenario(dropout=0.0)
    theta = with_dropout.theta
    assert evaluate(with_dropout, theta).objective == evaluate(without, theta).objective


def test_each_update_has_its_own_mask_and_a_run_repeats_them():
    run = Run(scenario())
    run.advance(40)
    masks = {run.pass_of(number).layer(1).keep.tobytes() for number in range(1, 41)}
    assert len(masks) > 30
    assert Run(scenario()).advance(40) == 40
    again = Run(scenario())
    again.advance(40)
    assert again.losses.tobytes() == run.losses.tobytes()


def test_outputs_are_never_dropped():
    p = Run(replace(mazur(), dropout=0.9)).pass_of(1)
    assert p.layer(2).passed is p.layer(2).a
