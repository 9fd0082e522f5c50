"""A chain: what is derived, and equal lines for it, each with the rules that led to it and its value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from explainer.functions.expression import (
    Call,
    Constant,
    Expression,
    Leaf,
    Sum,
    evaluate,
    replaced,
    symbols,
    with_parts,
)
from explainer.functions.expression import children as parts_of
from explainer.functions.own.deriving.derivation import DerivationLine
from explainer.functions.own.rules import SLOPE, derivative
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import NAN, Known
from explainer.trace.typeset.folding import LeftOut

PARTIAL = "partial"
"""A call of this, of two symbols, is the slope of the one by the other."""
_MOST = 4
"""Of a longer sum only the terms are written that matter."""

Definitions = Mapping[Symbol, Expression]
"""What symbols are made of, where a slope asks for it."""


@dataclass(frozen=True)
class Chain:
    """Lines that are all equal to `made`: a symbol, or the slope of one by another. Slopes in it are by `by`.

    `is_told` is whether its numbers may be seen.
    """

    made: Expression
    by: Symbol | None
    lines: tuple[DerivationLine, ...]
    definitions: Definitions = field(default_factory=dict)

    def values(self, known: Known) -> tuple[float, ...]:
        """Return what each line comes to; NaN where it has no value."""
        return tuple(self.value_of(line.expression, known) for line in self.lines)

    def value_of(self, rule: Expression, known: Known) -> float:
        """Return what an expression with slopes by `by` comes to; NaN where it has no value."""
        with np.errstate(all="ignore"):
            try:
                return evaluate(self.carried_out(rule), known.value)
            except (ArithmeticError, ValueError):
                return NAN

    def carried_out(self, rule: Expression) -> Expression:
        """Return an expression with every slope in it worked out, and no term left out."""
        match rule:
            case Leaf(LeftOut(terms)):
                return self.carried_out(Sum(terms))
            case Call(function, (of,)) if function == SLOPE and self.by is not None:
                return derivative(self._defined(of), self.by)
            case Call(function, (Leaf(of), Leaf(by))) if function == PARTIAL:
                return derivative(self._defined(Leaf(of)), by)
            case _:
                return with_parts(rule, [self.carried_out(part) for part in parts_of(rule)])

    def _defined(self, rule: Expression) -> Expression:
        def by(symbol: object) -> Expression:
            if isinstance(symbol, LeftOut):
                return self._defined(Sum(symbol.terms))
            return self.definitions.get(symbol, Leaf(symbol)) if isinstance(symbol, Symbol) else Leaf(symbol)

        return replaced(rule, by)


def partial_of(of: Symbol, by: Symbol) -> Call:
    """Return the slope of a symbol by another."""
    return Call(PARTIAL, (Leaf(of), Leaf(by)))


def lines(*of: tuple[Expression, str | tuple[str, ...]]) -> tuple[DerivationLine, ...]:
    """Return lines, each with its rule or rules; the first has none."""
    named = ((rule, names if isinstance(names, tuple) else (names,)) for rule, names in of)
    return tuple(DerivationLine(rule, tuple(name for name in names if name)) for rule, names in named)


def without_far_terms(rule: Expression, matters: Iterable[Symbol]) -> Expression:
    """Return a formula whose long sums have only the terms that are about some symbols, and how many others."""
    wanted = {*matters}
    match rule:
        case Sum(terms) if len(terms) > _MOST:
            near = tuple(term for term in terms if not wanted.isdisjoint(symbols(term)))
            return Sum((*near, Leaf(LeftOut(tuple(term for term in terms if term not in near)))))
        case _:
            return with_parts(rule, [without_far_terms(part, wanted) for part in parts_of(rule)])


def summed(terms: Iterable[Expression]) -> Expression:
    """Return a sum; a single term is itself."""
    rule = Sum(tuple(terms))
    return rule.terms[0] if len(rule.terms) == 1 else rule if rule.terms else Constant(0)
