"""What the tab of a plot has: a cross, and a menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QMenu,
    QTabBar,
    QToolButton,
    QWidget,
)

from explainer.views.controls.controls import OwnKeys
from explainer.views.plots.plot_tabs.page import PlotPage


class Cross(QToolButton):
    """Closes the tab of a plot; `pressed_for` carries the plot's page."""

    pressed_for = Signal(QWidget)

    def __init__(self, page: PlotPage, bar: QTabBar) -> None:
        super().__init__(bar)
        self._page = page
        self.setText("×")
        self.setProperty("role", "cross")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"Close {page.plot.title}")
        self.setAccessibleName(self.toolTip())
        OwnKeys(self, Qt.Key.Key_Space)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.pressed_for.emit(self._page)

    # Qt

    def sizeHint(self) -> QSize:
        """Ask for little more than the cross itself: tabs are many."""
        letters = self.fontMetrics()
        return QSize(letters.horizontalAdvance("×") + letters.horizontalAdvance("x"), super().sizeHint().height())


class TabMenu(QMenu):
    """What can be done with the tab of a plot; the signals carry the plot's page."""

    window_wanted = Signal(QWidget)
    close_wanted = Signal(QWidget)

    def __init__(self, page: PlotPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction("Open in a Window").triggered.connect(self._on_window)
        close = self.addAction("Close")
        close.triggered.connect(self._on_close)
        close.setEnabled(page.is_closable)

    def _on_window(self) -> None:
        self.window_wanted.emit(self._page)

    def _on_close(self) -> None:
        self.close_wanted.emit(self._page)
