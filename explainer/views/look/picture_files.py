"""Files of what a painter draws: PNG twice as fine as the screen, and SVG whose lines stay lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QImage, QPainter

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
