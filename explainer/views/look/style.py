"""The look of the application: its palette and font, and the style sheet of the ordinary controls."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from explainer.files.assets import asset_path
from explainer.picture.palette import Palette, blend
from explainer.state.session.display import Display
from explainer.views.look.fonts import load_fonts, plain_font

_STYLE = "fusion"
POINTS = 10.0
"""The size of ordinary text where the zoom is 1."""


class AppStyle(QObject):
    """Gives the application the style, and at every change of the display its palette and the size of its text.

    Numbers that Qt writes look like ours, 1,234.5, whatever the locale of the desktop.
    """

    def __init__(self, app: QApplication, display: Display) -> None:
        super().__init__(display)
        self._app, self._display = app, display
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        load_fonts()
        if app.style().name() != _STYLE:  # Qt styles every widget of the application anew
            app.setStyle(_STYLE)
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


_LENGTH = re.compile(r"(\d+)u\b")


@lru_cache(maxsize=8)
def style_sheet(palette: Palette, zoom: float = 1.0) -> str:
    """Return the style sheet of a window in this theme; lengths are those of zoom 1, multiplied by `zoom`."""
    sheet = "".join(part(palette) for part in (_texts, _buttons, _entries, _ticks, _tables, _bars, _menus))
    return _LENGTH.sub(lambda found: f"{round(int(found[1]) * zoom)}px", sheet)


def _icon(name: str, p: Palette) -> str:
    return asset_path(f"icons/{name}_on_{'dark' if p.is_dark else 'light'}.svg").as_posix()


def _texts(p: Palette) -> str:
    return f"""
    QMainWindow, QDialog {{ background: {p.panel}; color: {p.text}; }}
    QLabel {{ color: {p.text}; }}
    QLabel[role="caption"] {{ color: {p.muted}; }}
    QLabel[role="warning"] {{ color: {p.weight_minus}; }}
    QLabel[role="title"] {{ font-weight: bold; }}
    QToolTip {{ background: {p.panel}; color: {p.text}; border: 1px solid {p.line}; padding: 4u; }}
    """


def _buttons(p: Palette) -> str:
    return f"""
    QToolButton, QPushButton {{
        background: {p.soft}; color: {p.text}; border: 1px solid {p.edge}; border-radius: 6u; padding: 5u 8u;
        outline: 0; }}
    QToolButton:hover, QPushButton:hover {{ background: {p.hover}; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {p.disabled}; }}
    QToolButton:checked, QPushButton:checked {{ background: {p.text}; color: {p.panel}; }}
    QPushButton[role="option"] {{ text-align: left; }}
    QPushButton[role="small"] {{ padding: 4u 6u; background: transparent; border-color: transparent; }}
    QPushButton[role="small"]:hover {{ background: {p.soft}; }}
    QToolButton[role="flat"] {{ background: transparent; border-color: transparent; padding: 5u 5u; }}
    QToolButton[role="small"] {{ background: transparent; border-color: transparent; padding: 1u 5u; }}
    QToolButton[role="menu"] {{ padding: 5u 8u; }}
    QPushButton[role="entry"] {{
        background: transparent; border-color: transparent; padding: 4u 6u; text-align: left; }}
    QPushButton[role="entry"]:hover {{ background: {p.hover}; }}
    QToolButton[role="menu"]::menu-indicator, QToolButton[role="flat"]::menu-indicator {{ image: none; }}
    QToolButton[role="cross"] {{ background: transparent; border-color: transparent; padding: 0 3u; }}
    QToolButton[role="cross"]:hover {{ background: {p.hover}; }}
    QToolButton[role="legend"] {{ background: transparent; border-color: transparent; padding: 2u 5u; }}
    QToolButton[role="legend"]:checked {{ background: transparent; color: {p.text}; }}
    QToolButton[role="legend"]:!checked {{ color: {p.disabled}; }}
    QToolButton[role="legend"]:hover {{ background: {p.soft}; }}
    QToolButton[role="segment"] {{ background: transparent; border-color: transparent; padding: 5u 2u; }}
    QToolButton[role="segment"]:hover {{ background: {p.hover}; }}
    QToolButton[role="segment"]:checked {{ background: {p.text}; color: {p.panel}; }}
    QToolButton[role="flat"]:hover, QToolButton[role="small"]:hover {{ background: {p.hover}; }}
    QToolButton[role="flat"]:checked, QToolButton[role="small"]:checked {{ background: {p.text}; color: {p.panel}; }}
    QToolButton[role="primary"], QPushButton[role="primary"] {{
        background: {p.text}; color: {p.panel}; border-color: {p.text}; font-weight: bold; padding: 5u 14u; }}
    QToolButton[role="primary"]:hover, QPushButton[role="primary"]:hover {{
        background: {blend(p.text, p.panel, 0.2)}; }}
    QToolButton[role="primary"]:disabled, QPushButton[role="primary"]:disabled {{
        background: {p.soft}; color: {p.disabled}; border-color: {p.edge}; }}
    """


def _entries(p: Palette) -> str:
    return f"""
    QComboBox, QLineEdit, QSpinBox {{
        background: {p.soft}; color: {p.text}; border: 1px solid {p.edge}; border-radius: 6u; padding: 4u 8u;
        selection-background-color: {p.weight_plus}; selection-color: {p.panel}; }}
    QComboBox:focus, QLineEdit:focus, QSpinBox:focus {{ border: 1px solid {p.weight_plus}; }}
    QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{ color: {p.disabled}; }}
    QComboBox {{ padding-right: 22u; combobox-popup: 0; }}
    QComboBox[role="brief"] {{ padding-right: 3u; }}
    QComboBox:hover {{ background: {p.hover}; }}
    QComboBox::drop-down {{ border: none; width: 22u; }}
    QComboBox::down-arrow {{ image: url("{_icon("down", p)}"); width: 10u; height: 10u; }}
    QComboBox QAbstractItemView {{
        background: {p.panel}; color: {p.text}; border: 1px solid {p.line}; outline: 0;
        selection-background-color: {p.chosen}; selection-color: {p.text}; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
    """


def _ticks(p: Palette) -> str:
    tick = asset_path(f"icons/tick_on_{'light' if p.is_dark else 'dark'}.svg").as_posix()  # on the text's colour
    return f"""
    QSlider::groove:horizontal {{ height: 4u; background: {p.line}; border-radius: 2u; }}
    QSlider::handle:horizontal {{
        width: 14u; height: 14u; margin: -5u 0; border-radius: 7u; background: {p.text}; border: 1px solid {p.text}; }}
    QSlider {{ min-height: 18u; border: 1px solid transparent; outline: 0; }}
    QCheckBox {{ color: {p.text}; spacing: 6u; padding: 4u; outline: 0; }}
    QCheckBox::indicator, QTableView::indicator {{
        width: 13u; height: 13u; border: 1px solid {p.muted}; border-radius: 3u; background: {p.panel}; }}
    QCheckBox::indicator:checked, QTableView::indicator:checked {{
        background: {p.text}; border-color: {p.text}; image: url("{tick}"); }}
    QProgressBar {{
        background: {p.soft}; border: 1px solid {p.edge}; border-radius: 6u; text-align: center; color: {p.text}; }}
    QProgressBar::chunk {{ background: {blend(p.update, p.panel, 0.7)}; border-radius: 6u; }}
    """


def _tables(p: Palette) -> str:
    return f"""
    QTableView {{
        background: {p.panel}; color: {p.text}; border: none; outline: 0;
        selection-background-color: {p.chosen}; selection-color: {p.text}; }}
    QListView#bug_list, QListView#slips_made, QListView#glossary_list, QTextBrowser#glossary_entry {{
        background: {p.panel}; color: {p.text}; border: 1px solid {p.line}; outline: 0;
        selection-background-color: {p.chosen}; selection-color: {p.text}; }}
    QTableView#samples::item:focus {{ border: 1px solid {p.weight_plus}; }}
    QHeaderView, QTableCornerButton::section {{ background: {p.panel}; border: none; }}
    QHeaderView::section {{ background: {p.panel}; color: {p.muted}; border: none; padding: 3u 4u; }}
    QHeaderView::section:horizontal {{ border-bottom: 1px solid {p.line}; }}
    """


def _bars(p: Palette) -> str:
    return f"""
    QTabWidget::pane {{ border: none; }}
    QTabBar {{ background: {p.panel}; }}
    QTabBar::tab {{
        background: transparent; color: {p.muted}; padding: 7u 8u; border-bottom: 2u solid transparent; }}
    QTabBar::tab:selected {{ color: {p.text}; border-bottom: 2u solid {p.text}; }}
    QTabBar {{ outline: 0; }}
    QTabBar::tab:hover {{ color: {p.text}; }}
    QSplitter::handle {{ background: {p.line}; }}
    QStatusBar {{ background: {p.panel}; color: {p.text}; }}
    QStatusBar::item {{ border: none; }}
    QScrollArea {{ background: {p.panel}; }}
    QScrollArea#settings_panel {{ border: none; border-right: 1px solid {p.line}; }}
    QFrame#settings_head {{ border: none; border-bottom: 1px solid {p.line}; }}
    QFrame#restart {{ background: {p.hover}; border-top: 1px solid {p.line}; border-bottom: 1px solid {p.line}; }}
    QScrollBar {{ background: {p.panel}; border: none; }}
    QScrollBar:vertical {{ width: 10u; }}
    QScrollBar:horizontal {{ height: 10u; }}
    QScrollBar::handle {{ background: {p.grip}; border-radius: 4u; margin: 1u; }}
    QScrollBar::handle:vertical {{ min-height: 24u; }}
    QScrollBar::handle:horizontal {{ min-width: 24u; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QFrame[role="divider"] {{ color: {p.line}; }}
    """


def _menus(p: Palette) -> str:
    return f"""
    QMenuBar {{ background: {p.panel}; color: {p.muted}; }}
    QMenuBar::item {{ background: transparent; padding: 4u 8u; }}
    QMenuBar::item:selected {{ background: {p.hover}; color: {p.text}; }}
    QMenu {{ background: {p.panel}; color: {p.text}; border: 1px solid {p.line}; padding: 4u; }}
    QMenu::item {{ padding: 4u 24u; }}
    QMenu::item:selected {{ background: {p.hover}; color: {p.text}; }}
    QLabel#explained, QLabel#explained:disabled {{ color: {p.text}; background: {p.panel}; }}
    QMenu::item:disabled {{ color: {p.disabled}; }}
    QMenu::separator {{ height: 1px; background: {p.line}; margin: 4u 8u; }}
    """
