"""Paints what a card has besides its outline and texts: the map that fills it, the sample on that, and an arrow."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

from explainer.picture.cards.cards import Arrow, MapGround, Outline
from explainer.picture.cards.map_grounds import DOT
from explainer.picture.palette import Palette, blend

_FINE = 2.0
"""How many pixels of a map are made for each pixel of a picture, which may be drawn larger than it is."""
_CORNER = 8
_SHAFT, _HEAD, _WIDE = 1.8, 6.5, 4.6
"""Of an arrow: how wide it is, and how long and wide its head; words begin close beside it."""


def draw_map(painter: QPainter, ground: MapGround, outline: Outline, rect: QRectF, palette: Palette) -> None:
    """Fill an outline with a map, and paint the place of the sample: a ring, so that a text over it can be read."""
    colours = palette.of(ground.low), palette.of(ground.high)
    pixmap = _cut_out(ground.shades, ground.side, *colours, outline is Outline.CIRCLE, rect.width(), rect.height())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))
    at = QPointF(rect.left() + ground.dot.x * rect.width(), rect.top() + ground.dot.y * rect.height())
    painter.setPen(QPen(QColor(palette.of(ground.dot_colour)), 1.0))
    painter.setBrush(QColor(palette.of(ground.low)))
    painter.drawEllipse(at, DOT, DOT)


@lru_cache(maxsize=128)
def _cut_out(shades: bytes, side: int, low: str, high: str, is_round: bool, width: float, height: float) -> QPixmap:
    """Return a map cut into the shape of a card: not clipped while it is painted, which few readers of SVG can do."""
    size = QSize(round(_FINE * width), round(_FINE * height))
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(_coloured(shades, side, low, high).scaled(size, keep, smooth)))
    if is_round:
        painter.drawEllipse(pixmap.rect())
    else:
        painter.drawRoundedRect(pixmap.rect(), _FINE * _CORNER, _FINE * _CORNER)
    painter.end()
    return pixmap


def _coloured(shades: bytes, side: int, low: str, high: str) -> QImage:
    image = QImage(shades, side, side, side, QImage.Format.Format_Indexed8)
    image.setColorTable(_colours(low, high))
    return image.convertToFormat(QImage.Format.Format_RGB32)


@lru_cache(maxsize=8)
def _colours(low: str, high: str) -> list[int]:
    return [QColor(blend(low, high, shade / 255)).rgb() for shade in range(256)]


def draw_arrow(painter: QPainter, arrow: Arrow, palette: Palette) -> None:
    """Paint an upright arrow; a short one is little more than its head."""
    colour = QColor(palette.of(arrow.colour))
    way = 1.0 if arrow.end > arrow.start else -1.0
    head = min(_HEAD, abs(arrow.end - arrow.start))
    neck, wide = arrow.end - way * head, _WIDE / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(arrow.x - wide, neck), QPointF(arrow.x, arrow.end), QPointF(arrow.x + wide, neck)])
    )
    shaft = QRectF(arrow.x - _SHAFT / 2, min(arrow.start, neck), _SHAFT, abs(neck - arrow.start))
    painter.drawRect(shaft)
