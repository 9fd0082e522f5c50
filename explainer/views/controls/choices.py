"""The options of a question: buttons, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from explainer.variants.questions.question import AnswerOption
from explainer.views.controls.controls import OwnKeys

_IN_A_ROW = 4
_SHORT, _MIDDLE = 4, 12
"""In letters: how long options are of which four or two are in a row."""
_PAD = 28
_ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
_SAME = {"-": "−", "–": "−"}
"""What is typed for a key."""


class BrokenButton(QToolButton):
    """A button whose text is broken into lines where it is long; those after the first are set in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self, Qt.Key.Key_Space)
        self.setText(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setText(self._broken())

    def _broken(self) -> str:
        room, metrics = self.width() - _PAD, self.fontMetrics()
        lines = [""]
        for word in self._text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1].strip() and metrics.horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return "\n    ".join(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.text() != (text := self._broken()):
            self.setText(text)


class OptionButton(BrokenButton):
    """An option with its key."""

    def __init__(self, option: AnswerOption, place: int) -> None:
        super().__init__(f"{option.key}   {option.text}")
        self.place = place
        self.setObjectName(f"option_{place + 1}")
        self.setAccessibleName(f"{option.text}, key {option.key}")
        self.setCheckable(True)


class Choices(QWidget):
    """Emits `chosen` with the place of an option, by its button or its key, and `compared` for Enter."""

    chosen = Signal(int)
    compared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choices")
        self.setAccessibleName("Options")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._options: tuple[AnswerOption, ...] = ()
        self._buttons: list[OptionButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)  # room for the ring around what has the keys
        self._grid.setSpacing(6)

    def show_options(self, options: Sequence[AnswerOption], picked: frozenset[int], is_open: bool) -> None:
        """Show which there are, those that are chosen, and whether one can be."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._make_buttons()
        for button in self._buttons:
            button.setChecked(button.place in picked)
            button.setEnabled(is_open)
        self.setVisible(bool(self._options))

    def _make_buttons(self) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        longest = max((len(option.text) for option in self._options), default=0)
        columns = _IN_A_ROW if longest <= _SHORT else 2 if longest <= _MIDDLE else 1
        self._buttons = [OptionButton(option, place) for place, option in enumerate(self._options)]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            self._grid.addWidget(button, button.place // columns, button.place % columns)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, OptionButton):
            self.chosen.emit(button.place)

    def _place_of(self, event: QKeyEvent) -> int | None:
        """Return which option a key chooses."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return None
        typed = _SAME.get(event.text(), event.text().upper())
        keys = [option.key for option in self._options]
        return keys.index(typed) if typed and typed in keys else None

    # Qt

    def event(self, event: QEvent) -> bool:
        """Keep the options' keys from being shortcuts of the window."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._place_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._place_of(event)
        if place is not None:
            self.chosen.emit(place)
        elif event.key() in _ENTER:
            self.compared.emit()
        else:
            super().keyPressEvent(event)
