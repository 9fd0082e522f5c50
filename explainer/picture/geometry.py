"""Points, rectangles and segments in the coordinates of a picture or page."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
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


def leave_box(box: Box, towards: Point) -> Point:
    """Return where the line from the centre of `box` to `towards` leaves it."""
    return _leave(box, towards, max)


def leave_ellipse(box: Box, towards: Point) -> Point:
    """Return where the line from the centre of the ellipse in `box` to `towards` leaves it."""
    return _leave(box, towards, math.hypot)


def leave_diamond(box: Box, towards: Point) -> Point:
    """Return where the line from the centre of the diamond in `box` to `towards` leaves it."""
    return _leave(box, towards, operator.add)


def _leave(box: Box, towards: Point, norm: Callable[[float, float], float]) -> Point:
    """The point of that line whose distance from the centre is 1 by this norm, in half widths and half heights."""
    dx, dy = towards.x - box.x, towards.y - box.y
    reach = norm(2 * abs(dx) / box.width, 2 * abs(dy) / box.height) or 1
    return Point(box.x + dx / reach, box.y + dy / reach)
