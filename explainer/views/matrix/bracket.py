"""Brackets, parentheses and bars as tall as what stands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from explainer.views.fonts import pixels
from explainer.views.sheet.boxes import Box, boxed, in_row, padded
from explainer.views.sheet.ink import Ink

Kind = Literal["[", "(", "|"]

_WIDTH, _SPACE, _STROKE = 0.3, 0.08, 0.075
"""In em: of a bracket, and between it and what it is around; and of its line."""


@dataclass(frozen=True, kw_only=True)
class Bracket(Ink):
    """One side of a pair, which stands left or right of something."""

    kind: Kind
    is_left: bool
    stroke: float

    def draw(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self.colour), self.stroke))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path())

    def _path(self) -> QPainterPath:
        rect = self.rect.adjusted(self.stroke, self.stroke / 2, -self.stroke, -self.stroke / 2)
        back, tip = (rect.left(), rect.right()) if self.is_left else (rect.right(), rect.left())
        if self.kind == "|":
            back = tip = rect.center().x()
        path = QPainterPath()
        path.moveTo(tip, rect.top())
        if self.kind == "(":
            bow = min(rect.height() / 3, 3 * rect.width())
            path.cubicTo(back, rect.top() + bow, back, rect.bottom() - bow, tip, rect.bottom())
        else:
            path.lineTo(back, rect.top())
            path.lineTo(back, rect.bottom())
            path.lineTo(tip, rect.bottom())
        return path


def bracketed(box: Box, kind: Kind, points: float, colour: str) -> Box:
    """Return a box between brackets of its height."""
    em = pixels(points)
    sides = (
        boxed(
            Bracket(
                width=_WIDTH * em,
                ascent=box.ascent + _SPACE * em,
                descent=box.descent + _SPACE * em,
                colour=colour,
                kind=kind,
                is_left=is_left,
                stroke=max(1.0, _STROKE * em),
            )
        )
        for is_left in (True, False)
    )
    left, right = sides
    return in_row([left, padded(box, _SPACE * em), right])
