"""A line that is a sum, term by term: what each term is worth, and how far the sum has come with it."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from itertools import accumulate

from explainer.functions.expression import Expression, Sum, evaluate, symbols
from explainer.trace.step import Step
from explainer.trace.symbols import Symbol


@dataclass(frozen=True)
class Term:
    """One term of a line: its expression, the symbols in it from left to right, its value, and the sum up to it."""

    expression: Expression
    symbols: tuple[Symbol, ...]
    value: float
    so_far: float


def term_count(step: Step) -> int:
    """Return how many terms the line adds up; 1 where it is no sum."""
    return len(_expressions(step.rule))


def terms(step: Step) -> tuple[Term, ...]:
    """Return the terms of the line in their order, added from the left; the line itself where it is no sum.

    The last sum is the value of the line as the engine computed it.
    """
    expressions = _expressions(step.rule)
    values = [evaluate(expression, step.read) for expression in expressions[:-1]]
    values.append(evaluate(expressions[-1], step.read) if values else step.value)
    sums = [*accumulate(values[:-1], operator.add), step.value]
    return tuple(
        Term(expression, tuple(symbols(expression)), value, so_far)
        for expression, value, so_far in zip(expressions, values, sums, strict=True)
    )


def part_sum(step: Step, part: int) -> float:
    """Return the sum of the first `part` terms; of all of them it is the value of the line.

    Raises ValueError outside 1 … term_count(step).
    """
    count = term_count(step)
    if not 1 <= part <= count:
        raise ValueError(f"part {part}: this line has terms 1 to {count}")
    return terms(step)[part - 1].so_far


def _expressions(rule: Expression) -> tuple[Expression, ...]:
    return rule.terms if isinstance(rule, Sum) else (rule,)
