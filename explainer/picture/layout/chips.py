"""A chip: the numbers of a parameter in rows, label and value, as wide as they need."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from explainer.picture.geometry import Box
from explainer.picture.layout.sizes import CHIP_HEIGHT, LINE
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.number import Number, shortened, written
from explainer.trace.formula.notation import DIGITS

_PAD, _BETWEEN, _LEAST = 12.0, 5.0, 46.0
ChipRow = tuple[str, str, Number]


class ChipText(NamedTuple):
    """A label or a number within a chip, in a box relative to the chip's centre."""

    text: str
    number: Number | None
    box: Box


class Chip(NamedTuple):
    """The label of a parameter: its numbers in rows."""

    width: float
    height: float
    cells: tuple[ChipText, ...]
    numbers: tuple[Number, ...]


@lru_cache(maxsize=2048)
def chip_of(
    metrics: LabelMetrics, numbers: tuple[Number, ...], room: float, digits: int = DIGITS, may_grow: bool = False
) -> Chip:
    """Return a chip with a row for each number, or two where `room` is too narrow for its label too.

    One that may grow has two rows also where the number would have to do with fewer digits beside its label.
    """
    rows = [row for number in numbers for row in _rows(metrics, number, room - _PAD, digits, may_grow)]
    inner = max(label + gap + width for label, gap, width in (_widths(metrics, *row) for row in rows))
    height = CHIP_HEIGHT if len(rows) == 1 else LINE * len(rows) + 6
    cells: list[ChipText] = []
    for i, (label, value, number) in enumerate(rows):
        y, (left, gap, _) = (i + 0.5 - len(rows) / 2) * LINE, _widths(metrics, label, value, number)
        right = inner - left - gap
        cells += [ChipText(label, None, Box((left - inner) / 2, y, left, LINE))] if label else []
        cells += [ChipText(value, number, Box((inner - right) / 2, y, right, LINE))] if value else []
    return Chip(inner + _PAD, height, tuple(cells), numbers)


def _rows(metrics: LabelMetrics, number: Number, room: float, digits: int, may_grow: bool) -> list[ChipRow]:
    label = metrics.width(number.label) + _BETWEEN if number.label else 0.0
    beside, alone = (written(metrics, number, space, number.is_result, digits) for space in (room - label, room))
    least = min(_LEAST, metrics.width(alone, number.is_result))
    if label + least <= room and (beside == alone or not may_grow):
        return [(number.label, beside, number)]
    return [(shortened(metrics, number.label, room), "", number), ("", alone, number)]


def _widths(metrics: LabelMetrics, label: str, value: str, number: Number) -> tuple[float, float, float]:
    return metrics.width(label), _BETWEEN if label and value else 0.0, metrics.width(value, number.is_result)
