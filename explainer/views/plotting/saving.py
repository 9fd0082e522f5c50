"""A plot as a file: its picture, and the button that asks where to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QPainter, QResizeEvent, QTransform
from PySide6.QtWidgets import QApplication, QGraphicsItem, QMenu, QToolButton, QWidget

from explainer.views.controls.save_dialog import SaveDialog


def paint_plot(painter: QPainter, plot: pg.PlotWidget, room: QRect) -> None:
    """Draw a plot into `room`, as large as it is: the plot on the screen stays as it is."""
    size = plot.size()
    _resize(plot, room.size())
    painter.save()
    painter.translate(room.topLeft())
    _paint(painter, plot)
    painter.restore()
    _resize(plot, size)


def _resize(plot: pg.PlotWidget, size: QSize) -> None:
    """Give the plot another size at once, even where it is hidden, and let its axes find their places: twice,
    because the numbers beside an axis need room of their own."""
    was = plot.size()
    plot.resize(size)
    if not plot.isVisible():  # Qt would tell it when it is shown
        for widget in (plot, plot.viewport()):
            QApplication.sendEvent(widget, QResizeEvent(widget.size(), was))
    image = QImage(size, QImage.Format.Format_RGB32)
    for _ in range(2):
        plot.plotItem.layout.activate()
        with QPainter(image) as painter:
            plot.render(painter, QRectF(plot.viewport().rect()), plot.viewport().rect())


def _paint(painter: QPainter, plot: pg.PlotWidget) -> None:
    """Draw a plot where the painter is, its curves and points in the coordinates of the picture.

    An SVG file keeps six digits of a number: of a curve between 0.298371 and 0.298372 in its own coordinates nothing
    would be left.
    """
    plot.scene().prepareForPaint()
    drawn = [item for item in plot.scene().items(Qt.SortOrder.AscendingOrder) if _is_drawn_here(item)]
    for item in drawn:
        item.setFlag(_EMPTY, True)
    try:
        plot.render(painter, QRectF(plot.viewport().rect()), plot.viewport().rect())
    finally:
        for item in drawn:
            item.setFlag(_EMPTY, False)
    painter.save()
    painter.setClipRect(plot.mapFromScene(plot.plotItem.vb.sceneBoundingRect()).boundingRect())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in drawn:
        to_picture = item.sceneTransform() * plot.viewportTransform()
        (_paint_curve if isinstance(item, pg.PlotCurveItem) else _paint_points)(painter, item, to_picture)
    painter.restore()


_EMPTY = QGraphicsItem.GraphicsItemFlag.ItemHasNoContents


def _is_drawn_here(item: QGraphicsItem) -> bool:
    return isinstance(item, pg.PlotCurveItem | pg.ScatterPlotItem) and item.isVisible()


def _paint_curve(painter: QPainter, curve: pg.PlotCurveItem, to_picture: QTransform) -> None:
    path = curve.getPath()
    if path.elementCount() < 2:  # no path, which SVG readers complain of
        return
    pen = pg.mkPen(curve.opts["pen"])
    pen.setCosmetic(False)  # as wide as on the screen, however fine the picture is
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(to_picture.map(path))


def _paint_points(painter: QPainter, points: pg.ScatterPlotItem, to_picture: QTransform) -> None:
    for spot in points.points():
        painter.save()
        painter.translate(to_picture.map(spot.pos()))
        drawSymbol(painter, spot.symbol(), spot.size(), spot.pen(), spot.brush())
        painter.restore()


FORMS = {
    "png": "Picture (PNG)…",
    "svg": "Picture to enlarge (SVG)…",
    "csv": "Numbers (CSV)…",
}


class SaveButton(QToolButton):
    """Offers to save the plot called `title` by the function that `saves` has for a form; `said` carries what came of
    it. Reached by Tab."""

    said = Signal(str)

    def __init__(self, title: str, saves: Mapping[str, Callable[[str], None]], parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._saves = title, saves
        self.setText("Save ▾")
        self.setProperty("role", "menu")
        self.setToolTip("Save this plot as a picture, or its numbers as a table")
        self.setAccessibleName(f"Save the {title} plot")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for form, text in FORMS.items():
            action = QAction(text, menu)
            action.setData(form)
            menu.addAction(action)
        menu.triggered.connect(self._on_form)
        self.setMenu(menu)

    def _on_form(self, action: QAction) -> None:
        self.ask(str(action.data()))

    def ask(self, form: str) -> SaveDialog:
        """Ask for a file to save this form to."""
        forms = {f"{form.upper()} files (*.{form})": form, "All files (*)": form}
        name = f"{self._title.lower().replace(' ', '_')}.{form}"
        dialog = SaveDialog(
            self.window(), f"Save the {self._title} plot", forms, name, lambda path: self._write(path, form)
        )
        dialog.said.connect(self.said)
        return dialog

    def _write(self, path: str, wanted: str) -> None:
        """Write the form that the name ends with, else the one that was asked for."""
        form = Path(path).suffix.lower().removeprefix(".")
        self._saves.get(form, self._saves[wanted])(path)
