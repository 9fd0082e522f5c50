"""What is said of a number that a person has typed as the result of a line."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.marking.naming_slips import miswritten, slips_giving
from explainer.variants.marking.slack import uncertain
from explainer.variants.typed_number import Agreement, agreement, half_unit

_EXACT = 12
"""Digits, where nothing is rounded: 0.39 may be short for 0.3925, or a slip gives just this."""


class JudgedAnswer(NamedTuple):
    """How an answer agrees with the line; the slip that gives it and a hint, empty where none is known."""

    agreement: Agreement
    slip: str = ""
    hint: str = ""

    @property
    def is_right(self) -> bool:
        return self.agreement in (Agreement.RIGHT, Agreement.CONDONED)


def judged(typed: PrintedNumber, step: Step, asked: int, notation: Notation) -> JudgedAnswer:
    """Compare an answer with the result of a line, of which so many digits are asked; the numbers that it is made of
    may be rounded to as many, those that are given may not."""
    trace = Trace(step.of)

    def doubt(symbol: Symbol) -> float:
        return half_unit(step.read(symbol), asked) if made_at(trace, symbol) else 0.0

    right = uncertain(step.rule, step.read, doubt)._replace(value=step.value)
    how = agreement(typed, right.value, asked, right.slack)
    if how in (Agreement.RIGHT, Agreement.CONDONED):
        return JudgedAnswer(how)
    is_short = how is Agreement.FEW_DIGITS
    digits = _EXACT if is_short else asked
    slip = next(slips_giving(typed, step, right, digits, step.read, _none if is_short else doubt), None)
    if slip is not None:
        return JudgedAnswer(Agreement.NONE, slip.spoken(notation), slip.hint)
    if is_short:
        return JudgedAnswer(how)
    others = miswritten(typed, step, right, asked, step.read)
    return JudgedAnswer(how, others[0].sentence if others else "")


def _none(symbol: Symbol) -> float:
    return 0.0
