"""Lessons as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, indent

from explainer.files.wording import counted, one_line
from explainer.lessons.answers.shuffling import offered
from explainer.lessons.lesson import Asked, ChoiceAsked, Lesson, OrderAsked
from explainer.lessons.numbers.calculation import Calculation, calculation_of
from explainer.lessons.shipped import LessonHead
from explainer.lessons.texts import filled
from explainer.trace.formula.notation import DIGITS

_WIDTH = 100
_LETTERS = "ABCDEFGHIJ"


def listed(topics: dict[str, tuple[LessonHead, ...]]) -> str:
    """Return the lessons by topic, each with its id, its title and the time it takes."""
    heads = [head for topic in topics.values() for head in topic]
    width = max((len(head.id) for head in heads), default=0)
    return "\n".join(_of_topic(topic, its, width) for topic, its in topics.items())


def _of_topic(topic: str, heads: tuple[LessonHead, ...], width: int) -> str:
    rows = [f"  {head.id:<{width}}  {head.minutes:>2} min  {head.title}\n" for head in heads]
    return f"{topic}\n{''.join(rows)}"


def written_lesson(lesson: Lesson) -> Iterator[str]:
    """Go through a lesson in pieces: its head, each card with its numbers, and the end. Raises LessonError."""
    yield f"{lesson.title} ({counted(lesson.minutes, 'minute')})\n{_folded(lesson.goal)}"
    for index, card in enumerate(lesson.cards):
        of = calculation_of(lesson, index)
        yield f"\n{index + 1}. {one_line(card.title)}\n{_text(card.say, of)}"
        if card.ask is not None:
            yield _question(card.ask, of, lesson.id, card.title)
    yield f"\n{_text(lesson.closing, calculation_of(lesson, len(lesson.cards) - 1))}"


def _question(ask: Asked, of: Calculation, lesson: str, card: str) -> str:
    texts: tuple[str, ...] = ()
    if isinstance(ask, ChoiceAsked):
        texts = (ask.answer, *(wrong.text for wrong in ask.wrong))
    if isinstance(ask, OrderAsked):
        texts = ask.answer
    shown = offered([filled(text, of.values, _digits(of)) for text in texts], lesson, card)
    offers = [indent(_folded(f"{letter} {text}"), "  ") for letter, text in zip(_LETTERS, shown, strict=False)]
    return "".join([_text(f"? {ask.text}", of), *offers])


def _text(text: str, of: Calculation) -> str:
    return _folded(filled(text, of.values, _digits(of)))


def _digits(of: Calculation) -> int:
    return of.window.digits or DIGITS


def _folded(text: str) -> str:
    return "".join(f"{fill(one_line(line), _WIDTH)}\n" for line in text.strip().splitlines())
