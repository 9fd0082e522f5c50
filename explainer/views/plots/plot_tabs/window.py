"""A plot in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStatusBar, QVBoxLayout, QWidget

from explainer.views.controls.messages import Messages
from explainer.views.controls.places import open_with
from explainer.views.plots.plot_tabs.page import PlotPage

TEAR_OFF = "plot_window"
"""The id of the action that gives a plot a window."""


class PlotWindow(QWidget):
    """A plot in a window of its own, which tells what it says below it.

    `closed` when the person closes it: by Ctrl+W too, or the key that tore it off.
    """

    closed = Signal(QWidget)

    def __init__(self, page: PlotPage, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.page = page
        self.setObjectName(f"{page.plot.name}_window")
        self.setWindowTitle(f"{page.plot.title} — Backprop Explainer")
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(page)
        bar = QStatusBar()
        bar.setSizeGripEnabled(False)
        layout.addWidget(bar)
        self._messages = Messages(bar)
        page.said.connect(self._messages.say)
        self._add_keys(owner)
        open_with(self, 720, 520)
        page.show()

    def _add_keys(self, owner: QWidget) -> None:
        """Let keys do here what they do in the main window; but what tears a plot off puts this one back."""
        self.addActions([action for action in owner.actions() if action.objectName() != TEAR_OFF])
        torn = owner.findChild(QAction, TEAR_OFF)
        back = QAction("Back to the Tabs", self)
        back.setObjectName("plot_back")
        back.setShortcuts([*(torn.shortcuts() if torn else []), QKeySequence("Ctrl+W")])
        back.triggered.connect(self.close)
        self.addAction(back)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._messages.watch(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self)
