"""Where the units of a flow are: a column for each layer, as many rows as units, in steps from large ones with texts to
dense columns of dots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.picture.flow.flow_numbers import FlowNumbers
from explainer.picture.geometry import Point

LINE = 16.0
"""The height of a line of text."""
CAPTION = 24.0
_LEFT, _FIRST_GAP = 44.0, 0.8
_LEAST_WIDTH, _GOOD_WIDTH = 72.0, 120.0
_LEAST_HEIGHT, _GOOD_HEIGHT = 66.0, 100.0
_TWO_TEXTS, _ONE_TEXT, _GEARED, _LEAST = 64.0, 38.0, 12.0, 5.0
"""From which distance of its rows on a column has room for the slope, for a number, for valves; and none is less."""
_TALLEST, _LARGEST_ROOM = 170.0, 120.0
_MORE_THAN_ZOOM = 1.6
"""How much larger than the zoom says a small network is drawn where there is room."""
_BETWEEN_TEXTS, _STUB = 8.0, 3.0
_AT_UNIT = 0.72
"""As a part of the way from column to column: how wide the numbers at a unit may be, between pipes that turn."""
_BARS_SHARE, _LEAST_BARS, _MOST_BARS = 0.1, 36.0, 90.0
_UNDER_BARS = 2 * LINE + 14


class GearSizes(NamedTuple):
    """How large units are, and what is beside them: from the rim to the valve, to the gate of dropout, and to where the
    pipes side by side become one, for blame and for values; the room at the right of the outputs, and for E in it."""

    radius: float
    jaw: float
    valve: float
    gate: float
    gathered: float
    net: float
    right: float
    error: float

    @property
    def text(self) -> float:
        """How far to the right of a unit's middle its texts have theirs: between the unit and its valve."""
        return (self.radius + self.valve) / 2 - 3


_ROOMY = GearSizes(18.0, 4.0, 9.0, 19.0, 28.0, 14.0, 136.0, 64.0)
_COMPACT = GearSizes(15.0, 3.0, 5.0, 13.0, 20.0, 11.0, 112.0, 58.0)
_ROOMY_FROM = 130.0


@dataclass(frozen=True)
class FlowColumn:
    """A layer: where it is, which of its units are drawn and how far apart, `middle` halfway down, how large its units
    may be, and how wide the texts below it and those at its units."""

    layer: int
    x: float
    units: tuple[int, ...]
    left_out: int
    pitch: float
    middle: float
    most_radius: float
    text_width: float
    unit_width: float

    @cached_property
    def radius(self) -> float:
        return min(self.most_radius, max(0.31 * self.pitch, 1.8), (self.pitch - self._texts - 1) / 2)

    @property
    def has_slopes(self) -> bool:
        """Whether there is room for the slopes above the valves."""
        return self.pitch >= _TWO_TEXTS

    @property
    def has_numbers(self) -> bool:
        """Whether there is room for a number below each unit."""
        return self.pitch >= _ONE_TEXT

    @property
    def has_gear(self) -> bool:
        """Whether there is room for valves and for pipes side by side; pipes of other columns end at one point."""
        return self.pitch >= _GEARED

    @cached_property
    def room(self) -> float:
        """How high all that flows into a unit, or out of it, may be."""
        return min(self.pitch - self._texts - 8 if self._texts else 0.8 * self.pitch, _LARGEST_ROOM)

    @property
    def stub(self) -> float:
        """What a jaw of a valve still is when that is wide open."""
        return min(_STUB, max((self.pitch - self.room) / 2 - 0.5, 0.4))

    @property
    def _texts(self) -> float:
        """How much of a row its texts take."""
        return LINE * (self.has_numbers + self.has_slopes)

    @cached_property
    def points(self) -> list[tuple[int, Point]]:
        """Return each unit that is drawn, with its middle."""
        first = self.middle - (len(self.units) - 1) / 2 * self.pitch
        return [(unit, Point(self.x, first + row * self.pitch)) for row, unit in enumerate(self.units)]


