"""Edits of an expression tree: one part is left out, turned, or exchanged, whatever the formula is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import is_

from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    with_parts,
)
from explainer.trace.formula.symbols import Symbol

Edited = Iterator[tuple[Expression, Expression]]
"""A formula that has been changed in one place, and the part that this was about."""
Edit = Callable[[Expression], Edited]
ONE, TWO = Constant(1), Constant(2)


def once(rule: Expression, edit: Edit) -> Edited:
    """Make an edit at every node of a formula where it can be made, at one after the other."""
    yield from edit(rule)
    parts = children(rule)
    for index, part in enumerate(parts):
        for new, about in once(part, edit):
            yield _with_part(rule, index, new), about


def without(rule: Sum | Product, index: int) -> Expression:
    """Return a sum or a product without one of its parts; the one that remains stands alone."""
    parts = [part for place, part in enumerate(children(rule)) if place != index]
    return parts[0] if len(parts) == 1 else with_parts(rule, parts)


def _with_part(rule: Expression, index: int, new: Expression) -> Expression:
    """Return a node with another part in the place of one."""
    if isinstance(rule, Negative):
        return negative(new)
    parts = list(children(rule))
    parts[index] = new
    return with_parts(rule, parts)


def negative(rule: Expression) -> Expression:
    """Return minus a formula."""
    return rule.of if isinstance(rule, Negative) else Negative(rule)


def exchanged(rule: Expression, others: dict[Symbol, Expression]) -> Expression:
    """Return a formula with other things in the place of some symbols, all at once; parts without them stay the very
    same."""
    if isinstance(rule, Leaf):
        return others.get(rule.symbol, rule)
    parts = children(rule)
    new = [exchanged(part, others) for part in parts]
    return rule if all(map(is_, parts, new)) else with_parts(rule, new)


def subtracted(terms: Sequence[Expression]) -> Expression:
    """Return the first minus all others."""
    whole = terms[0]
    for term in terms[1:]:
        whole = Difference(whole, term)
    return whole


def term_left_out(rule: Expression) -> Edited:
    match rule:
        case Sum(terms) if len(terms) > 1:
            yield from ((without(rule, index), term) for index, term in enumerate(terms))
        case Difference(left, right):
            yield left, right
            yield negative(right), left


def factor_left_out(rule: Expression) -> Edited:
    if isinstance(rule, Product) and len(rule.factors) > 1:
        yield from ((without(rule, index), factor) for index, factor in enumerate(rule.factors) if factor != ONE)


def not_divided(rule: Expression) -> Edited:
    if isinstance(rule, Quotient):
        yield rule.top, rule.bottom


def multiplied(rule: Expression) -> Edited:
    if isinstance(rule, Quotient) and rule.top != ONE:
        yield Product((rule.top, rule.bottom)), rule.bottom


def turned_over(rule: Expression) -> Edited:
    if isinstance(rule, Quotient) and rule.top != ONE:
        yield Quotient(rule.bottom, rule.top), rule


def factor_of_all(rule: Expression) -> Edited:
    """The first factor of a term is taken for one of the whole sum."""
    if isinstance(rule, Sum | Difference):
        for index, term in enumerate(children(rule)):
            if isinstance(term, Product):
                yield Product((term.factors[0], _with_part(rule, index, without(term, 0)))), term.factors[0]


def only_below(rule: Expression) -> Edited:
    if isinstance(rule, Quotient) and rule.top == ONE:
        yield rule.bottom, rule.bottom


def not_raised(rule: Expression) -> Edited:
    if isinstance(rule, Power):
        yield rule.base, rule.base


def no_root(rule: Expression) -> Edited:
    match rule:
        case Call("sqrt", (of,)):
            yield of, of


def not_called(rule: Expression) -> Edited:
    match rule:
        case Call(function, (of,)) if function != "sqrt":
            yield of, Call(function, (of,))


def sign_turned(rule: Expression) -> Edited:
    match rule:
        case Difference(left, right):
            yield Sum((left, right)), right
        case Sum(terms):
            for index, term in enumerate(terms[1:], start=1):
                rest = without(rule, index)
                yield Difference(rest, term), term


def minus_lost(rule: Expression) -> Edited:
    if isinstance(rule, Negative):
        yield rule.of, rule.of
