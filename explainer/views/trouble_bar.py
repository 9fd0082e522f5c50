"""The bar that says what is wrong with a run, and leads back to where it was still good."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from explainer.state.trouble import Trouble, Watch
from explainer.views.controls import OwnKeys
from explainer.views.display import Display


class _Lines(QLabel):
    """A text in as many lines as its width needs. Its layout takes it for one of a fixed height: pages whose height
    depends on their width would not be made smaller than at their narrowest."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(self.heightForWidth(self.width()), self.fontMetrics().height()))

    # Qt

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class TroubleBar(QFrame):
    """Listens to the watch; seen only while there is trouble. Moves to the last good update, or has it dismissed.

    `action` is what goes to the last good update; it is on while there is trouble. While presenting the bar says only
    what happened, in one line. `left` when it goes away with the focus, which is then to be another's.
    """

    left = Signal()

    def __init__(self, watch: Watch, display: Display, action: QAction) -> None:
        super().__init__()
        self._display, self._action = display, action
        self.setObjectName("trouble")
        self.setAccessibleName("What is wrong")
        self._watch = watch
        self._why = _Lines()
        self._why.setProperty("role", "warning")
        self._go, self._close = QPushButton(), QToolButton()
        self._close.setText("×")
        self._close.setProperty("role", "cross")
        self._close.setAccessibleName("Close this message")
        self._close.setToolTip("Close this message")
        self._lay_out()
        self._go.clicked.connect(action.trigger)
        self._close.clicked.connect(watch.dismiss)
        watch.changed.connect(self._show)
        display.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(10)
        layout.addWidget(self._why, 1)
        for button in (self._go, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            OwnKeys(button, Qt.Key.Key_Space)
            layout.addWidget(button)

    def _show(self) -> None:
        trouble = self._watch.trouble
        self._action.setEnabled(trouble is not None)
        if trouble is not None:
            self._show_words(trouble)
        elif self._go.hasFocus() or self._close.hasFocus():
            self.left.emit()
        self.setVisible(trouble is not None)

    def _show_words(self, trouble: Trouble) -> None:
        is_stage, go = self._display.is_stage, f"Go to update {trouble.good:,}"
        self._why.show_text(trouble.what if is_stage else trouble.why)
        self._why.setToolTip(trouble.why if is_stage else "")
        self._go.setText(f"{go}  ({self._keys()})" if is_stage else f"{go}, the last good one")
        self._go.setToolTip(self._action.toolTip())
        self.setAccessibleDescription(trouble.why)

    def _keys(self) -> str:
        return self._action.shortcut().toString()
