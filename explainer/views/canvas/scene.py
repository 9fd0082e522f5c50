"""The scene: keeps one item for each card and stroke, and one for the curve, and tells it what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from explainer.picture.cards.cards import Card
from explainer.picture.cards.inset import Inset
from explainer.picture.cards.picture import Picture
from explainer.picture.cards.strokes import Stroke
from explainer.picture.geometry import Point
from explainer.picture.layout.layout import Layout
from explainer.picture.layout.placement import Key
from explainer.picture.palette import Palette, Role
from explainer.views.canvas.items import BackdropItem, CardItem, StrokeItem
from explainer.views.look.text_metrics import label_font

_ALONG, _UP = 0.35, 0.7
"""The alpha at which the dot has come along the axis, and up to the curve."""
_DOT = 4.0
Item = TypeVar("Item", bound=QGraphicsItem)
_FOREMOST, _CARDS, _FRONT, _INSET, _TRAVELLERS = 1, 3, 4, 8, 9


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


class NetworkScene(QGraphicsScene):
    """Draws pictures. Items are made when they are first needed, hidden when they are not, and kept.

    With `keeps_edges` all edges together are drawn into pixels once and kept; without, they stay lines.
    """

    def __init__(self, parent: QObject, palette: Palette, keeps_edges: bool = True) -> None:
        super().__init__(parent)
        self._palette = palette
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._backdrop = BackdropItem(palette, keeps_edges)
        self.addItem(self._backdrop)
        self._cards: dict[Key, CardItem] = {}
        self._strokes: list[StrokeItem] = []
        self._travellers: list[CardItem] = []
        self._inset = self._added(InsetItem(palette), _INSET)

    def show_picture(self, picture: Picture, layout: Layout, palette: Palette) -> None:
        self._palette = palette
        rect = QRectF(0, 0, layout.width, layout.height)
        if rect != self.sceneRect():
            self.setSceneRect(rect)
        self._backdrop.show_strokes(picture.backdrop, palette, rect)
        self._show_strokes(picture.foremost)
        for key, card in picture.cards.items():
            self._show_card(key, card)
        for key, card_item in self._cards.items():
            card_item.setVisible(key in picture.cards)

    def show_moment(self, travellers: Iterable[Card], inset: Inset | None, alpha: float) -> None:
        """Show what moves: numbers under way, and the reading of a curve."""
        shown = 0
        for shown, card in enumerate(travellers, start=1):
            if shown > len(self._travellers):
                self._travellers.append(self._added(CardItem(card, self._palette), _TRAVELLERS))
            self._travellers[shown - 1].show_card(card, self._palette)
        _show_first(self._travellers, shown)
        self._inset.show_inset(inset, self._palette, alpha)

    def _show_card(self, key: Key, card: Card) -> None:
        item = self._cards.get(key)
        if item is None:
            item = self._cards[key] = self._added(CardItem(card, self._palette))
        item.show_card(card, self._palette)
        item.setZValue((_FRONT if card.is_front else _CARDS) + 2 * card.lift)

    def _show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        self._strokes += [
            self._added(StrokeItem(stroke, self._palette), _FOREMOST) for stroke in strokes[len(self._strokes) :]
        ]
        for item, stroke in zip(self._strokes, strokes, strict=False):
            item.show_stroke(stroke, self._palette)
        _show_first(self._strokes, len(strokes))

    def _added(self, item: Item, height: int = 0) -> Item:
        item.setZValue(height)
        self.addItem(item)
        return item


def _show_first(items: Iterable[QGraphicsItem], count: int) -> None:
    for i, item in enumerate(items):
        item.setVisible(i < count)
