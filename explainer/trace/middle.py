"""The line between numbers and result: each product of a sum worked out, so that a pencil need only add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.functions.expression import Constant, Difference, Expression, Leaf, Sum, evaluate
from explainer.trace.notation import Writing
from explainer.trace.numbers import MINUS
from explainer.trace.pieces import Operator, Pieces, Text
from explainer.trace.step import Step

MOST_TERMS = 6


def middle_pieces(step: Step, writing: Writing, part: int | None = None) -> Pieces:
    """Return the terms of a sum or difference as numbers, where at least one of them is more than a number.

    Nothing where that would only repeat the line above it, or has more terms than a pencil adds. With `part` it is
    the first so many terms, and dots for the others.
    """
    terms = _terms(step.rule)
    if part is not None:
        return (*_added(step, terms[:part], writing), Operator("+", 0), Text("…"))
    if not 2 <= len(terms) <= MOST_TERMS or not any(_is_compound(term) for term, _ in terms):
        return ()
    return tuple(_added(step, terms, writing))


def _added(step: Step, terms: Sequence[tuple[Expression, bool]], writing: Writing) -> Iterator[Operator | Text]:
    for i, (term, is_taken_away) in enumerate(terms):
        symbol = term.symbol if isinstance(term, Leaf) else None
        number = writing.show(evaluate(term, step.read))
        if i:
            yield Operator(MINUS if is_taken_away else "+", 0)
        yield Text(f"({number})" if i and number.startswith(MINUS) else number, symbol)


def _terms(rule: Expression) -> tuple[tuple[Expression, bool], ...]:
    """The parts that are added, each with whether it is taken away."""
    match rule:
        case Sum(terms):
            return tuple((term, False) for term in terms)
        case Difference(left, right):
            return (left, False), (right, True)
        case _:
            return ()


def _is_compound(term: Expression) -> bool:
    return not isinstance(term, Leaf | Constant)
