"""The crosshair: at the mouse a line, a dot on every curve, and their numbers."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import ceil
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, QSizeF, Signal
from PySide6.QtGui import QTextDocument

from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.parts.plot_widget import POINTS

MOST_LINES = 12
_ASIDE, _EDGE = 10.0, 3.0
"""How far the box of readings is from the crosshair, and from the edges of the view."""


class Reading(NamedTuple):
    """One line beside the crosshair: what it is about, its number in words, and the colour of its curve, if any."""

    name: str
    value: str
    colour: str = ""


class Crosshair(QObject):
    """Lines through the mouse and a box of readings. `at` is where it is, in the numbers of the axes; None: not there.

    `read` tells what to write for a place, `points` the point of every curve that is nearest to a number below: (x, y,
    colour). With such points the upright line is at the nearest of them. Emits `moved` when it moves or goes.
    """

    moved = Signal()

    def __init__(
        self,
        plot: pg.PlotWidget,
        display: Display,
        read: Callable[[float, float], list[Reading]],
        points: Callable[[float], list[tuple[float, float, str]]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._plot, self._display, self._read, self._points = plot, display, read, points
        self.at: tuple[float, float] | None = None
        self.place: tuple[float, float] | None = None
        """Where it is in the view."""
        self._mouse: QPointF | None = None
        self.readings: list[Reading] = []
        self._across, self._up = pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=0)
        self._dots = pg.ScatterPlotItem()
        self._box = pg.TextItem()
        for z, item in enumerate((self._up, self._across, self._dots, self._box), start=1000):
            item.setZValue(z)
            plot.plotItem.vb.addItem(item, ignoreBounds=True)
            item.hide()
        plot.scene().sigMouseMoved.connect(self.follow)
        for signal in (plot.plotItem.vb.sigRangeChanged, plot.plotItem.vb.sigResized):
            signal.connect(self.refresh)
        self.dress()

    @property
    def text(self) -> str:
        """What the box says, a line each."""
        return "\n".join(f"{reading.name} {reading.value}" for reading in self.readings)

    def dress(self) -> None:
        """Take the colours and the size of the display."""
        palette, zoom = self._display.palette, self._display.zoom
        for line in (self._across, self._up):
            line.setPen(pg.mkPen(blend(palette.muted, palette.panel, 0.4), width=1))
        self._box.setFont(plain_font(POINTS * zoom))
        self._box.fill = pg.mkBrush(palette.panel)
        self._box.border = pg.mkPen(palette.line)
        self._box.setColor(palette.text)
        self.refresh()

    def follow(self, place: QPointF) -> None:
        """Go where the mouse is, a place of the plot's scene; outside the axes it goes away."""
        box = self._plot.plotItem.vb
        if not box.sceneBoundingRect().contains(place):
            self.leave()
            return
        self._mouse = place
        view = box.mapSceneToView(place)
        self.show_at(view.x(), view.y())

    def go_to(self, x: float, y: float) -> None:
        """Go to a place of the view, whatever the mouse does."""
        self._mouse = None
        self.show_at(x, y)

    def refresh(self) -> None:
        """Tell what is there now: something else was drawn, or is to be seen."""
        if self.place is None:
            return
        if self._mouse is not None:
            self.follow(self._mouse)
        else:
            self.show_at(*self.place)

    def show_at(self, x: float, y: float) -> None:
        """Show it at a place of the view (powers of ten on a logarithmic axis)."""
        self.place = x, y
        at = self.at = self._value("bottom", x), self._value("left", y)
        self.readings = self._read(*at)
        dots = self._points(at[0])
        if dots:
            x = self._place("bottom", min(dots, key=lambda dot: abs(dot[0] - at[0]))[0])
        self._across.setValue(x)
        self._up.setValue(y)
        spots = [(self._place("bottom", dot[0]), self._place("left", dot[1])) for dot in dots]
        brushes = [pg.mkBrush(dot[2]) for dot in dots]
        self._dots.setData(pos=spots or np.zeros((0, 2)), brush=brushes, pen=None, size=8 * self._display.zoom)
        self._show_box(x, [spot[1] for spot in spots])
        for item in (self._across, self._up, self._dots, self._box):
            item.setVisible(item is not self._up or not dots)
        self._box.setVisible(bool(self.readings))
        self.moved.emit()

    def leave(self) -> None:
        """Hide it."""
        if self.at is not None:
            self.at, self.place, self.readings = None, None, []
            for item in (self._across, self._up, self._dots, self._box):
                item.hide()
            self.moved.emit()

    def _show_box(self, x: float, dots: list[float]) -> None:
        """Put the box beside the crosshair, where there is more room, and where fewer of the dots are: above or below.

        `x` and `dots` are places of the view. All of the box lies within the axes, in columns where it is too high.
        """
        view = self._plot.plotItem.vb
        room = view.sceneBoundingRect()
        self._fill_box(room.size())
        size = self._box.boundingRect()
        middle = view.viewRect().center()
        at = view.mapViewToScene(QPointF(x, middle.y())).x()
        left = at - _ASIDE - size.width() if x > middle.x() else at + _ASIDE
        left = max(room.left(), min(left, room.right() - size.width()))
        is_below = sum(dot > middle.y() for dot in dots) > len(dots) / 2
        top = room.bottom() - size.height() - _EDGE if is_below else room.top() + _EDGE
        self._box.setPos(view.mapSceneToView(QPointF(left, max(room.top(), top))))

    def width_of(self, readings: list[Reading]) -> float:
        """Return how wide a box of these readings would be, below each other."""
        box = QTextDocument()
        box.setDefaultFont(plain_font(POINTS * self._display.zoom))
        box.setHtml(_page(Reading("", ""), readings, 1))
        return box.idealWidth()

    def _fill_box(self, room: QSizeF) -> None:
        """Write the readings, as many as there is room for: the first above the others, which are in columns."""
        heading, *lines = self.readings or [Reading("", "")]
        self._box.setHtml(_line(heading))
        margin = 2 * self._box.textItem.document().documentMargin()
        height = self._box.boundingRect().height() - margin
        rows = int((room.height() - margin - _EDGE) / height) - 1
        if lines and rows < 1:
            self._box.setHtml(_line(lines[0]))
            return
        for columns in range(ceil(len(lines) / max(rows, 1)), 0, -1):
            self._box.setHtml(_page(heading, lines[: rows * columns], columns))
            if self._box.boundingRect().width() <= room.width():
                return

    def _value(self, side: str, number: float) -> float:
        return float(10.0**number) if self._plot.getAxis(side).logMode else float(number)

    def _place(self, side: str, number: float) -> float:
        return float(np.log10(number)) if self._plot.getAxis(side).logMode else float(number)


def _page(heading: Reading, lines: list[Reading], columns: int) -> str:
    """Return the heading above the lines, which go down the columns one after another."""
    rows = ceil(len(lines) / columns)
    cells = [[_line(reading) for reading in lines[row::rows]] for row in range(rows)]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    above = f"<tr><td colspan={columns}>{_line(heading)}</td></tr>"
    return f'<table cellspacing="0" cellpadding="0" style="white-space: pre">{above}{table}</table>'


def _line(reading: Reading) -> str:
    mark = f'<span style="color:{reading.colour}">■</span> ' if reading.colour else ""
    return f"{mark}{escape(reading.name)}&nbsp;&nbsp;<b>{escape(reading.value)}</b>"
