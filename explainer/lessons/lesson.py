"""A lesson: cards, each with something to read, what the window shows with it, and perhaps a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class LessonError(ValueError):
    """A lesson, or one of its cards, that cannot be used. Its text is one line for the person who can act."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A calculation: a scenario, what is changed of it, and how many updates are made. What is None was left out."""

    scenario: str | None = None
    """The name of a built-in one, or a path beside the lesson's file."""
    edits: Mapping[str, float] = field(default_factory=dict)
    """Starting numbers by name: `w1`, `b_o1`, `i1`, `target_o1@2`, `learning_rate`."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """Settings by their dotted paths in the scenario's file; `set` in a lesson's file."""
    bug: str | None = None
    """The bug that the program has; "" for none."""
    train: int | None = None
    """How many updates are made from the start of the calculation."""


@dataclass(frozen=True, kw_only=True)
class WindowState(Scene):
    """What a card wants the window to show. What is None stays as the card before left it."""

    update: int | None = None
    step: str | None = None
    """The line of the cursor, by the symbol it makes; "" before the first line."""
    size: str | None = None
    tab: str | None = None
    plot: str | None = None
    """A plot by its name; "" for none."""
    select: str | None = None
    """An element by its name; "" for none."""
    check: bool = False
    """Whether the table Check begins by itself; of this card only."""
    notation: str | None = None
    digits: int | None = None


@dataclass(frozen=True)
class WrongValue:
    """A likely wrong answer, as an expression or a sign, and what was done to get it, in one sentence."""

    value: str
    slip: str


@dataclass(frozen=True)
class WrongText:
    """A wrong answer that is offered, and what is wrong with it, in one sentence."""

    text: str
    slip: str


@dataclass(frozen=True)
class WrongElement:
    """An element that may be taken for the right one, and what is wrong with that, in one sentence."""

    element: str
    slip: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question on a card; `hint` is said after the second wrong answer."""

    text: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberAsked(Asked):
    """A number is to be typed: what the expression `answer` comes to, to so many significant digits, or as a whole
    number."""

    answer: str
    digits: int = 5
    whole: bool = False
    wrong: tuple[WrongValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignAsked(Asked):
    """Is what the expression `answer` comes to above, at or below 0?"""

    answer: str
    wrong: tuple[WrongValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChoiceAsked(Asked):
    """One of several texts is to be chosen."""

    answer: str
    wrong: tuple[WrongText, ...]


@dataclass(frozen=True, kw_only=True)
class FindAsked(Asked):
    """Elements are to be found in the picture: all that are named."""

    answer: tuple[str, ...]
    wrong: tuple[WrongElement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrderAsked(Asked):
    """Texts are to be put in the order of `answer`."""

    answer: tuple[str, ...]
    slip: str


@dataclass(frozen=True, kw_only=True)
class DoAsked(Asked):
    """Something is to be done in the window, until a condition holds."""

    until: str


LessonQuestion = NumberAsked | SignAsked | ChoiceAsked | FindAsked | OrderAsked | DoAsked
KINDS: dict[str, type[LessonQuestion]] = {
    "number": NumberAsked,
    "sign": SignAsked,
    "choice": ChoiceAsked,
    "find": FindAsked,
    "order": OrderAsked,
    "do": DoAsked,
}
"""The kinds of question by their name in a lesson's file."""


@dataclass(frozen=True, kw_only=True)
class LessonText:
    """What a card says, and the elements of the picture that are lit with it, by name."""

    title: str
    say: str
    light: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LessonCard(LessonText):
    """One step of a lesson; without a question it is there to be looked at."""

    window: WindowState = WindowState()
    ask: LessonQuestion | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class LessonWords:
    """What a lesson is called and is about; `following` is the id of the lesson that comes next, `next` in a file."""

    id: str
    title: str
    topic: str
    minutes: int
    goal: str
    closing: str
    following: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lesson(LessonWords):
    """A lesson as its file has it; paths in it are relative to `folder`, and without one there are none."""

    cards: tuple[LessonCard, ...]
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    folder: Path | None = None
