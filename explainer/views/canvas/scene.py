"""The scene: keeps one item for each card and stroke, and tells it what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, QRectF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from explainer.picture.cards.cards import Card
from explainer.picture.cards.picture import Picture
from explainer.picture.cards.strokes import Stroke
from explainer.picture.layout.layout import Key, Layout
from explainer.picture.palette import Palette
from explainer.views.canvas.items import BackdropItem, CardItem, StrokeItem

Item = TypeVar("Item", bound=QGraphicsItem)
_EDGES, _FOREMOST, _CARDS, _FRONT, _TRAVELLERS = 0, 1, 3, 4, 9
_FEW_EDGES = 60
"""Up to this number edges are painted one by one: where one changes, the others need not be painted anew."""


class NetworkScene(QGraphicsScene):
    """Draws pictures. Items are made when they are first needed, hidden when they are not, and kept.

    With `keeps_edges` many edges are drawn into pixels together, once, and kept; without, they stay lines.
    """

    def __init__(self, parent: QObject, palette: Palette, keeps_edges: bool = True) -> None:
        super().__init__(parent)
        self._palette = palette
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._backdrop = BackdropItem(palette, keeps_edges)
        self.addItem(self._backdrop)
        self._cards: dict[Key, CardItem] = {}
        self._edges: list[StrokeItem] = []
        self._foremost: list[StrokeItem] = []
        self._travellers: list[CardItem] = []

    def show_picture(self, picture: Picture, layout: Layout, palette: Palette) -> None:
        self._palette = palette
        rect = QRectF(0, 0, layout.width, layout.height)
        if rect != self.sceneRect():
            self.setSceneRect(rect)
        few = picture.backdrop if len(picture.backdrop) <= _FEW_EDGES else ()
        self._backdrop.show_strokes(() if few else picture.backdrop, palette, rect)
        self._show_strokes(self._edges, few, _EDGES)
        self._show_strokes(self._foremost, picture.foremost, _FOREMOST)
        for key, card in picture.cards.items():
            self._show_card(key, card)
        for key, card_item in self._cards.items():
            card_item.setVisible(key in picture.cards)

    def show_moment(self, travellers: Iterable[Card]) -> None:
        """Show the numbers under way."""
        shown = 0
        for shown, card in enumerate(travellers, start=1):
            if shown > len(self._travellers):
                self._travellers.append(self._added(CardItem(card, self._palette), _TRAVELLERS))
            self._travellers[shown - 1].show_card(card, self._palette)
        _show_first(self._travellers, shown)

    def _show_card(self, key: Key, card: Card) -> None:
        item = self._cards.get(key)
        if item is None:
            item = self._cards[key] = self._added(CardItem(card, self._palette))
        item.show_card(card, self._palette)
        item.setZValue(_FRONT if card.is_front else _CARDS)

    def _show_strokes(self, items: list[StrokeItem], strokes: tuple[Stroke, ...], height: int) -> None:
        items += [self._added(StrokeItem(stroke, self._palette), height) for stroke in strokes[len(items) :]]
        for item, stroke in zip(items, strokes, strict=False):
            item.show_stroke(stroke, self._palette)
        _show_first(items, len(strokes))

    def _added(self, item: Item, height: int = 0) -> Item:
        item.setZValue(height)
        self.addItem(item)
        return item


def _show_first(items: Iterable[QGraphicsItem], count: int) -> None:
    for i, item in enumerate(items):
        item.setVisible(i < count)
