"""What is written reads back as the equal scenario, to the last bit; what is left out has the documented default."""

from __future__ import annotations

import json
import math
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.engine.scenario.data import Data
from explainer.engine.scenario.initialisers import initial_theta
from explainer.engine.scenario.network import BIASES, Network, default_names
from explainer.engine.scenario.scenario import Initialiser, OptimizerSettings, Scenario
from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario
from explainer.files.wording import lines, one_line

GOLDEN = Path(__file__).parent.parent / "golden"
MINIMAL = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [{"units": 2}, {"units": 3}, {"units": 1}],
    "data": {"inputs": [[1, 2]], "targets": [[0.5]]},
}


def assert_equal(one: Scenario, other: Scenario) -> None:
    for name in ("theta", "data.inputs", "data.targets"):
        first, second = _get(one, name), _get(other, name)
        assert first.dtype == second.dtype
        assert first.shape == second.shape
        assert first.tobytes() == second.tobytes()
    for field in fields(Scenario):
        if field.name not in ("theta", "data"):
            assert getattr(one, field.name) == getattr(other, field.name), field.name


def _get(scenario: Scenario, name: str) -> np.ndarray:
    value: object = scenario
    for part in name.split("."):
        value = getattr(value, part)
    assert isinstance(value, np.ndarray)
    return value


NUMBER = st.floats(allow_nan=False, allow_infinity=False)
POSITIVE = st.floats(0, 1e300, exclude_max=True)
SEED = st.integers(0, 2**63 - 1)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    activations = draw(st.lists(st.sampled_from(["sigmoid", "relu", "step"]), min_size=len(sizes) - 1, max_size=3))
    biases = draw(st.sampled_from(BIASES))
    network = Network.of(default_names(sizes), activations[: len(sizes) - 1], biases)
    samples = draw(st.integers(1, 3))

    def numbers(*shape: int) -> np.ndarray:
        count = math.prod(shape)
        return np.array(draw(st.lists(NUMBER, min_size=count, max_size=count))).reshape(shape)

    return Scenario(
        network,
        numbers(network.size),
        Data(numbers(samples, sizes[0]), numbers(samples, sizes[-1])),
        title=one_line(draw(st.text(max_size=20))),
        notes=lines(draw(st.text(max_size=200))),
        init=Initialiser(draw(st.sampled_from(["he", "uniform"])), draw(SEED), draw(POSITIVE)),
        reduction=draw(st.sampled_from(["mean", "sum"])),
        optimizer=OptimizerSettings("momentum", draw(POSITIVE), MappingProxyType({"momentum": draw(POSITIVE)})),
        l1=draw(POSITIVE),
        l2=draw(POSITIVE),
        batch_size=draw(st.none() | st.integers(1, 10**20)),
        shuffle=draw(st.booleans()),
        seed=draw(SEED),
        update_order=draw(st.sampled_from(["simultaneous", "sequential"])),
    )


@given(scenarios())
def test_written_scenarios_read_back_equal(scenario: Scenario) -> None:
    text = write_scenario(scenario)
    assert_equal(read_scenario(text), scenario)
    assert_equal(read_scenario(text.encode()), scenario)


def test_a_byte_order_mark_is_no_obstacle() -> None:
    text = json.dumps(MINIMAL)
    assert_equal(read_scenario(b"\xef\xbb\xbf" + text.encode()), read_scenario("\ufeff" + text))


def test_what_is_left_out_has_its_default() -> None:
    scenario = read_scenario(json.dumps(MINIMAL))
    assert scenario.network == Network.of([["i1", "i2"], ["h1", "h2", "h3"], ["o1"]], ["sigmoid"] * 2, "per_unit")
    assert scenario.init == Initialiser("uniform_scaled", 0)
    assert scenario.optimizer == OptimizerSettings("sgd", 0.5)
    assert (scenario.title, scenario.notes, scenario.loss) == ("", "", "half_squared_error")
    assert (scenario.reduction, scenario.update_order) == ("mean", "simultaneous")
    assert (scenario.l1, scenario.l2, scenario.batch_size, scenario.shuffle, scenario.seed) == (0, 0, None, False, 0)


def test_the_optimizer_fills_in_its_own_settings() -> None:
    scenario = read_scenario(json.dumps(MINIMAL | {"optimizer": {"name": "momentum"}}))
    assert scenario.optimizer == OptimizerSettings("momentum", 0.5, {"momentum": 0.9})


def test_layers_without_weights_are_drawn_and_those_with_weights_draw_nothing() -> None:
    given_first = [{"units": 2}, {"units": 3, "weights": [[1, 2], [3, 4], [5, 6]]}, {"units": 1}]
    scenario = read_scenario(json.dumps(MINIMAL | {"layers": given_first}))
    alone = Network.of([["a", "b", "c"], ["d"]], ["sigmoid"], "per_unit")
    assert scenario.theta[:9].tolist() == [1, 2, 3, 4, 5, 6, 0, 0, 0]
    assert scenario.theta[9:].tolist() == initial_theta(alone, Initialiser()).tolist()


def test_shared_biases_are_one_number_in_the_network_and_one_for_each_unit_in_the_file() -> None:
    layers = [{"units": 1}, {"units": 2, "weights": [[1], [2]], "biases": [0.5, 0.5]}]
    data = {"inputs": [[1]], "targets": [[1, 1]]}
    scenario = read_scenario(json.dumps(MINIMAL | {"layers": layers, "biases": "shared", "data": data}))
    assert scenario.theta.tolist() == [1, 2, 0.5]
    assert json.loads(write_scenario(scenario))["layers"][1]["biases"] == [0.5, 0.5]


def test_a_long_matrix_has_one_row_on_a_line() -> None:
    layers = [{"units": 4}, {"units": 3}]
    data = {"inputs": [[1, 2, 3, 4]], "targets": [[0, 0, 1]]}
    text = write_scenario(read_scenario(json.dumps(MINIMAL | {"layers": layers, "data": data})))
    rows = [line for line in text.splitlines() if line.startswith("        [")]
    assert len(rows) == 3
    assert '"inputs": [[1.0, 2.0, 3.0, 4.0]]' in text


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_never_written(bad: float) -> None:
    scenario = read_scenario(json.dumps(MINIMAL))
    for broken in (scenario.with_data(scenario.data.with_input(0, 0, bad)), scenario.with_learning_rate(bad)):
        with pytest.raises(ScenarioError, match="not finite"):
            write_scenario(broken)


def test_the_golden_scenarios_of_this_version_are_read() -> None:
    cases = json.loads((GOLDEN / "pytorch_cases.json").read_text())
    names = {"optimizer sgd", "optimizer momentum", "l2", "l1", "frozen biases", "shared biases", "four hidden layers"}
    chosen = [case for case in cases if case["name"] in names]
    assert len(chosen) == len(names)
    for case in chosen:
        scenario = read_scenario(json.dumps(case["scenario"]))
        assert_equal(read_scenario(write_scenario(scenario)), scenario)
