"""Paints the curve beside a unit as far as it has been read off: along the axis, up to the curve, across to the out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explainer.picture.cards.inset import Inset
from explainer.picture.geometry import Point
from explainer.picture.palette import Palette, Role
from explainer.views.look.text_metrics import label_font

_ALONG, _UP = 0.35, 0.7
"""The alpha at which the dot has come along the axis, and up to the curve."""
_DOT = 4.0


class InsetItem(QGraphicsItem):
    """Paints one inset at `alpha`; hides itself where there is none."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._inset: Inset | None = None
        self._alpha = 1.0
        self.setVisible(False)

    def show_inset(self, inset: Inset | None, palette: Palette, alpha: float) -> None:
        if (inset, alpha) == (self._inset, self._alpha) and palette is self._palette:
            return
        if inset != self._inset:
            self.prepareGeometryChange()
        self._inset, self._palette, self._alpha = inset, palette, alpha
        self.setVisible(inset is not None)
        if inset is not None:
            self.setPos(inset.box.x, inset.box.y)
            self.update()

    def boundingRect(self) -> QRectF:
        return QRectF() if self._inset is None else _rect(self._inset).adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        inset = self._inset
        if inset is None:
            return
        colours = Role.PANEL, inset.colour, Role.MUTED, Role.TEXT
        panel, accent, muted, text = (QColor(self._palette.of(colour)) for colour in colours)
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(panel)
        painter.drawRoundedRect(_rect(inset), 8, 8)
        painter.setFont(label_font())
        painter.setPen(muted)
        painter.drawText(_rect(inset).topLeft() + QPointF(9, 15), inset.title)
        painter.setPen(QPen(muted, 0.8))
        painter.drawLine(QPointF(inset.curve[0].x, inset.level), QPointF(inset.curve[-1].x, inset.level))
        top, bottom = min(p.y for p in inset.curve), max(p.y for p in inset.curve)
        painter.drawLine(QPointF(inset.upright, top - 2), QPointF(inset.upright, bottom + 2))
        painter.setPen(QPen(accent, 1.8))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in inset.curve]))
        self._paint_reading(painter, inset, text)

    def _paint_reading(self, painter: QPainter, inset: Inset, colour: QColor) -> None:
        """The dot on its way, with the lines that it leaves behind."""
        painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine))
        start, dot = Point(inset.upright, inset.level), inset.dot
        if self._alpha < _ALONG or dot is None:
            dot = _between(start, inset.foot, min(self._alpha / _ALONG, 1.0))
        elif self._alpha < _UP:
            dot = _between(inset.foot, dot, (self._alpha - _ALONG) / (_UP - _ALONG))
            painter.drawLine(QPointF(*inset.foot), QPointF(*dot))
        else:
            painter.drawLine(QPointF(*inset.foot), QPointF(*dot))
            self._paint_result(painter, inset, dot, (self._alpha - _UP) / (1 - _UP))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(*dot), _DOT, _DOT)

    def _paint_result(self, painter: QPainter, inset: Inset, dot: Point, across: float) -> None:
        if inset.tangent is None:
            painter.drawLine(QPointF(*dot), QPointF(*_between(dot, Point(inset.upright, dot.y), across)))
            return
        painter.setPen(QPen(painter.pen().color(), 1.8))
        for end in inset.tangent:
            painter.drawLine(QPointF(*dot), QPointF(*_between(dot, end, across)))


def _rect(inset: Inset) -> QRectF:
    """The inset's box around the item's own origin."""
    return QRectF(-inset.box.width / 2, -inset.box.height / 2, inset.box.width, inset.box.height)


def _between(start: Point, end: Point, fraction: float) -> Point:
    return Point(start.x + (end.x - start.x) * fraction, start.y + (end.y - start.y) * fraction)
