"""What a page is made of: things to draw, each knowing where it stands and how much room it takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from explainer.trace.symbols import Symbol
from explainer.views.fonts import book_font, pixels, plain_font
from explainer.views.typeset import outline, typeset

_WRAPPED = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, kw_only=True)
class Ink:
    """Something drawn from x rightwards, between y - ascent and y + descent; y is its baseline. All in pixels."""

    x: float = 0.0
    y: float = 0.0
    width: float
    ascent: float
    descent: float
    colour: str
    symbol: Symbol | None = None

    @property
    def rect(self) -> QRectF:
        return QRectF(self.x, self.y - self.ascent, self.width, self.ascent + self.descent)

    def moved(self, dx: float, dy: float) -> Self:
        """Return the ink elsewhere: a copy by hand, since every ink of a page is moved, and `replace` is slow."""
        moved = object.__new__(type(self))
        moved.__dict__.update(self.__dict__, x=self.x + dx, y=self.y + dy)
        return moved

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Letters(Ink):
    """Text in the book face."""

    text: str
    points: float

    @classmethod
    def of(cls, text: str, points: float, colour: str, symbol: Symbol | None = None) -> Letters:
        ascent, descent = _extent(points)
        width = advance(text, points)
        return cls(width=width, ascent=ascent, descent=descent, colour=colour, symbol=symbol, text=text, points=points)

    def draw(self, painter: QPainter) -> None:
        painter.setFont(_book_face(self.points))
        painter.setPen(QColor(self.colour))
        painter.drawText(QPointF(self.x, self.y), self.text)


@dataclass(frozen=True, kw_only=True)
class Typeset(Ink):
    """A symbol in TeX that is prepared."""

    tex: str
    points: float

    @classmethod
    def of(cls, tex: str, points: float, colour: str, symbol: Symbol | None = None) -> Typeset | None:
        """Return the symbol at the origin, or None if it is not prepared or cannot be typeset."""
        found = outline(tex)
        if found is None:
            return None
        em = pixels(points)
        return cls(
            width=(found.left + found.width) * em,
            ascent=found.ascent * em,
            descent=found.descent * em,
            colour=colour,
            symbol=symbol,
            tex=tex,
            points=points,
        )

    def draw(self, painter: QPainter) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = typeset(self.tex, self.points, self.colour, ratio)
        if picture is not None:
            x, y = round(self.x * ratio) / ratio, round(self.y * ratio) / ratio  # whole pixels keep it sharp
            painter.drawImage(QPointF(x + picture.left, y + picture.top), picture.image)


@dataclass(frozen=True, kw_only=True)
class Bar(Ink):
    """The line of a fraction."""

    def draw(self, painter: QPainter) -> None:
        painter.fillRect(self.rect, QColor(self.colour))


@dataclass(frozen=True, kw_only=True)
class Frame(Ink):
    """A rounded frame around a result, filled with a paler colour."""

    fill: str

    def draw(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self.colour), 1.5))
        painter.setBrush(QColor(self.fill))
        painter.drawRoundedRect(self.rect, 5, 5)


@dataclass(frozen=True, kw_only=True)
class Paragraph(Ink):
    """Text in the plain face, broken at spaces to its width."""

    text: str
    points: float
    bold: bool

    @classmethod
    def of(cls, text: str, points: float, colour: str, width: float, bold: bool = False) -> Paragraph:
        """Return the text with its top at y = 0; its width grows where a single word needs more."""
        metrics = QFontMetricsF(_face(points, bold))
        needed = metrics.boundingRect(QRectF(0, 0, width, 1e6), _WRAPPED, text)
        return cls(
            width=max(width, needed.width()),
            ascent=0,
            descent=needed.height(),
            colour=colour,
            text=text,
            points=points,
            bold=bold,
        )

    def draw(self, painter: QPainter) -> None:
        painter.setFont(_face(self.points, self.bold))
        painter.setPen(QColor(self.colour))
        painter.drawText(self.rect, _WRAPPED, self.text)


@lru_cache(maxsize=64)
def _face(points: float, bold: bool) -> QFont:
    font = plain_font(points)
    font.setBold(bold)
    return font


@lru_cache(maxsize=64)
def _book_face(points: float) -> QFont:
    return book_font(points)


@lru_cache(maxsize=64)
def _metrics(points: float) -> QFontMetricsF:
    return QFontMetricsF(book_font(points))


@lru_cache(maxsize=2048)
def advance(text: str, points: float) -> float:
    """Return how wide a text in the book face is, in pixels."""
    return _metrics(points).horizontalAdvance(text)


def advance_of_tex(tex: str, plain: str, points: float) -> float:
    """Return how wide a symbol is: typeset, or as plain text where that is not prepared."""
    found = outline(tex)
    return advance(plain, points) if found is None else (found.left + found.width) * pixels(points)


@lru_cache(maxsize=64)
def _extent(points: float) -> tuple[float, float]:
    """Return how far digits and parentheses reach; the face's own ascent leaves room for towering integrals."""
    extent = _metrics(points).tightBoundingRect("(0)")
    return -extent.top(), extent.bottom()
