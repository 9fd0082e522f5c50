"""Contour lines of a grid of numbers, by marching triangles: each cell is four triangles around its middle."""

from __future__ import annotations

import sys
from math import ceil, floor, isfinite, log10

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.measure.loss_surface import SurfaceGrid

ABOUT = 12
_DECADE = 10.0
"""Where the largest number is less than this many times the smallest, even steps tell more."""
_STEPS = (1.0, 2.0, 5.0, 10.0)
_PARTS = (
    (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
    (1.0, 2.0, 5.0),
    (1.0, 3.0),
    (1.0,),
)
"""What each power of ten is multiplied by, the finest first."""
_LEAST, _MOST_POWER = sys.float_info.min, sys.float_info.max_10_exp
_CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))


def contour_levels(low: float, high: float, logarithmic: bool, about: int = ABOUT) -> Array:
    """Return round numbers between two numbers, about as many as asked for: evenly spread, or 1, 2, 5, 10 … if
    `logarithmic`.

    On a logarithmic scale `low` must be above 0. There may be none.
    """
    if not (np.isfinite([low, high]).all() and low < high):
        return np.zeros(0)
    if not logarithmic or high < _DECADE * low:
        return _within(_multiples(low, high, about), low, high)
    choices = (_within(_powers(low, high, parts), low, high) for parts in _PARTS)
    finest = next((levels for levels in choices if len(levels) <= about), None)
    if finest is None:
        powers = _within(_powers(low, high, (1.0,)), low, high)
        return powers[:: -(-len(powers) // about)]
    return finest if len(finest) > 1 else _within(_multiples(low, high, about), low, high)


def _within(levels: Array, low: float, high: float) -> Array:
    return levels[(levels > low) & (levels < high)]


def _multiples(low: float, high: float, about: int) -> Array:
    if not isfinite(high - low):
        with np.errstate(over="ignore"):
            return 4 * _multiples(low / 4, high / 4, about)
    if not (high - low) / about > _LEAST:
        return np.zeros(0)
    ten = 10.0 ** floor(log10((high - low) / about))
    step = next(ten * part for part in _STEPS if (high - low) / (ten * part) <= about)
    with np.errstate(over="ignore"):
        return step * np.arange(floor(low / step), ceil(high / step) + 1, dtype=np.float64)


def _powers(low: float, high: float, parts: tuple[float, ...]) -> Array:
    powers = range(floor(log10(low)), min(ceil(log10(high)), _MOST_POWER) + 1)
    return np.array([part * 10.0**power for power in powers for part in parts])


def contour_lines(grid: SurfaceGrid, level: float) -> Array:
    """Return the line along which the grid's numbers are `level`, as straight pieces, shape (pieces, 2 ends, x and y).

    Between two points of the grid numbers are taken as even; a cell with a number that is not finite has no line.
    """
    values = grid.values
    corners = np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]])
    with np.errstate(invalid="ignore"):
        is_crossed = np.isfinite(corners).all(0) & (corners.min(0) < level) & (corners.max(0) >= level)
    rows, columns = np.nonzero(is_crossed)
    x = np.stack([grid.x[columns + right] for _, right in _CORNERS])
    y = np.stack([grid.y[rows + up] for up, _ in _CORNERS])
    z = corners[:, rows, columns]
    points = np.stack([x, y, z], axis=-1)  # (4 corners, cells, 3)
    middle = (points / 4).sum(0)  # whose sum may be too large for a number
    return np.concatenate([_crossing(points[i], points[(i + 1) % 4], middle, level) for i in range(4)])


def _crossing(a: Array, b: Array, c: Array, level: float) -> Array:
    """Return where a level crosses triangles, given by their corners of shape (triangles, 3)."""
    ends, is_end = [], []
    for one, other in ((a, b), (b, c), (c, a)):
        crosses = (one[:, 2] < level) != (other[:, 2] < level)
        unit = np.where(np.abs(one[:, 2]) > 1, 0.5, 1.0)  # the whole rise may be too large for a number
        rise = np.where(crosses, other[:, 2] * unit - one[:, 2] * unit, 1.0)
        share = np.where(crosses, level * unit - one[:, 2] * unit, 0.0) / rise
        ends.append(one[:, :2] + share[:, None] * (other - one)[:, :2])
        is_end.append(crosses)
    met: Array = np.stack(ends, axis=1)[np.stack(is_end, axis=1)]
    return met.reshape(-1, 2, 2)  # a line meets no or two sides of a triangle
