"""The bar that says what is wrong with a run, and leads back to where it was still good."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton

from explainer.state.background.explosion_watch import Trouble, Watch
from explainer.state.display import Display
from explainer.views.window.message_bar import MessageBar


class TroubleBar(MessageBar):
    """Listens to the watch; seen only while there is trouble. Moves to the last good update, or has it dismissed.

    `action` is what goes to the last good update; it is on while there is trouble. While presenting the bar says only
    what happened, in one line.
    """

    def __init__(self, watch: Watch, display: Display, action: QAction) -> None:
        self._go, close = QPushButton(), QToolButton()
        super().__init__("trouble", "What is wrong", "warning", (self._go, close))
        self._watch, self._display, self._action = watch, display, action
        close.setText("×")
        close.setProperty("role", "cross")
        close.setAccessibleName("Close this message")
        close.setToolTip("Close this message")
        self._go.clicked.connect(action.trigger)
        close.clicked.connect(watch.dismiss)
        watch.changed.connect(self._show)
        display.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        trouble = self._watch.trouble
        self._action.setEnabled(trouble is not None)
        if trouble is None:
            self.put_away()
        else:
            self._show_words(trouble)

    def _show_words(self, trouble: Trouble) -> None:
        is_stage, go = self._display.is_stage, f"Go to update {trouble.good:,}"
        self._go.setText(f"{go}  ({self._keys()})" if is_stage else f"{go}, the last good one")
        self._go.setToolTip(self._action.toolTip())
        self.show_text(trouble.what if is_stage else trouble.why, trouble.why if is_stage else "")

    def _keys(self) -> str:
        return self._action.shortcut().toString()
