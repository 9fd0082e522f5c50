"""The unrolled vector: its order against NumPy's own, where its entries are, and vectors rolled up again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.network import Network, default_names
from explainer.files.examples import example
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace
from explainer.trace.matrix.unrolled import (
    LengthError,
    Order,
    Unrolled,
    indices,
    place_in_matrix,
    rolled,
    value_of,
    vector_text,
)


def known_at(scenario, number=None):
    run = Run(scenario)
    run.advance(1)
    trace = Trace(run.pass_of(1))
    return Known(trace, len(trace) if number is None else number)


def matrices(network, theta):
    for layer in network.layers[1:]:
        weights, count = layer.weights(theta), layer.bias_count
        biases = np.broadcast_to(layer.biases(theta), (layer.units,)) if count else np.zeros((layer.units, 0))
        yield np.column_stack([biases, weights])


@pytest.mark.parametrize("order", Order)
@examples(30)
@given(scenario=scenarios(hidden=(0, 2)), data=st.data())
def test_it_is_what_numpy_makes_of_the_matrices_and_rolls_up_again(order, scenario, data):
    network, theta = scenario.network, scenario.theta
    parts = [m.ravel(order="F" if order is Order.OCTAVE else "C") for m in matrices(network, theta)]
    places = indices(network, order)
    assert np.array_equal(theta[places], np.concatenate(parts))
    assert np.array_equal(rolled(network, order, theta[places].tolist()), theta)
    entry = data.draw(st.integers(0, len(places) - 1))
    where = place_in_matrix(network, order, entry)
    scope = {f"Theta{k}": m for k, m in enumerate(matrices(network, theta), start=1)}
    name, row, column = where.replace("(", "[").replace(")", "]").replace("[", ",").rstrip("]").split(",")
    shift = order is Order.OCTAVE
    assert scope[name][int(row) - shift, int(column) - shift] == theta[places[entry]]


def test_the_lecture_counts_231_and_finds_theta1_3_2_at_13():
    network = Network.of(default_names([10, 10, 10, 1]), ["sigmoid"] * 3, "per_unit")
    assert len(indices(network, Order.OCTAVE)) == 231
    assert place_in_matrix(network, Order.OCTAVE, 13 - 1) == "Theta1(3,2)"
    assert place_in_matrix(network, Order.NUMPY, 24 - 1) == "Theta1[2,1]"


def test_the_vector_read_in_the_wrong_order_has_the_cost_of_the_lecture():
    scenario = example("square")
    text = vector_text(known_at(scenario, 0), Unrolled.THETA, Order.OCTAVE)
    values = [float(word) for word in text.strip("[]").split(";")]
    wrong = scenario.with_theta(rolled(scenario.network, Order.NUMPY, values))
    right = scenario.with_theta(rolled(scenario.network, Order.OCTAVE, values))
    costs = [Run(one) for one in (right, wrong)]
    for run in costs:
        run.advance(1)
    assert costs[0].pass_of(1).arrays.objective == pytest.approx(0.020815, abs=5e-7)
    assert costs[1].pass_of(1).arrays.objective == pytest.approx(7.12479, abs=5e-6)


def test_gradients_are_there_when_their_lines_are():
    scenario = example("batch")
    for number, delta, d in ((0, 0.0, np.nan), (None, -18.0, -4.5)):
        known = known_at(scenario, number)
        assert value_of(known, Unrolled.DELTA, 0) == delta
        assert np.array_equal(value_of(known, Unrolled.D, 0), d, equal_nan=True)
    known = known_at(mazur())
    assert value_of(known, Unrolled.D, 0) == known.trace.of.arrays.gradient[0]
    assert np.isnan(value_of(known, Unrolled.D, scenario_bias(known)))
    assert value_of(known, Unrolled.THETA, 0) == known.trace.of.theta_after[0]
    assert eval(vector_text(known, Unrolled.THETA, Order.NUMPY), {"np": np}).size == 12


def scenario_bias(known):
    return known.scenario.network.layers[1].bias_start


def test_what_does_not_fit_is_said():
    network = mazur("shared").network
    with pytest.raises(LengthError, match="The vector has 3 numbers; this network's has 12"):
        rolled(network, Order.OCTAVE, [1.0, 2.0, 3.0])
    with pytest.raises(LengthError, match=r"Theta1\(1,1\), differs from others of the same bias"):
        rolled(network, Order.OCTAVE, [float(k) for k in range(12)])
