"""Outputs for any inputs: those of training itself, with scaling, and without dropout."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worked import mazur

from explainer.engine.measure.evaluate import Forward, as_network_gets_them, evaluate
from explainer.engine.scenario.data import Data
from explainer.files.examples import example


@pytest.mark.parametrize("name", ["moons", "spiral", "blobs", "parabola", "digits"])
def test_outputs_are_those_of_the_evaluation(name):
    scenario = example(name)
    inputs = scenario.data.training.inputs
    outputs = Forward(scenario, len(inputs)).outputs(scenario.theta, inputs)
    assert outputs == pytest.approx(evaluate(scenario, scenario.theta).outputs, rel=1e-12, abs=1e-300)


def test_fewer_samples_than_there_is_room_for_and_other_parameters():
    scenario = mazur()
    forward = Forward(scenario, 8)
    assert forward.outputs(scenario.theta, np.array([[0.05, 0.10]])) == pytest.approx(
        np.array([[0.751365070, 0.772928465]]), abs=5e-10
    )
    # all weights 0: the bias of 0.6 alone, 1/(1 + exp(-0.6))
    theta = np.zeros_like(scenario.theta)
    theta[-2:] = 0.6
    several = forward.outputs(theta, np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert several == pytest.approx(np.full((2, 2), 0.6456563062), abs=1e-9)


def test_nothing_is_dropped_out():
    scenario = replace(mazur(), dropout=0.5)
    outputs = Forward(scenario, 1).outputs(scenario.theta, np.array([[0.05, 0.10]]))
    assert outputs[0, 0] == pytest.approx(0.751365070, abs=5e-10)


def test_inputs_are_scaled_as_the_samples_are():
    data = Data(np.array([[0.0, 10.0], [4.0, 30.0]]), np.zeros((2, 1)), scale="minmax")
    assert as_network_gets_them(data, np.array([[1.0, 20.0], [8.0, 10.0]])).tolist() == [[0.25, 0.5], [2.0, 0.0]]
    plain = replace(data, scale="none")
    assert as_network_gets_them(plain, np.array([[1.0, 20.0]])).tolist() == [[1.0, 20.0]]
