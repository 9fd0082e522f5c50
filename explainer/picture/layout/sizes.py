"""How large things are drawn, in the picture's own pixels, of which one is never less than one on screen.

Text is 12 of them high (9 points): nothing is smaller, so nothing gets smaller than that. What holds a number is as
wide as the widest number of as many digits as are shown; how wide other texts get is measured before anything is
arranged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from explainer.engine.scenario.network import Network, Parameter
from explainer.picture.geometry import Point
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.number import widest_number
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.picture.numbers.status_line import status_line

TEXT = 12
LINE = 15.0
CHIP_HEIGHT = 20.0
BADGE_HEIGHT = 20.0
TARGET_HEIGHT = 40.0
TARGET_HEIGHT_STACKED = 54.0
DIAMOND_HEIGHT = 50.0
BESIDE_NUMBER = 8.5
"""What a flat unit is wider than its name and its numbers."""
MARGIN = 8.0
TOP = 44.0
STATUS_LINE = 20.0
COLUMN_HEADING = 16.0
BIAS_UNDER_UNIT = CHIP_HEIGHT + 6
MOST_CHIPS = 20
"""A pair of layers with more edges than this has labels on the edges of the step only, as have folded pictures."""
WIDEST_GAP = 260.0
BEFORE_TARGET = 8.0
LARGEST_SCALE = 3.0
_LEAST_ROUND, _TALLEST_ROUND = 78.0, 84.0
_NUMBER_ROWS = 15.5
"""How far from the middle of a round unit its numbers reach up and down."""
_MOST_NAME, _CHIP_PAD, _BIAS_TIPS = 60.0, 17.0, 8.0


class Widths(NamedTuple):
    """How wide text gets: the widest number, plain and bold; the label of a weight with its number, and of a
    bias, 0 where layers have one in common;
    the widest name of a unit; and the fields in the status line."""

    number: float
    result: float
    weight: float
    bias: float
    name: float
    status: tuple[float, ...]


class UnitForm(NamedTuple):
    """One way of drawing units. `pitch` is the least distance of rows, `ease` the one that is comfortable.

    `gap` and `ease_gap` are the same for the room between columns; `badge` the distance from a unit to the badge above
    or below it. `number` is the room of a number in a unit; the widths of targets, badges and diamonds follow from it.
    """

    is_round: bool
    input: tuple[float, float]
    unit: tuple[float, float]
    gap: float
    ease_gap: float
    badge: float
    pitch: float
    ease: float
    number: float

    @property
    def target_width(self) -> float:
        return self.number + (18 if self.is_round else 10)

    @property
    def badge_width(self) -> float:
        return self.number + 38

    @property
    def contribution_width(self) -> float:
        return self.number + 29

    @property
    def diamond(self) -> tuple[float, float]:
        return self.number + 42, DIAMOND_HEIGHT


def round_form(widths: Widths, spare: float | None) -> UnitForm:
    """Return circles, or ellipses where numbers are long; `spare` is the room beside a chip on every edge, if any."""
    number = widths.result + 1
    width = max(_LEAST_ROUND, (number + 4) / math.sqrt(1 - (2 * _NUMBER_ROWS / _TALLEST_ROUND) ** 2))
    height = min(width, _TALLEST_ROUND)
    gap = 70.0 if spare is None else widths.weight + spare
    return UnitForm(
        True,
        input=(max(62.0, number + 4), 60),
        unit=(width, height),
        gap=gap,
        ease_gap=gap + 24,
        badge=3,
        pitch=height + 54,
        ease=height + 62,
        number=number,
    )


def flat_form(widths: Widths, spare: float | None) -> UnitForm:
    """Return flat boxes, in which the name of a unit is beside its numbers."""
    number = widths.result
    beside = widths.number + 21 if widths.bias else 70.0
    gap = beside if spare is None else widths.weight + spare
    return UnitForm(
        False,
        input=(max(62.0, widths.result + 4), 34),
        unit=(number + BESIDE_NUMBER + widths.name, 34),
        gap=gap,
        ease_gap=gap + 46,
        badge=1,
        pitch=57,
        ease=84,
        number=number,
    )


@dataclass(frozen=True)
class MeasuredNetwork:
    """What the picture depends on besides the size of the view.

    `one_bias` tells for each layer above the input whether it has a single bias.
    """

    network: Network
    one_bias: tuple[bool, ...]
    widths: Widths

    @property
    def is_sparse(self) -> bool:
        """Whether every edge is to have its label."""
        return max(a.units * b.units for a, b in pairwise(self.network.layers)) <= MOST_CHIPS


def flow(widths: tuple[float, ...], room: float) -> tuple[Point, ...]:
    """Return where fields of these widths begin, set one after the other in lines of `room`: x, and line as y."""
    starts, x, line = [], 0.0, 0
    for width in widths:
        if x and x + width > room:
            x, line = 0.0, line + 1
        starts.append(Point(x, line))
        x += width
    return tuple(starts)


def width_of_columns(shape: MeasuredNetwork, form: UnitForm, gap: float) -> float:
    """Return how wide the picture is with this room between columns, margins included."""
    gaps = len(shape.network.layers) - 1
    return 2 * MARGIN + form.input[0] + gaps * (gap + form.unit[0]) + BEFORE_TARGET + form.target_width


def height_of_rows(shape: MeasuredNetwork, form: UnitForm, pitch: float, width: float) -> float:
    """Return how tall the picture is, in a view of this width, with rows at this distance and without headings."""
    tallest = max(layer.units for layer in shape.network.layers)
    pitch += BIAS_UNDER_UNIT if form.is_round and not all(shape.one_bias) else 0
    return TOP + tallest * pitch + height_of_bottom(shape, width)


def height_of_bottom(shape: MeasuredNetwork, width: float) -> float:
    """Return the height of what is under the columns: shared biases and the status line."""
    lines = flow(shape.widths.status, width - 2 * MARGIN)[-1].y + 1
    return lines * STATUS_LINE + 12 + (DIAMOND_HEIGHT + 6 if any(shape.one_bias) else 0)


def shape_of(numbers: LineNumbers, metrics: LabelMetrics) -> MeasuredNetwork:
    """Return what the layout depends on: the network, and how wide its texts get as they are written."""
    network = numbers.network
    one_bias = (numbers.scenario.has_one_bias_per_layer,) * (len(network.layers) - 1)
    number = widest_number(numbers.writing.digits)
    plain, bold = metrics.width(number), metrics.width(number, True)
    weight, bias = (
        max(metrics.width(numbers.label(parameter)) for parameter in _widest(network, metrics, is_bias))
        for is_bias in (False, True)
    )
    widths = Widths(
        number=plain,
        result=bold,
        weight=weight + plain + _CHIP_PAD,
        bias=0 if all(one_bias) else min(bias, _MOST_NAME) + plain + _CHIP_PAD + _BIAS_TIPS,
        name=_widest_name(network, metrics),
        status=tuple(field.width for field in status_line(numbers, metrics)),
    )
    return MeasuredNetwork(network, one_bias, widths)


@lru_cache(maxsize=16)
def _widest(network: Network, metrics: LabelMetrics, is_bias: bool) -> tuple[Parameter, ...]:
    """The parameters of which one has the widest label: of each layer that of the widest name, and the last one, as
    numbers in labels only grow."""
    indices: set[int] = set()
    for layer in network.layers[1:]:
        widest = max(range(layer.units), key=lambda unit: metrics.width(layer.names[unit]))
        units = (widest, layer.units - 1)
        indices |= {layer.bias(unit) if is_bias else layer.weight(unit, layer.sources - 1) for unit in units}
    return tuple(network.parameter(index) for index in sorted(indices))


@lru_cache(maxsize=16)
def _widest_name(network: Network, metrics: LabelMetrics) -> float:
    return min(max(metrics.width(name) for layer in network.layers for name in layer.names), _MOST_NAME)
