"""Dresses the application: its colours and its font follow the display, and its numbers are written one way."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from explainer.picture.palette import Palette
from explainer.state.display import Display
from explainer.views.look.fonts import load_fonts, plain_font

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


def widget_palette(palette: Palette) -> QPalette:
    """Return the palette that ordinary controls are drawn with."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: palette.panel,
        roles.WindowText: palette.text,
        roles.Base: palette.panel,
        roles.AlternateBase: palette.soft,
        roles.Text: palette.text,
        roles.Button: palette.soft,
        roles.ButtonText: palette.text,
        roles.PlaceholderText: palette.muted,
        roles.ToolTipBase: palette.panel,
        roles.ToolTipText: palette.text,
        roles.Highlight: palette.weight_plus,
        roles.HighlightedText: palette.panel,
        roles.Mid: palette.line,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return result
