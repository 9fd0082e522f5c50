"""The size of the gradient of each layer, against the arithmetic of a calculator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from strategies import examples, scenarios
from worked import mazur, one_unit

from explainer.engine.arrays import frozen
from explainer.engine.update.training_loop import run_pass
from explainer.engine.update.update_pass import gradient_sizes

# dE/dw1 … dE/dw8 of the worked example, as its source prints them and as finite differences confirm.
HIDDEN = (0.000438568, 0.000877135, 0.000497713, 0.000995425)
OUTPUT = (0.082167041, 0.082667628, -0.022602540, -0.022740242)


def test_the_worked_example() -> None:
    size, largest = gradient_sizes(run_pass(mazur()))
    assert size == pytest.approx([np.sqrt(np.mean(np.square(row))) for row in (HIDDEN, OUTPUT)], rel=1e-5)
    assert largest == pytest.approx([0.000995425, 0.082667628], rel=1e-5)


def test_biases_count_where_they_are_trained() -> None:
    one = one_unit([2.0, -1.0], 5.0, "linear", [[3.0, 4.0]])  # out 7, target 0: delta 7, gradients 21, 28 and 7
    assert gradient_sizes(run_pass(one)) == pytest.approx(np.array([[(1274 / 3) ** 0.5], [28.0]]))


def test_tiny_gradients_are_not_lost_in_their_squares() -> None:
    tiny = one_unit([1e-200], 0.0, "linear", [[1.0]])
    assert gradient_sizes(run_pass(tiny))[0] == pytest.approx([1e-200], rel=1e-12)


def test_no_gradient_is_zero() -> None:
    still = one_unit([1.0], 0.0, "step", [[1.0]])
    assert gradient_sizes(run_pass(still)).tolist() == [[0.0], [0.0]]


@examples(12)
@given(scenarios())
def test_both_sizes_fit_the_gradient(scenario) -> None:
    p = run_pass(replace(scenario, theta=frozen(scenario.theta)))
    for layer, size, largest in zip(scenario.network.layers[1:], *gradient_sizes(p), strict=True):
        gradient = p.arrays.gradient[list(scenario.network.with_gradients(layer))]
        assert size == pytest.approx(np.linalg.norm(gradient) / np.sqrt(gradient.size), rel=1e-12, abs=0)
        assert largest == np.abs(gradient).max()
