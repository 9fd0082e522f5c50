"""The items of the scene: one paints cards and a few edges, anew only where they have changed, one many edges."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.cards.strokes import Dash, Stroke
from explainer.picture.geometry import Bezier, Box
from explainer.picture.layout.layout import Key
from explainer.picture.palette import Palette
from explainer.views.look.card_marks import draw_arrow, draw_map
from explainer.views.look.letters import draw_letters, letters_of
from explainer.views.look.text_metrics import label_font

MOST_SMOOTH_EDGES = 400
_FRAME, _AROUND = 2.5, 7.0
_DASHES = [4.0, 2.5]
_HATCH = 5.0
Piece = Card | Stroke
Write = Callable[[QPainter, float, float, str, QFont], None]
"""Writes a text from this point of its baseline on."""


def write_text(painter: QPainter, x: float, baseline: float, text: str, font: QFont) -> None:
    """Write a text that stays one in a file."""
    painter.setFont(font)
    painter.drawText(QPointF(x, baseline), text)


@lru_cache(maxsize=512)
def _pen(colour: str, width: float, dash: Dash = Dash.SOLID) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash is Dash.DASHED:
        pen.setDashPattern(_DASHES)
    elif dash is Dash.HATCHED:  # a pattern is in widths of the pen, a hatching as fine at every width
        pen.setDashPattern([_HATCH / width, _HATCH / width * 0.6])
    return pen


@lru_cache(maxsize=512)
def _brush(colour: str) -> QBrush:
    return QBrush(QColor(colour))


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


class PictureItem(QGraphicsItem):
    """Paints cards and strokes, in their order: one item, because painting many takes several times as long.

    Where it is known which parts of it are `exposed`, only what is in those is painted.
    """

    def __init__(self, palette: Palette, write: Write = draw_letters) -> None:
        super().__init__()
        self._palette, self._write = palette, write
        self._pieces: dict[Key, tuple[QRectF, Piece]] = {}
        self._rect = QRectF()
        self.exposed: list[QRectF] = []
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_pieces(self, pieces: dict[Key, Piece], palette: Palette, rect: QRectF) -> None:
        """Show these from now on, in a picture of that size; what is the same is not painted anew."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        before, self._pieces = self._pieces, {}
        for key, piece in pieces.items():
            was = before.pop(key, None)
            if was is not None and was[1] == piece:
                self._pieces[key] = was
            else:
                self._pieces[key] = _extent(piece), piece
                self._update(was, self._pieces[key])
        self._update(*before.values())
        if palette is not self._palette:
            self._palette = palette
            self.update()

    def _update(self, *places: tuple[QRectF, Piece] | None) -> None:
        for place in filter(None, places):
            self.scene().update(place[0])  # an item would make one large rectangle of several small ones

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        exposed = self.exposed or [option.exposedRect]
        for extent, piece in self._pieces.values():
            if not any(map(extent.intersects, exposed)):
                continue
            if isinstance(piece, Card):
                _draw_card(painter, piece, self._palette, self._write)
            else:
                _draw_stroke(painter, piece, self._palette)


def _extent(piece: Piece) -> QRectF:
    """Return the rectangle that a piece is painted in."""
    if isinstance(piece, Card):
        return _rect(piece.box).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    margin = piece.width / 2 + 2
    return _path(piece.curve).controlPointRect().adjusted(-margin, -margin, margin, margin)


def _draw_card(painter: QPainter, card: Card, palette: Palette, write: Write) -> None:
    painter.translate(card.box.x, card.box.y)
    rect = QRectF(-card.box.width / 2, -card.box.height / 2, *card.box[2:])
    if card.fill or card.line:
        dash = Dash.DASHED if card.is_dashed else Dash.SOLID
        painter.setPen(_pen(palette.of(card.line), card.line_width, dash) if card.line else Qt.PenStyle.NoPen)
        painter.setBrush(_brush(palette.of(card.fill)) if card.fill else Qt.BrushStyle.NoBrush)
        _draw_outline(painter, card.outline, rect)
    if card.map:
        inside = rect.adjusted(*(side * card.line_width / 2 for side in (1, 1, -1, -1)))
        draw_map(painter, card.map, card.outline, inside, palette)
    if card.arrow:
        draw_arrow(painter, card.arrow, palette)
    for text in card.texts:
        _draw_text(painter, text, palette, write)
    if card.frame:
        painter.setPen(_pen(palette.of(card.frame), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME), 8, 8)
    painter.translate(-card.box.x, -card.box.y)


