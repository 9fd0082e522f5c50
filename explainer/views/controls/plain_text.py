"""Text that a file may hold, written so that Qt shows it as it is."""

from __future__ import annotations

from PySide6.QtGui import Qt


def tip_of(text: str) -> str:
    """Return a text for a tool tip, which is HTML wherever it looks like it."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def menu_text_of(text: str) -> str:
    """Return a text for an entry of a menu, where & underlines a letter."""
    return text.replace("&", "&&")


def window_title_of(text: str) -> str:
    """Return a text for the title of a window, where [*] is the sign of what is not saved."""
    return text.replace("[*]", "[*][*]")
