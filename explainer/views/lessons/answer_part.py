"""Where a card is answered: a number is typed, options are chosen, or it waits for what is done in the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from explainer.lessons.lesson import FindAsked, LessonCard, LessonQuestion, NumberAsked, OrderAsked, SignAsked
from explainer.state.lesson.card_answer import CardAnswer
from explainer.state.lesson.lesson_walk import LessonWalk
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.session.display import Display
from explainer.variants.questions.question import AnswerOption
from explainer.views.controls.answer_entry import AnswerEntry
from explainer.views.controls.choices import Choices
from explainer.views.controls.controls import Label, OwnKeys, announce
from explainer.views.lessons.card_text import as_words
from explainer.views.lessons.keys import LessonKeys

_KEYS = "ABCDEFGHIJ"
_FIND = "Click in the picture, or choose there with Tab and Enter."
_DO = "Waiting until it is done …"
_ORDER = "Choose them one after the other. Choosing one again takes it back."


class AnswerPart(QWidget):
    """Listens to the answer of the lesson; the keys come here when a card asks for a number or an option, and go back
    to the picture where something is to be clicked or done there. On a stage the clicker shows the answer, and how one
    is given is left out."""

    told = Signal()

    def __init__(self, walk: LessonWalk, keys: LessonKeys, display: Display) -> None:
        super().__init__()
        self._walk, self._answer, self._keys, self._display = walk, walk.answer, keys, display
        self.setObjectName("lesson_answer")
        self.setAccessibleName("Answer")
        self.entry, self.choices = AnswerEntry(), Choices()
        self.entry.setObjectName("lesson_number")
        self.choices.setObjectName("choices_of_lesson")
        self.way = Label(wordWrap=True)
        self.way.setProperty("role", "caption")
        self.said = Label(wordWrap=True)
        self.said.setObjectName("lesson_said")
        self.hint = self._button("Hint", "Help, without telling the answer", "lesson_hint")
        self.show_it = self._button("Show", "Show the answer", "lesson_show")
        for label in (self.way, self.said):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._told = ""
        self._asked: LessonCard | None = None
        self._lay_out()
        self.entry.returnPressed.connect(self._on_typed)
        self.choices.chosen.connect(self._answer.choose)
        self.hint.clicked.connect(self._answer.hint)
        self.show_it.clicked.connect(self._answer.reveal)
        walk.changed.connect(self._show)
        display.changed.connect(self._show)
        self._show()

    def _button(self, text: str, tip: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(button, Qt.Key.Key_Space)
        return button

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.hint)
        below.addWidget(self.show_it)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.way, self.entry, self.choices, self.said):
            layout.addWidget(widget)
        layout.addLayout(below)

    @property
    def is_waiting(self) -> bool:
        """Whether what is typed elsewhere is for the answer."""
        return self._answer.takes_number or (self._answer.takes_option and isinstance(self._answer.question, SignAsked))

    @property
    def takes_answer(self) -> bool:
        """Whether a number is to be typed or an option chosen here."""
        return self._answer.takes_number or self._answer.takes_option

    @property
    def takes_keys(self) -> QWidget:
        """Where an answer is given."""
        return self.entry if isinstance(self._answer.question, NumberAsked) else self.choices

    def _on_typed(self) -> None:
        if not self._answer.type(self.entry.text()) and self._answer.is_open:
            self.entry.selectAll()

    def _show(self) -> None:
        question = self._answer.question
        if not self._answer.is_open:
            self._keys.let_go(self)
        self.setVisible(question is not None)
        if question is not None:
            self._show_question(question)
        self._lead_keys()

    def _show_question(self, question: LessonQuestion) -> None:
        answer = self._answer
        is_number = isinstance(question, NumberAsked)
        self.entry.setVisible(is_number)
        self.entry.setEnabled(answer.takes_number)
        self.entry.setPlaceholderText("Type it, then Enter" if answer.takes_number else "")
        self.entry.setAccessibleName(as_words(self._walk.card.question) if self._walk.card else "")
        self._show_options(answer)
        self.way.setText(self._way(answer))
        self.way.setVisible(bool(self.way.text()) and not self._display.is_stage)
        self.said.setText(self._marked(answer))
        self.said.setVisible(bool(answer.said))
        for button in (self.hint, self.show_it):
            button.setVisible(answer.is_open and not self._display.is_stage)
        if answer.said != self._told and answer.said:
            self.told.emit()
            announce(self.takes_keys if self.takes_keys.isVisible() else self, answer.said)
        self._told = answer.said

    def _show_options(self, answer: CardAnswer) -> None:
        texts = self._walk.card.options if self._walk.card else ()
        is_sign = isinstance(answer.question, SignAsked)
        options = [AnswerOption(text if is_sign else _KEYS[at], as_words(text)) for at, text in enumerate(texts)]
        if isinstance(answer.question, OrderAsked) and answer.picked:
            places = {text: at + 1 for at, text in enumerate(answer.picked)}
            options = [
                option._replace(text=f"{places[text]}. {option.text}" if text in places else option.text)
                for option, text in zip(options, texts, strict=True)
            ]
        picked = frozenset(at for at, text in enumerate(texts) if text in answer.picked)
        self.choices.show_options(options, picked, answer.takes_option)

    def _way(self, answer: CardAnswer) -> str:
        if not answer.is_open:
            return ""
        if answer.is_to_do:
            return _DO
        if isinstance(answer.question, FindAsked):
            found = f" So far: {', '.join(answer.picked)}." if answer.picked else ""
            return f"{_FIND}{found}"
        return _ORDER if isinstance(answer.question, OrderAsked) else ""

    @staticmethod
    def _marked(answer: CardAnswer) -> str:
        is_right = answer.outcome in (CardOutcome.AT_FIRST, CardOutcome.LATER)
        return as_words(f"✓ {answer.said}" if is_right else answer.said)

    def _lead_keys(self) -> None:
        """Let the keys be where a new card is answered."""
        card, answer = self._walk.card, self._answer
        asked = card.card if card and answer.question else None
        if asked is self._asked:
            return
        self._asked = asked
        if asked is not None:
            self.entry.clear()
            self._keys.lead_to(self.takes_keys if self.takes_answer else None, self)

    # Qt

    def event(self, event: QEvent) -> bool:
        """Esc leads back to the picture."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._keys.let_go(self)
            return True
        return super().event(event)
