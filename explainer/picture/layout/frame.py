"""What is around the network: where the calculation is, over it; totals of the settings, under it."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.geometry import Box, Point
from explainer.picture.layout.forms import NetworkForm
from explainer.picture.layout.layout import Key
from explainer.picture.layout.sizes import HEADING, LINE, MARGIN, STATUS_LINE

_AFTER = 12.0
"""The room after a field that its own width has already, and no box needs."""


def flow(widths: tuple[float, ...], room: float) -> tuple[Point, ...]:
    """Return where fields of these widths begin, set one after the other in lines of `room`: x, and line as y."""
    starts, x, line = [], 0.0, 0
    for width in widths:
        if x and x + width - _AFTER > room:
            x, line = 0.0, line + 1
        starts.append(Point(x, line))
        x += width
    return tuple(starts)


def bottom_height(form: NetworkForm, width: float) -> float:
    """Return the height of the status line in a picture of this width."""
    lines = int(flow(form.status, width - 2 * MARGIN)[-1].y) + 1 if form.status else 0
    return lines * STATUS_LINE + 6


def frame_boxes(form: NetworkForm, width: float, height: float) -> Iterator[tuple[Key, Box]]:
    """Go through the heading and the fields of the status line."""
    yield ("heading",), Box(width / 2, HEADING / 2 + 2, width - 2 * MARGIN, LINE + 7)
    starts = flow(form.status, width - 2 * MARGIN)
    lines = int(starts[-1].y) + 1 if starts else 0
    top = height - 4 - STATUS_LINE * lines
    for i, (start, field) in enumerate(zip(starts, form.status, strict=True)):
        across = field - _AFTER
        y = top + STATUS_LINE * (start.y + 0.5)
        yield ("status", i), Box(MARGIN + start.x + across / 2, y, across, STATUS_LINE)
