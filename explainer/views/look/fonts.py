"""The two faces that everything is written in. They come with the typesetting library, so no machine lacks them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

PLAIN_FAMILY = "DejaVu Sans"
BOOK_FAMILY = "STIX Two Math"
_FILES = {"ziafont": "DejaVuSans.ttf", "ziamath": "STIXTwoMath-Regular.ttf"}


@cache
def load_fonts() -> None:
    """Make both faces known to Qt; a second call does nothing."""
    for package, name in _FILES.items():
        spec = find_spec(package)  # found, not imported: that takes a while
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            QFontDatabase.addApplicationFont(str(Path(folder, "fonts", name)))


def plain_font(points: float) -> QFont:
    """Return the face of controls and sentences."""
    return _font(PLAIN_FAMILY, points)


def book_font(points: float) -> QFont:
    """Return the face of formulas. Unhinted, so that numbers are as wide as typeset ones beside them."""
    font = _font(BOOK_FAMILY, points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _font(family: str, points: float) -> QFont:
    font = QFont(family)
    font.setPointSizeF(points)
    return font


def pixels(points: float) -> float:
    """Return how many pixels a font of this size has per em."""
    return points * QGuiApplication.primaryScreen().logicalDotsPerInchY() / 72