class FlowLayout(NamedTuple):
    """The columns of a picture of `width` times `height`, each of its pixels `scale` on the screen; `pitch` is from
    column to column, the network between `top` and `bottom`, and the longest bar below it is `bars` high."""

    scale: float
    width: float
    height: float
    top: float
    bottom: float
    bars: float
    pitch: float
    gear: GearSizes
    columns: tuple[FlowColumn, ...]

    @property
    def error_x(self) -> float:
        """Where the error is, from which blame flows back."""
        return self.width - self.gear.error

    @property
    def gap(self) -> float:
        """How wide the pipes between two columns have it."""
        return max(self.pitch - 2 * self.gear.radius - self.gear.gathered, _LEAST)


def scale_for(numbers: FlowNumbers, size: tuple[float, float], zoom: float, legend: float) -> float:
    """Return how large everything is drawn: as the zoom says where it fits, larger where there is room; never so small
    that text could not be read. `legend` is the height of the legend."""
    layers = numbers.network.layers
    below = _LEAST_BARS + _UNDER_BARS + legend
    rows, gaps = min(max(layer.units for layer in layers), 8), _gaps(numbers)
    fits, good = (
        min(size[0] / (_LEFT + _COMPACT.right + width * gaps), size[1] / (CAPTION + below + height * rows))
        for width, height in ((_LEAST_WIDTH, _LEAST_HEIGHT), (_GOOD_WIDTH, _GOOD_HEIGHT))
    )
    return max(min(zoom, fits), min(good, _MORE_THAN_ZOOM * zoom), 1.0)


def _gaps(numbers: FlowNumbers) -> float:
    """How many gaps there are between the columns; the first is a narrow one."""
    return numbers.top - 1 + _FIRST_GAP


def flow_layout(numbers: FlowNumbers, size: tuple[float, float], scale: float, legend: float) -> FlowLayout:
    """Return where everything is in a picture of `size` pixels of the screen, above a legend of that height."""
    width, height = size[0] / scale, size[1] / scale
    bars = min(max(_BARS_SHARE * height, _LEAST_BARS), _MOST_BARS)
    top, bottom = CAPTION, max(height - bars - _UNDER_BARS - legend, CAPTION + 1)
    gear = _ROOMY if (width - _LEFT - _ROOMY.right) / _gaps(numbers) >= _ROOMY_FROM else _COMPACT
    pitch = max(width - _LEFT - gear.right, 1) / _gaps(numbers)
    layers = range(numbers.top + 1)
    columns = tuple(_column(numbers, layer, pitch, gear, top, bottom) for layer in layers)
    return FlowLayout(scale, width, height, top, bottom, bars, pitch, gear, columns)


def _column(numbers: FlowNumbers, layer: int, pitch: float, gear: GearSizes, top: float, bottom: float) -> FlowColumn:
    units, room = numbers.network.layers[layer].units, bottom - top
    most = max(int(room / _LEAST), 1)
    shown = tuple(range(units)) if units <= most else _largest(numbers.carried(layer), most)
    x = _LEFT + (pitch * (layer - 1 + _FIRST_GAP) if layer else 0.0)
    widths = [pitch - _BETWEEN_TEXTS]
    if layer == 0:
        widths += [(2 * _FIRST_GAP - 1) * pitch, 2 * _LEFT - _BETWEEN_TEXTS]
    if layer == numbers.top:
        widths.append(2 * (gear.right - gear.error - gear.text))
    return FlowColumn(
        layer,
        x,
        shown,
        units - len(shown),
        min(room / len(shown), _TALLEST),
        (top + bottom) / 2,
        gear.radius,
        min(widths),
        min(*widths, _AT_UNIT * pitch),
    )


def _largest(carried: Array, most: int) -> tuple[int, ...]:
    """The units that carry most, in their own order; before anything is known the first ones."""
    sizes = np.nan_to_num(np.abs(carried))
    return tuple(sorted(np.argsort(-sizes, kind="stable")[:most].tolist()))
