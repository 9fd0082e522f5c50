"""A line as the program with the bug has it, and as the right one has it, from the same weights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explainer.bugs.lab.program import right
from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.optimizer_state import kept_sums
from explainer.engine.update.training_loop import run_pass
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.plain_text import write
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.notations.naming import symbol_name

_MOST_DIGITS, _MOST_LINES = 17, 3000
_MOST_LETTERS = 400


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
    enough = (digits for digits in range(writing.digits, _MOST_DIGITS) if _show(one, digits) != _show(other, digits))
    return next(enough, _MOST_DIGITS)


def _show(value: float, digits: int) -> str:
    return Writing(digits=digits).show(value)


def _texts(step: Step, writing: Writing, digits: int) -> LineTexts:
    def name(symbol: object) -> str:
        return symbol_name(step.scenario, symbol, writing.notation)  # type: ignore[arg-type]

    def number(symbol: object) -> str:
        value = step.read(symbol)  # type: ignore[arg-type]
        text = _show(value, writing.digits)
        return f"({text})" if value < 0 else text

    formula, numbers = write(step.rule, name), write(step.rule, number)
    return LineTexts(_short(formula), _short(numbers), _show(step.value, digits))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]} …"


class Stretch(NamedTuple):
    """Where a text differs from another: the letters from `start` up to `stop`."""

    start: int
    stop: int


def apart(one: str, other: str) -> tuple[Stretch, Stretch]:
    """Return where two texts differ: what is left between what they have in common at both ends."""
    shorter = min(len(one), len(other))
    head = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    most = shorter - head
    tail = next((i for i in range(most) if one[-1 - i] != other[-1 - i]), most)
    return Stretch(head, len(one) - tail), Stretch(head, len(other) - tail)


def digits_apart(one: str, other: str) -> tuple[Stretch, Stretch]:
    """Return where two numbers differ: from the first digit that is another on."""
    head = apart(one, other)[0].start
    is_same = one == other
    return Stretch(head, head if is_same else len(one)), Stretch(head, head if is_same else len(other))
