"""A figure: one plot with named axes, curves with a legend, a crosshair that tells values, and saving."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QHideEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from explainer.engine.arrays import Array
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.parts.crosshair import MOST_LINES, Crosshair, Reading
from explainer.views.plotting.parts.curves import Series
from explainer.views.plotting.parts.key_walk import HOW, HOW_IN_PICTURES, KeyWalk
from explainer.views.plotting.parts.legend import Legend
from explainer.views.plotting.parts.plot_widget import dress_plot, new_plot
from explainer.views.plotting.saving import paint_plot
from explainer.views.plotting.table import Column, PlotTable

PICTURE = QSize(960, 600)
"""How large a saved picture is where the zoom is 1."""
_LOW = 110
"""How high the plot is at least where there is a legend above it."""
_TITLE_POINTS = 11.0
_MARGIN = 14
_NONE = np.zeros(0)


class Figure(Panel):
    """One plot of the walkthrough, over counts (`counts`, whole numbers from 0 on) or over amounts.

    `below` and `left` name the axes, units and all. Curves made by `add_series` are in legend, crosshair, table and
    picture; anything else is added to `plot` as pyqtgraph has it.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        display: Display,
        *,
        title: str,
        below: str,
        left: str,
        counts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, display, title=title, parent=parent)
        self.below, self.left, self._counts = below, left, counts
        self.plot: pg.PlotWidget = new_plot(below, left, counts)
        self.legend = Legend(display)
        self._series: list[Series] = []
        self.body.addWidget(self.legend)
        self.body.addWidget(self.plot, 1)
        self.crosshair = Crosshair(self.plot, display, self.reading, self._nearest_points, self)
        self._keys = KeyWalk(self.plot, self.crosshair, self._values)
        self._name_plot()
        dress_plot(self.plot, display)

    @property
    def series(self) -> tuple[Series, ...]:
        return tuple(self._series)

    def add_series(self, name: str, unit: str = "") -> Series:
        """Return a new curve, which has no numbers yet: its `show` draws them."""
        series = Series(self.plot, name, unit, self)
        self._series.append(series)
        self.legend.add_series(series)
        self._name_plot()
        return series

    def remove_series(self, series: Series) -> None:
        """Take a curve away for good."""
        self._series.remove(series)
        self.legend.remove_series(series)
        self.plot.plotItem.removeItem(series.curve)
        series.deleteLater()

    def name_axes(self, *, below: str = "", left: str = "", left_short: str = "") -> None:
        """Give the axes other names; a short one where there is no room for the long one."""
        if below:
            self.below = below
            self.plot.getAxis("bottom").set_names(below)
        if left:
            self.left = left
            self.plot.getAxis("left").set_names(left, left_short or left)
        self._name_plot()

    def _name_plot(self) -> None:
        self.plot.setAccessibleName(f"{self.title}: {self.left} over {self.below}")
        self.plot.setAccessibleDescription(HOW_IN_PICTURES if self._is_picture else HOW)

    # logarithmic

    def add_log_button(self, what: str) -> QToolButton:
        """Add a control that makes the left axis logarithmic; `what` is on that axis."""
        tip, name = f"Show the {what} on a logarithmic axis", f"Logarithmic {what} axis"
        button = self.add_switch("log", tip, name, role="")
        button.toggled.connect(self._on_scale)
        return button

    @property
    def is_logarithmic(self) -> bool:
        """Whether the left axis is logarithmic."""
        return bool(self.plot.getAxis("left").logMode)

    def _on_scale(self, logarithmic: bool) -> None:
        self.crosshair.leave()
        self.plot.plotItem.setLogMode(y=logarithmic)
        self.plot.plotItem.vb.set_logarithmic(logarithmic)
        self.fit()

    def fit(self) -> None:
        """Show all there is, now and as it grows."""
        if self._counts:
            self.plot.plotItem.vb.setXRange(-1, 1)  # until it is painted, the range would be that of something else
        self.plot.plotItem.enableAutoRange()
        self.redraw()  # until it is drawn anew, only what was in sight counts

    # crosshair

    def reading(self, x: float, y: float) -> list[Reading]:
        """Return what the crosshair says at a place, in the numbers of the axes: the nearest point of every curve."""
        found = [(series, series.nearest(x)) for series in self._series if series.is_on]
        near = [(series, index) for series, index in found if index is not None]
        if not near:
            return [Reading(self.below, self._below_text(x)), Reading(self.left, self.display.writing.show(y))]
        at = min((float(series.x[index]) for series, index in near), key=lambda number: abs(number - x))
        lines = [
            Reading(series.name, self.display.writing.show(float(series.y[index])), series.colour)
            for series, index in near
            if not self._counts or series.x[index] == at
        ]
        return [Reading(self.below, self._below_text(at)), *lines[:MOST_LINES]]

    def _below_text(self, x: float) -> str:
        return f"{max(round(x), 0):,}" if self._counts else self.display.writing.show(x)

    @property
    def _is_picture(self) -> bool:
        return not (self._series or self._counts)

    def _values(self) -> Array | None:
        """Return the numbers below at which some curve has a number; None of what has no curves."""
        if self._is_picture:
            return None
        known = [series.x[np.isfinite(series.y)] for series in self._series if series.is_on]
        return known[0] if len(known) == 1 else np.unique(np.concatenate([_NONE, *known]))

    def _nearest_points(self, x: float) -> list[tuple[float, float, str]]:
        found = [(series, series.nearest(x)) for series in self._series if series.is_on]
        near = [(series, index) for series, index in found if index is not None]
        return [(float(series.x[index]), series.drawn_at(index), series.colour) for series, index in near]

    # numbers and picture

    def table(self) -> PlotTable:
        """Return all curves over the numbers that any of them has below, NaN where one has none."""
        self.prepare()
        drawn = [series for series in self._series if series.x.size]
        if not drawn:
            return PlotTable()
        x = drawn[0].x if len(drawn) == 1 else np.unique(np.concatenate([series.x for series in drawn]))
        return PlotTable(
            Column(self.below, x), *(Column(series.name, _over(series, x), series.unit) for series in drawn)
        )

    def picture_title(self) -> str:
        """Return the line above a saved picture."""
        return f"{self.title} · {self.walkthrough.title}"

    def picture_size(self) -> QSize:
        return PICTURE * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw title, legend and plot into `room`, as large as it is: the plot on the screen stays as it is."""
        palette, zoom = self.display.palette, self.display.zoom
        inner = QRectF(room).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        title = plain_font(_TITLE_POINTS * zoom)
        title.setWeight(QFont.Weight.Bold)
        painter.setFont(title)
        painter.setPen(QColor(palette.text))
        height = painter.fontMetrics().height()
        painter.drawText(QPointF(inner.left(), inner.top() + painter.fontMetrics().ascent()), self.picture_title())
        painter.setFont(plain_font(9 * zoom))
        inner.setTop(inner.top() + height + 8 * zoom)
        inner.setTop(inner.top() + self.legend.paint(painter, inner))
        inner.setTop(inner.top() + self.paint_key(painter, inner) + 4 * zoom)
        self.crosshair.leave()
        paint_plot(painter, self.plot, inner.toRect())

    def paint_key(self, painter: QPainter, room: QRectF) -> float:
        """Draw what else tells colours and shapes into a picture, below the legend; return how high that is."""
        return 0.0

    def _draw_now(self) -> None:
        super()._draw_now()
        self.crosshair.refresh()

    def _make_room(self) -> None:
        """Have no legend where it would leave too little of the curves: under the mouse they tell their names too."""
        room = self.body.geometry()
        left = room.height() - self.legend.heightForWidth(room.width())
        self.legend.give_room(left >= _LOW * self.display.zoom)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def dress(self) -> None:
        dress_plot(self.plot, self.display)
        self.crosshair.dress()
        self.legend.restyle()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.plot.hasFocus():
            self.crosshair.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.crosshair.leave()


def _over(series: Series, x: np.ndarray) -> np.ndarray:
    """Return a curve's numbers over `x`, which has all of its own, NaN where it has none."""
    if series.x.size == x.size:
        return series.y
    y = np.full(x.size, np.nan)
    y[np.searchsorted(x, series.x)] = series.y
    return y
