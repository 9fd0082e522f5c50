"""Sentences across the window with buttons to answer them: what is wrong with a run, and whether to start it again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from explainer.state.background.explosion_watch import ExplosionWatch, Trouble
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, OwnKeys


class _Lines(Label):
    """A text in as many lines as its width needs. Its layout takes it for one of a fixed height: pages whose height
    depends on their width would not be made smaller than at their narrowest."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # or heightForWidth never returns less than that
        self.setFixedHeight(max(self.heightForWidth(self.width()), self.fontMetrics().height()))

    # Qt

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class MessageBar(QFrame):
    """Seen while there is something to say. `left` when it goes away with the focus, which is then to be another's."""

    left = Signal()

    def __init__(self, id: str, name: str, role: str, buttons: Sequence[QAbstractButton]) -> None:
        super().__init__()
        self.setObjectName(id)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._words, self._buttons = _Lines(), buttons
        self._words.setProperty("role", role)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(10)
        layout.addWidget(self._words, 1)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            OwnKeys(button, Qt.Key.Key_Space)
            layout.addWidget(button)

    def show_text(self, text: str, tip: str = "") -> None:
        """Show a sentence; `tip` is all of it where the sentence is only its beginning."""
        self._words.show_text(text)
        self._words.setToolTip(tip)
        self.setAccessibleDescription(tip or text)
        self.setVisible(True)

    def put_away(self) -> None:
        """There is nothing to say any more."""
        if any(button.hasFocus() for button in self._buttons):
            self.left.emit()
        self.setVisible(False)


class TroubleBar(MessageBar):
    """Listens to the watch; seen only while there is trouble. Moves to the last good update, or has it dismissed.

    `action` is what goes to the last good update; it is on while there is trouble. While presenting the bar says only
    what happened, in one line.
    """

    def __init__(self, watch: ExplosionWatch, display: Display, action: QAction) -> None:
        self._go, close = QPushButton(action.text()), QToolButton()
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


class RestartBar(MessageBar):
    """Listens to the walkthrough's `asked` and answers it: by a click, or with the keys, which are at “Keep” while it
    asks and afterwards where they were. Esc keeps, too."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        self._keep = _answer("keep", "Keep", "Leave everything as it is  (Esc)")
        start = _answer("start_anew", "Start anew", "Make this change and train again from update 1")
        super().__init__("restart", "Before training starts again", "", (self._keep, start))
        self._walkthrough = walkthrough
        self._before: QWidget | None = None
        self._keep.clicked.connect(walkthrough.keep)
        start.clicked.connect(walkthrough.start_anew)
        self.left.connect(self._give_focus_back)
        walkthrough.asked.connect(self._show)
        self._show()

    def _show(self) -> None:
        restart = self._walkthrough.restart
        if restart is None:
            self.put_away()
            return
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._keep.setAccessibleDescription(restart.question)
        self.show_text(restart.question)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_focus_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._walkthrough.keep()
        else:
            super().keyPressEvent(event)


def _answer(id: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(id)
    button.setToolTip(tip)
    return button
