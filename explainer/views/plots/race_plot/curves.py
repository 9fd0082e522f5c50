"""The losses of a race: one curve for each optimizer, named where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explainer.engine.arrays import Array
from explainer.engine.run.optimizer_race import Race
from explainer.engine.scenario.scenario import Scenario
from explainer.state.edits.choice_names import spoken
from explainer.state.session.display import Display
from explainer.state.surface.optimizer_race import OptimizerRace
from explainer.state.surface.race_clock import RaceClock
from explainer.state.walkthrough.known_of_run import only_known
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.parts.crosshair import Reading
from explainer.views.plotting.parts.curves import Series
from explainer.views.plotting.parts.line_styles import style_at
from explainer.views.plotting.parts.plot_widget import POINTS

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


REPAINT_MS = 100
"""While several runs are computed at once, their long curves are drawn only so often."""
_BELOW = "updates done"


def loss_name(scenario: Scenario) -> str:
    """Return what the losses of a run are."""
    what = "batch loss" if scenario.updates_per_epoch > 1 else "loss"
    return f"{what} + penalty" if scenario.has_penalty else what


class RaceCurves(Figure):
    """The loss of each racer before update 1, 2, … over the updates done by then. Listens to the racing."""

    def __init__(
        self,
        walkthrough: Walkthrough,
        display: Display,
        racing: OptimizerRace,
        clock: RaceClock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, display, title="Race", below=_BELOW, left="loss", parent=parent)
        self.setObjectName("race_curves")
        self.racing, self._clock = racing, clock
        self.dots = pg.ScatterPlotItem()
        self.dots.setZValue(20)
        self.plot.plotItem.vb.addItem(self.dots, ignoreBounds=True)
        self._drawn: Race | None = None
        self._curves: dict[str, Series] = {}
        self.names = EndNames(self.plot)
        self._later.setInterval(REPAINT_MS)
        self.offer_saving(False)  # what it is a part of does
        walkthrough.grew.disconnect(self.draw_soon)  # a race is not about the walkthrough's run
        racing.changed.connect(self.draw_soon)
        racing.progressed.connect(self.draw_soon)
        clock.moved.connect(self.draw_dots)
        self._show_numbers(False)
        self.dress()

    def show_logarithmic(self, is_logarithmic: bool) -> None:
        """Make the axis of losses logarithmic, or not."""
        self._on_scale(is_logarithmic)

    def draw_cursor(self) -> None:
        """Only what is known depends on the cursor."""
        if self.is_told_otherwise:
            self.draw_soon()

    def draw(self) -> None:
        self.racing.refresh()
        race = self.racing.race
        self.name_axes(left=loss_name(self.racing.origin))
        known = self.walkthrough.known
        losses = {racer.name: only_known(known, racer.losses) for racer in race.racers} if race else {}
        for name in {**self._curves, **losses}:
            self._draw_curve(name, losses.get(name, np.zeros(0)))
        if race is not self._drawn:
            self._drawn = race
            self._show_numbers(race is not None)
            self.plot.plotItem.enableAutoRange()
        self.draw_dots()
        self.names.show_names([self._end(name) for name in losses if losses[name].size], self.display)

    def draw_dots(self) -> None:
        """Draw a dot on each curve at the moment of the clock, as far as the curve is known there."""
        at, spots, brushes = self._clock.at, [], []
        for series in self._curves.values():
            if at < series.y.size and np.isfinite(series.y[at]):
                height = series.drawn_at(at)
                spots.append((at, float(np.log10(height)) if self.is_logarithmic else height))
                brushes.append(pg.mkBrush(series.colour))
        pen, size = pg.mkPen(self.display.palette.panel), 10 * self.display.zoom
        self.dots.setData(pos=spots if spots else np.zeros((0, 2)), brush=brushes or None, size=size, pen=pen)

    def reading(self, x: float, y: float) -> list[Reading]:
        """Return the losses at the mouse; where there is little room by their colours, which are named beside."""
        lines = super().reading(x, y)
        has_room = self.crosshair.width_of(lines) <= self.plot.plotItem.vb.width()
        return lines if has_room else [line._replace(name="") if line.colour else line for line in lines]

    def _show_numbers(self, are_shown: bool) -> None:
        """Write numbers along the axes, or none where there is nothing that they would be about."""
        for side in ("bottom", "left"):
            self.plot.getAxis(side).setStyle(showValues=are_shown)

    def _draw_curve(self, name: str, losses: Array) -> None:
        if name not in self._curves:
            self._curves[name] = self._new_curve(name)
        colour, style = style_at(self.racing.place_of(name), self.display.palette)
        self._curves[name].show(np.arange(losses.size, dtype=np.float64), losses, colour, self.display.zoom, style)

    def _new_curve(self, name: str) -> Series:
        """Return a curve that is in no legend: it is named where it ends."""
        series = Series(self.plot, spoken(name), "", self)
        self._series.append(series)
        return series

    def _end(self, name: str) -> EndName:
        series = self._curves[name]
        height = series.drawn_at(series.y.size - 1)
        height = float(np.log10(height)) if self.is_logarithmic else height
        return EndName(series.name, height, series.colour)
