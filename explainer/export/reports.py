"""The results of training and of a gradient check, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.measure.evaluate import Evaluation, evaluate, evaluate_test
from explainer.engine.measure.gradient_check import TOLERANCE, GradientCheck
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.scenario.scenario_text import biases_of_units
from explainer.files.wording import counted
from explainer.trace.notations.naming import parameter_name

_SAMPLES_SHOWN = _MOST_NAMED = 8
_MOST_LISTED = 100
_NAME, _NUMBER = 8, 16
"""How wide the columns of the table of gradients are."""
_DIGITS = 9


def training_json(run: Run) -> str:
    """Return losses, outputs and parameters after the last update as one JSON object; what is not finite is null."""
    trained = run.scenario_after(run.updates)
    whole = evaluate(trained, trained.theta)
    layers = trained.network.layers[1:]
    report = {
        "updates": run.updates,
        "epochs": _epochs(run),
        "loss": whole.objective,
        "data_loss": whole.data_loss,
        "penalty": whole.penalty,
        "loss_history": run.losses.tolist(),
        "outputs": whole.outputs.tolist(),
        "weights": [layer.weights(trained.theta).tolist() for layer in layers],
        "biases": [biases_of_units(layer, trained.theta) for layer in layers],
    }
    return _json(report)


def training_text(run: Run) -> str:
    """Return a few lines about the state after the last update: the loss and what comes out for the first samples."""
    trained = run.scenario_after(run.updates)
    return "\n".join(_training_lines(run, trained, evaluate(trained, trained.theta))) + "\n"


def _training_lines(run: Run, trained: Scenario, whole: Evaluation) -> Iterator[str]:
    if trained.title:
        yield trained.title
    yield f"updates {run.updates}, completed epochs {_epochs(run)}"
    parts = f" = data loss {whole.data_loss!r} + penalty {whole.penalty!r}" if trained.has_penalty else ""
    yield f"loss {whole.objective!r}{parts}{_correct(whole)}"
    test = evaluate_test(trained, trained.theta)
    if test is not None:
        yield f"test loss {test.data_loss!r}{_correct(test)} ({counted(len(test.outputs), 'sample')})"
    names = trained.network.layers[-1].names
    for sample in range(min(trained.data.samples, _SAMPLES_SHOWN)):
        yield f"sample {sample + 1}: {_outputs(names, whole.outputs[sample], trained.data.training.targets[sample])}"
    if trained.data.samples > _SAMPLES_SHOWN:
        yield f"and {counted(trained.data.samples - _SAMPLES_SHOWN, 'more sample')}"


def _correct(whole: Evaluation) -> str:
    """How many samples are put into the right class, and how many into none."""
    if whole.accuracy is None:
        return ""
    undecided = f", {counted(whole.undecided, 'sample')} undecided" if whole.undecided else ""
    return f", {whole.accuracy:.2%} of the classes right{undecided}"


def _outputs(names: tuple[str, ...], outputs: Array, targets: Array) -> str:
    units = zip(names, outputs, targets, strict=True)
    return ", ".join(f"{name} {out:#.{_DIGITS}g} (target {target:.{_DIGITS}g})" for name, out, target in units)


def _epochs(run: Run) -> int:
    return run.updates // run.scenario.updates_per_epoch


def check_json(scenario: Scenario, check: GradientCheck) -> str:
    """Return both gradients, layer by layer, as one JSON object; what is not finite is null.

    Frozen biases are not trained, so there is nothing to check; a shared one is a single number.
    """
    layers, trains_biases = scenario.network.layers[1:], scenario.network.trains_biases
    sides = {"analytic": check.analytic, "numeric": check.numeric}
    weights = {side: [layer.weights(gradient).tolist() for layer in layers] for side, gradient in sides.items()}
    biases = {
        side: [layer.biases(gradient).tolist() if trains_biases else [] for layer in layers]
        for side, gradient in sides.items()
    }
    worst = check.max_relative_error
    report = {"epsilon": check.epsilon, "max_relative_error": worst, "passed": check.passed}
    not_counted = {why: _all_names(scenario, which) for why, which in _not_counted(check)}
    return _json({**report, "weights": weights, "biases": biases, "not_counted": not_counted})


def _not_counted(check: GradientCheck) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Go through the reasons why a gradient cannot fail, each with the parameters that it is about."""
    yield "kink", check.at_kink
    yield "rounding", check.in_noise & ~check.at_kink
    yield "bend", check.at_bend & ~check.at_kink
    yield "not_trained", ~check.checked


