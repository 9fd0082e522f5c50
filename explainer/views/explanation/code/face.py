"""The face that code is written in: the machine's own of fixed width, or the plain one where it has none."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from explainer.views.look.fonts import plain_font


def code_font(points: float) -> QFont:
    """Return the face of code in this size."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(points)
    return fixed if QFontInfo(fixed).fixedPitch() else plain_font(points)
