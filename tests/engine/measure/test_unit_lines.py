"""Where hidden units are undecided, against lines worked out by hand and net inputs of the engine."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.engine.measure.unit_lines import UnitLine, unit_lines
from explainer.files.examples import example
from explainer.files.scenario.settings_by_path import with_settings


def test_the_lines_of_xor_by_hand() -> None:
    scenario = example("xor_hand")
    assert unit_lines(scenario, scenario.theta) == (
        UnitLine("h1", 20.0, 20.0, -10.0),
        UnitLine("h2", -20.0, -20.0, 30.0),
    )


@pytest.mark.parametrize("scale", ["none", "standard", "minmax"])
def test_on_a_line_the_net_input_is_0_however_inputs_are_scaled(scale: str) -> None:
    scenario = with_settings(example("moons"), {"data.scale": scale})
    layer = scenario.network.layers[1]
    for unit, line in enumerate(unit_lines(scenario, scenario.theta)):
        ends = line.within(-50, 50, -50, 50)
        assert ends is not None
        inputs = ends if scale == "none" else (ends - scenario.data.scaling.shift) / scenario.data.scaling.factor
        nets = (
            inputs @ layer.weights(scenario.theta)[unit]
            + np.broadcast_to(layer.biases(scenario.theta), layer.units)[unit]
        )
        assert nets == pytest.approx([0, 0], abs=1e-9)


def test_ends_are_on_the_rectangle() -> None:
    assert UnitLine("h1", 1.0, 1.0, -1.0).within(0, 2, 0, 2) == pytest.approx(np.array([[0, 1], [1, 0]]))
    assert UnitLine("h1", 0.0, 1.0, -1.0).within(0, 2, 0, 2) == pytest.approx(np.array([[0, 1], [2, 1]]))
    assert UnitLine("h1", 1.0, 0.0, -1.0).within(0, 2, 0, 2) == pytest.approx(np.array([[1, 0], [1, 2]]))
    assert UnitLine("h1", 1.0, 1.0, -9.0).within(0, 2, 0, 2) is None


def test_there_are_none_without_a_hidden_layer_or_two_inputs() -> None:
    for name in ("and", "perceptron", "digits", "square"):
        scenario = example(name)
        assert unit_lines(scenario, scenario.theta) == ()
