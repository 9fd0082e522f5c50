"""A lesson as a person goes through it: card by card, answering, wandering off and coming back."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, Signal

from explainer.lessons.lesson import Lesson, LessonError
from explainer.lessons.shipped import lesson as shipped_lesson
from explainer.state.background.thread_work import ThreadWork
from explainer.state.background.trainer import Trainer
from explainer.state.lesson.card_answer import CardAnswer
from explainer.state.lesson.card_place import CardPlace
from explainer.state.lesson.given_answer import GivenAnswer
from explainer.state.lesson.lit_numbers import LitNumbers
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.lesson.prepared_card import PreparedCard, closing_of, prepared, with_numbers
from explainer.state.lesson.progress import KeptProgress, LessonProgress, key_of
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.undo import Snapshot
from explainer.state.walkthrough.walkthrough import Walkthrough


class LessonWalk(QObject):
    """One lesson at a time, or none. Emits `changed` when there is something else to show, `starting` before a card,
    and `window_asked` with the card when the window is to show what belongs to it besides the calculation.

    `begun` comes before the first card, `went_back` where what was open before a lesson is looked at again.

    A card is calculated beside the window, then the walkthrough is put where it stands. `card` is None while that
    goes on, and on the closing page.
    """

    changed = Signal()
    window_asked = Signal(object)
    starting = Signal()
    begun = Signal()
    went_back = Signal()

    def __init__(
        self, walkthrough: Walkthrough, trainer: Trainer, pointing: Pointing, display: Display, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self.lesson: Lesson | None = None
        self.index = 0
        self.card: PreparedCard | None = None
        self.closing = self.trouble = ""
        self.progress: KeptProgress | None = None
        self.is_in_sight = False
        """Whether the card can be seen: what is folded does not take the clicker's keys."""
        self._before: Snapshot | None = None
        self._resumed: GivenAnswer | None = None
        self._lights = LitNumbers(walkthrough)
        self._beside = ThreadWork(self._on_prepared, self)
        self.place = CardPlace(walkthrough, trainer, self)
        self.place.arrived.connect(self._on_arrived)
        self.answer = CardAnswer(self)
        self.answer.changed.connect(self._on_answer)
        self.answer.completed.connect(self._on_completed)
        pointing.picked.connect(self._on_picked)
        for signal in (walkthrough.moved, walkthrough.edited, walkthrough.grew):
            signal.connect(self._on_window)
        display.changed.connect(self._on_display)

    @property
    def is_on(self) -> bool:
        """Whether a lesson goes on."""
        return self.lesson is not None

    @property
    def is_preparing(self) -> bool:
        """Whether the card is still being calculated, or the training that leads to it."""
        return self._beside.is_working or self.place.is_going

    @property
    def is_at_end(self) -> bool:
        """Whether the closing page is shown."""
        return self.lesson is not None and self.index >= len(self.lesson.cards)

    @property
    def is_away(self) -> bool:
        """Whether the person has gone elsewhere than the card has put the window; what is to be done may lead there."""
        if self.card is None or (self.answer.is_to_do and self.place.is_same_task):
            return False
        return not self.place.is_here

    @property
    def kept(self) -> LessonProgress:
        """How far the person has come in this lesson."""
        cards = len(self.lesson.cards) if self.lesson else 0
        if self.progress is None or self.lesson is None:
            return LessonProgress((None,) * cards)
        return self.progress.of(key_of(self.lesson), cards)

    # from card to card

    def start_shipped(self, name: str) -> None:
        """Begin a lesson that comes with the app, where it was left. Raises LessonError where there is none."""
        self.start(shipped_lesson(name))

    def start(self, lesson: Lesson, index: int | None = None) -> None:
        """Begin a lesson, at a card or where it was left."""
        if not self.is_on:
            self._before = self._walkthrough.view
            self.begun.emit()
        self.lesson = lesson
        last, count = self.kept.last, len(lesson.cards)
        self.go(index if index is not None else last if last < count - 1 else 0)

    def go(self, index: int) -> None:
        """Go to a card, from 0; behind the last one is the closing page."""
        if self.lesson is None:
            return
        self.starting.emit()
        self.place.halt()
        self.index = min(max(index, 0), len(self.lesson.cards))
        self.card, self.closing, self.trouble = None, "", ""
        self.answer.forget()
        self._resumed = None
        self._show_lights()
        digits = self._display.writing.digits
        if self.is_at_end:
            self.place.leave()
            self._beside.ask(partial(closing_of, self.lesson, digits))
        else:
            self._beside.ask(partial(prepared, self.lesson, self.index, digits))
        self.changed.emit()

    def next(self) -> None:
        """Go to the next card, or to the closing page."""
        if not self.is_at_end:
            self.go(self.index + 1)

    def previous(self) -> None:
        """Go to the card before."""
        if self.index > 0:
            self.go(self.index - 1)

    def back_to_card(self) -> None:
        """Put the window where the card has it, with the card's own numbers; what was answered so far stays."""
        given = self._resumed or self.answer.given
        self.go(self.index)
        self._resumed = given

    def ask_again(self) -> None:
        """Hide the result that is asked for, after something else was asked."""
        self.place.hide(self.card is not None and self.answer.outcome is None)
        self._show_lights()

    def end(self, goes_back: bool = False) -> None:
        """End the lesson, and look again at what was open before it, if that is wanted."""
        self.lesson, self.card, self.index = None, None, 0
        self._beside.forget()
        if self.answer.is_about_elements:
            self._pointing.set_picking(False)
        self.answer.forget()
        self.place.leave()
        self._show_lights()
        before, self._before = self._before, None
        if goes_back and before is not None:
            self._walkthrough.look_again(before, "Back to what was open before the lesson")
        self.changed.emit()
        if goes_back:
            self.went_back.emit()

    # following

    def _on_prepared(self, future: Future[PreparedCard | str]) -> None:
        try:
            made = future.result()
        except LessonError as error:
            self.trouble = f"This card cannot be shown: {error}"
            self.changed.emit()
            return
        if isinstance(made, str):
            self.closing = made
        else:
            self.card = made
            self.place.put(made)
        self.changed.emit()

    def _on_arrived(self) -> None:
        card, lesson = self.card, self.lesson
        if card is None or lesson is None:
            return
        self.answer.ask(card)
        given, self._resumed = self._resumed, None
        if given is not None:
            self.answer.resume(given)
            self.ask_again()
        if card.card.ask is None:
            self._note(CardOutcome.SEEN)
        self.window_asked.emit(card)
        self._on_window()

    def _on_window(self) -> None:
        """See whether what is to be done is done, and light what is spoken of where that is looked at."""
        if self.card is None:
            return
        self.answer.look(self.place.present(follows_cursor=self.answer.is_to_do), self._walkthrough.run.updates)
        self._show_lights()
        self.changed.emit()

    def _on_display(self) -> None:
        """Write the numbers of the card with as many digits as everywhere."""
        if self.card is not None and self.lesson is not None:
            digits = self._display.writing.digits
            self.card = with_numbers(self.lesson, self.index, self.card.calculation, digits)
            self.answer.renew(self.card)
            self.changed.emit()

    def _on_answer(self) -> None:
        self._show_lights()
        self.changed.emit()

    def _on_completed(self, outcome: CardOutcome) -> None:
        self.place.tell()
        self._note(outcome)
        self._show_lights()
        self.changed.emit()

    def _note(self, outcome: CardOutcome) -> None:
        if self.progress is not None and self.lesson is not None:
            self.progress.note(self.lesson, self.index, outcome)

    def _on_picked(self, element: object) -> None:
        self.answer.pick(element)

    def _show_lights(self) -> None:
        if not self.is_on and not self._pointing.spoken_of:
            return
        is_here = self.card is not None and not self.is_away
        self._pointing.set_picking(self.answer.picks_elements, is_here and self.answer.is_about_elements)
        names = self.card.card.light if self.card else ()
        lit = self.answer.picked_elements or names  # what was picked is told from the rest
        self._pointing.speak_of(self._lights.of(lit if is_here else ()))
