"""The button with all plots and tables, and the one that leads from them back to the explanation."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explainer.views.controls.controls import OwnKeys
from explainer.views.plots.plot_tabs.page import TEAR_OFF
from explainer.views.plots.plot_tabs.plots import PLOTS

TABLES = "table_steps", "table_data", "table_check"
"""The ids of the actions that show the tables."""
_ROOMY = 46
"""How many digits are as wide as names of tabs and whole buttons need."""


class Brief(QObject):
    """Lets a button in the corner of tabs say more where these have the room."""

    def __init__(self, button: QToolButton, tabs: QWidget, long: str, short: str) -> None:
        super().__init__(button)
        self._button, self._tabs, self._texts = button, tabs, (short, long)
        tabs.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        is_roomy = self._tabs.width() >= _ROOMY * self._button.fontMetrics().horizontalAdvance("0")
        self._button.setText(self._texts[is_roomy])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._fit()
        return super().eventFilter(watched, event)


def _corner_button(tabs: QWidget, name: str, tip: str) -> QToolButton:
    button = QToolButton(tabs)
    button.setProperty("role", "menu")
    button.setToolTip(tip)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    OwnKeys(button, Qt.Key.Key_Space)
    return button


def plot_chooser(actions: Mapping[str, QAction], tabs: QWidget) -> QToolButton:
    """Return a button for the corner of tabs that offers every plot and table."""
    tip = "Open a plot or a table; a double click on a plot's tab gives it a window"
    button = _corner_button(tabs, "Plots and tables", tip)
    button.setObjectName("plots")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    menu.addActions([actions[plot.action] for plot in PLOTS])
    menu.addSeparator()
    menu.addActions([actions[name] for name in TABLES])
    menu.addSeparator()
    menu.addAction(actions[TEAR_OFF])
    button.setMenu(menu)
    Brief(button, tabs, "Plots ▾", "▾")
    return button


def back_button(action: QAction, tabs: QWidget) -> QToolButton:
    """Return a button for the corner of tabs that leads back to what they cover."""
    button = _corner_button(tabs, action.text(), f"{action.text()}  (Esc)")
    button.clicked.connect(action.trigger)
    Brief(button, tabs, "× Back", "×")
    return button
