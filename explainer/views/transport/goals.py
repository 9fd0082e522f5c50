"""The fields of the transport for what training is to reach: a number of updates, or a loss."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from explainer.state.background.trainer import FURTHEST_UPDATE
from explainer.views.controls.number_parsing import EntryError, parse_number

_WHOLE = re.compile(r"\d{1,12}|\d{1,3}([., ]\d{3})+", re.ASCII)
_FIXED = QSizePolicy.Policy.Fixed
_STILL_HERE = Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason


def update_or_loss(text: str) -> int | float:
    """Return the number of updates or, after <, the loss that was typed. Raises EntryError with one sentence."""
    text = text.strip()
    if text.startswith("<"):
        return loss_above_0(text[1:])
    if not _WHOLE.fullmatch(text) or (update := int(re.sub(r"\D", "", text))) > FURTHEST_UPDATE:
        raise EntryError(f"Type how many updates are to be done: a whole number up to {FURTHEST_UPDATE:,}.")
    return update


def loss_above_0(text: str) -> float:
    """Return the loss that was typed. Raises EntryError with one sentence."""
    loss = parse_number(text)
    if loss <= 0:
        raise EntryError("A loss does not come below 0: type a number above 0, such as 0.001, 1e-3 or 1/1000.")
    return loss


class GoalEntry(QLineEdit):
    """A field for a goal, as wide as its placeholder; Enter emits it as `typed`, Esc leaves the field.

    What is no goal is `said`: after Enter it can be typed over, and who goes elsewhere leaves nothing of it behind.
    """

    typed = Signal(object)
    said = Signal(str)

    def __init__(self, read: Callable[[str], int | float], name: str, placeholder: str, spoken: str, tip: str) -> None:
        super().__init__()
        self._read = read
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setToolTip(tip)
        self.setAccessibleName(spoken)
        self.setSizePolicy(_FIXED, _FIXED)
        leave = QAction(self)
        leave.setShortcut(Qt.Key.Key_Escape)
        leave.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        leave.triggered.connect(self.leave)
        self.addAction(leave)
        self.returnPressed.connect(self._on_return)

    def leave(self) -> None:
        """Forget what was typed and give the focus away."""
        self.clear()
        self.clearFocus()

    def _on_return(self) -> None:
        goal = self._goal()
        if goal is None:
            self.selectAll()
        else:
            self.leave()
            self.typed.emit(goal)

    def _goal(self) -> int | float | None:
        """Return the goal that was typed; where it is none, say so."""
        try:
            return self._read(self.text())
        except EntryError as error:
            self.said.emit(str(error))
            return None

    # Qt

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.text() and event.reason() not in _STILL_HERE and self._goal() is None:
            self.clear()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        letters = self.fontMetrics().horizontalAdvance
        around = hint.width() - 17 * letters("x")  # what QLineEdit asks for: 17 letters and what is around them
        return QSize(letters(self.placeholderText()) + max(around, 0) + letters("x"), hint.height())
