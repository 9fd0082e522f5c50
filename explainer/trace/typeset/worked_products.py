"""The line between numbers and result: each product of a sum worked out, so that a pencil need only add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.functions.expression import Constant, Difference, Expression, Leaf, Sum, evaluate
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.number_text import MINUS
from explainer.trace.known.known import Known
from explainer.trace.typeset.pieces import Operator, Pieces, Text

MOST_TERMS = 6


def middle_pieces(known: Known, writing: Writing) -> Pieces:
    """Return the terms of a sum or difference as numbers, where at least one of them is more than a number.

    Nothing where that would only repeat the line above it, has more terms than a pencil adds, or is what a person is to
    do. While the line is added up it is the terms that are there, and dots for the others.
    """
    if known.step is None or known.is_asked:
        return ()
    terms = _terms(known.step.rule)
    if known.part is not None:
        return (*_added(known, terms[: known.part], writing), Operator("+", 0), Text("…"))
    if not 2 <= len(terms) <= MOST_TERMS or not any(_is_compound(term) for term, _ in terms):
        return ()
    return tuple(_added(known, terms, writing))


def _added(known: Known, terms: Sequence[tuple[Expression, bool]], writing: Writing) -> Iterator[Operator | Text]:
    for i, (term, is_taken_away) in enumerate(terms):
        symbol = term.symbol if isinstance(term, Leaf) else None
        number = writing.show(evaluate(term, known.value))
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
