"""The texts at the units, and below each layer a bar with the sum of what its units carry."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from explainer.functions.activations import ACTIVATIONS
from explainer.picture.flow.flow_layout import LINE, FlowColumn, FlowLayout
from explainer.picture.flow.flow_numbers import FlowNumbers
from explainer.picture.flow.pipes import phase_colour
from explainer.picture.flow.shapes import FlowBlock, FlowText, Shape
from explainer.picture.geometry import Box, Point, Rect
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.number import shortened
from explainer.picture.palette import Colour, Role
from explainer.trace.formula.notation import in_powers_of_ten, show

_SLOPE_DIGITS, _FACTOR_DIGITS, _LEAST_DIGITS = 3, 2, 2
_BAR, _LEAST_BAR = 22.0, 0.75
_NAMED = 9.0


class Labels(NamedTuple):
    """Makes texts for a picture: how wide they get, and with how many digits numbers are written."""

    metrics: LabelMetrics
    digits: int

    def number(self, value: float, room: float, most: int = 17, before: str = "", bold: bool = False) -> str:
        """Return a number with as many of the chosen digits as there is room for, at least two; where these are too
        wide, in powers of ten with fewer, and nothing where even that is."""
        for digits in range(min(self.digits, most), _LEAST_DIGITS - 1, -1):
            text = before + show(value, digits)
            if self.metrics.width(text, bold) <= room:
                return text
        short = (f"{before}{in_powers_of_ten(value, digits)}" for digits in range(_LEAST_DIGITS, 0, -1))
        return next((text for text in short if self.metrics.width(text, bold) <= room), "")

    def shortened(self, text: str, room: float) -> str:
        """Return a text, cut where it is too wide; nothing where there is no room for two letters."""
        cut = shortened(self.metrics, text, room)
        return cut if cut == text or len(cut) > 2 else ""

    def centred(
        self, at: Point, text: str, colour: Colour, bold: bool = False, plate: bool = True
    ) -> Iterator[FlowText]:
        """A text in the middle of a point; none where there is no text."""
        if text:
            yield FlowText(Box(*at, self.metrics.width(text, bold) + 2, LINE - 1), text, colour, bold, has_plate=plate)


def unit_labels(numbers: FlowNumbers, layout: FlowLayout, labels: Labels) -> Iterator[FlowText]:
    """Go through the name in each unit, the slope above its valve, and what it carries below it."""
    for column in layout.columns:
        for unit, point in column.points:
            yield from _of_unit(numbers, layout, labels, column, unit, point)
    if numbers.is_backward:
        yield from _error(numbers, layout, labels)


def _of_unit(
    numbers: FlowNumbers, layout: FlowLayout, labels: Labels, column: FlowColumn, unit: int, point: Point
) -> Iterator[FlowText]:
    half = max(column.room / 2 + column.stub, column.radius) + LINE / 2
    x = point.x + (layout.gear.text if column.layer else 0.0)
    name = numbers.network.layers[column.layer].names[unit]
    inside = _name_in(name, labels, column)
    yield from labels.centred(point, inside, Role.TEXT, plate=False)
    if column.has_numbers:
        text = _below(labels, "" if inside else name, float(numbers.carried(column.layer)[unit]), column.unit_width)
        yield from labels.centred(Point(x, point.y + half), text, phase_colour(numbers), bold=True)
    if column.has_slopes:
        text = _above(numbers, labels, column, unit, column.unit_width)
        yield from labels.centred(Point(x, point.y - half), text, Role.TEXT)


def _below(labels: Labels, name: str, carried: float, room: float) -> str:
    """What is written below a unit: its number, after its name where that is not in the unit and there is room."""
    if math.isnan(carried):
        return name if labels.metrics.width(name, True) <= room else ""
    with_name = labels.number(carried, room, before=f"{name} ", bold=True) if name else ""
    return with_name or labels.number(carried, room, bold=True)


def _name_in(name: str, labels: Labels, column: FlowColumn) -> str:
    """Return the name of a unit as it is written in it: in a small one whole or not at all."""
    room = 2 * column.radius + 2
    if column.radius < _NAMED or (column.radius < column.most_radius and labels.metrics.width(name) > room):
        return ""
    return labels.shortened(name, room)


def _above(numbers: FlowNumbers, labels: Labels, column: FlowColumn, unit: int, room: float) -> str:
    """What is written above a valve or gate."""
    layer = column.layer
    if numbers.is_dropped(layer, unit):
        return labels.shortened("dropped", room)
    if not numbers.is_backward or not layer:
        return ""
    if layer == numbers.top and not numbers.has_valve_at_top:
        is_there = not math.isnan(numbers.carried(layer)[unit])
        return _first_fitting(labels, ("out − target", "no valve"), room) if is_there else ""
    slope = float(numbers.slopes(layer)[unit])
    return "" if math.isnan(slope) else labels.number(slope, room, _SLOPE_DIGITS, "×")


def _first_fitting(labels: Labels, texts: tuple[str, ...], room: float) -> str:
    return next((text for text in texts if labels.metrics.width(text) <= room), "")


def _error(numbers: FlowNumbers, layout: FlowLayout, labels: Labels) -> Iterator[FlowText]:
    middle, left = (layout.top + layout.bottom) / 2, layout.error_x + 5
    at = Point((left + layout.width) / 2, middle)
    yield from labels.centred(at, "E", Role.LOSS, bold=True)
    if not math.isnan(numbers.error):
        text = labels.number(numbers.error, layout.width - left - 4)
        yield from labels.centred(Point(at.x, middle + LINE), text, Role.LOSS)


# below the network


def sum_sign(numbers: FlowNumbers) -> str:
    """Return what the bars are: the sum of the sizes of what the units of a layer carry."""
    return "Σ|δ|" if numbers.is_backward else "Σ|out|"


def layer_labels(numbers: FlowNumbers, layout: FlowLayout, labels: Labels) -> Iterator[Shape]:
    """Go through a bar for each layer with its sum and its name, and how much less comes through to the next one."""
    foot = layout.bottom + 6 + layout.bars
    sums = [math.nan if numbers.is_backward and not c.layer else numbers.size(c.layer) for c in layout.columns]
    most = max((size for size in sums if math.isfinite(size)), default=0.0)
    names = _layer_names(numbers, layout, labels)
    for column, size, name in zip(layout.columns, sums, names, strict=True):
        yield from labels.centred(Point(column.x, foot + 3 + LINE * 1.5), name, Role.MUTED, plate=False)
        if math.isfinite(size):
            yield from _bar(numbers, labels, column, foot, layout.bars * size / most if most else 0.0, size)
    if most:
        at = Point((layout.error_x + 5 + layout.width) / 2, foot + 3 + LINE / 2)
        yield from labels.centred(at, sum_sign(numbers), Role.MUTED, plate=False)
    if numbers.is_backward:
        yield from _factors(layout, labels, sums, foot)


def _layer_names(numbers: FlowNumbers, layout: FlowLayout, labels: Labels) -> list[str]:
    """Return what is written below each layer: with its activation where there is room for that everywhere."""
    ways: list[list[str]] = [[], [], []]
    for column in layout.columns:
        of = numbers.network.layers[column.layer]
        name = f"layer {of.number}" if column.layer else "inputs"
        whole = f"{name} · {ACTIVATIONS[of.activation].spoken}" if column.layer else name
        for way, text in zip(ways, (whole, name, str(of.number) if column.layer else "in"), strict=True):
            way.append(text)
    rooms = [column.text_width for column in layout.columns]
    return next((way for way in ways if _all_fit(labels, way, rooms)), [""] * len(rooms))


def _all_fit(labels: Labels, texts: list[str], rooms: list[float]) -> bool:
    return all(labels.metrics.width(text) <= room for text, room in zip(texts, rooms, strict=True))


def _bar(
    numbers: FlowNumbers, labels: Labels, column: FlowColumn, foot: float, length: float, size: float
) -> Iterator[Shape]:
    height = max(length, _LEAST_BAR)
    yield FlowBlock(Rect(column.x - _BAR / 2, foot - height, _BAR, height), phase_colour(numbers))
    at, text = Point(column.x, foot + 3 + LINE / 2), labels.number(size, column.unit_width)
    yield from labels.centred(at, text, Role.TEXT, plate=False)


def _factors(layout: FlowLayout, labels: Labels, sums: list[float], foot: float) -> Iterator[FlowText]:
    """How much less, or more, comes through to the layer below."""
    for column, (lower, upper) in zip(layout.columns, pairwise(sums), strict=False):
        if lower > 0 and upper > 0 and column.layer:
            sign, factor = ("÷", upper / lower) if upper >= lower else ("×", lower / upper)
            at = Point(column.x + layout.pitch / 2, foot - LINE / 2)
            text = labels.number(factor, layout.pitch - _BAR - 8, _FACTOR_DIGITS, sign)
            yield from labels.centred(at, text, Role.MUTED, plate=False)
