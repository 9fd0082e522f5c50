"""Every bug on networks of different kinds, against a program that was written without the app."""

from __future__ import annotations

import json

import numpy as np
import pytest
from plain_bugs import Plain

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.engine.measure.gradient_check import gradient_check
from explainer.engine.run.run import Run
from explainer.export.csv_form import CsvForm
from explainer.export.levels import write_csv
from explainer.export.progress import no_progress
from explainer.files.scenario.scenario_json import read_scenario
from explainer.functions.expression import evaluate
from explainer.trace.lines.trace import Trace
from explainer.verify.trace_file import verify_file

UPDATES = 12
SILU = {"name": "silu", "formula": "x/(1 + exp(-x))"}
CUBED = {"name": "cubed", "formula": "abs(target - out)**3"}


def _file(seed, units, activations, samples, **others):
    random = np.random.default_rng(seed)
    layers = [{"units": units[0]}]
    for below, count, activation in zip(units, units[1:], activations, strict=False):
        weights, biases = random.uniform(-1, 1, (count, below)).round(2), random.uniform(-0.6, 0.6, count).round(2)
        biases = np.full(count, biases[0]) if others.get("biases") == "shared" else biases
        layers.append(
            {"units": count, "activation": activation, "weights": weights.tolist(), "biases": biases.tolist()}
        )
    inputs = random.uniform(-1, 1, (samples, units[0])).round(2).tolist()
    targets = random.uniform(0.1, 0.9, (samples, units[-1])).round(2)
    if others.get("loss") == "categorical_cross_entropy":
        targets = np.eye(units[-1])[np.arange(samples) % units[-1]]
    data = {"inputs": inputs, "targets": targets.tolist()}
    common = {"format": "backprop-explainer scenario", "version": 2, "layers": layers, "data": data}
    return {**common, "optimizer": {"name": "sgd", "learning_rate": 0.1}, **others}


NETWORKS = {
    "deep": _file(1, (3, 4, 4, 2), ("tanh", "sigmoid", "sigmoid"), 5, l2=0.3),
    "momentum": _file(
        2,
        (2, 3, 3),
        ("sigmoid", "tanh"),
        5,
        batch_size=2,
        loss="squared_error",
        l1=0.1,
        l2=0.2,
        optimizer={"name": "momentum", "learning_rate": 0.05, "momentum": 0.8},
    ),
    "entropy": _file(3, (2, 3, 2, 2), ("softplus", "tanh", "sigmoid"), 4, loss="binary_cross_entropy", l2=0.1),
    "classes": _file(
        4, (3, 3, 3), ("sigmoid", "softmax"), 6, loss="categorical_cross_entropy", batch_size=3, reduction="sum"
    ),
    "rectified": _file(
        5,
        (3, 5, 4, 1),
        ("leaky_relu", "relu", "linear"),
        3,
        loss="mean_squared_error",
        optimizer={"name": "sgd", "learning_rate": 0.01},
    ),
    "frozen": _file(6, (2, 2, 2), ("sigmoid", "sigmoid"), 1, biases="frozen"),
    "adam": _file(
        12, (3, 4, 4, 2), ("tanh", "sigmoid", "sigmoid"), 5, l1=0.05, batch_size=2, frozen=["w3", "b_h2_1"],
        optimizer={"name": "adam", "learning_rate": 0.02},
    ),
    "own": _file(14, (2, 3, 3, 2), (SILU, "sigmoid", "tanh"), 4, loss=CUBED, l2=0.1),
    "sequential": _file(15, (3, 3, 3, 2), ("sigmoid", "tanh", "sigmoid"), 4, update_order="sequential", batch_size=3),
    "dropout": _file(20, (3, 4, 4, 2), ("sigmoid", "tanh", "sigmoid"), 4, dropout=0.3, l2=0.1, batch_size=3),
    "shared": _file(17, (3, 3, 2), ("leaky_relu", "sigmoid"), 4, biases="shared", l2=0.4),
}  # fmt: skip
FROZEN = {"adam": ((0, 0, 2), (0, 0, "b"))}
CASES = [
    (name, bug)
    for name, file in NETWORKS.items()
    for bug in BUGS
    if not problem_of(read_scenario(json.dumps(file)), bug)
]


@pytest.fixture(params=CASES, ids=" ".join)
def case(request):
    name, bug = request.param
    file = NETWORKS[name]
    return with_bug(read_scenario(json.dumps(file)), bug), Plain(file, bug, FROZEN.get(name, ()))


def test_every_bug_is_in_two_networks_at_least():
    assert {bug for bug in BUGS if sum(case[1] == bug for case in CASES) < 2} <= {"ce_slope_kept"}


def _keeps(p):
    """Which hidden units take part, of each sample and layer."""
    layers = p.arrays.layers[:-1]
    return (
        [[layer.keep[sample].tolist() for layer in layers] for sample in range(p.samples)] if layers[0].drops else None
    )


def test_training_is_that_of_the_program(case):
    scenario, plain = case
    run = Run(scenario)
    run.advance(UPDATES)
    losses = [plain.update(number, _keeps(run.pass_of(number + 1))) for number in range(UPDATES)]
    assert run.losses[:UPDATES] == pytest.approx(losses, rel=1e-12)
    theta, layers = run.scenario_after(UPDATES).theta, scenario.network.layers[1:]
    for layer, weights, biases in zip(layers, plain.W, plain.b, strict=True):
        np.testing.assert_allclose(layer.weights(theta), weights, rtol=1e-11, atol=1e-13)
        np.testing.assert_allclose(layer.biases(theta), np.resize(biases, layer.bias_count), rtol=1e-11, atol=1e-13)


def test_the_check_says_which_gradients_are_wrong(case):
    scenario, plain = case
    check = gradient_check(scenario)
    failing = plain.failing()
    layers = scenario.network.layers[1:]
    of_key = {
        layers[layer].bias(unit) if source == "b" else layers[layer].weight(unit, source): gradient
        for (layer, unit, source), gradient in failing.items()
    }
    assert set(np.flatnonzero(check.counted & (check.relative_error > 1e-5)).tolist()) == of_key.keys()
    assert check.passed == (not failing)
    for index, gradient in of_key.items():
        assert check.analytic[index] == pytest.approx(gradient, rel=1e-11, abs=1e-14)


LINES = [case for case in CASES if case[0] in ("momentum", "entropy", "classes", "frozen", "shared")]


@pytest.fixture(params=LINES, ids=" ".join)
def lines_case(request):
    name, bug = request.param
    return with_bug(read_scenario(json.dumps(NETWORKS[name])), bug), name


def test_lines_are_true_to_what_is_calculated(lines_case):
    scenario, _ = lines_case
    run = Run(scenario)
    run.advance(2)
    for update in range(2):
        for step in Trace(run.pass_of(update + 1)):
            assert evaluate(step.rule, step.read) == pytest.approx(step.value, rel=1e-11, abs=1e-15), step.formula


def test_verify_reports_a_first_wrong_row(lines_case, tmp_path):
    scenario, _ = lines_case
    path = tmp_path / "trace.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv("step", stream, Run(scenario), 1, 2, CsvForm(), no_progress)
    assert verify_file(str(path)).problem is not None
