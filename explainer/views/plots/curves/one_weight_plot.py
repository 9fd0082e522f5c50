"""The loss over one weight: the curve on which a step goes downhill, its tangent, and the steps so far."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.state.session.display import Display
from explainer.state.surface.one_weight import OneWeight
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.controls import Label
from explainer.views.controls.parameter_chooser import ParameterChooser
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.over_inputs import ClassKey, Mark
from explainer.views.plotting.table import Column, PlotTable

_TRAIL = "Earlier updates had other values of the other weights, too: their dots need not lie on the curve."
_NONE = np.zeros(0)
_TANGENT = 0.5
"""How far the tangent goes to both sides, as a share of half the curve."""


class OneWeightPlot(Figure):
    """Shows the loss of the cursor's update over the weight or bias that is selected, else the one that the line is
    about. What is not computed yet is not shown: the curve comes with the loss, the tangent with the gradient, the
    arrow with the new weight."""

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            walkthrough, display, title="One Weight", below="weight", left="loss", counts=False, parent=parent
        )
        self.measured = OneWeight(walkthrough, pointing, parent=self)
        self.watch(self.measured)
        self.loss, self.tangent = self.add_series("loss"), self.add_series("slope = gradient")
        self.chooser = ParameterChooser(walkthrough, self.measured.choice, display)
        self.add_control(self.chooser)
        self.wide = self.add_switch("wide", "The curve far to both sides, to where units are saturated", "Wide range")
        self.wide.toggled.connect(self.measured.widen)
        self.note = Label(wordWrap=True)
        self.note.setProperty("role", "caption")
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.key = ClassKey(display)
        self.body.insertWidget(1, self.key)
        self.body.insertWidget(2, self.note)
        self._make_marks()
        self.measured.changed.connect(self.draw_soon)
        self.dress()

    def _make_marks(self) -> None:
        self.trail, self.dot = pg.ScatterPlotItem(), pg.ScatterPlotItem()
        self.step = pg.PlotCurveItem(antialias=True)
        self.head = pg.ScatterPlotItem()
        for z, item in enumerate((self.trail, self.step, self.head, self.dot), start=10):
            item.setZValue(z)
            self.plot.plotItem.vb.addItem(item, ignoreBounds=item is not self.trail)

    # drawing

    def draw(self) -> None:
        measured, palette, zoom = self.measured, self.display.palette, self.display.zoom
        why_not = measured.why_not
        self.loss.show(*measured.curve, palette.loss, zoom, width=2.5)
        self._draw_tangent()
        self._draw_step()
        done, trail, losses = measured.trail
        seen = np.isfinite(losses) & (done < self.walkthrough.cursor.update - 1)
        self.trail.setData(trail[seen], losses[seen], size=5 * zoom, brush=palette.muted, pen=None)
        name = parameter_label(self.walkthrough.known.scenario, measured.parameter, self.display.writing.notation)
        is_batch = self.walkthrough.scenario.updates_per_epoch > 1
        self.name_axes(below=name, left="batch loss" if is_batch else "loss", left_short="loss")
        self._name_marks(bool(seen.any()) and not why_not)
        self.note.setText(why_not or (_TRAIL if seen.any() else ""))
        self.note.setVisible(bool(self.note.text()))
        self.plot.setHidden(bool(why_not))
        self._say(name)

    def _draw_tangent(self) -> None:
        x, y = self.measured.curve
        here, loss, slope = self.measured.value, self.measured.loss, self.measured.gradient
        is_there = x.size and math.isfinite(loss) and math.isfinite(slope)
        reach = _TANGENT * (x[-1] - x[0]) / 2 if is_there else 0.0
        if is_there and slope and (height := np.ptp(y[np.isfinite(y)])):
            reach = min(reach, _TANGENT * height / abs(slope))  # a steep one leaves the curve most of the picture
        ends = np.array([here - reach, here + reach]) if is_there else _NONE
        colour, style = self.display.palette.backward, Qt.PenStyle.DashLine
        self.tangent.show(ends, loss + slope * (ends - here), colour, self.display.zoom, style)

    def _draw_step(self) -> None:
        """The place of the weight, and an arrow to its new value at the height of the tangent's foot."""
        measured, palette, zoom = self.measured, self.display.palette, self.display.zoom
        here, loss, new = measured.value, measured.loss, measured.new
        is_on = math.isfinite(loss)
        self.dot.setData([here] if is_on else [], [loss] if is_on else [], size=10 * zoom, brush=palette.text, pen=None)
        goes = is_on and math.isfinite(new)
        self.step.setData([here, new] if goes else [], [loss, loss] if goes else [])
        self.step.setPen(pg.mkPen(palette.update, width=3 * zoom))
        symbol = "t2" if new > here else "t3"
        self.head.setData(
            [new] if goes else [],
            [loss] if goes else [],
            size=11 * zoom,
            symbol=symbol,
            brush=palette.update,
            pen=None,
        )

    def _name_marks(self, has_trail: bool) -> None:
        """Tell what the marks are that are drawn."""
        palette, goes = self.display.palette, self.step.getData()[0]
        to_left = goes is not None and len(goes) > 1 and goes[1] < goes[0]
        marks = [
            (math.isfinite(self.measured.loss), Mark("now", "o", palette.text)),
            (goes is not None and len(goes) > 0, Mark("step", "t3" if to_left else "t2", palette.update)),
            (has_trail, Mark("before earlier updates", "o", palette.muted)),
        ]
        self.key.show_marks([mark for is_drawn, mark in marks if is_drawn])

    def _say(self, name: str) -> None:
        """Tell value, loss, slope and step, as far as they are computed."""
        measured, show = self.measured, self.display.writing.show
        parts = [f"{name} = {show(measured.value)}"]
        for words, number in (("loss", measured.loss), ("slope", measured.gradient)):
            if math.isfinite(number):
                parts.append(f"{words} {show(number)}")
        if math.isfinite(measured.new):
            parts.append(f"step {show(measured.new - measured.value)} to {show(measured.new)}")
        self.say(" · ".join(parts))

    def paint_key(self, painter: QPainter, room: QRectF) -> float:
        high = self.key.paint(painter, room)
        return high + (self._paint_note(painter, room.adjusted(0, high, 0, 0)) if self.note.text() else 0.0)

    def _paint_note(self, painter: QPainter, room: QRectF) -> float:
        painter.setPen(QColor(self.display.palette.muted))
        return painter.drawText(room, Qt.TextFlag.TextWordWrap, self.note.text()).height()

    def draw_cursor(self) -> None:
        """All of it is about the cursor's update."""
        self.draw_soon()

    def finish(self) -> None:
        self.measured.finish()
        self.redraw()

    def table(self) -> PlotTable:
        """Return the curve: the parameter's values and the loss at each."""
        self.prepare()
        x, y = self.measured.curve
        return PlotTable(Column(self.below, x), Column(self.left, y))