def _draw_text(painter: QPainter, text: CardText, palette: Palette, write: Write) -> None:
    if text.ground is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_brush(palette.of(text.ground)))
        painter.drawRoundedRect(_ground(text), 4, 4)
    painter.setPen(_pen(palette.of(text.colour), 1))
    font = label_font(text.bold)
    width, ascent, height = letters_of(text.text, font)[1:]
    x, y, room = text.box[:3]
    left = x - width / 2
    if text.side is not Side.CENTRE:
        left += (width - room) / 2 if text.side is Side.LEFT else (room - width) / 2
    write(painter, left, y + ascent - height / 2, text.text, font)


def _ground(text: CardText) -> QRectF:
    """What is behind a text, at its side of its box."""
    rect, width = _rect(text.box), text.ground_width
    lefts = {Side.LEFT: rect.left() - 3, Side.CENTRE: text.box.x - width / 2, Side.RIGHT: rect.right() - width + 3}
    return QRectF(lefts[text.side], rect.top(), width, rect.height())


def _draw_outline(painter: QPainter, outline: Outline, rect: QRectF) -> None:
    if outline is Outline.PILL:
        radius = min(rect.height() / 2, 10)
        painter.drawRoundedRect(rect, radius, radius)
    elif outline is Outline.SQUARE:
        painter.drawRoundedRect(rect, 8, 8)
    elif outline is Outline.CIRCLE:
        painter.drawEllipse(rect)
    elif outline is Outline.RULE:
        painter.drawLine(rect.topLeft(), rect.topRight())


def _path(curve: Bezier) -> QPainterPath:
    path = QPainterPath(QPointF(*curve.start))
    path.cubicTo(QPointF(*curve.leaving), QPointF(*curve.arriving), QPointF(*curve.end))
    return path


def _draw_stroke(painter: QPainter, stroke: Stroke, palette: Palette) -> None:
    if stroke.curve.is_straight:
        painter.setPen(_pen(palette.of(stroke.colour), stroke.width, stroke.dash))
        painter.drawLine(QPointF(*stroke.curve.start), QPointF(*stroke.curve.end))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = _path(stroke.curve)
    if stroke.under and stroke.dash is not Dash.SOLID:
        painter.setPen(_pen(palette.of(stroke.under), stroke.width + 1))
        painter.drawPath(path)
    painter.setPen(_pen(palette.of(stroke.colour), stroke.width, stroke.dash))
    painter.drawPath(path)


class BackdropItem(QGraphicsItem):
    """Paints all edges at once, into a picture of its own that is kept until one of them changes; for a drawing that
    consists of lines, nothing is kept."""

    def __init__(self, palette: Palette, is_kept: bool = True) -> None:
        super().__init__()
        self._strokes: tuple[Stroke, ...] = ()
        self._palette = palette
        self._rect = QRectF()
        self._cache = QGraphicsItem.CacheMode.DeviceCoordinateCache if is_kept else QGraphicsItem.CacheMode.NoCache
        self.setCacheMode(self._cache)

    def show_strokes(self, strokes: tuple[Stroke, ...], palette: Palette, rect: QRectF) -> None:
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        if strokes != self._strokes or palette is not self._palette:
            self._strokes, self._palette = strokes, palette
            self._forget_picture()

    def _forget_picture(self) -> None:
        """Give up the kept picture: of one that was wider than the view, Qt keeps parts even when it is invalid."""
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setCacheMode(self._cache)
        self.update()  # a change of the mode alone repaints nothing

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        smooth = len(self._strokes) <= MOST_SMOOTH_EDGES
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        for stroke in self._strokes:
            _draw_stroke(painter, stroke, self._palette)
