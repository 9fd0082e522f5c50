"""The loss plot: the loss before each update of the run, and before an edit; a click goes to that update."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from explainer.engine.arrays import Array
from explainer.engine.scenario import Scenario
from explainer.state.walkthrough import Walkthrough
from explainer.trace.numbers import full
from explainer.views.display import Display
from explainer.views.plotting import draw_curve, dress_plot, new_plot

HINT = "The loss appears here as you train: step through an update or press +100."
_REPAINT_MS = 34
_NO_LOSSES = np.zeros(0)


def loss_names(scenario: Scenario) -> tuple[str, str]:
    """Return what the run's losses are, at length and in short: "loss (half squared error)", "loss"."""
    name = scenario.loss.replace("_", " ")
    return (f"{name} + penalty", "loss + penalty") if scenario.has_penalty else (f"loss ({name})", "loss")


def above_zero(losses: Array) -> Array:
    """Return the losses as a logarithmic axis can show them: zeros as the smallest other loss."""
    smallest = np.min(losses, initial=np.inf, where=losses > 0)
    return np.maximum(losses, smallest if np.isfinite(smallest) else 1.0)


class LossPlot(QWidget):
    """The loss before update 1, 2, … over the updates done by then.

    Listens to `moved`, `changed` and `grew` of the walkthrough, drawing what grew at most 30 times a second; a click
    moves its cursor, a double click fits the axes. Which axis is logarithmic is its own affair.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._cursor_before_click = walkthrough.cursor
        self._marked: tuple[int, list[float]] = (-1, [])
        self._later = QTimer(self, singleShot=True, interval=_REPAINT_MS)
        self._later.timeout.connect(self._show_losses)
        self.setObjectName("loss_plot")
        self.setAccessibleName("Loss plot")
        self._make_plot()
        self._lay_out()
        walkthrough.moved.connect(self._show_cursor)
        walkthrough.changed.connect(self._on_changed)
        walkthrough.grew.connect(self._on_grew)
        display.changed.connect(self._show_display)
        self._show_display()

    def _make_plot(self) -> None:
        self.plot = new_plot("updates done")
        item = self.plot.plotItem
        self.ghost = item.plot()
        self.curve = item.plot()
        self.line = pg.InfiniteLine(angle=90)
        self.dot = pg.PlotDataItem(pen=None, symbol="o")
        item.addItem(self.line, ignoreBounds=True)
        item.addItem(self.dot, ignoreBounds=True)
        self.plot.scene().sigMouseMoved.connect(self._on_hover)
        self.plot.scene().sigMouseClicked.connect(self._on_click)

    def _lay_out(self) -> None:
        self.readout = QLabel(wordWrap=True)
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.logarithmic = QToolButton()
        self.logarithmic.setText("log")
        self.logarithmic.setCheckable(True)
        self.logarithmic.setObjectName("loss_plot_log")
        self.logarithmic.setAccessibleName("Logarithmic loss axis")
        self.logarithmic.setToolTip("Show the loss on a logarithmic axis")
        self.logarithmic.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.logarithmic.toggled.connect(self._on_scale)
        hint = QLabel(HINT, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, margin=24)
        hint.setProperty("role", "caption")
        top = QHBoxLayout()
        top.addWidget(self.readout, 1)
        top.addWidget(self.logarithmic)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.plot, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(hint)
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    # drawing

    def _show_display(self) -> None:
        palette, zoom = self._display.palette, self._display.zoom
        dress_plot(self.plot, self._display)
        self.line.setPen(pg.mkPen(palette.muted, width=zoom, style=Qt.PenStyle.DashLine))
        self.dot.setSymbolSize(9 * zoom)
        self.dot.setSymbolBrush(palette.loss)
        self.dot.setSymbolPen(palette.panel)
        self._show_run()

    def _show_run(self) -> None:
        self.plot.getAxis("left").set_names(*loss_names(self._walkthrough.scenario))
        palette = self._display.palette
        pale = palette.towards_background(palette.loss, 0.65)
        self._draw(self.ghost, self._ghost_losses(), pale)
        self._show_losses()

    def _ghost_losses(self) -> Array:
        ghost = self._walkthrough.ghost
        return ghost.losses if ghost else _NO_LOSSES

    def _show_losses(self) -> None:
        losses = self._walkthrough.run.losses
        self._draw(self.curve, losses, self._display.palette.loss)
        self._pages.setCurrentIndex(int(losses.size + self._ghost_losses().size > 0))
        self._show_cursor()

    def _draw(self, curve: pg.PlotDataItem, losses: Array, colour: str) -> None:
        draw_curve(curve, self._on_axis(losses), colour, self._display.zoom)

    def _on_axis(self, losses: Array) -> Array:
        return above_zero(losses) if self.logarithmic.isChecked() else losses

    def _show_cursor(self) -> None:
        index, loss = self._walkthrough.cursor.update - 1, np.array([self._walkthrough.loss])
        self._mark(index, self._on_axis(loss).tolist() if np.isfinite(loss[0]) else [])
        self._say(self._display.writing.show(loss[0]), index)

    def _mark(self, x: int, y: list[float]) -> None:
        """Set the marker; one that is there already is left alone, because moving it draws the whole plot anew."""
        if (x, y) != self._marked:
            self._marked = (x, y)
            self.line.setValue(x)
            self.dot.setData([x] * len(y), y)

    def _say(self, loss: str, index: int) -> None:
        """Tell one loss in words: that of the cursor's update or, in full, the one under the mouse."""
        kind = "batch loss" if self._walkthrough.scenario.updates_per_epoch > 1 else "loss"
        self.readout.setText(f"before update {index + 1:,}: {kind} {loss}")
        self.setAccessibleDescription(self.readout.text())

    def fit(self) -> None:
        """Show the whole curve, now and as it grows."""
        self.plot.plotItem.vb.setXRange(-1, 1)  # the scale that a single point would keep
        self.plot.plotItem.enableAutoRange()
        self._show_run()  # until it is drawn anew, only what was in sight counts

    # going there

    def _index_at(self, place: QPointF) -> int:
        x: float = self.plot.plotItem.vb.mapSceneToView(place).x()
        return max(round(x), 0)

    def _is_within(self, place: QPointF) -> bool:
        return bool(self.plot.plotItem.vb.sceneBoundingRect().contains(place))

    def _on_click(self, event: MouseClickEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._is_within(event.scenePos()):
            return
        if event.double():  # its first click has moved the cursor
            self._walkthrough.go_to(*self._cursor_before_click)
            self.fit()
            return
        self._cursor_before_click = self._walkthrough.cursor
        run = self._walkthrough.run
        last = run.updates + (run.stopped is None)
        self._walkthrough.go_to(min(self._index_at(event.scenePos()) + 1, last), 0)

    def _on_hover(self, place: QPointF) -> None:
        losses = self._walkthrough.run.losses
        if losses.size and self._is_within(place):
            index = min(self._index_at(place), losses.size - 1)
            self._say(full(losses[index]), index)
        else:
            self._show_cursor()

    def _on_scale(self, logarithmic: bool) -> None:
        self.plot.plotItem.setLogMode(y=logarithmic)
        self.fit()

    def _on_changed(self) -> None:
        """Draw the other run; where it is of another scenario, in axes of its own."""
        if self._walkthrough.ghost is None:
            self.fit()
        else:
            self._show_run()

    def _on_grew(self) -> None:
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    # Qt

    def leaveEvent(self, event: QEvent) -> None:
        self._show_cursor()

    def showEvent(self, event: QShowEvent) -> None:
        self._show_losses()

    def hideEvent(self, event: QHideEvent) -> None:
        self._later.stop()
