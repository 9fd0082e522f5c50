"""How large things are drawn, in the picture's own pixels, of which one is never less than one on screen.

Text is 12 of them high (9 points): nothing is smaller, so nothing gets smaller than that. What holds a number is as
wide as the widest number of as many digits as are shown.
"""

from __future__ import annotations

import math
from typing import NamedTuple

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
LARGEST_SCALE = 3.0
_LEAST_ROUND, _TALLEST_ROUND = 78.0, 84.0
_NUMBER_ROWS = 15.5
"""How far from the middle of a round unit its numbers reach up and down."""


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
    """Return flat boxes, in which the name of a unit stands beside its numbers."""
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
