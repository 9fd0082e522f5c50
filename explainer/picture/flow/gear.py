"""What is beside each unit: the pipe of the sum, the valve that opens by the slope, and the gate of dropout."""

from __future__ import annotations

import math
from collections.abc import Iterator

from explainer.picture.flow.flow_layout import FlowColumn, FlowLayout
from explainer.picture.flow.flow_numbers import FlowNumbers
from explainer.picture.flow.pipes import gathered_left, gathered_right, phase_colour, pipe_colour
from explainer.picture.flow.shapes import FlowBlock, FlowCurve, FlowPipe, FlowUnit, Shape
from explainer.picture.geometry import Box, Point, Rect
from explainer.picture.palette import Role, towards_background
from explainer.trace.lines.elements import bias_element, unit_element

_COLLAR, _LEAST_COLLAR = 2.0, 4.0
_OUT_PIPE, _BIAS_PIPE = 26.0, 12.0


class Gear:
    """Draws the units with what is beside them."""

    def __init__(self, numbers: FlowNumbers, layout: FlowLayout, scale: float) -> None:
        self._numbers, self._layout, self._scale = numbers, layout, scale

    def shapes(self) -> Iterator[Shape]:
        """Go through all of it."""
        for column in self._layout.columns:
            for unit, point in column.points:
                yield self._unit(column, unit, point)
                if not self._numbers.is_backward:
                    yield from self._forward(column, unit, point)
                elif column.layer:
                    yield from self._backward(column, unit, point)
        if self._numbers.is_backward:
            yield self._error()

    def _unit(self, column: FlowColumn, unit: int, point: Point) -> FlowUnit:
        numbers, layer, diameter = self._numbers, column.layer, 2 * column.radius
        is_dropped = numbers.is_dropped(layer, unit)
        is_stuck = layer > 0 and (is_dropped or numbers.known.stuck(layer, unit) is not None)
        is_strong = unit_element(layer, unit) in numbers.lit
        colour = phase_colour(numbers) if is_strong else towards_background(Role.MUTED, 0.35)
        fill = Role.PANEL if column.has_gear else towards_background(Role.MUTED, 0.5)
        return FlowUnit(Box(*point, diameter, diameter), layer, unit, colour, is_stuck, is_strong, fill)

    def _pipe(self, value: float, start: Point, to_x: float, column: FlowColumn) -> Iterator[FlowPipe]:
        """A level pipe for a number of a unit, where it is known and something flows."""
        width = abs(value) * self._scale
        if width > 0:
            curve = FlowCurve(start, Point(to_x, start.y))
            yield FlowPipe(curve, width, pipe_colour(self._numbers, width), value < 0, layer=column.layer)

    # blame on its way back

    def _backward(self, column: FlowColumn, unit: int, point: Point) -> Iterator[Shape]:
        numbers, layer, rim = self._numbers, column.layer, point.x + column.radius
        is_top = layer == numbers.top
        far = self._layout.error_x if is_top else gathered_right(numbers, self._layout, column)
        gathered, coming = float(numbers.gathered(layer)[unit]), float(numbers.before_valve(layer)[unit])
        if is_top and not (column.has_gear and numbers.has_valve_at_top):
            yield from self._pipe(gathered, Point(rim, point.y), far, column)
        elif column.has_gear:
            sizes = self._layout.gear
            valve, gate = rim + sizes.valve, rim + sizes.gate if numbers.has_gate(layer) else far
            yield from self._pipe(float(numbers.carried(layer)[unit]), Point(rim, point.y), valve, column)
            yield from _jaws(float(numbers.slopes(layer)[unit]), Point(valve, point.y), sizes.jaw, column)
            yield from self._pipe(coming, Point(valve, point.y), gate, column)
            if numbers.has_gate(layer):
                yield from self._pipe(gathered, Point(gate, point.y), far, column)
                yield from self._gate(column, unit, Point(gate, point.y))
            if not is_top:
                yield from self._collar(column, unit, Point(far, point.y))

    def _gate(self, column: FlowColumn, unit: int, at: Point) -> Iterator[FlowBlock]:
        """The gate of dropout: shut for a unit that is left out."""
        if math.isnan(self._numbers.known.layers[column.layer].passed[unit]):
            return
        top, foot = at.y - column.room / 2 - column.stub, at.y + column.room / 2
        if self._numbers.is_dropped(column.layer, unit):
            yield FlowBlock(Rect(at.x - 1.5, top, 3.0, foot - top + column.stub), Role.MUTED)
        else:
            yield from (FlowBlock(Rect(at.x - 1.5, end, 3.0, column.stub), Role.MUTED) for end in (top, foot))

    def _collar(self, column: FlowColumn, unit: int, at: Point) -> Iterator[FlowBlock]:
        """A thin upright line where pipes side by side become one."""
        numbers, layer = self._numbers, column.layer
        edges = numbers.edges(layer + 1)[:, unit] if numbers.is_backward else numbers.edges(layer)[unit]
        beside = [abs(value) * self._scale for value in (*edges.tolist(), float(numbers.bias(layer)[unit]))]
        known = [width for width in beside if not math.isnan(width)]
        if known:
            height = max(sum(known), _LEAST_COLLAR)
            yield FlowBlock(Rect(at.x - _COLLAR / 2, at.y - height / 2, _COLLAR, height), phase_colour(numbers))

    def _error(self) -> FlowBlock:
        """The bar at the right that all blame comes from."""
        column = self._layout.columns[-1]
        first, last = column.points[0][1], column.points[-1][1]
        rect = Rect(self._layout.error_x, first.y - column.room / 2, 5.0, last.y - first.y + column.room)
        return FlowBlock(rect, Role.LOSS)

    # values on their way forward

    def _forward(self, column: FlowColumn, unit: int, point: Point) -> Iterator[Shape]:
        numbers, layer = self._numbers, column.layer
        left, right = point.x - column.radius, point.x + column.radius
        if layer and column.has_gear:
            start = Point(gathered_left(numbers, self._layout, column), point.y)
            yield from self._pipe(float(numbers.gathered(layer)[unit]), start, left, column)
            yield from self._bias(column, unit, start)
            yield from self._collar(column, unit, start)
        if layer == numbers.top:
            yield from self._pipe(float(numbers.carried(layer)[unit]), Point(right, point.y), right + _OUT_PIPE, column)
        if column.has_gear and numbers.has_gate(layer):
            yield from self._gate(column, unit, Point(right + 4, point.y))

    def _bias(self, column: FlowColumn, unit: int, at: Point) -> Iterator[FlowPipe]:
        """A short pipe below the others: what the bias adds."""
        numbers, layer = self._numbers, column.layer
        value = float(numbers.bias(layer)[unit])
        if not math.isnan(value):
            others = sum(abs(other) * self._scale for other in numbers.edges(layer)[unit].tolist())
            width, y = abs(value) * self._scale, at.y + others / 2
            curve = FlowCurve(Point(at.x - _BIAS_PIPE, y), Point(at.x, y))
            element = bias_element(numbers.scenario, layer, unit)
            yield FlowPipe(curve, width, pipe_colour(numbers, width), value < 0, element, layer, unit)


def _jaws(slope: float, at: Point, width: float, column: FlowColumn) -> Iterator[FlowBlock]:
    """The jaws of a valve: the gap between them is the slope's share of the room."""
    if not math.isnan(slope):
        gap = min(abs(slope), 1.0) * column.room
        jaw = (column.room - gap) / 2 + column.stub
        yield FlowBlock(Rect(at.x, at.y - gap / 2 - jaw, width, jaw), Role.TEXT)
        yield FlowBlock(Rect(at.x, at.y + gap / 2, width, jaw), Role.TEXT)
