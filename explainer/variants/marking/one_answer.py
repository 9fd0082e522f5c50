"""What is said of a number that a person has typed as the result of a line."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, isfinite
from typing import NamedTuple

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.functions.expression import symbols
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.marking.naming_slips import lines_giving, misprinted, slips_giving, slips_giving_just
from explainer.variants.marking.slack import Uncertain, uncertain, uncertain_line
from explainer.variants.slips.place import place_of
from explainer.variants.slips.slip import Slip
from explainer.variants.typed_number import Agreement, agreement, half_unit, of_floats
from explainer.variants.variant import Read, comes_to, line_of

_NO_NUMBER = "With the numbers so far this line comes to no number."
_OF_RIGHT = "That is what the right program makes of these numbers."
_MOST_LATER = 300
"""So many lines that follow are looked at: in a long update it would take long."""


class JudgedAnswer(NamedTuple):
    """How an answer agrees with the line; the slip that gives it and a hint, empty where none is known or may be
    told yet, the symbols that it is about, and its kind in words that name nothing."""

    agreement: Agreement
    slip: str = ""
    hint: str = ""
    place: frozenset[Symbol] = frozenset()
    kind: str = ""

    @property
    def is_right(self) -> bool:
        return self.agreement in (Agreement.RIGHT, Agreement.CONDONED)


def judged(typed: PrintedNumber, step: Step, asked: int, notation: Notation) -> JudgedAnswer:
    """Compare an answer with the result of a line, of which so many digits are asked; the numbers that it is made of
    may be rounded to as many, those that are given may not."""
    if not isfinite(step.value):
        return JudgedAnswer(Agreement.NONE, _NO_NUMBER, kind=_NO_NUMBER)
    trace = Trace(step.of)

    def doubt(symbol: Symbol) -> float:
        return half_unit(step.read(symbol), asked) if made_at(trace, symbol) else of_floats(step.read(symbol))

    right = uncertain_line(step, step.read, doubt)._replace(value=step.value)
    how = agreement(typed, right.value, asked, right.slack)
    if how in (Agreement.RIGHT, Agreement.CONDONED):
        return JudgedAnswer(how)
    is_short = how is Agreement.FEW_DIGITS
    if not is_short and (of_right := _of_right_program(typed, step, asked, doubt)):
        return of_right
    just = slips_giving_just(typed, step, right, step.read)
    slip = next(just if is_short else slips_giving(typed, step, right, asked, step.read, doubt), None)
    if slip is not None:
        told = _told(slip, notation)
        is_later = _is_later(slip, trace)
        return JudgedAnswer(Agreement.NONE, kind=told.kind) if is_later else told
    if is_short:
        return JudgedAnswer(how)
    misprint = next(misprinted(typed, right.value), None)
    if misprint is not None:
        return JudgedAnswer(how, misprint.sentence, kind=misprint.sentence)
    other = next(_earlier_lines(typed, step, right, asked), None)
    return JudgedAnswer(how) if other is None else _told(other, notation)._replace(place=_written(other))


def _of_right_program(typed: PrintedNumber, step: Step, asked: int, doubt: Read) -> JudgedAnswer | None:
    """Say of what the right formula makes, where the program's is another, that it is that, and what the bug does."""
    if step.right is None or step.scenario.bug is None:
        return None
    right = uncertain(step.right, step.read, doubt)
    if agreement(typed, right.value, asked, right.slack) not in (Agreement.RIGHT, Agreement.CONDONED):
        return None
    place = frozenset(symbols(step.right)) ^ frozenset(symbols(step.rule))
    said = f"{_OF_RIGHT} This one has the bug {step.scenario.bug.name}. {step.scenario.bug.said}"
    return JudgedAnswer(Agreement.NONE, said, "What does this program do at this line?", place, _OF_RIGHT)


def _is_later(slip: Slip, trace: Trace) -> bool:
    """Tell whether a slip comes to the number of a later line, which may not be told yet. Of 0 and 1 nobody can say
    whose they are."""
    value = float(comes_to(slip.rule, slip.step.read))
    after = range(slip.step.number + 1, min(len(trace), slip.step.number + _MOST_LATER) + 1)
    return value not in (0, 1) and any(isclose(line_of(trace, number).value, value) for number in after)


def _told(slip: Slip, notation: Notation) -> JudgedAnswer:
    return JudgedAnswer(Agreement.NONE, slip.spoken(notation), slip.hint, place_of(slip), slip.kind.in_general)


def _written(slip: Slip) -> frozenset[Symbol]:
    return frozenset(symbols(slip.rule))


def _earlier_lines(typed: PrintedNumber, step: Step, right: Uncertain, asked: int) -> Iterator[Slip]:
    """Go through the lines before this one whose number was typed: of a later one it may not be told."""
    trace = Trace(step.of)
    for slip in lines_giving(typed, step, right, asked, step.read):
        if all(made_at(trace, symbol) < step.number for symbol in _written(slip)):
            yield slip