def check_text(scenario: Scenario, check: GradientCheck) -> str:
    """Return the verdict, the parameters that disagree, worst first, those that are not counted, and a table of all."""
    return "\n".join(_check_lines(scenario, check)) + "\n"


def _check_lines(scenario: Scenario, check: GradientCheck) -> Iterator[str]:
    count = int(check.counted.sum())
    bad = np.flatnonzero(check.counted & ~(check.relative_error <= TOLERANCE))
    worst = f"largest relative error {check.max_relative_error:.3g}, epsilon {check.epsilon:g}"
    if not count:
        yield _nothing_compared(check)
    elif not len(bad):
        yield f"passed: {_gradients(count)} ({worst})"
    else:
        yield f"FAILED: {len(bad)} of {count} gradients {'disagrees' if len(bad) == 1 else 'disagree'} ({worst})"
    for index in bad[np.argsort(-check.relative_error[bad])][:_MOST_NAMED]:
        analytic, numeric = float(check.analytic[index]), float(check.numeric[index])
        yield f"{_name(scenario, index)}: analytic {analytic!r}, numeric {numeric!r}"
    if len(bad) > _MOST_NAMED:
        yield f"and {len(bad) - _MOST_NAMED} more"
    if len(bad) and scenario.is_sequential:
        yield "In sequential order blame passes through weights that are already updated: that is not the gradient."
    if check.at_kink.any():
        yield f"at a kink, where there is no slope to compare with: {_names(scenario, check.at_kink)}"
    if check.in_noise.any():
        noise = f"the objective is so large that its rounding alone moves a slope by up to {_noise(check):.2g}"
        yield f"no further apart than rounding ({noise}): {_names(scenario, check.in_noise)}"
    if check.at_bend.any():
        names = _names(scenario, check.at_bend)
        yield f"agree over a shorter step only, since the objective bends within epsilon: {names}"
    yield from _gradient_table(scenario, check)


def _gradients(count: int) -> str:
    return "the gradient of 1 parameter agrees" if count == 1 else f"the gradients of {count} parameters agree"


def _nothing_compared(check: GradientCheck) -> str:
    trained = int(check.checked.sum())
    if not trained:
        return "nothing to check: no parameter is trained"
    return f"nothing could be compared, of {counted(trained, 'gradient')} (epsilon {check.epsilon:g})"


def _noise(check: GradientCheck) -> float:
    return float(check.noise[check.in_noise].max())


def _gradient_table(scenario: Scenario, check: GradientCheck) -> Iterator[str]:
    """Write both gradients of what was checked beside each other, as many as a terminal has room for."""
    indices = np.flatnonzero(check.checked)
    if not len(indices):
        return
    yield ""
    yield f"{'':<{_NAME}} {'gradient':>{_NUMBER}} {'numeric':>{_NUMBER}} {'relative error':>{_NUMBER}}"
    for i in indices[:_MOST_LISTED]:
        analytic, numeric = check.analytic[i] + 0.0, check.numeric[i] + 0.0  # no −0
        numbers = f"{analytic:>{_NUMBER}.9g} {numeric:>{_NUMBER}.9g}"
        yield f"{_name(scenario, i):<{_NAME}} {numbers} {check.relative_error[i]:>{_NUMBER}.2g}"
    if len(indices) > _MOST_LISTED:
        yield f"and {len(indices) - _MOST_LISTED:,} more; --json has them all"


def _names(scenario: Scenario, which: NDArray[np.bool_]) -> str:
    indices = np.flatnonzero(which)
    more = f" and {len(indices) - _MOST_NAMED} more" if len(indices) > _MOST_NAMED else ""
    return ", ".join(_name(scenario, index) for index in indices[:_MOST_NAMED]) + more


def _all_names(scenario: Scenario, which: NDArray[np.bool_]) -> list[str]:
    """Return the names of these parameters; a bias that a layer has in common comes once."""
    return list(dict.fromkeys(_name(scenario, index) for index in np.flatnonzero(which)))


def _name(scenario: Scenario, index: Any) -> str:
    return parameter_name(scenario, scenario.network.parameter(int(index)))


def _json(report: dict[str, Any]) -> str:
    return json.dumps(_finite(report), allow_nan=False) + "\n"


def _finite(value: Any) -> Any:
    """Return the JSON value with None in place of every number that is not finite."""
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return value if isinstance(value, str) or isfinite(value) else None
