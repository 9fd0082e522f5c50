"""Pictures of what a painter draws: PNG twice as fine as the screen, and SVG whose lines stay lines."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem

Paint = Callable[[QPainter], None]
FINE = 2
"""How many points of a PNG there are to one of the screen, along each axis."""


def png_of(paint: Paint, size: QSize, ground: str) -> bytes:
    """Return what `paint` draws into `size` as a PNG file."""
    image = QImage(size * FINE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(FINE)
    image.fill(ground)
    with QPainter(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        paint(painter)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # its stub wants bytes, it takes str
    return bytes(data.data())


def svg_of(paint: Paint, size: QSize, title: str, ground: str) -> bytes:
    """Return what `paint` draws into `size` as an SVG file."""
    from PySide6.QtSvg import QSvgGenerator  # only when it is needed: a window opens without it

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the tiny one knows no clipping
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(96)
    generator.setTitle(title)
    generator.setDescription("Drawn by Backprop Explainer")
    with QPainter(generator) as painter:
        painter.fillRect(QRect(0, 0, size.width(), size.height()), ground)
        paint(painter)
    return bytes(data.data())


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
