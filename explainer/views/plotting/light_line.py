"""A line drawn by hand where a whole plot would be too much: quickly, with gaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from explainer.engine.arrays import Array

_RAGGED = 40
"""How many times its own height a bold line may go up and down: beyond that it takes long, and is a blot."""

_DOT = 3.0
"""How many times as wide as the line a number alone is."""


def draw_line_through(
    painter: QPainter, xs: Array, ys: Array, colour: str, width: float, height: float, is_dashed: bool = False
) -> None:
    """Draw a line through points, with gaps where one is NaN, in room of that height: thin where it is ragged."""
    is_ragged = np.nansum(np.abs(np.diff(ys))) > _RAGGED * height
    style = Qt.PenStyle.DashLine if is_dashed else Qt.PenStyle.SolidLine
    pen = QPen(QColor(colour), 1.0 if is_ragged else width, style, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for piece in _pieces(xs, ys):
        if len(piece) == 1:
            painter.setPen(QPen(pen.brush(), _DOT * width, c=Qt.PenCapStyle.RoundCap))
            painter.drawPoint(piece[0])
            painter.setPen(pen)
        elif is_ragged or is_dashed:
            painter.drawPolyline(QPolygonF(piece))
        else:  # a bold line that goes up and down is drawn several times as fast piece by piece
            painter.drawLines([QLineF(*ends) for ends in pairwise(piece)])


def _pieces(xs: Array, ys: Array) -> Iterator[list[QPointF]]:
    """Yield the stretches of a line between its gaps."""
    gaps = np.flatnonzero(np.isnan(ys)).tolist()
    for first, stop in zip([0, *(gap + 1 for gap in gaps)], [*gaps, ys.size], strict=True):
        if first < stop:
            points = zip(xs[first:stop].tolist(), ys[first:stop].tolist(), strict=True)
            yield [QPointF(x, y) for x, y in points]
