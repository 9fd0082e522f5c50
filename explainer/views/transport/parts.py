"""The parts of the transport: segments, buttons with a list, the speed, and fields for what training is to reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHelpEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolButton, QToolTip

from explainer.files.wording import counted
from explainer.state.background.trainer import FURTHEST_UPDATE
from explainer.views.controls.controls import ActionButton, OwnKeys
from explainer.views.controls.number_parsing import EntryError, parse_number, whole_number
from explainer.views.controls.pickers import Slider

_FIXED = QSizePolicy.Policy.Fixed


class DropDown(QToolButton):
    """A button that opens a list of actions below it; for where there is no room for a button for each."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self._menu.addActions(actions)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        OwnKeys(self, Qt.Key.Key_Space)

    def show_choice(self, text: str, name: str) -> None:
        """Show a short text on the button; `name` says to assistive tools and in the tip what it does."""
        self.setText(f"{text} ▾")
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _on_clicked(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class CountButton(ActionButton):
    """A button that computes `more` updates than are `done`; its tip is about the run as it is."""

    def __init__(self, action: QAction, more: int, done: Callable[[], int]) -> None:
        super().__init__(action, f"+{more}")
        self._more, self._done = more, done

    def tip(self) -> str:
        """Return which updates a click computes, and where it leads."""
        first, last = self._done() + 1, self._done() + self._more
        which = f"update {last:,}" if first == last else f"updates {first:,} to {last:,}"
        keys = self.defaultAction().shortcut().toString()
        return f"Compute {which}; then you are after {counted(last, 'update')}, before update {last + 1:,}  ({keys})"

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)


class SteadyButton(ActionButton):
    """A button whose text changes between some; it is always as wide as the widest."""

    def __init__(self, action: QAction, texts: Sequence[str]) -> None:
        self._texts = texts
        super().__init__(action)

    def sizeHint(self) -> QSize:
        hint, widest = super().sizeHint(), max(map(self._width, self._texts))
        return QSize(hint.width() + widest - self._width(self.text()), hint.height())

    def _width(self, text: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()


class SpeedSlider(Slider):
    """A short slider, as long as some letters are wide."""

    def __init__(self, positions: int) -> None:
        super().__init__(positions)
        self.setObjectName("speed")
        self.setSizePolicy(_FIXED, _FIXED)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Speed of playing")

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("m") * 5, super().sizeHint().height())


_STILL_HERE = Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason


def update_or_loss(text: str) -> int | float:
    """Return the number of updates or, after <, the loss that was typed. Raises EntryError with one sentence."""
    text = text.strip()
    if text.startswith("<"):
        return loss_above_0(text[1:])
    update = whole_number(text)
    if update is None or update > FURTHEST_UPDATE:
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
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
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
