"""Below the explanation: what is asked for, a line to type the answer in, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explainer.state.predict.predicted_walk import PredictedWalk
from explainer.state.walkthrough.asked_results import Cursor
from explainer.variants.questions.question import LineQuestion
from explainer.views.controls.answer_entry import AnswerEntry
from explainer.views.controls.choices import Choices
from explainer.views.controls.controls import ActionButton, Label, OwnKeys, announce
from explainer.views.controls.typed_elsewhere import TypedElsewhere
from explainer.views.explanation.predict.joy import Joy

_INVITATION = "Type the result, then Enter"
_USUAL_LINES = 2
"""Room that is kept, so that most sentences move nothing."""
_LOW = 36
"""In lines of text: a lower window needs its room for the formula."""


class AnswerBar(QFrame):
    """Seen while results are asked for. Listens to the prediction. The keys come to it when a line is asked for, from
    the picture `home`, and go back there when the line is complete."""

    def __init__(
        self,
        prediction: PredictedWalk,
        hint: QAction,
        reveal: QAction,
        home: QWidget,
        menus: Sequence[QWidget],
        beside: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._prediction, self._home = prediction, home
        self._actions, self._menus, self._beside = (hint, reveal), menus, beside
        self._announced = ""
        self._asked_line: Cursor | None = None
        self._line: Cursor | None = None
        self._choice: LineQuestion | None = None
        self.setObjectName("answer_bar")
        self.setAccessibleName("Answer")
        self.question, self.message, self.score = Label(), Label(wordWrap=True), Label(wordWrap=True)
        self.asked, self.round = Label(wordWrap=True), Label(wordWrap=True)
        self.choices = Choices()
        self.entry = AnswerEntry()
        self.entry.setObjectName("answer")
        self.message.setObjectName("answer_message")
        self.score.setObjectName("answer_score")
        self.asked.setObjectName("answer_question")
        self.asked.setProperty("role", "title")
        self.round.setObjectName("answer_round")
        for quiet in (self.score, self.round):
            quiet.setProperty("role", "caption")
        self.question.setProperty("role", "title")
        self.compare = QToolButton()
        self.compare.setText("Compare")
        self.compare.setObjectName("compare")
        self.compare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self.compare, Qt.Key.Key_Space)
        self._buttons = ActionButton(hint, "Hint"), ActionButton(reveal, "Show")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self.entry.returnPressed.connect(self._on_answer)
        self.choices.chosen.connect(prediction.choose)
        self.choices.compared.connect(prediction.compare)
        self.compare.clicked.connect(prediction.compare)
        self._typed_elsewhere = TypedElsewhere(self._is_waiting, self._was_answered, lambda: self._takes_keys, self)
        self.joy = Joy(self)
        prediction.was_right.connect(self.joy.play)
        prediction.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.question)
        line.addWidget(self.entry, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        for menu in self._menus:
            below.addWidget(menu)
        below.addStretch(1)
        for button in self._buttons:
            below.addWidget(button)
        said = QHBoxLayout()  # what comes and goes has room beside the words, and makes nothing wider
        said.setSpacing(8)
        said.addWidget(self.message, 1)
        for passing in (*self._beside, self.compare):
            said.addWidget(passing, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(4)
        layout.addWidget(self.round)
        layout.addWidget(self.asked)
        layout.addLayout(line)
        layout.addWidget(self.choices)
        layout.addLayout(said)
        layout.addLayout(below)
        layout.addWidget(self.score)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _on_answer(self) -> None:
        if not self._prediction.answer(self.entry.text()) and self.entry.isEnabled():
            self.entry.selectAll()

    def _is_waiting(self) -> bool:
        return self._prediction.takes_answer or self._prediction.choice is not None

    def _was_answered(self) -> bool:
        return self._prediction.is_on and bool(self._prediction.said)

    def _show(self) -> None:
        prediction = self._prediction
        for action in self._actions:
            action.setEnabled(prediction.gives_help)
        self._move_keys()
        for button in self._buttons:
            button.setVisible(not prediction.was_shown)
        self.setVisible(prediction.is_on)
        self._show_question()
        self.entry.setAccessibleName(f"Result of {prediction.question}")
        self.message.setText(prediction.said or self._waiting())
        self.score.setText(prediction.standing)
        if prediction.is_on and prediction.said != self._announced:
            announce(self.choices if prediction.choice else self.entry, prediction.said)
        self._announced = prediction.said

    def _show_question(self) -> None:
        """Show what is asked; options stay until another line comes, with what was chosen."""
        prediction = self._prediction
        if prediction.is_asked or prediction.line != self._line:
            self._choice, self._line = prediction.choice, prediction.line
        choice = self._choice
        self.round.setText(prediction.round_text)
        self.round.setVisible(bool(prediction.round_text))
        self.asked.setText(choice.text if choice else "")
        self.asked.setVisible(choice is not None)
        self.choices.setAccessibleName(choice.text if choice else "Options")
        self.choices.show_options(choice.options if choice else (), prediction.picked, prediction.choice is not None)
        self.compare.setVisible(prediction.choice is not None and prediction.choice.takes_many)
        self.question.setText(f"{prediction.question} =" if prediction.question else "")
        for part in (self.question, self.entry):
            part.setVisible(choice is None)

    def _waiting(self) -> str:
        if self._prediction.is_asked:
            return ""
        return "Nothing is asked here. → goes on; P ends predicting."

    def _move_keys(self) -> None:
        """Let the keys be where the person goes on."""
        focused = QApplication.focusWidget()
        is_asked, is_inside = self._prediction.is_asked, focused is not None and self.isAncestorOf(focused)
        if is_asked and not self.entry.isEnabled():
            self.entry.clear()
        if not self._prediction.said:
            self.entry.clear()
        is_home = focused is not None and (focused is self._home or self._home.isAncestorOf(focused))
        if not is_asked and is_inside:
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        if not is_asked:
            self.entry.deselect()
        self.entry.setEnabled(self._prediction.takes_answer)
        self.entry.setPlaceholderText(_INVITATION if self._prediction.takes_answer else "")
        is_new, self._asked_line = self._prediction.asked_line != self._asked_line, self._prediction.asked_line
        is_elsewhere = is_inside and (focused is self.entry) is bool(self._prediction.choice)
        if is_asked and ((is_home and is_new) or is_elsewhere):
            self.setVisible(True)
            self._show_question()
            self._takes_keys.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _takes_keys(self) -> QWidget:
        return self.choices if self._prediction.choice else self.entry

    @property
    def is_low(self) -> bool:
        """Whether the window has few lines of text, which the formula needs."""
        return self._is_low_for(self.window().height())

    @property
    def _is_crowded(self) -> bool:
        """Whether the options leave few lines of text for all else, which the formula and the timeline need."""
        options = 0 if self.choices.isHidden() else self.choices.sizeHint().height()
        return self._is_low_for(self.window().height() - options)

    def _is_low_for(self, height: int) -> bool:
        return height < _LOW * self.fontMetrics().lineSpacing()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self._typed_elsewhere)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            is_crowded = self._is_crowded
            self.score.setVisible(not (is_crowded and (self._prediction.is_asked or not self.is_low)))
            _keep_whole(self.message, 0 if self.is_low else _USUAL_LINES - is_crowded)
            for label in (self.score, self.round, self.asked):
                _keep_whole(label, 1)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def _keep_whole(label: Label, lines: int) -> None:
    """Give a text as many lines as its width needs, and at least so many."""
    usual = lines * label.fontMetrics().lineSpacing()
    label.setMinimumHeight(0)  # or heightForWidth never returns less than that
    label.setMinimumHeight(max(usual, label.heightForWidth(label.width())))
