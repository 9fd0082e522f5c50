"""Points, rectangles and segments in the coordinates of a picture or page."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


class Box(NamedTuple):
    """A rectangle, given by its centre."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height / 2

    @property
    def centre(self) -> Point:
        return Point(self.x, self.y)

    def at(self, point: Point) -> Box:
        """Return the box moved so that its centre is `point`."""
        return Box(*point, self.width, self.height)

    def overlaps(self, other: Box, margin: float = 1) -> bool:
        """Tell whether the boxes share area or come closer than `margin`."""
        return (
            2 * abs(self.x - other.x) < self.width + other.width + 2 * margin
            and 2 * abs(self.y - other.y) < self.height + other.height + 2 * margin
        )

    def contains(self, point: Point) -> bool:
        return 2 * abs(self.x - point.x) <= self.width and 2 * abs(self.y - point.y) <= self.height


class Rect(NamedTuple):
    """A rectangle, given by its upper left corner: a place on a page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def centre(self) -> Point:
        return Point(self.left + self.width / 2, self.top + self.height / 2)

    def grown(self, by: float) -> Rect:
        """Return the rectangle with that much more on each side."""
        return Rect(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)

    def united(self, other: Rect) -> Rect:
        """Return the smallest rectangle around both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Rect(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)

    def overlaps(self, other: Rect) -> bool:
        """Tell whether the rectangles share area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def contains(self, point: Point) -> bool:
        return self.left <= point.x <= self.right and self.top <= point.y <= self.bottom

    def covers(self, other: Rect) -> bool:
        """Tell whether the other rectangle lies within this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


class Segment(NamedTuple):
    """A straight line from `start` to `end`."""

    start: Point
    end: Point

    @property
    def length(self) -> float:
        return math.dist(self.start, self.end)

    def at(self, fraction: float) -> Point:
        """Return the point at this fraction of the way from start to end."""
        (x1, y1), (x2, y2) = self
        return Point(x1 + (x2 - x1) * fraction, y1 + (y2 - y1) * fraction)

    def distance(self, point: Point) -> float:
        """Return how far `point` is from the nearest point of the segment."""
        (x1, y1), (x2, y2) = self
        dx, dy = x2 - x1, y2 - y1
        along = ((point.x - x1) * dx + (point.y - y1) * dy) / ((dx * dx + dy * dy) or 1)
        return math.dist(point, self.at(min(max(along, 0), 1)))


class Bezier(NamedTuple):
    """A curve from `start` to `end` that leaves and arrives towards `leaving` and from `arriving` (cubic Bézier)."""

    start: Point
    leaving: Point
    arriving: Point
    end: Point

    @classmethod
    def across(cls, start: Point, end: Point, least: float = 0.0) -> Bezier:
        """Return a curve that is level at both ends, and does not turn before `least` to the right of its start."""
        middle = max((start.x + end.x) / 2, start.x + least)
        return cls(start, Point(middle, start.y), Point(middle, end.y), end)

    @classmethod
    def straight(cls, start: Point, end: Point) -> Bezier:
        return cls(start, start, end, end)

    @property
    def is_straight(self) -> bool:
        return self.leaving == self.start and self.arriving == self.end

    def at(self, fraction: float) -> Point:
        """Return the point at this fraction of the way from start to end."""
        t, u = fraction, 1 - fraction
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x, y = (sum(w * point[axis] for w, point in zip(weights, self, strict=True)) for axis in (0, 1))
        return Point(x, y)

    def distance(self, point: Point, parts: int = 10) -> float:
        """Return how far `point` is from the curve, taken as that many straight pieces."""
        if self.is_straight:
            return Segment(self.start, self.end).distance(point)
        points = [self.at(i / parts) for i in range(parts + 1)]
        return min(Segment(a, b).distance(point) for a, b in pairwise(points))
