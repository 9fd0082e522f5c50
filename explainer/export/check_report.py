"""The result of a gradient check, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.measure.gradient_check import TOLERANCE, GradientCheck
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.notations.naming import parameter_name

_MOST_NAMED = 8


def check_json(scenario: Scenario, check: GradientCheck) -> str:
    """Return both gradients, layer by layer, as one JSON object; what is not finite is null."""
    sides = {"analytic": check.analytic, "numeric": check.numeric}
    report = {
        "epsilon": check.epsilon,
        "max_relative_error": _number(check.max_relative_error),
        "passed": check.passed,
        "weights": {
            side: [_weights(layer.weights(g)) for layer in scenario.network.layers[1:]] for side, g in sides.items()
        },
        "biases": {side: _biases(scenario, g) for side, g in sides.items()},
    }
    return json.dumps(report, allow_nan=False) + "\n"


def _weights(rows: Array) -> list[list[float | None]]:
    return [[_number(value) for value in row] for row in rows.tolist()]


def _biases(scenario: Scenario, gradient: Array) -> list[list[float | None]]:
    """Frozen biases are not trained, so there is nothing to check; a shared one is a single number."""
    layers = scenario.network.layers[1:]
    if not scenario.network.trains_biases:
        return [[] for _ in layers]
    return [[_number(value) for value in layer.biases(gradient).tolist()] for layer in layers]


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


def check_text(scenario: Scenario, check: GradientCheck) -> str:
    """Return the verdict, the parameters that disagree, worst first, and those at a kink."""
    return "\n".join(_lines(scenario, check)) + "\n"


def _lines(scenario: Scenario, check: GradientCheck) -> Iterator[str]:
    counted = int(check.counted.sum())
    bad = np.flatnonzero(check.counted & ~(check.relative_error <= TOLERANCE))
    worst = f"largest relative error {check.max_relative_error:.3g}, epsilon {check.epsilon:g}"
    if not len(bad):
        yield f"passed: the gradients of {counted} parameters agree ({worst})"
    else:
        yield f"FAILED: {len(bad)} of {counted} gradients disagree ({worst})"
    for index in bad[np.argsort(-check.relative_error[bad])][:_MOST_NAMED]:
        analytic, numeric = float(check.analytic[index]), float(check.numeric[index])
        yield f"{_name(scenario, index)}: analytic {analytic!r}, numeric {numeric!r}"
    if len(bad) > _MOST_NAMED:
        yield f"and {len(bad) - _MOST_NAMED} more"
    if len(bad) and scenario.update_order == "sequential":
        yield "In sequential order blame passes through weights that are already updated: that is not the gradient."
    if check.at_kink.any():
        yield f"at a kink, where there is no slope to compare with: {_names(scenario, check.at_kink)}"
    if check.in_noise.any():
        noise = f"the objective is so large that its rounding alone moves a slope by up to {check.noise.max():.2g}"
        yield f"no further apart than rounding ({noise}): {_names(scenario, check.in_noise)}"
    if check.at_bend.any():
        names = _names(scenario, check.at_bend)
        yield f"agree over a shorter step only, since the objective bends within epsilon: {names}"


def _names(scenario: Scenario, which: NDArray[np.bool_]) -> str:
    indices = np.flatnonzero(which)
    more = f" and {len(indices) - _MOST_NAMED} more" if len(indices) > _MOST_NAMED else ""
    return ", ".join(_name(scenario, index) for index in indices[:_MOST_NAMED]) + more


def _name(scenario: Scenario, index: Any) -> str:
    return parameter_name(scenario, scenario.network.parameter(int(index)))
