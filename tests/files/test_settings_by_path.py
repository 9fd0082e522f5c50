"""Settings of a scenario by their path in its file."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.files.scenario.settings_by_path import with_settings


def _weights_and_data(scenario: Scenario) -> tuple[list[float], list[list[float]]]:
    return scenario.theta.tolist(), scenario.data.inputs.tolist()


def test_one_setting_changes_and_the_rest_stays() -> None:
    before = example("xor")
    after = with_settings(before, {"optimizer.learning_rate": 2, "batch_size": 1, "layers.1.activation": "tanh"})
    assert (after.optimizer.learning_rate, after.batch_size) == (2.0, 1)
    assert after.network.layers[1].activation == "tanh"
    assert _weights_and_data(after) == _weights_and_data(before)


def test_another_optimizer_comes_with_its_own_settings() -> None:
    adam = with_settings(example("mazur"), {"optimizer.name": "adam", "optimizer.beta1": 0.5}).optimizer
    assert (adam.name, adam.learning_rate, adam.options["beta1"], adam.options["beta2"]) == ("adam", 0.001, 0.5, 0.999)


@pytest.mark.parametrize("values", [{"init.seed": 5}, {"init.scheme": "he"}, {"layers.1.units": 3}], ids=str)
def test_weights_are_drawn_anew_where_they_must_be(values: dict[str, object]) -> None:
    before = example("xor")
    after = with_settings(before, values)
    assert after.network.size != before.network.size or not np.array_equal(after.theta, before.theta)
    assert with_settings(before, values).theta.tolist() == after.theta.tolist()


def test_a_number_of_the_data_can_be_set_and_what_was_printed_is_left_out() -> None:
    after = with_settings(example("mazur"), {"data.inputs.0.1": 0.3, "loss": "binary_cross_entropy"})
    assert after.data.inputs.tolist() == [[0.05, 0.3]]
    assert after.published is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"optimizr.name": "adam"}, 'optimizr.name: "optimizr" is not a setting; did you mean "optimizer"?'),
        ({"los": "x"}, 'los: "los" is not a setting; did you mean "loss"?'),
        ({"optimizer.lerning": 3}, 'optimizer: "lerning" is not a key here; did you mean "learning_rate"?'),
        ({"layers.7.units": 3}, 'layers.7.units: "7" is none of the 3 there are, counted from 0'),
        ({"layers.1.unit": 3}, 'layers.1.unit: "unit" is not a setting; did you mean "units"?'),
        ({"title.x": 1}, 'title.x: there is nothing within "title"'),
        ({"layers": 3}, "layers: expected a list, got a whole number"),
        ({"optimizer.learning_rate": "x"}, "optimizer.learning_rate: expected a number, got a text"),
    ],
    ids=str,
)
def test_what_cannot_be_set_is_said_with_its_path(values: dict[str, object], said: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        with_settings(example("mazur"), values)
    assert str(raised.value) == said


@pytest.mark.parametrize(
    "values",
    [
        {"optimizer.name": "momentum", "optimizer.momentum": 0.5, "optimizer.learning_rate": 0.3},
        {"optimizer": {"name": "momentum"}, "optimizer.momentum": 0.5, "optimizer.learning_rate": 0.3},
        {"optimizer": {"name": "adam"}, "optimizer.name": "momentum", "optimizer.momentum": 0.5},
        {"layers.1.units": 3, "layers.1.names": ["a", "b", "c"], "layers.1.activation": "tanh"},
        {"init": {"scheme": "he"}, "init.seed": 4},
    ],
    ids=str,
)
def test_settings_may_be_written_in_any_order(values: dict[str, object]) -> None:
    before = example("xor")
    given = list(values.items())
    one, *others = (with_settings(before, dict(order)) for order in permutations(given))
    assert all(other.same_as(one) and other.network == one.network for other in others)
    if "layers.1.names" in values:
        assert one.network.layers[1].names == ("a", "b", "c")
    elif "optimizer.momentum" in values:
        assert (one.optimizer.name, one.optimizer.options["momentum"]) == ("momentum", 0.5)


def test_weights_are_drawn_anew_by_a_scheme_that_is_given_as_a_whole() -> None:
    before = example("xor")
    whole = with_settings(before, {"init": {"scheme": "he", "seed": 4}})
    parts = with_settings(before, {"init.scheme": "he", "init.seed": 4})
    assert whole.theta.tolist() == parts.theta.tolist() != before.theta.tolist()
