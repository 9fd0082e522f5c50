"""The objective as a landscape over two parameters: measured point by point, coarsely first and then more finely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective

STRIDES = (16, 8, 4, 2, 1)
"""The distance between measured points at each level, in steps of the finest grid; no level measures a point again."""
FINEST = 128
"""How many steps the finest grid has along each side."""


class SurfaceFrame(NamedTuple):
    """The values that two parameters take: the first from `left` to `right`, the second from `bottom` to `top`."""

    left: float
    right: float
    bottom: float
    top: float

    def holds(self, other: SurfaceFrame) -> bool:
        """Tell whether all of the other frame lies within."""
        is_wide = self.left <= other.left and other.right <= self.right
        return is_wide and self.bottom <= other.bottom and other.top <= self.top

    def zoomed(self, factor: float) -> SurfaceFrame:
        """Return the frame around the same middle with both sides `factor` times as long."""
        x, y = (self.left + self.right) / 2, (self.bottom + self.top) / 2
        half, height = (self.right - self.left) / 2 * factor, (self.top - self.bottom) / 2 * factor
        return SurfaceFrame(x - half, x + half, y - height, y + height)


@dataclass(frozen=True, eq=False)
class SurfaceGrid:
    """The objective over a grid: `values[i, j]` at the first parameter `x[j]` and the second `y[i]`, read-only."""

    x: Array
    y: Array
    values: Array


class Landscape:
    """The objective over the whole training data as a function of two parameters, all others being the scenario's.

    A bias that its layer has in common is changed for every unit of the layer. The functions are those of training.
    """

    def __init__(self, scenario: Scenario, first: Parameter, second: Parameter) -> None:
        self._objective, self._theta = Objective(scenario), scenario.theta.copy()
        self._first, self._second = scenario.entries(first), scenario.entries(second)

    def value(self, x: float, y: float) -> float:
        """Return the objective where the first parameter is `x` and the second `y`; it may be not finite."""
        self._theta[self._first] = x
        self._theta[self._second] = y
        return self._objective.value(self._theta)


class Survey:
    """Measures a landscape within a frame, as many points at a time as it is asked for."""

    def __init__(self, landscape: Landscape, frame: SurfaceFrame) -> None:
        self._landscape = landscape
        self._x = np.linspace(frame.left, frame.right, FINEST + 1)
        self._y = np.linspace(frame.bottom, frame.top, FINEST + 1)
        self._values = np.full((FINEST + 1, FINEST + 1), np.nan)
        self._level, self._waiting, self._done = 0, _new_points(0), 0

    @property
    def levels(self) -> int:
        """How many levels are complete."""
        return self._level

    @property
    def is_complete(self) -> bool:
        return self._level == len(STRIDES)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing of the level at hand is measured yet."""
        return not self._done

    @property
    def left(self) -> int:
        """How many points the level at hand still needs."""
        return len(self._waiting) - self._done

    @property
    def grid(self) -> SurfaceGrid | None:
        """The finest level that is complete; None before the first."""
        if not self._level:
            return None
        every = slice(None, None, STRIDES[self._level - 1])
        return SurfaceGrid(frozen(self._x[every]), frozen(self._y[every]), frozen(self._values[every, every]))

    def measure(self, count: int) -> None:
        """Measure the next `count` points, or as many as this level has left."""
        for row, column in self._waiting[self._done : self._done + count]:
            self._values[row, column] = self._landscape.value(float(self._x[column]), float(self._y[row]))
        self._done = min(self._done + count, len(self._waiting))
        if not self.left and not self.is_complete:
            self._level, self._done = self._level + 1, 0
            self._waiting = np.zeros((0, 2), dtype=np.intp) if self.is_complete else _new_points(self._level)


def _new_points(level: int) -> NDArray[np.intp]:
    """Return rows and columns of the points of a level that no level before it has, shape (points, 2)."""
    every = np.arange(0, FINEST + 1, STRIDES[level])
    rows, columns = (axis.ravel() for axis in np.meshgrid(every, every, indexing="ij"))
    if level:
        is_new = (rows % STRIDES[level - 1] != 0) | (columns % STRIDES[level - 1] != 0)
        rows, columns = rows[is_new], columns[is_new]
    return np.stack([rows, columns], axis=1)
