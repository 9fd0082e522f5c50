"""The names of curves where they end, beside the plot: as high as their ends, but never one on another."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explainer.state.display import Display
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.plots import POINTS

_LEADER, _GAP = 14.0, 4.0


class EndName(NamedTuple):
    """A name, how high its curve ends in the view of the plot, and the curve's colour."""

    text: str
    height: float
    colour: str


def apart(heights: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return ascending heights moved as little as can be (in least squares) to be `gap` apart and between `low` and
    `high`; where there is not that much room, from `low` on."""
    blocks: list[list[float]] = []  # those that touch, each less what the ones before it take up
    for index, height in enumerate(heights):
        blocks.append([height - index * gap])
        while len(blocks) > 1 and fmean(blocks[-2]) > fmean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    highest = max(high - (len(heights) - 1) * gap, low)
    bases = [min(max(fmean(block), low), highest) for block in blocks for _ in block]
    return [base + index * gap for index, base in enumerate(bases)]


class EndNames(pg.GraphicsWidget):  # type: ignore[misc] # pyqtgraph is untyped
    """Names beside a plot, each joined to the end of its curve's height by a piece of its line."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        super().__init__()
        self._view = plot.plotItem.vb
        self._names: list[EndName] = []
        self._font, self._text = QFont(), ""
        plot.plotItem.layout.addItem(self, 2, 3)
        self._view.sigRangeChanged.connect(self._on_range)

    def show_names(self, names: Sequence[EndName], display: Display) -> None:
        """Draw these names."""
        self._names, self._text = list(names), display.palette.text
        self._font = plain_font(POINTS * display.zoom)
        widest = max((QFontMetricsF(self._font).horizontalAdvance(name.text) for name in names), default=0.0)
        width = widest + _LEADER + 2 * _GAP if names else 0.0
        if width != self.minimumWidth():
            self.setMinimumWidth(width)
            self.setMaximumWidth(width)
        self.update()

    def _on_range(self, *_: object) -> None:
        self.update()

    def _placed(self) -> list[tuple[EndName, float, float]]:
        """Return each name with where its curve ends and where it is written, from the top."""
        line, high = QFontMetricsF(self._font).height(), self.size().height()
        heights = [min(max(self._end(name), 0.0), high) for name in self._names]
        ends = sorted(zip(self._names, heights, strict=True), key=_by_height)
        written = apart([end for _, end in ends], line, line / 2, high - line / 2)
        return [(name, end, at) for (name, end), at in zip(ends, written, strict=True)]

    def _end(self, name: EndName) -> float:
        """Return how far below the top a curve ends."""
        return float(self.mapFromScene(self._view.mapViewToScene(QPointF(0, name.height))).y())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        metrics = QFontMetricsF(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for name, end, at in self._placed():
            painter.setPen(QPen(QColor(name.colour), 1.2))
            painter.drawLine(QPointF(0, end), QPointF(_LEADER, at))
            painter.setPen(QColor(name.colour))
            painter.drawText(QPointF(_LEADER + _GAP, at + metrics.ascent() / 2 - metrics.descent() / 2), name.text)


def _by_height(end: tuple[EndName, float]) -> float:
    return end[1]
