"""How a page works a sum out: each product of it as a number, so that a pencil need only add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.functions.expression import Constant, Difference, Expression, Leaf, Sum, evaluate
from explainer.trace.formula.notation import MINUS, Writing
from explainer.trace.known.known import Known
from explainer.trace.typeset.folding import FOLDINGS, Folding, LeftOut, folded, words_for
from explainer.trace.typeset.pieces import Operator, Pieces, Text

MOST_ADDED = 6


def middle_pieces(known: Known, writing: Writing, folding: Folding = FOLDINGS[0]) -> Pieces:
    """Return the terms of a sum or difference as numbers, where at least one of them is more than a number.

    Nothing where that would only repeat the line above it, has more terms than a pencil adds, or is what a person is to
    do. While the line is added up it is the terms that are there, and dots for the others.
    """
    if known.step is None or not known.tells_work:
        return ()
    parts = _parts(known.step.rule)
    if known.part is not None and parts:
        there = folded(Sum(tuple(part for part, _ in parts[: known.part])), folding)
        return (*_added(known, _parts(there) or ((there, False),), writing), Operator("+", 0), Text("…"))
    if not 2 <= len(parts) <= MOST_ADDED or not any(_is_compound(part) for part, _ in parts):
        return ()
    return tuple(_added(known, parts, writing))


def _added(known: Known, parts: Sequence[tuple[Expression, bool]], writing: Writing) -> Iterator[Operator | Text]:
    for i, (term, is_taken_away) in enumerate(parts):
        if i:
            yield Operator(MINUS if is_taken_away else "+", 0)
        if isinstance(term, Leaf) and isinstance(term.symbol, LeftOut):
            yield Text(words_for(term.symbol))
            continue
        symbol = term.symbol if isinstance(term, Leaf) else None
        number = writing.show_inside(evaluate(term, known.value))
        yield Text(f"({number})" if i and number.startswith(MINUS) else number, symbol)


def _parts(rule: Expression) -> tuple[tuple[Expression, bool], ...]:
    """The parts that are added, each with whether it is taken away."""
    match rule:
        case Sum(parts):
            return tuple((part, False) for part in parts)
        case Difference(left, right):
            return (left, False), (right, True)
        case _:
            return ()


def _is_compound(term: Expression) -> bool:
    return not isinstance(term, Leaf | Constant)
