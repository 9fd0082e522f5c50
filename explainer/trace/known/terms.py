"""A line that is a sum, term by term: what each term is worth, and how far the sum has come with it."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from itertools import accumulate

from explainer.functions.expression import Constant, Difference, Expression, Leaf, Sum, children, evaluate, symbols
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import NAN, Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step


@dataclass(frozen=True)
class Term:
    """One term of a line: its expression, the symbols in it from left to right, its value, and the sum up to it."""

    expression: Expression
    symbols: tuple[Symbol, ...]
    value: float
    so_far: float


def term_expressions(step: Step) -> tuple[Expression, ...]:
    """Return what the line adds up; the whole formula where it is no sum."""
    return step.rule.terms if isinstance(step.rule, Sum) else (step.rule,)


def term_count(step: Step) -> int:
    """Return how many terms the line adds up; 1 where it is no sum."""
    return len(term_expressions(step))


def terms(known: Known) -> tuple[Term, ...]:
    """Return the terms of the line in their order, added from the left; the line itself where it is no sum.

    The last sum is the value of the line as the engine computed it, NaN while that is hidden. While it is asked for,
    or is the person's own, only terms that are single numbers have a value.
    """
    if known.step is None:
        return ()
    expressions, result = term_expressions(known.step), known.value(known.step.symbol)
    values = [_value(expression, known) for expression in expressions] if len(expressions) > 1 else [result]
    sums = [*accumulate(values[:-1], operator.add), result]
    return tuple(
        Term(expression, tuple(symbols(expression)), value, so_far)
        for expression, value, so_far in zip(expressions, values, sums, strict=True)
    )


def _value(term: Expression, known: Known) -> float:
    return NAN if not known.tells_work and not is_one_number(term) else evaluate(term, known.value)


def so_far(known: Known) -> float:
    """Return the sum of the terms that are there while a line is added up; NaN where none is, or none may be shown."""
    return terms(known)[known.part - 1].so_far if known.part and known.tells_work else NAN


def is_one_number(rule: Expression) -> bool:
    """Tell whether a formula with its numbers in is a single number, which is then its result."""
    match rule:
        case Sum((only,)):
            return is_one_number(only)
        case _:
            return isinstance(rule, Leaf | Constant)


def change_of(known: Known) -> float:
    """Return what an update adds to its parameter: the rule without the old value. NaN in other lines, and while the
    new value is asked for, or is the person's own."""
    step = known.step
    if step is None or step.place.operation is not Operation.UPDATE or not known.tells_work:
        return NAN
    if isinstance(step.rule, Difference):
        return -evaluate(step.rule.right, known.value)
    return evaluate(children(step.rule)[1], known.value)
