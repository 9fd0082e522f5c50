"""How far a person has come in each lesson, kept on this computer."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from explainer.files.assets import asset_path
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


_RANKS = (None, CardOutcome.SEEN, CardOutcome.SHOWN, CardOutcome.LATER, CardOutcome.AT_FIRST)


def key_of(lesson: Lesson) -> str:
    """Return what the progress of a lesson is kept under: its id and, of one that does not come with the app, a mark of
    its folder, since another file may have the same id."""
    if lesson.folder is None or lesson.folder.resolve() == asset_path("lessons").resolve():
        return lesson.id
    return f"{lesson.id}-{sha256(str(lesson.folder.resolve()).encode(errors='replace')).hexdigest()[:12]}"


def _better(before: CardOutcome | None, now: CardOutcome) -> CardOutcome:
    """Return what is kept of a card: what was right only after it had been shown, was not so at first."""
    if before is CardOutcome.SHOWN and now is CardOutcome.AT_FIRST:
        return CardOutcome.LATER
    return now if _RANKS.index(now) > _RANKS.index(before) else before or now


class KeptProgress:
    """The progress of lessons by their keys. What is kept of one and does not fit its cards counts as none."""

    def __init__(self, kept: KeptSettings) -> None:
        self._kept = kept

    def of(self, key: str, cards: int) -> LessonProgress:
        """Return the progress in a lesson of so many cards."""
        last, _, letters = self._kept.text(f"lessons/{key}").partition(" ")
        if len(letters) != cards or not last.isascii() or not last.isdigit() or int(last[:6]) >= cards:
            return LessonProgress((None,) * cards)
        return LessonProgress(tuple(_LETTERS.get(letter) for letter in letters), int(last))

    def note(self, lesson: Lesson, card: int, outcome: CardOutcome) -> None:
        """Note how a card was answered; a better answer is kept before a worse one that comes later."""
        progress = self.of(key_of(lesson), len(lesson.cards))
        outcomes = list(progress.outcomes)
        outcomes[card] = _better(outcomes[card], outcome)
        letters = "".join(_NONE if it is None else _WORDS[it] for it in outcomes)
        self._kept.keep(f"lessons/{key_of(lesson)}", f"{card} {letters}")
