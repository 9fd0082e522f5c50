"""Gradient checking: the gradient from backpropagation against the slope that small steps to both sides find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
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
SMALLEST_EPSILON, LARGEST_EPSILON = 1e-12, 1.0
TOLERANCE = 1e-5
_SMALL = 1e-3
_SHORTER = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)
"""Parts of epsilon that are tried where a whole one seems to go round a bend of the objective."""


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """Both gradients of the objective over the whole training data, without dropout; arrays as long as theta.

    `analytic` is the gradient that an update would use and `numeric` (J(theta + epsilon) - J(theta - epsilon)) /
    2 epsilon, NaN where `checked` is false: not trained, or not looked at yet. `relative_error` is their difference
    by the larger of the two, or by 0.001. `at_kink` marks parameters whose small steps cross a corner of an
    activation or of |w|, where there is no slope to find: they do not fail. Nor do those `in_noise`, whose difference
    is no larger than the error of the quotient: its `noise`, what roundings alone can make of it, or, of a shorter
    step, noise and bend together; nor those `at_bend`, where the objective bends within epsilon, as with inputs in the
    thousands, and a shorter step agrees.
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


def _best(slopes: Sequence[_Slope]) -> tuple[_Slope, float]:
    """Return the slope with the smallest error, and that: its noise, and its bend. The bend falls with the square of
    the step, so of one ten times as long it is a hundredth of how far the two are apart, at most a tenth."""
    pairs = [(next, next.noise + abs(one.value - next.value) / 10) for one, next in pairwise(slopes)]
    return min(pairs, key=lambda pair: pair[1])


class GradientChecker:
    """A gradient check that goes parameter by parameter, as many at a time as it is asked for.

    A program that keeps gradient sums goes on from `sums`. Source: the machine learning lectures' gradient checking,
    with two-sided differences.
    """

    def __init__(self, scenario: Scenario, epsilon: float = EPSILON, sums: Array | None = None) -> None:
        network = scenario.network
        self.scenario, self._epsilon = scenario, epsilon
        self._objective = Objective(scenario)
        self._indices = network.all_trained
        self._analytic = np.full(network.size, np.nan)
        self._analytic[self._indices] = self._objective.gradient(scenario.theta, sums)[self._indices]
        self._numeric = np.full(network.size, np.nan)
        self._noise = np.zeros(network.size)
        self._at_kink, self._in_noise, self._at_bend = np.zeros((3, network.size), dtype=np.bool_)
        self._rounding = rounding_error(scenario)
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
        if self._in_noise[index]:
            return
        shorter = [self._slope(index, self._epsilon * part) for part in _SHORTER]
        self._at_bend[index] = any(
            slope.noise <= TOLERANCE / 10 * max(abs(analytic), _SMALL)  # else it agrees by chance
            and relative_error(analytic, slope.value) <= TOLERANCE
            for slope in shorter
        )
        best, error = _best((slope, *shorter))
        if not self._at_bend[index] and abs(analytic - best.value) <= error:
            self._in_noise[index], self._noise[index] = True, error

    def _slope(self, index: int, epsilon: float) -> _Slope:
        theta, parameter = self.scenario.theta.copy(), self.scenario.network.parameter(index)
        values, sides = [], []
        for step in (epsilon, -epsilon):
            theta[index] = self.scenario.theta[index] + step
            values.append(self._objective.value(theta))
            sides.append(sides_of_kinks(self._objective.arrays, parameter))
        size = max(map(abs, values))
        noise = self._rounding + float(np.spacing(size)) if isfinite(size) else 0.0
        return _Slope((values[0] - values[1]) / (2 * epsilon), noise / epsilon, sides[0] != sides[1])

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


_SURE = 4.0
"""How many times what independent roundings come to on average may be told apart from a wrong gradient."""


def rounding_error(scenario: Scenario) -> float:
    """Return how far the objective of a scenario may be off for no other reason than roundings.

    Each number is rounded where it is made, by about a unit in its last place, a sum of n terms by √n of them; the
    objective is off by that times its own slope by the number. These errors have no common sign, so their squares are
    added (Higham and Mary, 2019).
    """
    objective = Objective(replace(scenario, update_order="simultaneous", bug=None))
    objective.gradient(scenario.theta)
    arrays, unit = objective.arrays, float(np.finfo(np.float64).eps)
    squares = (unit * arrays.objective) ** 2 * (1 + arrays.error.size)
    with np.errstate(all="ignore"):
        for layer in arrays.layers:
            parts = np.abs(layer.a_below) @ np.abs(layer.W).T + (np.abs(layer.b) if layer.b.size else 0.0)
            made = layer.delta * parts * (1 + layer.layer.sources**0.5)
            out = layer.blame * layer.a if layer.slope.any() else layer.delta * layer.z
            squares += float(np.sum(made**2) + np.sum(out**2)) * (unit / arrays.divisor) ** 2
    error = _SURE * squares**0.5
    return error if isfinite(error) else 0.0


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
