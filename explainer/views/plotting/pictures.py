"""A plot as part of a picture: its curves and points in the coordinates of the picture."""

from __future__ import annotations

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem


def paint_plot(painter: QPainter, plot: pg.PlotWidget) -> None:
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
