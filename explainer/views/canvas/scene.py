"""The scene of the canvas: many edges, then edges and cards, then the numbers under way."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRectF
from PySide6.QtWidgets import QGraphicsScene

from explainer.picture.cards.cards import Card
from explainer.picture.cards.picture import Picture
from explainer.picture.layout.layout import Key, Layout
from explainer.picture.palette import Palette
from explainer.views.canvas.items import BackdropItem, PictureItem, Piece, write_text
from explainer.views.look.letters import draw_letters

_FEW_EDGES = 60
"""Up to this number edges are painted one by one: where one changes, the others need not be painted anew."""


class NetworkScene(QGraphicsScene):
    """Draws pictures.

    With `is_kept` shaped texts and many edges drawn into pixels are kept; without, texts stay texts and edges lines.
    """

    def __init__(self, parent: QObject, palette: Palette, is_kept: bool = True) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._backdrop = BackdropItem(palette, is_kept)
        write = draw_letters if is_kept else write_text
        self._picture, self._travellers = PictureItem(palette, write), PictureItem(palette, write)
        for item in (self._backdrop, self._picture, self._travellers):
            self.addItem(item)

    def show_picture(self, picture: Picture, layout: Layout, palette: Palette) -> None:
        rect = QRectF(0, 0, layout.width, layout.height)
        if rect != self.sceneRect():
            self.setSceneRect(rect)
        edges = picture.backdrop
        is_few = len(edges) <= _FEW_EDGES
        self._backdrop.show_strokes(() if is_few else edges, palette, rect)
        self._picture.show_pieces(_in_order(picture, is_few), palette, rect)

    def expose(self, parts: list[QRectF]) -> None:
        """Paint only these parts from now on, or all where there is none."""
        self._picture.exposed = self._travellers.exposed = parts

    def show_moment(self, travellers: Iterable[Card], palette: Palette) -> None:
        """Show the numbers under way."""
        self._travellers.show_pieces({(i,): card for i, card in enumerate(travellers)}, palette, self.sceneRect())


def _in_order(picture: Picture, has_edges: bool) -> dict[Key, Piece]:
    """Return what is drawn, in its order: edges, those that stand out, cards, and cards that cover others."""
    pieces: dict[Key, Piece] = {("edge", i): edge for i, edge in enumerate(picture.backdrop if has_edges else ())}
    pieces |= {("foremost", i): edge for i, edge in enumerate(picture.foremost)}
    return pieces | dict(sorted(picture.cards.items(), key=lambda item: item[1].is_front))
