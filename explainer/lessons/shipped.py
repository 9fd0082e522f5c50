"""The lessons that come with the app, in the order of the course."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from explainer.files.assets import asset_path
from explainer.files.wording import unknown
from explainer.lessons.lesson import Lesson, LessonError
from explainer.lessons.reading.lesson_file import load_lesson
from explainer.lessons.reading.members import read_words
from explainer.lessons.reading.toml_text import parse

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)
_CARD = re.compile(r"^\s*\[\[\s*card\s*\]\]", re.MULTILINE)


class LessonHead(NamedTuple):
    """What a lesson is called and is about, how many cards it has, and where its file is."""

    id: str
    title: str
    topic: str
    minutes: int
    goal: str
    cards: int
    path: Path


@cache
def lessons() -> tuple[LessonHead, ...]:
    """Return the lessons in their order. Their cards are not read: a window lists them all when it opens."""
    return tuple(_head(path) for path in sorted(asset_path("lessons").glob("*.toml")))


def topics() -> dict[str, tuple[LessonHead, ...]]:
    """Return the lessons by topic, in their order."""
    found: dict[str, tuple[LessonHead, ...]] = {}
    for head in lessons():
        found[head.topic] = (*found.get(head.topic, ()), head)
    return found


def lesson_ids() -> list[str]:
    """Return the ids of the lessons."""
    return [head.id for head in lessons()]


@cache
def lesson(name: str) -> Lesson:
    """Return a lesson by its id. Raises LessonError, with the nearest id, where there is none."""
    for head in lessons():
        if head.id == name:
            return load_lesson(head.path)
    raise LessonError(unknown(name, "a lesson", lesson_ids()))


def _head(path: Path) -> LessonHead:
    text = path.read_text(encoding="utf-8")
    before_tables = _TABLE.search(text)
    words = read_words(parse(text[: before_tables.start()] if before_tables else text))
    cards = len(_CARD.findall(text))
    return LessonHead(words.id, words.title, words.topic, words.minutes, words.goal, cards, path)
