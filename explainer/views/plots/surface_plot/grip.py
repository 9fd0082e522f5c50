"""The point where the cursor is on the surface, and dragging it."""

from __future__ import annotations

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import Qt

from explainer.state.session.display import Display
from explainer.state.surface.run_surface import RunSurface
from explainer.state.surface.surface_grid import SurfacePoint

_SIZE = 13


class _Target(pg.TargetItem):  # type: ignore[misc] # pyqtgraph is untyped
    """A point that tells when it is taken; its own movement comes from what it sets."""

    def __init__(self, grip: PointGrip) -> None:
        super().__init__((0, 0), size=_SIZE, symbol="o")
        self._grip = grip

    def mouseDragEvent(self, event: MouseDragEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._grip.drag(event)


class PointGrip:
    """Draws the point where the cursor is, and drags it: one edit from press to release, none after `give_up`."""

    def __init__(self, plot: pg.PlotWidget, surface: RunSurface) -> None:
        self._plot, self._surface = plot, surface
        self.is_dragged = False
        self.target, self.dot = _Target(self), pg.ScatterPlotItem()
        for z, item in enumerate((self.dot, self.target), start=50):
            item.setZValue(z)
            plot.plotItem.vb.addItem(item, ignoreBounds=True)

    def show_place(self, place: SurfacePoint, display: Display) -> None:
        """Draw the point; what takes it is only seen as a ring under the mouse."""
        palette, zoom = display.palette, display.zoom
        edge = pg.mkPen(palette.panel, width=2 * zoom)
        self.dot.setData(pos=[place], size=_SIZE * zoom, brush=palette.update, pen=edge)
        self.target.setPos(place.x, place.y)
        self.target.setPen(pg.mkPen(None))
        self.target.setBrush(pg.mkBrush(None))
        self.target.setHoverBrush(pg.mkBrush(None))
        self.target.setHoverPen(pg.mkPen(palette.text, width=2 * zoom))

    def drag(self, event: MouseDragEvent) -> None:
        """Follow the mouse."""
        if event.isStart():
            self.is_dragged = True
            self._surface.walkthrough.begin_drag()
        if not self.is_dragged:
            return
        place = self._plot.plotItem.vb.mapSceneToView(event.scenePos())
        self._surface.drag_to(SurfacePoint(place.x(), place.y()))
        if event.isFinish():
            self.let_go()

    def let_go(self) -> None:
        """Keep what the drag has set so far."""
        if self.is_dragged:
            self.is_dragged = False
            self._surface.walkthrough.end_drag()

    def give_up(self) -> None:
        """Take the drag back; the mouse is followed no more until it is pressed anew."""
        self.is_dragged = False
        self._surface.walkthrough.cancel_drag()
