"""All that is wrong with a lesson: whoever writes one is told before anybody learns from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from explainer.files.wording import quoted, unknown
from explainer.lessons.checking.question_checks import question_problems
from explainer.lessons.checking.text_checks import text_problems
from explainer.lessons.checking.window_checks import window_problems
from explainer.lessons.lesson import FindAsked, Lesson, LessonCard
from explainer.lessons.numbers.calculation import Calculation, calculations
from explainer.lessons.numbers.scene_scenario import SceneError
from explainer.lessons.numbers.training import SECONDS_OF_LESSON, as_long_as
from explainer.lessons.reading.lesson_file import content_of, examined, said_of_toml
from explainer.lessons.reading.problem import Problem
from explainer.lessons.reading.toml_text import TomlError

MOST_MINUTES = 90
_NUMBER = re.compile(r"\d+_")


class Findings(NamedTuple):
    """What is wrong with a lesson, and what could be better, each as one line with its place."""

    errors: list[str]
    hints: list[str]


def findings(content: str | bytes, name: str, folder: Path | None, others: Collection[str] = ()) -> Findings:
    """Return all that is wrong with a lesson's text; `others` are the ids of the lessons that may come next."""
    try:
        read = examined(content, folder)
    except TomlError as error:
        return Findings([said_of_toml(error, name)], [])
    with as_long_as(lambda: True, SECONDS_OF_LESSON):
        found = list(problems(read.lesson, others)) if read.lesson else []
    errors, hints = ([problem for problem in found if problem.is_hint is kind] for kind in (False, True))
    return Findings(read.sentences(name, (*read.problems, *errors)), read.sentences(name, hints))


def findings_of_file(path: Path, others: Collection[str] = ()) -> Findings:
    """Return all that is wrong with the lesson in a file. Raises LessonError where it cannot be read."""
    following = tuple(dict.fromkeys([*others, *sorted(ids_beside(path))]))
    return findings(content_of(path), str(path), path.parent, following)


def ids_beside(path: Path) -> Iterator[str]:
    """Go through the ids that the files beside a lesson's have in their names, "02_forward.toml" or "forward.toml"."""
    return (_NUMBER.sub("", other.stem) for other in path.parent.glob("*.toml"))


def problems(lesson: Lesson, others: Collection[str] = ()) -> Iterator[Problem]:
    """Go through what is wrong with a lesson that could be read."""
    yield from _words(lesson, others)
    yield from _titles(lesson)
    calculated = calculations(lesson)
    for name, scene in lesson.scenes.items():
        try:
            calculated.of(scene)
        except SceneError as error:
            yield Problem(str(error), f"scenes.{name}.{error.key}")
    last, told = None, Problem("")
    for number, card in enumerate(lesson.cards):
        try:
            last = calculated.of_card(number)
        except SceneError as error:
            fault = Problem(str(error), f"window.{error.key}")
            if fault != told:  # else the card has it from the one before
                yield fault._replace(card=number)
            last, told = None, fault
        yield from (problem._replace(card=number) for problem in _of_card(card, last))
    yield from (problem._replace(key="closing") for problem in text_problems(lesson.closing, last))


def _words(lesson: Lesson, others: Collection[str]) -> Iterator[Problem]:
    for key in ("title", "topic", "goal", "closing"):
        if not getattr(lesson, key).strip():
            yield Problem("the text is empty", key)
    if not 1 <= lesson.minutes <= MOST_MINUTES:
        yield Problem(f"expected 1 to {MOST_MINUTES} minutes, got {lesson.minutes:,}", "minutes")
    if lesson.following and lesson.following == lesson.id:
        yield Problem("the lesson cannot be the one that comes after it", "next")
    elif lesson.following and lesson.following not in others:
        yield Problem(unknown(lesson.following, "a lesson", others or ("none",)), "next")


def _titles(lesson: Lesson) -> Iterator[Problem]:
    seen = set[str]()
    for number, card in enumerate(lesson.cards):
        if card.title in seen:
            yield Problem(
                f"another card has the title {quoted(card.title)} too; give it one of its own", "title", number
            )
        seen.add(card.title)


def _of_card(card: LessonCard, calculation: Calculation | None) -> Iterator[Problem]:
    yield from text_problems(card, calculation)
    if calculation is None:
        return
    yield from window_problems(card, calculation)
    if card.ask is not None:
        yield from question_problems(card.ask, calculation)
    if isinstance(card.ask, FindAsked) and not {wrong.element for wrong in card.ask.wrong} & set(card.light):
        lit = [name for name in card.light if name in card.ask.answer]
        yield from (Problem(f"{quoted(name)} is to be found, and is lit", "light", is_hint=True) for name in lit)
