"""How large texts come out in Qt's fonts."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from explainer.picture.layout.forms import TEXT
from explainer.views.fonts import PLAIN_FAMILY


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


class Labels:
    """The widths of labels on the canvas."""

    def width(self, text: str, bold: bool = False) -> float:
        return _label_width(text, bold)


LABELS = Labels()
