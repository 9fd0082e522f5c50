"""Curvature: the second derivatives of the objective by two parameters, and what follows for steps downhill.

A second derivative is the difference of the gradient's entries at both sides of a point; gradient descent on a bowl
converges for learning rates below 2 by the largest eigenvalue, and Newton's step goes to its bottom (LeCun, Bottou, Orr
and Müller, Efficient BackProp, 1998, sections 5 and 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective

_STEP, _LAST_BITS = 1e-4, 16
_ROUNDING = 1e-7
"""What share of the largest eigenvalue is none: differences of gradients are not more exact."""


@dataclass(frozen=True, eq=False)
class Curvature:
    """The Hessian of the objective by two parameters, shape (2, 2), symmetric, its gradient by them, shape (2,), and
    the parameters' values, shape (2,)."""

    hessian: Array
    gradient: Array
    at: Array
    noise: float = 0.0
    """How large second derivatives may be only because gradients are rounded to their last bit."""

    @cached_property
    def eigenvalues(self) -> tuple[float, float]:
        """The curvatures along the steepest and the flattest direction, the larger first."""
        low, high = np.linalg.eigvalsh(self.hessian).tolist()
        return (0.0 if self._is_none(high) else high), (0.0 if self._is_none(low) else low)

    def _is_none(self, value: float) -> bool:
        return abs(value) <= max(_ROUNDING * float(np.abs(self.hessian).max()), self.noise)

    @property
    def largest_rate(self) -> float | None:
        """Below which learning rate gradient descent on these two comes closer along every direction; None where it
        curves upwards along none."""
        return 2 / self.eigenvalues[0] if self.eigenvalues[0] > 0 else None

    @cached_property
    def after_newton(self) -> Array | None:
        """The two parameters after one step of Newton's; None where the Hessian has no inverse."""
        if 0.0 in self.eigenvalues:
            return None
        return self.at - np.linalg.solve(self.hessian, self.gradient)

    @property
    def goes_down(self) -> bool:
        """Whether it curves upwards along every direction, so that Newton's step leads to a lowest point."""
        return self.eigenvalues[1] > 0


class CurvatureMeasure:
    """Measures the curvature at a scenario's own parameters, one gradient at a time."""

    def __init__(self, scenario: Scenario, pair: tuple[Parameter, Parameter]) -> None:
        self.scenario, self.pair = scenario, pair
        self._objective = Objective(scenario)
        self._places = [scenario.entries(parameter) for parameter in pair]
        self._gradients: list[Array] = []
        self._sides = list(self._moved())

    def measure_one(self) -> bool:
        """Calculate one more gradient; return whether there are more to calculate."""
        done = len(self._gradients)
        if done < len(self._sides):
            gradient = self._objective.gradient(self._sides[done])
            self._gradients.append(np.array([gradient[place].sum() for place in self._places]))
        return len(self._gradients) < len(self._sides)

    @property
    def curvature(self) -> Curvature | None:
        """What was measured; None before all of it is, or where it is not finite."""
        if len(self._gradients) < len(self._sides):
            return None
        here, *sides = self._gradients
        rows = [(above - below) / (2 * _STEP) for above, below in zip(sides[::2], sides[1::2], strict=True)]
        hessian = np.array(rows)
        at = np.array([self.scenario.theta[parameter.index] for parameter in self.pair])
        if not (np.isfinite(hessian).all() and np.isfinite(here).all()):
            return None
        largest = max(float(np.abs(gradient).max()) for gradient in self._gradients)
        return Curvature((hessian + hessian.T) / 2, here, at, _LAST_BITS * float(np.spacing(largest)) / _STEP)

    def _moved(self) -> Iterator[Array]:
        """Go through the parameters that gradients are needed at: here, and to both sides of each."""
        yield self.scenario.theta
        for place in self._places:
            for step in (_STEP, -_STEP):
                theta = self.scenario.theta.copy()
                theta[place] += step
                yield theta


def curvature(scenario: Scenario, first: Parameter, second: Parameter) -> Curvature | None:
    """Return the curvature by two parameters; None where it is not finite."""
    measure = CurvatureMeasure(scenario, (first, second))
    while measure.measure_one():
        pass
    return measure.curvature
