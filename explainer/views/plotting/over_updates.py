"""A figure over the updates of the run, as far as a history has worked them out, and the cursor in it."""

from __future__ import annotations

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from explainer.state.histories.history import History
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.figure import Figure


class Marker(QObject):
    """Shows the cursor in a figure over updates done; a click moves the cursor, a double click fits the axes."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self._figure, self._walkthrough = figure, figure.walkthrough
        self._cursor_before_click = self._walkthrough.cursor
        self._marked: tuple[int, list[float]] = (-1, [])
        self.line = pg.InfiniteLine(angle=90)
        self.dot = pg.PlotDataItem(pen=None, symbol="o")
        for item in (self.line, self.dot):
            figure.plot.plotItem.addItem(item, ignoreBounds=True)
        figure.plot.scene().sigMouseClicked.connect(self._on_click)

    def dress(self, colour: str) -> None:
        """Take the theme's colours and sizes; the dot takes that of its curve."""
        palette, zoom = self._figure.display.palette, self._figure.display.zoom
        self.line.setPen(pg.mkPen(palette.muted, width=zoom, style=Qt.PenStyle.DashLine))
        self.dot.setSymbolSize(9 * zoom)
        self.dot.setSymbolBrush(colour)
        self.dot.setSymbolPen(palette.panel)

    def show(self, y: list[float]) -> None:
        """Mark the cursor, with dots at these heights. A marker that is there already is left alone, because moving it
        draws the whole plot again."""
        index = self._walkthrough.cursor.update - 1
        if (index, y) != self._marked:
            self._marked = (index, y)
            self.line.setValue(index)
            self.dot.setData([index] * len(y), y)

    def _on_click(self, event: MouseClickEvent) -> None:
        box = self._figure.plot.plotItem.vb
        if event.button() != Qt.MouseButton.LeftButton or not box.sceneBoundingRect().contains(event.scenePos()):
            return
        walkthrough = self._walkthrough
        if event.double():  # its first click has moved the cursor
            walkthrough.go_to(*self._cursor_before_click)
            self._figure.fit()
            return
        self._cursor_before_click = walkthrough.cursor
        last = walkthrough.run.updates + (walkthrough.run.stopped is None)
        index = max(round(box.mapSceneToView(event.scenePos()).x()), 0)
        walkthrough.go_to(min(index + 1, last), 0)


BELOW = "updates done"
_SPECIAL = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class OverUpdates(Figure):
    """Lets its history work only while it is seen; marks the cursor, and a click goes to an update."""

    tells_only_past = True

    def __init__(
        self,
        walkthrough: Walkthrough,
        display: Display,
        history: History,
        *,
        title: str,
        left: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, display, title=title, below=BELOW, left=left, parent=parent)
        self.history = history
        self.watch(history)
        self.marker = Marker(self)
        walkthrough.grew.disconnect(self.draw_soon)  # the history says so when it has followed
        history.changed.connect(self.draw_soon)

    @property
    def which_updates(self) -> str:
        """Tell which updates are drawn where not all of them are: "every 2nd update"."""
        stride = self.history.stride
        ending = _ENDINGS.get(stride % 10, "th") if stride % 100 not in _SPECIAL else "th"
        return f"every {stride:,}{ending} update" if stride > 1 else ""

    def finish(self) -> None:
        self.history.finish()

    def draw_cursor(self) -> None:
        """Mark the cursor; draw everything again where other moments are known there."""
        if self.is_told_otherwise:
            self.redraw()
        self.marker.show([])

    def dress(self) -> None:
        super().dress()
        self.marker.dress(self.display.palette.text)

    def on_changed(self) -> None:
        """Draw the other run; where it is of another scenario, in axes of its own."""
        if self.walkthrough.previous is None:
            self.fit()
        else:
            self.redraw()
