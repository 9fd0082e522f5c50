"""How large texts come out in Qt's fonts."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from explainer.picture.layout.sizes import TEXT
from explainer.picture.metrics import TexSize
from explainer.views.look.fonts import PLAIN_FAMILY, book_font, pixels, plain_font
from explainer.views.look.typeset import outline

WRAPPED = int(Qt.TextFlag.TextWordWrap)


@cache
def label_font(bold: bool = False) -> QFont:
    """Return the face of labels and numbers on the canvas. Unhinted, so that it is as wide at every scale."""
    font = QFont(PLAIN_FAMILY)
    font.setPixelSize(TEXT)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _label_metrics(bold: bool) -> QFontMetricsF:
    return QFontMetricsF(label_font(bold))


@lru_cache(maxsize=4096)
def _label_width(text: str, bold: bool) -> float:
    return _label_metrics(bold).horizontalAdvance(text)


class LabelSizes:
    """The widths of labels on the canvas."""

    def width(self, text: str, bold: bool = False) -> float:
        return _label_width(text, bold)


LABELS = LabelSizes()


@lru_cache(maxsize=64)
def plain_face(points: float, bold: bool = False) -> QFont:
    """Return the face of sentences on a page."""
    font = plain_font(points)
    font.setBold(bold)
    return font


@lru_cache(maxsize=64)
def book_face(points: float) -> QFont:
    """Return the face of formulas."""
    return book_font(points)


@lru_cache(maxsize=64)
def _book_metrics(points: float) -> QFontMetricsF:
    return QFontMetricsF(book_face(points))


@lru_cache(maxsize=2048)
def _book_width(text: str, points: float) -> float:
    return _book_metrics(points).horizontalAdvance(text)


@lru_cache(maxsize=64)
def _book_extent(points: float) -> tuple[float, float]:
    """The face's own ascent leaves room for towering integrals."""
    extent = _book_metrics(points).tightBoundingRect("(0)")
    return -extent.top(), extent.bottom()


@lru_cache(maxsize=256)
def _em(points: float) -> float:
    return pixels(points)


@lru_cache(maxsize=1024)
def _wrapped(text: str, points: float, width: float, bold: bool) -> tuple[float, float]:
    metrics = QFontMetricsF(plain_face(points, bold))
    needed = metrics.boundingRect(QRectF(0, 0, width, 1e6), WRAPPED, text)
    return needed.width(), needed.height()


class PageSizes:
    """The sizes of texts on pages; a symbol has one as soon as it is typeset."""

    def em(self, points: float) -> float:
        return _em(points)

    def width(self, text: str, points: float) -> float:
        return _book_width(text, points)

    def extent(self, points: float) -> tuple[float, float]:
        return _book_extent(points)

    def wrapped(self, text: str, points: float, width: float, bold: bool = False) -> tuple[float, float]:
        return _wrapped(text, points, width, bold)

    def tex(self, tex: str) -> TexSize | None:
        found = outline(tex)
        return None if found is None else found.size


PAGES = PageSizes()
