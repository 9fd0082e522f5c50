"""Paints a confusion matrix: a number in each cell, the more coloured the larger its share of the row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from explainer.picture.palette import Palette, blend, contrast
from explainer.views.look.fonts import plain_font

_POINTS, _LEAST_POINTS = 10.0, 5.0
_FAINTEST, _FULLEST = 0.1, 0.85
_GAP, _WIDEST = 2.0, 1.8


_PLAINEST = ("#000000", "#ffffff")


@dataclass(frozen=True, eq=False)
class Confusion:
    """Counts of each class (row) put into each class (column), and the names of the classes; a last column more is
    that of samples put into none."""

    names: tuple[str, ...]
    counts: NDArray[np.intp]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, as far as there is anything to tell of them."""
        return self.names if not self.undecided else (*self.names, "undecided")

    @property
    def undecided(self) -> int:
        """How many samples are put into no class."""
        return int(self.counts[:, len(self.names) :].sum())

    def share(self, row: int, column: int) -> float:
        """Return which share of the row's samples is in a cell."""
        total = int(self.counts[row].sum())
        return float(self.counts[row, column] / total) if total else 0.0

    def sentence(self, row: int, column: int) -> str:
        """Return what a cell says, in words."""
        count, total = int(self.counts[row, column]), int(self.counts[row].sum())
        taken = "read rightly" if row == column else f"taken for {self.columns[column]}"
        taken = "undecided" if column == len(self.names) else taken
        return f"{self.names[row]} {taken}: {count:,} of {total:,}"


class Places:
    """Where the cells of a matrix are within `room`, wider than high if there is room, below and beside the names."""

    def __init__(self, room: QRectF, rows: int, columns: int, zoom: float) -> None:
        self.rows, self.columns = rows, columns
        metrics = QFontMetricsF(plain_font(_POINTS * zoom))
        self.line, self.beside = 1.3 * metrics.height(), 1.3 * metrics.height()
        self.names = 2.2 * metrics.height()
        width, height = room.width() - self.beside - self.names, room.height() - 2 * self.line
        self.height = max(1.0, min(width / columns, height / rows))
        self.width = max(1.0, min(width / columns, _WIDEST * self.height))
        self.origin = QPointF(room.left() + self.beside + self.names, room.top() + 2 * self.line)

    def cell_at(self, row: int, column: int) -> QRectF:
        corner = self.origin + QPointF(column * self.width, row * self.height)
        return QRectF(corner.x(), corner.y(), self.width - _GAP, self.height - _GAP)

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """Return row and column of the cell at a point."""
        column, row = (point.x() - self.origin.x()) / self.width, (point.y() - self.origin.y()) / self.height
        is_inside = 0 <= row < self.rows and 0 <= column < self.columns
        return (int(row), int(column)) if is_inside else None


def places_of(room: QRectF, confusion: Confusion, zoom: float) -> Places:
    return Places(room, len(confusion.names), len(confusion.columns), zoom)


def cell_colours(confusion: Confusion, row: int, column: int, palette: Palette) -> tuple[str, str]:
    """Return the ground of a cell and the colour of its number, which can be read on it."""
    share = confusion.share(row, column)
    if not share:
        return blend(palette.text, palette.panel, 0.96), palette.muted
    colour = palette.weight_plus if row == column else palette.weight_minus
    ground = blend(palette.panel, colour, _FAINTEST + (_FULLEST - _FAINTEST) * share)
    return ground, max((palette.text, palette.panel, *_PLAINEST), key=lambda ink: contrast(ink, ground))


def paint_matrix(painter: QPainter, room: QRectF, confusion: Confusion, palette: Palette, zoom: float) -> None:
    """Draw the matrix as large as the room is."""
    places = places_of(room, confusion, zoom)
    painter.setFont(plain_font(_POINTS * zoom))
    _paint_names(painter, places, confusion, palette, zoom)
    widest = max((f"{count:,}" for count in confusion.counts.ravel().tolist()), key=len)
    painter.setFont(plain_font(fitting(widest, places.width - 6, places.height - _GAP, zoom)))
    for row in range(places.rows):
        for column in range(places.columns):
            ground, ink = cell_colours(confusion, row, column, palette)
            box = places.cell_at(row, column)
            painter.fillRect(box, QColor(ground))
            painter.setPen(QColor(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{confusion.counts[row, column]:,}")


def fitting(text: str, width: float, height: float, zoom: float) -> float:
    """Return the size of the text, in points, at which it fits."""
    usual = QFontMetricsF(plain_font(_POINTS * zoom))
    share = min(1.0, width / max(usual.horizontalAdvance(text), 1.0), height / usual.tightBoundingRect("0").height())
    return max(_LEAST_POINTS, _POINTS * zoom * share)


def _paint_names(painter: QPainter, places: Places, confusion: Confusion, palette: Palette, zoom: float) -> None:
    width, height, origin = places.columns * places.width, places.rows * places.height, places.origin
    painter.setPen(QColor(palette.muted))
    above = QRectF(origin.x(), origin.y() - 2 * places.line, max(width, 200 * zoom), places.line)
    painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "the network says")
    painter.save()
    painter.translate(origin.x() - places.names - places.beside, origin.y() + height)
    painter.rotate(-90)
    painter.drawText(QRectF(0, 0, height, places.beside), Qt.AlignmentFlag.AlignRight, "it is")
    painter.restore()
    widest = max(confusion.names, key=len)
    painter.setFont(plain_font(fitting(widest, min(places.width, places.names) - 4, places.height - _GAP, zoom)))
    painter.setPen(QColor(palette.text))
    for k, name in enumerate(confusion.columns):
        top = places.cell_at(0, k)
        top = QRectF(top.left(), origin.y() - places.line, top.width(), places.line)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, name if k < places.rows else _headed(name, places, painter))
    for k, name in enumerate(confusion.names):
        left = places.cell_at(k, 0)
        left = QRectF(origin.x() - places.names, left.top(), places.names - 6, left.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)


def _headed(name: str, places: Places, painter: QPainter) -> str:
    """The head of the column of undecided samples: a sign where there is no room for the word."""
    return name if painter.fontMetrics().horizontalAdvance(name) <= places.width else "?"
