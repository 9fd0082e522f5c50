"""Where a person types an own line of a derivation; Enter has it judged."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from explainer.files.wording import as_sentence
from explainer.functions.own.grammar import FormulaError
from explainer.state.walkthrough.own_lines import OwnLines
from explainer.state.walkthrough.question import Question
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.derived.formulas import is_derived
from explainer.trace.derived.typed import letters_of
from explainer.views.controls.controls import Label, OwnKeys, announce, caption

_TIP = "Type an equal form, such as out*(1 - out), and press Enter: it is judged. Names here: {}"
_EMPTY = "Type an equal form of the formula first."


class TypedLine(QWidget):
    """A field for a line, a button that takes all lines away, and below them what is wrong with the typing.

    Listens to the cursor and the question; it is there where something is derived.
    """

    def __init__(self, walkthrough: Walkthrough, question: Question, own: OwnLines) -> None:
        super().__init__()
        self._walkthrough, self._question, self._own = walkthrough, question, own
        self.setAccessibleName("Your own lines")
        self.field, self.clear = QLineEdit(), QToolButton()
        self.field.setObjectName("own_line")
        self.field.setAccessibleName("Your own line")
        self.field.setPlaceholderText("an equal form, then Enter")
        self.field.returnPressed.connect(self._on_entered)
        self.field.textEdited.connect(self._on_edited)
        self.clear.setText("Clear")
        self.clear.setToolTip("Take your lines away")
        self.clear.setProperty("role", "small")
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear.clicked.connect(own.clear)
        OwnKeys(self.clear, Qt.Key.Key_Space)
        self.words = Label(wordWrap=True)
        self.words.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (caption("Your line"), self.field, self.clear):
            row.addWidget(widget, 1 if widget is self.field else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 4, 18, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.words)
        for signal in (walkthrough.moved, question.changed, own.changed):
            signal.connect(self._show)
        self._show()

    def _show(self) -> None:
        symbol, known = self._question.symbol, self._walkthrough.known
        is_there = symbol is not None and is_derived(known, symbol)
        self.setVisible(is_there)
        self.clear.setVisible(len(self._own) > 0)
        if symbol is not None and is_there:
            self.field.setToolTip(_TIP.format(", ".join(letters_of(known, symbol))))

    def _on_edited(self) -> None:
        self._say("")

    def _on_entered(self) -> None:
        text = self.field.text()
        if not text.strip():
            self._say(_EMPTY)
            return
        try:
            self._own.add(text)
        except FormulaError as error:
            self.field.setCursorPosition(min(error.position, len(text)))
            self._say(as_sentence(str(error)))
        else:
            self.field.clear()
            self._say("")

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        if words:
            announce(self.field, words)
