"""Reading a lesson from its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from explainer.files.wording import at, quoted
from explainer.lessons.lesson import Lesson, LessonCard, LessonError, Scene
from explainer.lessons.reading.members import MisfitError, read_card, read_scene, read_words
from explainer.lessons.reading.problem import Lines, Problem, written
from explainer.lessons.reading.toml_text import MOST_CHARACTERS, TomlError, parse

T = TypeVar("T")
MOST_CARDS = 100


class LessonRead(NamedTuple):
    """A lesson as far as it could be read: None where it cannot be used; all that is wrong with its form."""

    lesson: Lesson | None
    problems: tuple[Problem, ...]
    lines: Lines
    titles: tuple[str, ...]

    def sentences(self, name: str, problems: Iterable[Problem]) -> list[str]:
        """Return problems, each as one line, in the order of the file."""
        found = sorted(problems, key=lambda problem: self.lines.line(problem.card, problem.key) or 0)
        return [written(problem, name, self.lines, self.titles) for problem in found]


def read_lesson(text: str | bytes, name: str = "", folder: Path | None = None) -> Lesson:
    """Return the lesson in a TOML text; `name` is what messages call it, and scenarios are looked for in `folder`.

    Raises LessonError with one line: what is wrong, in which card and line, and what to do.
    """
    try:
        found = examined(text, folder)
    except TomlError as error:
        raise LessonError(said_of_toml(error, name)) from None
    if found.lesson is None:
        raise LessonError(found.sentences(name, found.problems)[0])
    return found.lesson


def said_of_toml(error: TomlError, name: str) -> str:
    """Return what is wrong with a text that is no TOML, as one line."""
    place = [name] if name else []
    return at(", ".join([*place, f"line {error.line}"] if error.line else place), str(error))


def load_lesson(path: Path) -> Lesson:
    """Return the lesson in a file. Raises LessonError."""
    return read_lesson(content_of(path), str(path), path.parent)


def content_of(path: Path) -> bytes:
    """Return what is in a file, no more than a lesson may have. Raises LessonError where it cannot be read."""
    if not path.is_file():
        raise LessonError(f"there is no file {quoted(str(path))}")
    try:
        with path.open("rb") as file:
            return file.read(MOST_CHARACTERS * 4)
    except OSError as error:
        raise LessonError(f"{quoted(str(path))} cannot be read: {error.strerror or error}") from None


def examined(text: str | bytes, folder: Path | None = None) -> LessonRead:
    """Read a lesson, and note all that is wrong with its form. Raises TomlError where it is no TOML."""
    members = parse(text)
    plain = text if isinstance(text, str) else text.decode("utf-8-sig")
    reader = _LessonReader()
    lesson = reader.lesson(members, folder)
    lines = Lines(plain)
    return LessonRead(None if reader.problems else lesson, tuple(reader.problems), lines, _titles(members))


def _titles(members: dict[str, Any]) -> tuple[str, ...]:
    cards = members.get("card")
    titles = [card.get("title") if isinstance(card, dict) else "" for card in cards] if isinstance(cards, list) else []
    return tuple(title if isinstance(title, str) else "" for title in titles)


class _LessonReader:
    """Goes through the members of a file; what cannot be used is noted, and it goes on with the next."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def lesson(self, members: dict[str, Any], folder: Path | None) -> Lesson | None:
        about = {key: value for key, value in members.items() if key not in ("card", "scenes")}
        words = self._try(-1, partial(read_words, about))
        cards, scenes = self._cards(members.get("card", [])), self._scenes(members.get("scenes", {}))
        return None if words is None else Lesson(**vars(words), cards=cards, scenes=scenes, folder=folder)

    def _cards(self, cards: object) -> tuple[LessonCard, ...]:
        if not isinstance(cards, list) or not cards:
            self.problems.append(Problem("a lesson has cards, each of which begins with [[card]]", "card"))
            return ()
        if len(cards) > MOST_CARDS:
            self.problems.append(Problem(f"a lesson has at most {MOST_CARDS} cards, not {len(cards):,}", "card"))
            return ()
        read = [self._try(number, partial(read_card, card)) for number, card in enumerate(cards)]
        return tuple(card for card in read if card is not None)

    def _scenes(self, scenes: object) -> dict[str, Scene]:
        if not isinstance(scenes, dict):
            self.problems.append(Problem("expected tables like [scenes.other]", "scenes"))
            return {}
        read = {name: self._try(-1, partial(read_scene, name, scene)) for name, scene in scenes.items()}
        return {name: scene for name, scene in read.items() if scene is not None}

    def _try(self, card: int, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except MisfitError as error:
            self.problems.append(Problem(error.sentence, error.key, card))
            return None
