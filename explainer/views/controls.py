"""The plain controls of the window: buttons, segmented choices and labels, in the look of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from explainer.assets import asset_path
from explainer.views.theme import Palette, blend


class ActionButton(QToolButton):
    """A button for an action. A click leaves the focus where it is; reached by Tab, Space presses it."""

    def __init__(self, action: QAction, text: str = "", role: str = "plain") -> None:
        super().__init__()
        self._text = text
        self.setDefaultAction(action)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("role", role)
        action.changed.connect(self._show_action)
        OwnKeys(self, Qt.Key.Key_Space)
        self._show_action()

    def _show_action(self) -> None:
        text = self._text or self.defaultAction().text().removesuffix("…")
        if text != self.text():
            self.setText(text)
        self.setAccessibleName(self.defaultAction().text())


class OwnKeys(QObject):
    """Lets a control use keys that are shortcuts of the window, while it has the focus."""

    def __init__(self, control: QWidget, *keys: Qt.Key) -> None:
        super().__init__(control)
        self._keys = keys
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _is_own(self, event: QEvent) -> bool:
        plain = Qt.KeyboardModifier.NoModifier
        return isinstance(event, QKeyEvent) and event.key() in self._keys and event.modifiers() == plain


def row(widgets: Sequence[QWidget], spacing: int = 6) -> QWidget:
    """Return the widgets side by side."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return box


def caption(text: str) -> QLabel:
    """Return a quiet label beside a group of controls."""
    label = QLabel(text)
    label.setProperty("role", "caption")
    return label


def style_sheet(palette: Palette) -> str:
    """Return the look of the ordinary controls: flat, few borders, one dark primary button."""
    arrow = asset_path("icons/down.svg").as_posix()
    soft, hover = palette.background, blend(palette.background, palette.text, 0.07)
    faint = blend(palette.muted, palette.panel, 0.35)
    return f"""
    QMainWindow, QDialog {{ background: {palette.panel}; }}
    QLabel[role="caption"] {{ color: {palette.muted}; }}
    QLabel[role="title"] {{ font-weight: bold; }}
    QScrollArea#settings_panel {{ border: none; border-right: 1px solid {palette.line}; }}
    QScrollArea#settings_panel QScrollBar {{ background: {palette.panel}; width: 10px; }}
    QScrollArea#settings_panel QScrollBar::handle {{
        background: {palette.line}; border-radius: 4px; min-height: 24px; margin: 1px; }}
    QScrollArea#settings_panel QScrollBar::add-line, QScrollArea#settings_panel QScrollBar::sub-line {{ height: 0; }}
    QPushButton[role="small"] {{ padding: 4px 6px; background: transparent; }}
    QPushButton[role="small"]:hover {{ background: {soft}; }}
    QToolButton, QPushButton {{
        background: {soft}; color: {palette.text}; border: 1px solid transparent; border-radius: 6px;
        padding: 5px 8px; }}
    QToolButton:hover, QPushButton:hover {{ background: {hover}; }}
    QToolButton:focus, QPushButton:focus {{ border: 1px solid {palette.weight_plus}; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {faint}; }}
    QToolButton:checked {{ background: {palette.text}; color: {palette.panel}; }}
    QToolButton[role="flat"] {{ background: transparent; padding: 5px 7px; }}
    QToolButton[role="flat"]:hover {{ background: {soft}; }}
    QToolButton[role="flat"]:checked {{ background: {palette.text}; color: {palette.panel}; }}
    QToolButton[role="primary"] {{
        background: {palette.text}; color: {palette.panel}; font-weight: bold; padding: 5px 14px; }}
    QToolButton[role="primary"]:hover {{ background: {blend(palette.text, palette.panel, 0.2)}; }}
    QToolButton[role="primary"]:focus {{ border: 2px solid {palette.weight_plus}; }}
    QComboBox, QLineEdit, QSpinBox {{
        background: {soft}; color: {palette.text}; border: 1px solid {soft}; border-radius: 6px; padding: 4px 8px;
        selection-background-color: {palette.weight_plus}; selection-color: {palette.panel}; }}
    QComboBox:focus, QLineEdit:focus, QSpinBox:focus {{ border: 1px solid {palette.weight_plus}; }}
    QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{ color: {faint}; }}
    QComboBox {{ padding-right: 22px; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 10px; height: 10px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar::tab {{
        background: transparent; color: {palette.muted}; padding: 7px 12px; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {palette.text}; border-bottom: 2px solid {palette.text}; }}
    QSplitter::handle {{ background: {palette.line}; }}
    QMenuBar {{ background: {palette.panel}; color: {palette.muted}; }}
    QStatusBar {{ background: {palette.panel}; color: {palette.text}; }}
    QStatusBar::item {{ border: none; }}
    QMenuBar::item:selected {{ background: {soft}; color: {palette.text}; }}
    QMenu {{ background: {palette.panel}; color: {palette.text}; border: 1px solid {palette.line}; padding: 4px; }}
    QMenu::item {{ padding: 4px 24px; }}
    QMenu::item:selected {{ background: {soft}; }}
    QMenu::item:disabled {{ color: {faint}; }}
    QToolTip {{ background: {palette.panel}; color: {palette.text}; border: 1px solid {palette.line}; padding: 4px; }}
    QProgressBar {{
        background: {soft}; border: none; border-radius: 6px; text-align: center; color: {palette.text}; }}
    QProgressBar::chunk {{ background: {blend(palette.update, palette.panel, 0.45)}; border-radius: 6px; }}
    """
