"""The controls that settings are typed, chosen and ticked in: each says what was given and shows what is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from explainer.state.edits.choice_names import spoken
from explainer.views.controls.controls import OwnKeys
from explainer.views.controls.number_parsing import EntryError, parse_number
from explainer.views.controls.pickers import QUESTION, BriefList

_OF_THE_WINDOW = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)

Number = float | int


def name_it(widget: QWidget, id: str, label: str, hint: str) -> None:
    """Name a control for tests and screen readers, and explain it."""
    widget.setObjectName(id)
    widget.setAccessibleName(label)
    widget.setAccessibleDescription(hint)
    widget.setToolTip(hint)


class ListEntry(BriefList):
    """Chooses one of several words; `given` carries the one that was chosen, by its name in scenario files.

    A value that is not among the names is listed first as long as it is in force, and so are `others` of them. With a
    `question` it is the last entry, and `asked` tells that it was chosen.
    """

    given = Signal(object)
    asked = Signal()

    def __init__(self, names: Iterable[str], words: Callable[[str], str] = spoken, question: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = words
        self._shown: object = None
        for name in names:
            self.addItem(words(name), name)
        if question:
            self.add_question(question)
        self._offered = self.count()
        self.activated.connect(self._on_activated)

    def show_value(self, value: object, others: Iterable[str] = ()) -> None:
        self._shown = value
        while self.count() > self._offered:
            self.removeItem(0)
        for other in (value, *reversed([*others])):
            if self.findData(other) < 0:
                self.insertItem(0, self._words(str(other)), other)
        self.setCurrentIndex(self.findData(value))

    def _on_activated(self, index: int) -> None:
        if self.itemData(index) == QUESTION:
            self.setCurrentIndex(self.findData(self._shown))
            self.asked.emit()
        elif self.itemData(index) != self._shown:
            self.given.emit(self.itemData(index))


class Tick(QCheckBox):
    """Chooses yes or no; `given` carries which."""

    given = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(self._on_clicked)
        OwnKeys(self, Qt.Key.Key_Space)

    def show_value(self, value: object) -> None:
        self.setChecked(bool(value))

    def _on_clicked(self, checked: bool) -> None:
        self.given.emit(checked)


class TextEntry(QLineEdit):
    """Takes a number: Enter or leaving it commits, Esc cancels. `given` carries a number that differs from what was
    shown, `said` why an entry is none; left with such an entry it shows the old number again. What was typed is
    forgotten where the setting itself is gone."""

    given = Signal(object)
    said = Signal(str)

    def __init__(self, parse: Callable[[str], Number] = parse_number) -> None:
        super().__init__()
        self._parse, self._shown = parse, ""
        self.setMinimumWidth(48)

    def show_value(self, value: object) -> None:
        """Show a number, unless another is being typed."""
        text = "" if value is None else repr(value).removesuffix(".0")
        is_typing = self.hasFocus() and self.text() != self._shown
        self._shown = text
        if not is_typing:
            self._restore()

    def _restore(self) -> None:
        self.setText(self._shown)
        self.setCursorPosition(0)

    def _commit(self) -> bool:
        """Tell the number that was typed; return whether it is one."""
        if self.text() == self._shown:
            return True
        try:
            value = self._parse(self.text())
        except EntryError as error:
            self.said.emit(str(error))
            return False
        self._restore()
        self.given.emit(value)
        return True

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window as long as nothing is being typed."""
        if event.type() == QEvent.Type.ShortcutOverride and self._is_for_window(event):
            return False
        return super().event(event)

    def _is_for_window(self, event: QEvent) -> bool:
        is_idle = self.text() == self._shown
        return isinstance(event, QKeyEvent) and is_idle and any(map(event.matches, _OF_THE_WINDOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._commit():
                self.selectAll()
        elif event.key() == Qt.Key.Key_Escape:
            self._restore()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and (self.isHidden() or not self._commit()):
            self._restore()
