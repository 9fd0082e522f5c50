"""How far a person has come in each lesson, kept on this computer."""

from __future__ import annotations

from typing import NamedTuple

from explainer.lessons.lesson import Lesson
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.session.kept_settings import KeptSettings

_LETTERS = {outcome.value[0]: outcome for outcome in (CardOutcome.AT_FIRST, CardOutcome.LATER)}
_LETTERS |= {"h": CardOutcome.SHOWN, "s": CardOutcome.SEEN}
_WORDS = {outcome: letter for letter, outcome in _LETTERS.items()}
_NONE = "-"


class LessonProgress(NamedTuple):
    """Of each card how it was answered, None where it was not looked at; and which card, from 0, was the last."""

    outcomes: tuple[CardOutcome | None, ...]
    last: int = 0

    @property
    def done(self) -> int:
        """How many cards are done."""
        return sum(outcome is not None for outcome in self.outcomes)


class KeptProgress:
    """The progress of lessons by their id. What is kept of one and does not fit its cards counts as none."""

    def __init__(self, kept: KeptSettings) -> None:
        self._kept = kept

    def of(self, lesson: str, cards: int) -> LessonProgress:
        """Return the progress in a lesson of so many cards."""
        last, _, letters = self._kept.text(f"lessons/{lesson}").partition(" ")
        if len(letters) != cards or not last.isascii() or not last.isdigit() or int(last[:6]) >= cards:
            return LessonProgress((None,) * cards)
        return LessonProgress(tuple(_LETTERS.get(letter) for letter in letters), int(last))

    def note(self, lesson: Lesson, card: int, outcome: CardOutcome) -> None:
        """Note how a card was answered; a better answer is kept before a worse one that comes later."""
        progress = self.of(lesson.id, len(lesson.cards))
        outcomes = list(progress.outcomes)
        if outcomes[card] in (None, CardOutcome.SEEN):
            outcomes[card] = outcome
        letters = "".join(_NONE if it is None else _WORDS[it] for it in outcomes)
        self._kept.keep(f"lessons/{lesson.id}", f"{card} {letters}")
