"""Functions that published examples use, against NumPy written by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest

from explainer.engine.measure.gradient_check import gradient_check
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.scenario.scenario_json import read_scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.trace.lines.trace import Trace

INPUTS = np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]])
TARGETS = np.array([[0.2, 0.9], [-0.4, 0.1], [0.0, 1.0]])
W1, B1 = np.array([[0.3, -0.2], [0.8, 0.5], [-0.6, 0.1]]), np.array([0.1, -0.3, 0.2])
W2, B2 = np.array([[0.4, -0.7, 0.2], [0.9, 0.3, -0.5]]), np.array([0.05, -0.15])


def scenario(loss: str, hidden="tanh", output="linear", targets=TARGETS, **members) -> Scenario:
    return read_scenario(
        json.dumps(
            {
                "format": "backprop-explainer scenario",
                "version": 2,
                "layers": [
                    {"units": 2},
                    {"units": 3, "activation": hidden, "weights": W1.tolist(), "biases": B1.tolist()},
                    {"units": 2, "activation": output, "weights": W2.tolist(), "biases": B2.tolist()},
                ],
                "data": {"inputs": INPUTS.tolist(), "targets": targets.tolist()},
                "loss": loss,
                **members,
            }
        )
    )


def by_hand(f, slope, error, error_slope):
    """Return the error of the batch and the gradients of both layers' weights and biases."""
    z = INPUTS @ W1.T + B1
    a = f(z)
    out = a @ W2.T + B2
    n = len(INPUTS)
    top = error_slope(out) / n
    below = top @ W2 * slope(z)
    return error(out).sum() / n, [below.T @ INPUTS, below.sum(0), top.T @ a, top.sum(0)]


SQUARED = {
    "squared_error": (lambda out: (TARGETS - out) ** 2, lambda out: 2 * (out - TARGETS)),
    "mean_squared_error": (lambda out: (TARGETS - out) ** 2 / 2, lambda out: out - TARGETS),
    "absolute_error": (lambda out: abs(TARGETS - out), lambda out: np.sign(out - TARGETS)),
}


@pytest.mark.parametrize("loss", SQUARED)
def test_losses_without_a_half(loss):
    p = Run(scenario(loss)).pass_of(1)
    error, gradients = by_hand(np.tanh, lambda z: 1 - np.tanh(z) ** 2, *SQUARED[loss])
    assert p.arrays.objective == pytest.approx(error, rel=1e-14)
    np.testing.assert_allclose(p.arrays.gradient, np.concatenate([*map(np.ravel, gradients)]), rtol=1e-12)


def test_softplus():
    p = Run(scenario("squared_error", "softplus")).pass_of(1)
    softplus, slope = lambda z: np.logaddexp(0, z), lambda z: 1 / (1 + np.exp(-z))
    error, gradients = by_hand(softplus, slope, *SQUARED["squared_error"])
    assert p.arrays.objective == pytest.approx(error, rel=1e-14)
    np.testing.assert_allclose(p.arrays.gradient, np.concatenate([*map(np.ravel, gradients)]), rtol=1e-12)


def test_softplus_of_numbers_that_are_far_out():
    z = np.array([[-1e4, -800.0, -40.0, 29.9, 30.1, 800.0, 1e4]])
    of = ACTIVATIONS["softplus"]
    a = of.value.of(z=z)
    np.testing.assert_allclose(a, np.logaddexp(0, z), rtol=1e-15)
    np.testing.assert_allclose(of.slope.of(z=z, a=a), np.exp(-np.logaddexp(0, -z)), rtol=1e-13)


@pytest.mark.parametrize(
    ("loss", "error", "slope"),
    [
        ("squared_error", "(target_o1 - out_o1)**2", "(-(2*(target_o1 - out_o1)))"),
        ("mean_squared_error", "(target_o1 - out_o1)**2/2", "(-(2*(target_o1 - out_o1)/2))"),
        ("absolute_error", "abs(target_o1 - out_o1)", "(-sign(target_o1 - out_o1))"),
    ],
)
def test_the_lines_of_a_loss(loss, error, slope):
    formulas = {step.symbol_text: step.formula for step in Trace(Run(scenario(loss, batch_size=1)).pass_of(1))}
    assert (formulas["E_o1"], formulas["dE_total/dout_o1"]) == (error, slope)


def test_the_perceptron_learns_by_rosenblatts_rule():
    """Weights change by learning rate times (target − out) times input, only where the answer is wrong."""
    rng = np.random.default_rng(3)
    inputs, weights, bias = rng.normal(size=(40, 2)), np.array([[0.3, -0.8]]), np.array([0.2])
    targets = (inputs @ [1.0, 2.0] > 0.3).astype(float).reshape(-1, 1)
    members = {
        "format": "backprop-explainer scenario",
        "version": 2,
        "layers": [
            {"units": 2},
            {"units": 1, "activation": "step", "weights": weights.tolist(), "biases": bias.tolist()},
        ],
        "data": {"inputs": inputs.tolist(), "targets": targets.tolist()},
        "loss": "perceptron",
        "batch_size": 1,
        "optimizer": {"name": "sgd", "learning_rate": 0.25},
    }
    of = read_scenario(json.dumps(members))
    assert gradient_check(of).passed
    run = Run(of)
    run.advance(400)
    for update in range(400):
        x, t = inputs[update % 40], targets[update % 40]
        out = (weights @ x + bias > 0).astype(float)
        weights, bias = weights + 0.25 * np.outer(t - out, x), bias + 0.25 * (t - out)
    np.testing.assert_allclose(run.pass_of(400).theta_after, [*weights.ravel(), *bias], rtol=1e-12)
    assert (run.pass_of(400).arrays.error >= 0).all()
    formulas = {step.symbol_text: step.formula for step in Trace(run.pass_of(1))}
    assert (formulas["E_o1"], formulas["delta_o1"]) == ("(out_o1 - target_o1)*net_o1", "out_o1 - target_o1")
    assert "dout_o1/dnet_o1" not in formulas
