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


def _file(seed, units, activations, samples, **others):
    random = np.random.default_rng(seed)
    layers = [{"units": units[0]}]
    for below, count, activation in zip(units, units[1:], activations, strict=False):
        weights, biases = random.uniform(-1, 1, (count, below)).round(2), random.uniform(-0.6, 0.6, count).round(2)
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
}
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
    return with_bug(read_scenario(json.dumps(file)), bug), Plain(file, bug)


def test_every_bug_is_in_two_networks_at_least():
    assert {bug for bug in BUGS if sum(case[1] == bug for case in CASES) < 2} <= {"ce_slope_kept"}


def test_training_is_that_of_the_program(case):
    scenario, plain = case
    run = Run(scenario)
    run.advance(UPDATES)
    assert run.losses[:UPDATES] == pytest.approx([plain.update(i) for i in range(UPDATES)], rel=1e-9)
    theta, layers = run.scenario_after(UPDATES).theta, scenario.network.layers[1:]
    for layer, weights, biases in zip(layers, plain.W, plain.b, strict=True):
        np.testing.assert_allclose(layer.weights(theta), weights, rtol=1e-8, atol=1e-12)
        np.testing.assert_allclose(layer.biases(theta), biases, rtol=1e-8, atol=1e-12)


def test_the_check_says_how_many_gradients_are_wrong(case):
    scenario, plain = case
    check = gradient_check(scenario)
    failing = int((check.relative_error[check.counted] > 1e-5).sum())
    assert failing == plain.failing()
    assert check.passed == (failing == 0)


def test_lines_are_true_to_what_is_calculated(case):
    scenario, _ = case
    run = Run(scenario)
    run.advance(3)
    for update in range(3):
        for step in Trace(run.pass_of(update + 1)):
            assert evaluate(step.rule, step.read) == pytest.approx(step.value, rel=1e-11, abs=1e-15), step.formula


def test_verify_reports_a_first_wrong_row(case, tmp_path):
    """The slopes of rectifiers are the same at net and out, so there is nothing wrong to find in that one."""
    scenario, plain = case
    is_hidden = scenario.bug.name == "slope_at_out" and "relu" in plain.activations
    path = tmp_path / "trace.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv("step", stream, Run(scenario), 1, 2, CsvForm(), no_progress)
    assert (verify_file(str(path)).problem is None) == is_hidden
