"""Units that hardly learn: told by their out, at the line where it can be told, and only where it slows learning."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worked import one_unit

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.trace.known.known import Known
from explainer.trace.known.stuck_units import Condition, condition_of, meaning
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Trace


def of_one(activation, *nets, loss="half_squared_error"):
    """The condition of a unit for the first of these net inputs."""
    scenario = replace(one_unit([1.0], 0.0, activation, [[net] for net in nets]), loss=loss)
    return condition_of(run_pass(scenario), 0, 1, 0)


@pytest.mark.parametrize(
    ("activation", "net", "condition"),
    [
        ("sigmoid", 3.9, Condition.SATURATED),  # 1 / (1 + e^-3.9) = 0.98016
        ("sigmoid", 3.8, None),  # 0.97811
        ("sigmoid", -3.9, Condition.SATURATED),
        ("tanh", 2.3, Condition.SATURATED),  # 0.98010
        ("tanh", -2.3, Condition.SATURATED),
        ("tanh", 2.2, None),  # 0.97574
        ("tanh", 0.0, None),  # a limit of the sigmoid only
        ("linear", 1.0, None),
        ("leaky_relu", -5.0, None),
        ("step", 1.0, None),
        ("hat(x) = exp(-x**2)", 0.1, None),  # 0.99 beside its peak of 1, where its slope is -0.2
        ("hat(x) = exp(-x**2)", 0.01, Condition.SATURATED),
        ("hat(x) = exp(-x**2)", 3.0, Condition.SATURATED),
        ("steep(x) = 1/(1 + exp(-2*x))", 2.0, Condition.SATURATED),
    ],
)
def test_saturated_is_close_to_a_limit(activation, net, condition) -> None:
    assert of_one(activation, net) is condition


def test_saturated_is_told_of_the_sample() -> None:
    p = run_pass(one_unit([1.0], 0.0, "sigmoid", [[9.0], [0.5]]))
    assert condition_of(p, 0, 1, 0) is Condition.SATURATED
    assert condition_of(p, 1, 1, 0) is None


def test_an_output_with_cross_entropy_learns_even_so() -> None:
    assert of_one("sigmoid", 9.0, loss="binary_cross_entropy") is None


def test_dead_is_zero_for_all_samples() -> None:
    assert of_one("relu", -1.0, -2.0) is Condition.DEAD
    assert of_one("relu", -1.0, 2.0) is None


def test_zero_for_a_part_of_the_samples_is_not_dead_yet() -> None:
    scenario = replace(one_unit([1.0], 0.0, "relu", [[-1.0], [-2.0], [3.0]]), batch_size=2)
    assert condition_of(run_pass(scenario), 0, 1, 0) is Condition.OFF


def hidden_relu():
    """Two samples through a ReLU unit that is dead and one that is not."""
    network = Network.of(default_names([1, 2, 1]), ["relu", "sigmoid"], "per_unit")
    theta = frozen([-1.0, 1.0, 0.0, 0.0, 9.0, 9.0, 0.0])
    return Scenario(network, theta, Data(frozen([[1.0], [2.0]]), frozen([[0.0], [0.0]])))


def slope_line(trace, sample, layer, unit) -> int:
    return trace.plan.number(Place(Operation.DOUT_DNET, layer, sample=sample, unit=unit))


def test_it_is_told_with_the_slope_and_not_before() -> None:
    trace = Trace(run_pass(hidden_relu()))
    dead, full = slope_line(trace, 1, 1, 0), slope_line(trace, 0, 2, 0)
    for number in range(len(trace) + 1):
        known = Known(trace, number)
        assert known.stuck(1, 0) is (Condition.DEAD if number >= dead else None)
        assert known.stuck(1, 1) is None
        if known.sample == 0:
            assert known.stuck(2, 0) is (Condition.SATURATED if number >= full else None)


def test_inputs_have_none() -> None:
    trace = Trace(run_pass(hidden_relu()))
    assert Known(trace, len(trace)).stuck(0, 0) is None


@pytest.mark.parametrize(
    ("activation", "net", "limit"),
    [("sigmoid", 9.0, "1"), ("sigmoid", -9.0, "0"), ("tanh", 9.0, "1"), ("tanh", -9.0, "\N{MINUS SIGN}1")],
)
def test_a_saturated_unit_is_told_which_limit_it_is_at(activation, net, limit) -> None:
    trace = Trace(run_pass(one_unit([1.0], 0.0, activation, [[net]])))
    assert f"within 0.02 of {limit}, where" in meaning(trace, Condition.SATURATED, 0, 1, 0)


def test_a_dead_unit_is_told_for_how_many_samples() -> None:
    assert "all 2 samples" in meaning(Trace(run_pass(hidden_relu())), Condition.DEAD, 0, 1, 0)
