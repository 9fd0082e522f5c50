"""How a page shows sums: very long ones shortened, and each product worked out, so that a pencil need only add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.functions.expression import Constant, Difference, Expression, Leaf, Sum, evaluate
from explainer.trace.formula.notation import MINUS, Writing
from explainer.trace.known.known import Known
from explainer.trace.typeset.pieces import Operator, Pieces, Text

MOST_TERMS = 9
_FIRST, _LAST = 5, 2


def abridged(pieces: Pieces) -> Pieces:
    """Return a sum of more than nine terms with its first five and last two, and words for the others.

    All of them are in the trace file and in the line that is copied.
    """
    joints = [i for i, piece in enumerate(pieces) if isinstance(piece, Operator) and piece == Operator("+", 0)]
    left_out = len(joints) + 1 - _FIRST - _LAST
    if len(joints) + 1 <= MOST_TERMS:
        return pieces
    start, end = joints[_FIRST - 1], joints[-_LAST]
    return (*pieces[: start + 1], Text(f"… {left_out:,} more …"), *pieces[end:])


MOST_ADDED = 6


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
    if not 2 <= len(terms) <= MOST_ADDED or not any(_is_compound(term) for term, _ in terms):
        return ()
    return tuple(_added(known, terms, writing))


def _added(known: Known, terms: Sequence[tuple[Expression, bool]], writing: Writing) -> Iterator[Operator | Text]:
    for i, (term, is_taken_away) in enumerate(terms):
        symbol = term.symbol if isinstance(term, Leaf) else None
        number = writing.show_inside(evaluate(term, known.value))
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
