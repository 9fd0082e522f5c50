"""The terms of the glossary in the sentences of a page: where they are, and the dotted line below each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from explainer.glossary.finding import found_terms
from explainer.glossary.term import GlossaryTerm
from explainer.picture.geometry import Point, Rect
from explainer.picture.pages.ink import Page, Paragraph
from explainer.picture.palette import Palette
from explainer.views.look.text_metrics import plain_face

_BELOW, _STROKE = 2.0, 1.0


class TermLink(NamedTuple):
    """A part of a page that leads to the entry of a term; one word may go on in the next row."""

    rects: tuple[Rect, ...]
    term: GlossaryTerm

    @property
    def rect(self) -> Rect:
        return self.rects[0]


def terms_on(page: Page) -> tuple[TermLink, ...]:
    """Return the terms in the sentences of a page that lead nowhere else, each once."""
    links: dict[str, TermLink] = {}
    for ink in page.inks:
        if isinstance(ink, Paragraph) and not ink.bold and ink.symbol is None and not page.line_at(ink.rect.centre):
            for link in _terms_in(ink):
                links.setdefault(link.term.name, link)
    return tuple(links.values())


def term_at(links: tuple[TermLink, ...], point: Point) -> TermLink | None:
    """Return the term at a point of the page."""
    return next((link for link in links if any(rect.contains(point) for rect in link.rects)), None)


def draw_terms(painter: QPainter, links: tuple[TermLink, ...], palette: Palette) -> None:
    """Draw a quiet dotted line below each term."""
    painter.save()
    painter.setPen(QPen(QColor(palette.muted), _STROKE, Qt.PenStyle.DotLine))
    for link in links:
        for rect in link.rects:
            y = round(rect.bottom) - 0.5
            painter.drawLine(QLineF(rect.left, y, rect.right, y))
    painter.restore()


def _terms_in(ink: Paragraph) -> Iterator[TermLink]:
    found = found_terms(ink.text)
    if not found:
        return
    layout = _laid_out(ink)
    for start, end, term in found:
        rects = tuple(_places(layout, ink, start, end))
        if rects:
            yield TermLink(rects, term)


def _laid_out(ink: Paragraph) -> QTextLayout:
    """Break a paragraph into rows as `QPainter.drawText` does."""
    font = plain_face(ink.points, ink.bold)
    layout, option = QTextLayout(ink.text.replace("\n", "\u2028"), font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    leading, y = QFontMetricsF(font).leading(), 0.0
    layout.beginLayout()
    while (row := layout.createLine()).isValid():
        row.setLineWidth(QRectF(*ink.rect).width())
        y += leading if y else 0.0
        row.setPosition(QPointF(0.0, y))
        y += row.height()
    layout.endLayout()
    return layout


def _places(layout: QTextLayout, ink: Paragraph, start: int, end: int) -> Iterator[Rect]:
    rect = ink.rect
    for number in range(layout.lineCount()):
        row = layout.lineAt(number)
        of_row = ink.text[row.textStart() : row.textStart() + row.textLength()].rstrip()
        first, last = max(start, row.textStart()), min(end, row.textStart() + len(of_row))
        if first < last:
            left, right = _x(row.cursorToX(first)), _x(row.cursorToX(last))
            foot = rect.top + row.y() + row.ascent() + _BELOW + 1
            yield Rect(rect.left + left, rect.top + row.y(), right - left, foot - rect.top - row.y())


def _x(found: object) -> float:
    """Return a place in a row; Qt gives it with the letter that it belongs to."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
