"""Dresses the application: its colours and its font follow the display, and its numbers are written one way."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication

from explainer.views.display import Display
from explainer.views.fonts import load_fonts, plain_font
from explainer.views.theme import widget_palette

POINTS = 10.0
"""The size of ordinary text where the zoom is 1."""


class Dress(QObject):
    """Gives the application the style, and at every change of the display its palette and the size of its text.

    Numbers that Qt writes look like ours, 1,234.5, whatever the locale of the desktop.
    """

    def __init__(self, app: QApplication, display: Display) -> None:
        super().__init__(display)
        self._app, self._display = app, display
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        load_fonts()
        app.setStyle("Fusion")
        display.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        palette, font = widget_palette(self._display.palette), plain_font(POINTS * self._display.zoom)
        if palette != self._app.palette():
            self._app.setPalette(palette)
        if font != self._app.font():
            self._app.setFont(font)
