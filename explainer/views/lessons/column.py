"""The column of a lesson: the card, its question, and the way to the next one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explainer.glossary.marked_html import marked_html, term_of_link
from explainer.state.background.work import once_after
from explainer.state.lesson.lesson_walk import LessonWalk
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.session.display import Display
from explainer.views.controls.controls import ActionButton, Label
from explainer.views.controls.pickers import BriefList
from explainer.views.controls.typed_elsewhere import TypedElsewhere
from explainer.views.lessons.answer_part import AnswerPart
from explainer.views.lessons.card_text import as_html, as_words
from explainer.views.lessons.ending import LessonEnding
from explainer.views.lessons.keys import LessonKeys
from explainer.views.lessons.lesson_list import LessonList

_WIDTH, _NARROWEST = 300, 230
_LARGER = 1.25
_MARKS = {CardOutcome.AT_FIRST: "✓ ", CardOutcome.LATER: "✓ ", CardOutcome.SHOWN: "• ", CardOutcome.SEEN: "✓ "}
_PREPARING = "The numbers of this card are being calculated …"
_AWAY = "You are elsewhere than the card."
_NONE = "Choose a lesson."


class _CardPage(QWidget):
    """Is as high as it is at its width: at its narrowest it would be higher."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class LessonColumn(QFrame):
    """Listens to the lesson. `next_lesson_asked` carries the id of a lesson to begin, `term_asked` the name of a term
    that leads to the glossary."""

    next_lesson_asked = Signal(str)
    term_asked = Signal(str)

    def __init__(self, walk: LessonWalk, display: Display, actions: Mapping[str, QAction], home: QWidget) -> None:
        super().__init__()
        self._walk, self._display, self._actions = walk, display, actions
        self.setObjectName("lesson_column")
        self.setAccessibleName("Lesson")
        self.setMinimumWidth(_NARROWEST)
        self.lesson = Label(wordWrap=True)
        self.lesson.setProperty("role", "caption")
        self.cards = self._make_list()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("How many cards are done")
        self.title, self.say, self.question = (
            self._text("lesson_title"),
            self._text("lesson_say"),
            self._text("lesson_question"),
        )
        self._keys = LessonKeys(self, home, display)
        self.answer = AnswerPart(walk, self._keys, display)
        self.list = LessonList(walk.progress) if walk.progress else None
        self.away = Label(_AWAY, wordWrap=True)
        self.ending = LessonEnding(walk, self._keys)
        self.ending.next_lesson_asked.connect(self.next_lesson_asked)
        self._lay_out()
        self._typed = TypedElsewhere(
            lambda: self.isVisible() and self.answer.is_waiting, lambda: False, lambda: self.answer.takes_keys, self
        )
        self._bring_later = once_after(0, self._bring_said, self)
        self.answer.told.connect(self._bring_soon)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._bring_soon)
        walk.changed.connect(self._show)
        display.changed.connect(self._dress)
        display.changed.connect(self._show)
        self._dress()
        self._show()

    def _text(self, name: str) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        links = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        label.setTextInteractionFlags(links)
        label.linkActivated.connect(self._on_link)
        return label

    def _make_list(self) -> QComboBox:
        cards = BriefList()
        cards.setObjectName("lesson_cards")
        cards.setAccessibleName("Card")
        cards.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cards.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        cards.setMinimumContentsLength(8)
        cards.activated.connect(self._walk.go)
        return cards

    def _lay_out(self) -> None:
        page = _CardPage()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setSpacing(8)
        for widget in (self.title, self.say, self.question, self.answer, self.ending):
            inside.addWidget(widget)
        if self.list is not None:
            inside.addWidget(self.list)
            self.list.chosen.connect(self.next_lesson_asked)
        inside.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setObjectName("lesson_page")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.lesson, 1)
        self._fold = ActionButton(self._actions["lessons"], "×", "cross")
        head.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignTop)
        self._back_to = ActionButton(self._actions["back_to_lesson"], "Back to the card")
        ways = QHBoxLayout()
        self._previous = ActionButton(self._actions["previous_card"], "◀ Back")
        self._next = ActionButton(self._actions["next_card"], "Next ▶", "primary")
        ways.addWidget(self._previous)
        ways.addStretch(1)
        ways.addWidget(self._next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(6)
        for part, margins in ((head, 14), (self.cards, 14), (self.bar, 14)):
            row = QHBoxLayout()
            row.setContentsMargins(margins, 0, margins, 0)
            if isinstance(part, QHBoxLayout):
                row.addLayout(part)
            else:
                row.addWidget(part)
            layout.addLayout(row)
        layout.addWidget(scroll, 1)
        below = QVBoxLayout()
        below.setContentsMargins(14, 0, 14, 0)
        below.setSpacing(6)
        below.addWidget(self.away)
        below.addWidget(self._back_to)
        below.addLayout(ways)
        layout.addLayout(below)

    def take_keys(self) -> None:
        """Take the keys to where a lesson is chosen, if none goes on, or where a card is answered."""
        if self.list is not None and not self._walk.is_on:
            self._keys.lead_to(self.list.first, self.list)
        elif self.answer.takes_answer:
            self._keys.lead_to(self.answer.takes_keys, self.answer)

    # what is shown

    def _show(self) -> None:
        walk = self._walk
        lesson = walk.lesson
        self._show_list()
        if self.list is not None:
            if lesson is not None:
                self._keys.let_go(self.list)
            self.list.setVisible(lesson is None)
            if lesson is None:
                self.list.renew()
        self.lesson.setText(self._heading())
        card = walk.card
        title, say, question = "", "", ""
        if lesson is None:
            title = "Lessons"
        elif walk.trouble:
            say = as_html(walk.trouble)
        elif walk.is_at_end:
            title, say = "The end of this lesson", as_html(walk.closing)
        elif card is None:
            title, say = as_html(lesson.cards[walk.index].title), as_html(_PREPARING)
        else:
            title, say, question = as_html(card.card.title), as_html(card.say), as_html(card.question)
        marked = marked_html(say, self._display.palette.text)
        for label, text in ((self.title, title), (self.say, marked), (self.question, question)):
            if text != label.text():
                label.setText(text)
            label.setVisible(bool(text))
            label.setAccessibleName(as_words(text))
        self._show_ways()

    def _heading(self) -> str:
        lesson = self._walk.lesson
        if lesson is None:
            return _NONE
        if not self._display.is_stage or self._walk.is_at_end:
            return f"{lesson.title}\N{NO-BREAK SPACE}· {lesson.minutes}\N{NO-BREAK SPACE}min"
        return f"{lesson.title} · {self._walk.index + 1} of {len(lesson.cards)}"

    def _bring_soon(self) -> None:
        if self._walk.answer.said:
            self._bring_later.start()

    def _bring_said(self) -> None:
        """Bring what is said of an answer into sight, as soon as it has its place, and if there is room what helps."""
        for part in (self.answer.hint, self.answer.said):
            if part.isVisible():
                self._scroll.ensureWidgetVisible(part, 0, 8)

    def _show_ways(self) -> None:
        """Offer the ways that there are; on a stage the clicker is the way, and cards have the room."""
        walk, is_stage = self._walk, self._display.is_stage
        self._fold.setHidden(is_stage)
        is_away = walk.is_on and walk.card is not None and walk.is_away
        self.away.setVisible(is_away)
        self._back_to.setVisible(is_away)
        for button in (self._previous, self._next):
            button.setVisible(walk.is_on and not is_stage)
        self._actions["previous_card"].setEnabled(walk.is_on and walk.index > 0)
        self._actions["next_card"].setEnabled(walk.is_on and not walk.is_at_end)
        self._actions["back_to_lesson"].setEnabled(is_away)

    def _show_list(self) -> None:
        lesson, kept = self._walk.lesson, self._walk.kept
        texts = []
        if lesson is not None:
            for at, (card, outcome) in enumerate(zip(lesson.cards, kept.outcomes, strict=True), start=1):
                texts.append(f"{_MARKS[outcome] if outcome else ''}{at} of {len(lesson.cards)}: {as_words(card.title)}")
            texts.append("The end")
        if texts != [self.cards.itemText(at) for at in range(self.cards.count())]:
            self.cards.clear()
            self.cards.addItems(texts)
        is_wanted = bool(texts) and not self._display.is_stage
        self.cards.setVisible(is_wanted)
        self.cards.setCurrentIndex(self._walk.index)
        self.bar.setVisible(is_wanted)
        self.bar.setMaximum(max(len(kept.outcomes), 1))
        self.bar.setValue(kept.done)

    def _dress(self) -> None:
        palette, zoom = self._display.palette, self._display.zoom
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setBold(True)
        self.title.setFont(font)
        self.bar.setFixedHeight(round(4 * zoom))
        self.bar.setStyleSheet(
            f"QProgressBar {{ background: {palette.line}; border: none; }}"
            f"QProgressBar::chunk {{ background: {palette.forward}; }}"
        )
        self.setStyleSheet(f"#lesson_column {{ border-right: 1px solid {palette.line}; }}")

    # what a person does

    def _on_link(self, link: str) -> None:
        self.term_asked.emit(term_of_link(link))

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(round(_WIDTH * self._display.zoom), super().sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self._typed)
