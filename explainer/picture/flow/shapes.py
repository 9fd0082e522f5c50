"""What a picture of the flow is drawn with: pipes, blocks, units and texts, in the pixels of the picture."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from explainer.picture.geometry import Bezier, Box, Point, Rect
from explainer.picture.palette import Colour
from explainer.trace.lines.elements import Element

HAIRLINE = 0.8
"""Where a pipe would be narrower than this it is a thin pale line: there, and not as wide as its number."""
_ROUND = 4 / 3
"""What makes a cubic curve of an arc: how far its inner points are out, by the tangent of a quarter of its angle."""
_PIECES = 6


class FlowCurve(NamedTuple):
    """The course of a pipe from left to right: level at both ends, straight between two bends of a radius."""

    start: Point
    end: Point
    radius: float = 0.0

    @property
    def is_level(self) -> bool:
        """Whether it is a straight line."""
        return abs(self.end.y - self.start.y) < 0.1

    @property
    def segments(self) -> tuple[Bezier, ...]:
        """The bend, the straight part, and the bend back; the straight part alone where both ends are level."""
        (x1, y1), (x2, y2) = self.start, self.end
        width, height, side = x2 - x1, abs(y2 - y1), 1.0 if y2 > y1 else -1.0
        radius = min(self.radius, width / 2)
        if self.is_level or radius <= 0:
            return (Bezier.straight(self.start, self.end),)
        far = math.hypot(width, height - 2 * radius)
        angle = math.atan2(height - 2 * radius, width) + math.asin(min(2 * radius / far, 1.0))
        across, down = radius * math.sin(angle), side * radius * (1 - math.cos(angle))
        first, second = Point(x1 + across, y1 + down), Point(x2 - across, y2 - down)
        reach = _ROUND * math.tan(angle / 4) * radius
        along = Point(reach * math.cos(angle), side * reach * math.sin(angle))
        return (
            Bezier(self.start, Point(x1 + reach, y1), Point(first.x - along.x, first.y - along.y), first),
            Bezier.straight(first, second),
            Bezier(second, Point(second.x + along.x, second.y + along.y), Point(x2 - reach, y2), self.end),
        )

    @property
    def middle(self) -> Point:
        return Point((self.start.x + self.end.x) / 2, (self.start.y + self.end.y) / 2)

    def distance(self, point: Point, reach: float = math.inf) -> float:
        """Return how far a point is from the curve, nearly; infinite where that is more than `reach` up, down or
        sideways."""
        low, high = sorted((self.start.y, self.end.y))
        if not (self.start.x - reach <= point.x <= self.end.x + reach and low - reach <= point.y <= high + reach):
            return math.inf
        return min(segment.distance(point, _PIECES) for segment in self.segments)


class FlowPipe(NamedTuple):
    """A pipe for a number. `width` is the size of the number on the scale, however small; one of no number yet is an
    edge, whose width is NaN. It is lit where the step is about its weight."""

    curve: FlowCurve
    width: float
    colour: Colour
    is_hatched: bool = False
    element: Element | None = None
    layer: int = -1
    above: int = -1
    below: int = -1
    is_lit: bool = False

    @property
    def is_edge(self) -> bool:
        """Whether nothing is known to flow here, or nothing flows."""
        return not self.width > 0

    @property
    def is_hairline(self) -> bool:
        """Whether the number is known, and too small for a pipe."""
        return 0 < self.width < HAIRLINE


class FlowBlock(NamedTuple):
    """A filled rectangle: a jaw of a valve, a bar."""

    rect: Rect
    colour: Colour


class FlowUnit(NamedTuple):
    """A unit: dashed where it lets hardly anything through, with a strong outline where the step is about it."""

    box: Box
    layer: int
    unit: int
    colour: Colour
    is_dashed: bool = False
    is_strong: bool = False
    fill: Colour | None = None


class FlowText(NamedTuple):
    """A text in the middle of its box, or at its left; on a `plate` of the ground where pipes may pass below it."""

    box: Box
    text: str
    colour: Colour
    is_bold: bool = False
    is_left: bool = False
    has_plate: bool = False


Shape = FlowPipe | FlowBlock | FlowUnit | FlowText


class FlowShapes(NamedTuple):
    """The shapes of a picture, to be drawn in this order."""

    pipes: tuple[FlowPipe, ...] = ()
    blocks: tuple[FlowBlock, ...] = ()
    units: tuple[FlowUnit, ...] = ()
    texts: tuple[FlowText, ...] = ()

    @classmethod
    def of(cls, shapes: Iterable[Shape]) -> FlowShapes:
        """Return the shapes sorted by their kinds; those of a kind stay in their order."""
        every = list(shapes)
        return cls(
            tuple(shape for shape in every if isinstance(shape, FlowPipe)),
            tuple(shape for shape in every if isinstance(shape, FlowBlock)),
            tuple(shape for shape in every if isinstance(shape, FlowUnit)),
            tuple(shape for shape in every if isinstance(shape, FlowText)),
        )
