"""Draws the ink of a page in the colours of a theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from explainer.picture.pages.ink import Bar, Ink, LettersInk, Paragraph, ResultFrame, Typeset
from explainer.picture.pages.matrix.bracket import Bracket
from explainer.picture.pages.nudge.chart import NudgeChart
from explainer.picture.palette import Palette
from explainer.views.look.text_metrics import WRAPPED, book_face, plain_face
from explainer.views.look.typeset import typeset
from explainer.views.sheet.chart_drawing import ChartDrawing


def draw_ink(painter: QPainter, ink: Ink, palette: Palette) -> None:
    """Draw an ink where it stands on its page."""
    colour, rect = QColor(palette.of(ink.colour)), QRectF(*ink.rect)
    match ink:
        case LettersInk():
            painter.setFont(book_face(ink.points))
            painter.setPen(colour)
            painter.drawText(QPointF(ink.x, ink.y), ink.text)
        case Typeset():
            _draw_typeset(painter, ink, palette)
        case Bar():
            painter.fillRect(rect, colour)
        case ResultFrame():
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(QColor(palette.of(ink.fill)))
            painter.drawRoundedRect(rect, 5, 5)
        case Paragraph():
            painter.setFont(plain_face(ink.points, ink.bold))
            painter.setPen(colour)
            painter.drawText(rect, WRAPPED, ink.text)
        case Bracket():
            painter.setPen(QPen(colour, ink.stroke))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_bracket(ink, rect))
        case NudgeChart():
            ChartDrawing(ink, palette).draw(painter)
        case _:
            raise TypeError(ink)


def _draw_typeset(painter: QPainter, ink: Typeset, palette: Palette) -> None:
    ratio = painter.device().devicePixelRatioF()
    symbol = typeset(ink.tex, ink.points, palette.of(ink.colour), ratio)
    if symbol is not None:
        x, y = round(ink.x * ratio) / ratio, round(ink.y * ratio) / ratio  # whole pixels keep it sharp
        painter.drawImage(QPointF(x + symbol.left, y + symbol.top), symbol.image)


def _bracket(bracket: Bracket, around: QRectF) -> QPainterPath:
    """The line of one side of a pair."""
    stroke = bracket.stroke
    rect = around.adjusted(stroke, stroke / 2, -stroke, -stroke / 2)
    back, tip = (rect.left(), rect.right()) if bracket.is_left else (rect.right(), rect.left())
    if bracket.kind == "|":
        back = tip = rect.center().x()
    path = QPainterPath()
    path.moveTo(tip, rect.top())
    if bracket.kind == "(":
        bow = min(rect.height() / 3, 3 * rect.width())
        path.cubicTo(back, rect.top() + bow, back, rect.bottom() - bow, tip, rect.bottom())
    else:
        path.lineTo(back, rect.top())
        path.lineTo(back, rect.bottom())
        path.lineTo(tip, rect.bottom())
    return path
