"""What is to be done in the window before a card is done: conditions such as "b_o1 <= 1 and trained 100"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from explainer.files.wording import quoted
from explainer.lessons.calculation import Calculation, line_making, parts_of
from explainer.lessons.lesson import LessonError
from explainer.lessons.values import LAST_UPDATE, Values

_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "!=": lambda left, right: left != right,
    "==": lambda left, right: left == right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
}
_COMPARISON = re.compile(r"([^<>=!]+)(<=|>=|!=|==|<|>)([^<>=!]+)")
_DOING = re.compile(r"(changed|trained|reached)\s+(\S+)")
_HELP = "write a comparison like b_o1 <= 1, or changed w1, trained 100, reached delta_o1"


class Present(NamedTuple):
    """AskedAt the window is: the numbers at its update, its line (0 before the first), and how many updates there are;
    and the calculation of the card, that it began with."""

    values: Values
    line: int
    updates: int
    card: Calculation

    @classmethod
    def at_beginning(cls, card: Calculation) -> Present:
        """Return where the window is when a card begins."""
        return cls(card.values, card.line, card.trained, card)


def holds(until: str, present: Present) -> bool:
    """Tell whether a condition holds: all its parts, which "and" joins. Raises LessonError with a sentence."""
    parts = [_holds(part.strip(), present) for part in re.split(r"\s+and\s+", until.strip())]
    return all(parts)


def _holds(part: str, present: Present) -> bool:
    if compared := _COMPARISON.fullmatch(part):
        left, sign, right = compared.groups()
        return _COMPARED[sign](present.values.number(left.strip()), present.values.number(right.strip()))
    if doing := _DOING.fullmatch(part):
        return _DONE[doing[1]](doing[2], present)
    raise LessonError(f"{quoted(part)} is no condition; {_HELP}")


def _changed(name: str, present: Present) -> bool:
    """Tell whether a number is not the one that the card's own calculation has at the same update."""
    values, began = present.values, present.card.values
    bare, sample = parts_of(name)
    if began.symbol(bare, sample) is None:
        began.number(name)
        raise LessonError(f"{quoted(name)} is no number that can be changed")
    if values.symbol(bare, sample) is None or values.update > LAST_UPDATE:
        return True
    own = Values(present.card.run, values.update, values.sample)
    return values.number(name) != own.number(name)


def _trained(count: str, present: Present) -> bool:
    if not count.isdecimal() or not 1 <= int(count[:9]) < LAST_UPDATE:
        raise LessonError(f"trained {count}: expected a number of updates from 1 to {LAST_UPDATE - 1:,}")
    return present.updates >= int(count)


def _reached(name: str, present: Present) -> bool:
    line = line_making(present.values, name)
    if line is None:
        raise LessonError(f"reached {name}: no line of update {present.values.update:,} makes it")
    return present.line >= line


_DONE: dict[str, Callable[[str, Present], bool]] = {"changed": _changed, "trained": _trained, "reached": _reached}
