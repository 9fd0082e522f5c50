"""10,000 updates of the worked example, every loss kept and any update replayable, against who keeps nothing."""

# ruff: noqa: N806 - the letters of the formulas: W
from __future__ import annotations

import numpy as np
import pytest
from conftest import Race
from yardsticks import textbook

from explainer.engine.run.run import Run
from explainer.files.examples import example

UPDATES = 10_000
WORK = f"{UPDATES:,} updates of the worked example"

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def scenario():
    return example("mazur")


def ours(scenario):
    run = Run(scenario)
    run.advance(UPDATES)
    return run


def theirs(yardstick, scenario):
    layers, data = scenario.network.layers[1:], scenario.data
    weights = [layer.weights(scenario.theta) for layer in layers]
    biases = [layer.biases(scenario.theta) for layer in layers]
    rate = scenario.optimizer.learning_rate
    return yardstick.train(weights, biases, data.inputs[0], data.targets[0], rate, UPDATES)


def assert_same(run, weights, error):
    theta = run.theta(UPDATES)
    assert len(run.losses) == UPDATES
    assert run.losses[-1] == pytest.approx(error, rel=1e-9)
    for layer, W in zip(run.scenario.network.layers[1:], weights, strict=True):
        np.testing.assert_allclose(layer.weights(theta), W, rtol=1e-9)


def test_against_a_textbook_loop(run_race, scenario):
    assert_same(ours(scenario), *theirs(textbook, scenario))
    race = Race(WORK, "textbook NumPy loop", 0.7)
    run_race(race, lambda: ours(scenario), lambda: theirs(textbook, scenario), rounds=8)


@pytest.fixture
def pytorch():
    """PyTorch on one thread, which is its fastest for so small a network."""
    yardstick = pytest.importorskip("yardsticks.pytorch")
    threads = yardstick.torch.get_num_threads()
    yardstick.torch.set_num_threads(1)
    yield yardstick
    yardstick.torch.set_num_threads(threads)


def test_against_pytorch(run_race, scenario, pytorch):
    assert_same(ours(scenario), *theirs(pytorch, scenario))
    race = Race(WORK, "PyTorch eager, 1 thread", 0.15)
    run_race(race, lambda: ours(scenario), lambda: theirs(pytorch, scenario), rounds=4)
