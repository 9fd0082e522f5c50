"""The options of a question: buttons, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from explainer.variants.questions.question import AnswerOption
from explainer.views.controls.controls import OwnKeys

_IN_A_ROW = 4
_SHORT, _MIDDLE = 4, 12
"""In letters: how long options are of which four or two are in a row."""
_PAD, _SPACE = 1.9, 6
"""Beside the text of a button, in heights of a line; between buttons, in pixels."""
_SET_IN = "    "
_ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
_SAME = {"-": "−", "–": "−"}
"""What is typed for a key."""


class BrokenButton(QPushButton):
    """An entry of a list, at its left; a text that is long is broken into lines."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setProperty("role", "entry")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self, Qt.Key.Key_Space)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self._break()

    def _break(self) -> None:
        set_in = _SET_IN if self.property("role") == "entry" else ""
        broken = broken_text(self._text, self.width() - _pad(self), self.fontMetrics(), set_in).replace("&", "&&")
        if self.text() != broken:
            self.setText(broken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()


class OptionButton(QPushButton):
    """An option behind its key, at the left, in lines where it is long; in the middle where it is its own key."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self._text = ""
        self.setObjectName(f"option_{place + 1}")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self, Qt.Key.Key_Space)

    def show_option(self, option: AnswerOption) -> None:
        """Show another option."""
        is_key = option.text == option.key
        self._text = option.text if is_key else f"{option.key}   {option.text}"
        self.setAccessibleName(f"{option.text}, key {option.key}")
        self.setProperty("role", "key" if is_key else "option")
        self.style().polish(self)
        self._break()

    def _break(self) -> None:
        broken = broken_text(self._text, self.width() - _pad(self), self.fontMetrics()).replace("&", "&&")
        if self.text() != broken:
            self.setText(broken)

    @property
    def needed(self) -> int:
        """How wide it is in one line, in pixels, with the space beside it."""
        return self.fontMetrics().horizontalAdvance(self._text) + _pad(self) + _SPACE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press is not another answer: the button may have another option by then."""


def _pad(button: QWidget) -> int:
    return round(_PAD * button.fontMetrics().height())


def broken_text(text: str, room: int, metrics: QFontMetrics, set_in: str = _SET_IN) -> str:
    """Return a text in lines that have room, as far as its words allow; those after the first are set in."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1].strip() and metrics.horizontalAdvance(longer) > room:
            lines.append(f"{set_in}{word}")
        else:
            lines[-1] = longer
    return "\n".join(lines)


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
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)  # room for the ring around what has the keys
        self._grid.setSpacing(_SPACE)

    def show_options(self, options: Sequence[AnswerOption], picked: frozenset[int], is_open: bool) -> None:
        """Show which there are, those that are chosen, and whether one can be."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._make_buttons(len(self._options))
            self._columns = 0
            for button, option in zip(self._buttons, self._options, strict=True):
                button.show_option(option)
            self._place_buttons()
        for button in self._buttons:
            button.setChecked(button.place in picked)
            button.setEnabled(is_open)
        self.setVisible(bool(self._options))

    def _make_buttons(self, count: int) -> None:
        """Have so many buttons; those that are there stay, and with them the keys that one may have."""
        while len(self._buttons) > count:
            button = self._buttons.pop()
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        for place in range(len(self._buttons), count):
            button = OptionButton(place)
            button.clicked.connect(self._on_clicked)
            self._buttons.append(button)

    def _place_buttons(self) -> None:
        """Put short ones beside each other, as many as have room."""
        if not self._buttons:
            return
        longest = max((len(option.text) for option in self._options), default=0)
        columns = _IN_A_ROW if longest <= _SHORT else 2 if longest <= _MIDDLE else 1
        while columns > 1 and self.width() < columns * max(button.needed for button in self._buttons):
            columns //= 2
        if columns == self._columns:
            return
        self._columns = columns
        for button in self._buttons:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

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
