"""A line as the program with the bug has it, and as the right one has it, from the same weights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explainer.bugs.lab.program import right
from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.optimizer_state import kept_sums
from explainer.engine.update.training_loop import run_pass
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Leaf
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.plain_text import PaperWriter
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.notations.naming import spoken_name

_MOST_DIGITS, _MOST_LINES = 17, 3000
_MOST_LETTERS = 400
_PART = re.compile(r"[^\s()+−·/,^]+|\S")
"""A symbol, a number or a sign."""


class TwoLines(NamedTuple):
    """The same line of both programs."""

    wrong: Step
    right: Step


class LineTexts(NamedTuple):
    """What is written of a line: its formula, the same in numbers, and the result."""

    formula: str
    numbers: str
    result: str


@lru_cache(maxsize=2)
def right_pass(p: Pass) -> Pass:
    """Return the update as the right program makes it, from the same weights and the same memory."""
    scenario = right(p.scenario)
    return run_pass(scenario, p.number, _without_sums(p.scenario, p.before))


def _without_sums(scenario: Scenario, state: Array) -> Array:
    sums = kept_sums(scenario, state).size
    end = len(state) - len(scenario.optimizer.rule.scalars)
    return frozen(np.concatenate([state[: end - sums], state[end:]])) if sums else state


def _looked_at(trace: Trace) -> Iterator[Place]:
    """Go through the places of the way back and of the update, of the first sample and of the batch, not too many."""
    for span in trace.plan.spans:
        if span.phase in (Phase.BACKWARD, Phase.UPDATE) and span.sample <= 0:
            for number in range(span.first, min(span.last, span.first + _MOST_LINES) + 1):
                yield trace.plan.place(number)


def places_of(p: Pass) -> Iterator[Place]:
    """Go through the places at which the program with the bug does something else, in their order."""
    trace, other = Trace(p), Trace(right_pass(p))
    for place in _looked_at(trace):
        two = _at(trace, other, place)
        if two is not None and acts_in(two):
            yield place


def acts_in(two: TwoLines) -> bool:
    """Tell whether the line itself is another, not only the numbers that go into it."""
    wrong, right = two
    if wrong.rule != right.rule:
        return True
    if wrong.place.operation is Operation.GRADIENT_SUM:
        return wrong.scenario.keeps_sums
    return wrong.place.operation is Operation.CONTRIBUTION and wrong.scenario.is_sequential


def line_at(p: Pass, number: int) -> TwoLines | None:
    """Return a line of the update in both programs; None where the right one has none like it."""
    trace = Trace(p)
    return _at(trace, Trace(right_pass(p)), trace.plan.place(number))


@lru_cache(maxsize=2)
def first_line(p: Pass) -> int | None:
    """Return the number of the first line of an update that the bug changes; None where it changes none."""
    place = next(places_of(p), None)
    return None if place is None else Trace(p).plan.number(place)


def _at(trace: Trace, other: Trace, place: Place) -> TwoLines | None:
    numbers = trace.plan.number(place), other.plan.number(place)
    return None if None in numbers else TwoLines(trace[numbers[0] or 0], other[numbers[1] or 0])


def texts_of(two: TwoLines, writing: Writing) -> tuple[LineTexts, LineTexts]:
    """Write both lines, wrong and right, with as many digits as it takes to tell their results apart."""
    digits = telling(two.wrong.value, two.right.value, writing)
    return _texts(two.wrong, writing, digits), _texts(two.right, writing, digits)


def telling(one: float, other: float, writing: Writing) -> int:
    """Return how many digits tell two numbers apart, not fewer than are written."""
    if one == other:
        return writing.digits
    enough = (
        digits for digits in range(writing.digits, _MOST_DIGITS) if _rounded(one, digits) != _rounded(other, digits)
    )
    return next(enough, _MOST_DIGITS)


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _show(value: float, digits: int) -> str:
    return Writing(digits=digits).show(value)


def _texts(step: Step, writing: Writing, digits: int) -> LineTexts:
    def name(symbol: object) -> str:
        return spoken_name(step.scenario, symbol, writing.notation)  # type: ignore[arg-type]

    def number(symbol: object) -> str:
        value = step.read(symbol)  # type: ignore[arg-type]
        text = _show(value, writing.digits)
        return f"({text})" if value < 0 and not isinstance(step.rule, Leaf) else text

    formula, numbers = (PaperWriter(word).write(step.rule) for word in (name, number))
    return LineTexts(_short(formula), _short(numbers), _show(step.value, digits))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]} …"


class Stretch(NamedTuple):
    """Where a text differs from another: the letters from `start` up to `stop`."""

    start: int
    stop: int


Stretches = list[Stretch]


def apart(one: str, other: str) -> tuple[Stretches, Stretches]:
    """Return where two texts differ: the symbols, signs and numbers that the other one has not at this place; of a
    number or symbol in place of another, only the letters that differ."""
    parts = [list(_PART.finditer(text)) for text in (one, other)]
    found: tuple[Stretches, Stretches] = [], []
    words, others = ([part[0] for part in of] for of in parts)
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    for what, start, stop, other_start, other_stop in matcher.get_opcodes():
        if what != "equal":
            ours, theirs = parts[0][start:stop], parts[1][other_start:other_stop]
            for stretches, more in zip(found, _within(ours, theirs), strict=True):
                stretches += more
    return found


def _within(ours: Sequence[re.Match[str]], theirs: Sequence[re.Match[str]]) -> tuple[Stretches, Stretches]:
    if len(ours) != len(theirs):
        return _whole(ours), _whole(theirs)
    pairs = [(mine, other, *_ends(mine[0], other[0])) for mine, other in zip(ours, theirs, strict=True)]
    return (
        [Stretch(mine.start() + head, mine.end() - tail) for mine, _, head, tail in pairs],
        [Stretch(other.start() + head, other.end() - tail) for _, other, head, tail in pairs],
    )


def _whole(parts: Sequence[re.Match[str]]) -> Stretches:
    return [Stretch(parts[0].start(), parts[-1].end())] if parts else []


def _ends(one: str, other: str) -> tuple[int, int]:
    """Return how many letters two texts have in common at the beginning and at the end; of numbers, whose digits count
    by their place, at the beginning only."""
    shorter = min(len(one), len(other))
    head = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    most = 0 if one[0].isdigit() and other[0].isdigit() else shorter - head
    return head, next((i for i in range(most) if one[-1 - i] != other[-1 - i]), most)
