"""What is said of an answer where lines before it have numbers of the person's own: it may be right from these."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.carried import CarriedPass
from explainer.variants.marking.one_answer import JudgedAnswer, judged
from explainer.variants.variant import comes_to


@dataclass(frozen=True, eq=False)
class StepFromOwn(Step):
    """A line whose result is what its formula makes of the person's numbers before it, whatever they gave for it."""

    @cached_property
    def value(self) -> float:
        return float(comes_to(self.rule, self.read))


class AnswerFromOwn(NamedTuple):
    """What is said of the number; whether it is right from the person's own numbers, and from training's; and what the
    line comes to from their own, and in training."""

    judged: JudgedAnswer
    is_from_own: bool
    is_exact: bool
    comes_to: float
    exact: float
    is_worked_out: bool = True
    """Whether that is what the line shows: in a very long update nothing that follows is."""

    @property
    def follows(self) -> bool:
        """Whether it is right from wrong numbers of the person's own."""
        return self.is_from_own and not self.is_exact

    @property
    def is_copied(self) -> bool:
        """Whether it is right although it does not follow from their numbers."""
        return self.is_exact and not self.is_from_own


def judged_from_own(typed: PrintedNumber, step: Step, asked: int, notation: Notation) -> AnswerFromOwn:
    """Compare an answer with what a line comes to from the person's own numbers, and with what training has."""
    of = step.of
    if not isinstance(of, CarriedPass):
        plain = judged(typed, step, asked, notation)
        return AnswerFromOwn(plain, plain.is_right, plain.is_right, step.value, step.value)
    exact = Trace(of.exact, step.shown)[step.number]
    right = judged(typed, exact, asked, notation)
    own = StepFromOwn(of, step.number, step.place, step.symbol, step.rule, step.shown)
    if not step.is_closed and own.value != exact.value:
        from_own = judged(typed, own, asked, notation)
        said = right if right.is_right and not from_own.is_right else from_own
        return AnswerFromOwn(said, from_own.is_right, right.is_right, own.value, exact.value, not of.is_cut)
    return AnswerFromOwn(right, right.is_right, right.is_right, exact.value, exact.value)
