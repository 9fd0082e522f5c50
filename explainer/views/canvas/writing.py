"""Text on the canvas: its face, how wide it is, and numbers with as many digits as there is room for."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from explainer.trace.numbers import DIGITS, show
from explainer.views.canvas.forms import TEXT
from explainer.views.canvas.numbers import MORE, Number
from explainer.views.fonts import PLAIN_FAMILY

_DIGITS_OF_NUMBERS = 0.12345678901234567


@cache
def face(bold: bool = False, size: int = TEXT) -> QFont:
    """Return the face of labels and numbers. Unhinted, so that it is as wide at every scale."""
    font = QFont(PLAIN_FAMILY)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _metrics(bold: bool) -> QFontMetricsF:
    return QFontMetricsF(face(bold))


@lru_cache(maxsize=4096)
def width_of(text: str, bold: bool = False) -> float:
    return _metrics(bold).horizontalAdvance(text)


def widest_number(digits: int) -> str:
    """Return a number as wide as they get with that many digits.

    With more than the usual ones that is of any size; else a small one may do with fewer, and the picture is larger.
    """
    return show(-_DIGITS_OF_NUMBERS * (1e-10 if digits > DIGITS else 1), digits)


@lru_cache(maxsize=4096)
def fitting(value: float, room: float, bold: bool = False, digits: int = DIGITS) -> str:
    """Return the number with that many significant digits, or with fewer where it would be wider than `room`."""
    for fewer in range(digits, 0, -1):
        text = show(value, fewer)
        if width_of(text, bold) <= room:
            break
    return text


def written(number: Number, room: float, bold: bool = False, digits: int = DIGITS) -> str:
    """Return a number as `fitting` does, with its plus where that is told and with what follows a sum that goes on."""
    before = "+" if number.is_signed and number.value > 0 else ""
    after = MORE if number.is_partial else ""
    return f"{before}{fitting(number.value, room - width_of(before + after, bold), bold, digits)}{after}"


@lru_cache(maxsize=1024)
def shortened(text: str, room: float, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it would be wider than `room`."""
    if width_of(text, bold) <= room:
        return text
    while text and width_of(f"{text}…", bold) > room:
        text = text[:-1]
    return f"{text}…"
