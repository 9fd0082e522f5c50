"""A gradient check taken apart: data and penalty apart, one sample alone, and its ratios as matrices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.measure.gradient_check import TOLERANCE, GradientCheck, GradientChecker, relative_error
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective

_SURE = 1e4
"""How many times its own noise a slope must be for a ratio to it to say anything."""
_LEAST = 1e-9


class CheckPart(StrEnum):
    """What of the objective is checked."""

    WHOLE = "data and penalty"
    DATA = "data"
    PENALTY = "penalty"


@dataclass(frozen=True, eq=False)
class LabCheck:
    """What is found at the parameters of `scenario`, of all samples or of one (`sample`, counted from 0).

    `whole` is the check of the objective, `data` that without penalty. `fresh` is the gradient of a program that
    remembers nothing from earlier updates. Arrays are as long as theta.
    """

    scenario: Scenario
    sample: int | None
    whole: GradientCheck
    data: GradientCheck
    fresh: Array

    @property
    def parts(self) -> tuple[CheckPart, ...]:
        """What can be looked at apart."""
        return tuple(CheckPart) if self.scenario.has_penalty else (CheckPart.DATA,)

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Which parameters can fail."""
        return self.whole.counted & self.data.counted

    def analytic(self, part: CheckPart) -> Array:
        return self._of(part, self.whole.analytic, self.data.analytic)

    def numeric(self, part: CheckPart) -> Array:
        return self._of(part, self.whole.numeric, self.data.numeric)

    @staticmethod
    def _of(part: CheckPart, whole: Array, data: Array) -> Array:
        if part is CheckPart.PENALTY:
            return np.asarray(whole - data)
        return data if part is CheckPart.DATA else whole

    def ratio(self, part: CheckPart) -> Array:
        """Return analytic by numeric, NaN where the slope is too small for that."""
        analytic, numeric = self.analytic(part), self.numeric(part)
        is_sure = np.abs(numeric) > np.maximum(_SURE * self.whole.noise, _LEAST)
        return _divided(analytic, numeric, is_sure)

    def difference(self, part: CheckPart) -> Array:
        return np.asarray(self.analytic(part) - self.numeric(part))

    def by_parameter(self, part: CheckPart) -> Array:
        """Return the difference by the parameter itself, NaN where that is 0."""
        theta = self.scenario.theta
        return _divided(self.difference(part), theta, theta != 0)

    def fails(self, part: CheckPart) -> NDArray[np.bool_]:
        """Tell which parameters fail, by the limit of the ordinary check."""
        return self.counted & (relative_error(self.analytic(part), self.numeric(part)) > TOLERANCE)

    @cached_property
    def failing(self) -> int:
        """How many fail altogether."""
        return int(np.count_nonzero(self.fails(CheckPart.WHOLE)))

    @property
    def checked(self) -> int:
        return int(np.count_nonzero(self.whole.checked))

    @property
    def goes_on(self) -> bool:
        """Whether something of the updates before is still in the gradient."""
        apart = relative_error(self.whole.analytic, self.fresh)
        return bool((apart[self.whole.checked] > TOLERANCE).any())


def _divided(top: Array, bottom: Array, where: NDArray[np.bool_]) -> Array:
    quotient = np.full(len(top), np.nan)
    np.divide(top, bottom, out=quotient, where=where)
    return quotient


class LabChecker:
    """Makes a `LabCheck`, as many parameters at a time as it is asked for.

    Of one sample alone only its error is checked: a penalty belongs to no sample, nor do sums over updates. `sums` are
    those that a program keeps from the update before.
    """

    def __init__(self, scenario: Scenario, sample: int | None = None, sums: Array | None = None) -> None:
        self._sample = sample
        self.scenario = scenario if sample is None else of_sample(scenario, sample)
        sums = sums if sample is None else None
        self._whole = GradientChecker(self.scenario, sums=sums)
        without = replace(self.scenario, l1=0.0, l2=0.0)
        self._data = GradientChecker(without, sums=sums) if self.scenario.has_penalty else self._whole
        self._fresh = Objective(self.scenario).gradient(scenario.theta)

    @property
    def done(self) -> int:
        return min(self._whole.done, self._data.done)

    @property
    def total(self) -> int:
        return self._whole.total

    def check(self, count: int) -> None:
        """Check the next `count` parameters, or as many as are left."""
        self._whole.check(count)
        if self._data is not self._whole:
            self._data.check(count)

    @property
    def result(self) -> LabCheck:
        return LabCheck(self.scenario, self._sample, self._whole.result, self._data.result, self._fresh)


def of_sample(scenario: Scenario, sample: int) -> Scenario:
    """Return the scenario with one of its training samples alone, as the network gets it, and without penalty."""
    training = scenario.data.training
    one = slice(sample, sample + 1)
    data = replace(scenario.data.with_numbers(training.inputs[one], training.targets[one]), scale="none")
    return replace(scenario, data=replace(data, test_fraction=0.0), batch_size=None, l1=0.0, l2=0.0)


def lab_check(scenario: Scenario, sample: int | None = None, sums: Array | None = None) -> LabCheck:
    """Check every parameter that training changes."""
    checker = LabChecker(scenario, sample, sums)
    checker.check(checker.total)
    return checker.result
