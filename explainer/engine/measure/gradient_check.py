"""Gradient checking: the gradient from backpropagation against the slope that small steps to both sides find."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective
from explainer.engine.update.update_arrays import Arrays
from explainer.functions.written import value_of

EPSILON = 1e-4
TOLERANCE = 1e-5
_SMALL = 1e-3
_ROUNDINGS = 4.0
"""An objective may be off by this many units in the last place, and by the square root of its terms more: roundings
in a sum partly cancel."""
_SHORTER = (0.1, 0.01, 0.001)
"""Parts of epsilon that are tried where a whole one seems to go round a bend of the objective."""


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """Both gradients of the objective over the whole training data, without dropout; arrays as long as theta.

    `analytic` is the gradient that an update would use and `numeric` (J(theta + epsilon) - J(theta - epsilon)) /
    2 epsilon, NaN where `checked` is false: not trained, or not looked at yet. `relative_error` is their difference
    by the larger of the two, or by 0.001. `at_kink` marks parameters whose small steps cross a corner of an
    activation or of |w|, where there is no slope to find: they do not fail. Nor do those `in_noise`, whose difference
    is no larger than `noise`: what the rounding of the objective alone can make of the quotient; nor those `at_bend`,
    where the objective bends within epsilon, as with inputs in the thousands, and a shorter step agrees.
    """

    epsilon: float
    analytic: Array
    numeric: Array
    relative_error: Array
    noise: Array
    at_kink: NDArray[np.bool_]
    in_noise: NDArray[np.bool_]
    at_bend: NDArray[np.bool_]
    checked: NDArray[np.bool_]

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Which parameters can fail."""
        return self.checked & ~self.at_kink & ~self.in_noise & ~self.at_bend

    @property
    def max_relative_error(self) -> float:
        """The largest relative error of a parameter that is not at a kink, in the noise or at a bend, 0 if there is
        none; NaN if one is not a number."""
        counted = self.relative_error[self.counted]
        return float(counted.max()) if len(counted) else 0.0

    @property
    def passed(self) -> bool:
        """Whether no relative error exceeds 1e-5; one that is not a number does."""
        return self.max_relative_error <= TOLERANCE


class _Slope(NamedTuple):
    """What two small steps find: their slope, what rounding can make of it, and whether a kink is between them."""

    value: float
    noise: float
    is_at_kink: bool


class GradientChecker:
    """A gradient check that goes parameter by parameter, as many at a time as it is asked for.

    Source: the machine learning lectures' gradient checking, with two-sided differences.
    """

    def __init__(self, scenario: Scenario, epsilon: float = EPSILON) -> None:
        network = scenario.network
        self.scenario, self._epsilon = scenario, epsilon
        self._objective = Objective(scenario)
        self._indices = network.all_trained
        self._analytic = np.full(network.size, np.nan)
        self._analytic[self._indices] = self._objective.gradient(scenario.theta)[self._indices]
        self._numeric = np.full(network.size, np.nan)
        self._noise = np.zeros(network.size)
        self._at_kink, self._in_noise, self._at_bend = np.zeros((3, network.size), dtype=np.bool_)
        self.done = 0

    @property
    def total(self) -> int:
        """How many parameters there are to check."""
        return len(self._indices)

    def check(self, count: int) -> None:
        """Check the next `count` parameters, or as many as are left."""
        for index in self._indices[self.done : self.done + count]:
            self._check(int(index))
        self.done = min(self.done + count, self.total)

    def _check(self, index: int) -> None:
        analytic, slope = float(self._analytic[index]), self._slope(index, self._epsilon)
        self._numeric[index], self._noise[index], self._at_kink[index] = slope
        if slope.is_at_kink or relative_error(analytic, slope.value) <= TOLERANCE:
            return
        self._in_noise[index] = abs(analytic - slope.value) <= slope.noise
        shorter = (self._slope(index, self._epsilon * part) for part in _SHORTER)
        self._at_bend[index] = not self._in_noise[index] and any(
            slope.noise <= TOLERANCE / 10 * max(abs(analytic), _SMALL)  # else it agrees by chance
            and relative_error(analytic, slope.value) <= TOLERANCE
            for slope in shorter
        )

    def _slope(self, index: int, epsilon: float) -> _Slope:
        theta, parameter = self.scenario.theta.copy(), self.scenario.network.parameter(index)
        values, sides = [], []
        for step in (epsilon, -epsilon):
            theta[index] = self.scenario.theta[index] + step
            values.append(self._objective.value(theta))
            sides.append(sides_of_kinks(self._objective.arrays, parameter))
        noise = self._rounding(max(map(abs, values))) / (2 * epsilon)
        return _Slope((values[0] - values[1]) / (2 * epsilon), noise, sides[0] != sides[1])

    def _rounding(self, objective: float) -> float:
        """Return how far apart two objectives of this size can be for no other reason than rounding."""
        terms = self._objective.arrays.error.size
        return float(np.spacing(objective)) * (_ROUNDINGS + terms**0.5) if isfinite(objective) else 0.0

    @property
    def result(self) -> GradientCheck:
        """What has been found so far."""
        checked = np.zeros(len(self._numeric), dtype=np.bool_)
        checked[self._indices[: self.done]] = True
        return GradientCheck(
            self._epsilon,
            frozen(self._analytic),
            frozen(self._numeric),
            frozen(relative_error(self._analytic, self._numeric)),
            frozen(self._noise),
            self._at_kink.copy(),
            self._in_noise.copy(),
            self._at_bend.copy(),
            checked,
        )


def relative_error(analytic: Array | float, numeric: Array | float) -> Array:
    """Return how far apart two gradients are, by the larger of the two or by 0.001."""
    with np.errstate(all="ignore"):
        size = np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), _SMALL)
        return np.asarray(np.abs(np.subtract(analytic, numeric)) / size)


def gradient_check(scenario: Scenario, epsilon: float = EPSILON) -> GradientCheck:
    """Check every parameter that training changes, at the scenario's parameters."""
    checker = GradientChecker(scenario, epsilon)
    checker.check(checker.total)
    return checker.result


def sides_of_kinks(arrays: Arrays, parameter: Parameter) -> bytes:
    """Return on which side of every kink the numbers of a working space are: those of activations and of the loss, and
    under l1 the parameter.

    Two calls that return the same have no kink between them, as far as that can be told from their ends.
    """
    of_layers = [(layer.activation.kinks, {"z": layer.z}) for layer in arrays.layers]
    top = arrays.layers[-1]
    of_loss = (arrays.loss.kinks, {"target": arrays.target, "z": top.z, "a": top.a})
    with np.errstate(all="ignore"):
        sides = [np.sign(value_of(kink, values)) for kinks, values in (*of_layers, of_loss) for kink in kinks]
    if arrays.scenario.l1 and not parameter.is_bias:
        sides.append(np.sign(arrays.theta[parameter.index : parameter.index + 1]))
    return b"".join(side.tobytes() for side in sides)
