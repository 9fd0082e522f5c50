"""Expressions of lessons: formulas of numbers that are named as in a trace file, perhaps of another update or scene.

`w1*i1 + b_h1`, `dE_total/dw5@2`, `update 2: E_total`, `(wrong_order update 3: loss) - loss`, `updates_to(0.01)`
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from explainer.files.wording import quoted
from explainer.functions.expression import Expression
from explainer.functions.own.grammar import FormulaError, read_formula
from explainer.lessons.lesson import LessonError

LONGEST = 600
"""Characters of an expression."""


class AskedAt(NamedTuple):
    """The scene and the update that numbers are asked of: "" and None are those that it is asked at."""

    scene: str = ""
    update: int | None = None


class NamedNumber(NamedTuple):
    """A number by its name, of a sample of the batch counted from 1, or None; `until` is the loss of `updates_to`."""

    where: AskedAt
    name: str
    sample: int | None = None
    until: float | None = None


UPDATES_TO = "updates_to"
_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})"
    rf"|(?P<until>{UPDATES_TO}\s*\(\s*(?P<limit>{_NUMBER})\s*\))"
    r"|(?P<name>(?P<first>[^\W\d]\w*)(?P<by>/d[^\W\d]\w*)?)"
    r"|(?P<open>\()|(?P<close>\))|(?P<other>.)",
    re.DOTALL,
)
_SAMPLE = re.compile(r"@(\d{1,9})\b")
_WHERE = re.compile(r"\s*(?:(?!update\b)([^\W\d]\w*)\b\s*)?(?:update\s+(\d{1,9})\s*)?:")
_WRITTEN_OUT = {"sig": ("(1/(1+exp(-(", "))))"), "relu": ("max(0,(", "))")}
"""Functions that lessons have and formulas of one's own have not."""
_LETTER = re.compile(r"_\d+_")

IsKnown = Callable[[NamedNumber], bool]
"""Tells whether there is a number of that name."""


def read_expression(text: str, is_known: IsKnown) -> Expression:
    """Return the tree of an expression, whose leaves are `NamedNumber`; of what may be a derivative or a quotient the
    derivative is taken where `is_known` knows it.

    Raises LessonError with a sentence.
    """
    if len(text) > LONGEST:
        raise LessonError(f"an expression has at most {LONGEST} characters, this one has {len(text):,}")
    if not text.strip():
        raise LessonError("the expression is empty")
    reader = _NamesInText(text, is_known)
    formula = reader.formula()
    try:
        return read_formula(formula, reader.letters, 2 * LONGEST)
    except FormulaError as error:
        reason = _LETTER.sub(lambda found: reader.written.get(found[0], found[0]), error.reason)
        raise LessonError(f"{quoted(text)} is no expression: {reason.partition('; known:')[0]}") from None


class _NamesInText:
    """Puts a letter in the place of each name, so that what is left is a formula."""

    def __init__(self, text: str, is_known: IsKnown) -> None:
        self._text, self._is_known = text, is_known
        self.letters: dict[str, NamedNumber] = {}
        self.written: dict[str, str] = {}
        self._parts: list[str] = []
        self._wheres, self._ends = [AskedAt()], list[str]()

    def formula(self) -> str:
        position = self._take_where(0)
        while position < len(self._text):
            found = _TOKEN.match(self._text, position)
            if found is None:
                raise LessonError(f"{quoted(self._text)} is no expression")
            position = self._take(found)
        return "".join(self._parts)

    def _take_where(self, position: int) -> int:
        """Go past what says of which scene and update the numbers are, if that is here."""
        found = _WHERE.match(self._text, position)
        if found is None:
            return position
        scene = found[1] or self._wheres[-1].scene
        self._wheres[-1] = AskedAt(scene, int(found[2]) if found[2] else None)
        return found.end()

    def _take(self, found: re.Match[str]) -> int:
        """Go past a token; return where the next one is."""
        match found.lastgroup:
            case "name":
                return self._take_name(found)
            case "until":
                self._put(NamedNumber(self._wheres[-1], UPDATES_TO, until=float(found["limit"])), found[0])
            case "open":
                return self._take_open(found, "(", ")")
            case "close":
                self._parts.append(self._ends.pop() if self._ends else ")")
                self._wheres[1:] = self._wheres[1:-1]
            case _:
                self._parts.append(found[0])
        return found.end()

    def _take_open(self, found: re.Match[str], begin: str, end: str) -> int:
        self._parts.append(begin)
        self._ends.append(end)
        self._wheres.append(self._wheres[-1])
        return self._take_where(found.end())

    def _take_name(self, found: re.Match[str]) -> int:
        whole, first = found["name"], found["first"]
        following = _TOKEN.match(self._text, found.start() + len(first))
        if following is not None and following["open"]:
            if first in _WRITTEN_OUT:
                return self._take_open(following, *_WRITTEN_OUT[first])
            self._parts.append(first)
            return following.start()
        for name in dict.fromkeys((whole, first)):
            end = found.start() + len(name)
            sample = _SAMPLE.match(self._text, end)
            named = NamedNumber(self._wheres[-1], name, int(sample[1]) if sample else None)
            if name == first or self._is_known(named):
                break
        end = sample.end() if sample else end
        self._put(named, self._text[found.start() : end])
        return end

    def _put(self, named: NamedNumber, written: str) -> None:
        letter = f"_{len(self.letters)}_"
        self.letters[letter], self.written[letter] = named, written
        self._parts.append(letter)
