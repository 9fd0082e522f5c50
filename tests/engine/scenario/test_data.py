"""Training and test part, and scaling, from the numbers as they were given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.engine.arrays import frozen
from explainer.engine.measure.evaluate import evaluate, evaluate_test
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario


def data(rows=10, **settings):
    rng = np.random.default_rng(3)
    return Data(frozen(rng.normal(5, 2, (rows, 2))), frozen(rng.normal(size=(rows, 1))), **settings)


@given(st.integers(1, 60), st.floats(0, 0.99), st.integers(0, 9))
def test_every_row_is_in_one_part_and_one_at_least_is_trained_on(rows, fraction, seed):
    whole = data(rows, test_fraction=fraction, seed=seed)
    parts = sorted([*whole.training.rows, *whole.test.rows])
    assert parts == list(range(rows))
    assert whole.samples == len(whole.training.rows) >= 1
    assert len(whole.test.rows) in {round(fraction * rows), rows - 1}
    assert (whole.training.inputs == whole.inputs[whole.training.rows]).all()
    assert (whole.test.targets == whole.targets[whole.test.rows]).all()


def test_the_split_is_drawn_by_the_seed_alone():
    one, same, other = (data(50, test_fraction=0.3, seed=seed) for seed in (1, 1, 2))
    assert (one.test.rows == same.test.rows).all()
    assert set(one.test.rows) != set(other.test.rows)


def test_standard_scaling_is_by_the_training_part():
    whole = data(40, scale="standard", test_fraction=0.25)
    np.testing.assert_allclose(whole.training.inputs.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(whole.training.inputs.std(0), 1)
    raw = whole.inputs[whole.training.rows]
    np.testing.assert_allclose(whole.test.inputs, (whole.inputs[whole.test.rows] - raw.mean(0)) / raw.std(0))
    assert (whole.training.targets == whole.targets[whole.training.rows]).all()


def test_minmax_scaling_goes_from_0_to_1():
    scaled = data(scale="minmax").training.inputs
    assert scaled.min(0).tolist() == [0, 0]
    assert scaled.max(0).tolist() == [1, 1]


@pytest.mark.parametrize("scale", ["standard", "minmax"])
def test_an_input_that_never_changes_becomes_0(scale):
    same = Data(frozen([[3.0, 1.0], [3.0, 2.0]]), frozen([[0.0], [1.0]]), scale=scale)
    assert same.training.inputs[:, 0].tolist() == [0, 0]


def test_nothing_is_scaled_unless_it_is_said():
    plain = data()
    assert plain.training.inputs.tobytes() == plain.inputs.tobytes()


def test_a_changed_number_no_longer_comes_from_a_source():
    changed = data(source={"builtin": "digits"}).with_input(0, 1, 9.0)
    assert not changed.source
    assert changed.inputs[0, 1] == 9.0


def test_the_test_part_is_kept_apart_and_pays_no_penalty():
    network = Network.of(default_names([2, 1]), ["linear"], "per_unit")
    whole = data(20, test_fraction=0.4)
    scenario = Scenario(network, frozen([1.0, -1.0, 0.5]), whole, l2=1.0)
    outputs = whole.inputs @ [1.0, -1.0] + 0.5
    errors = 0.5 * (whole.targets[:, 0] - outputs) ** 2
    tested = evaluate_test(scenario, scenario.theta)
    assert tested is not None
    assert tested.objective == tested.data_loss == pytest.approx(errors[whole.test.rows].mean())
    trained = evaluate(scenario, scenario.theta)
    assert trained.data_loss == pytest.approx(errors[whole.training.rows].mean())
    assert trained.penalty == pytest.approx(1.0 / (2 * 12) * 2)
    assert evaluate_test(replace(scenario, data=data()), scenario.theta) is None
