"""Cross-entropy as lectures write it, by target and output, and the way to the form that is calculated."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Negative,
    Product,
    Quotient,
    Sum,
)
from explainer.functions.own.deriving.derivation import DerivationLine
from explainer.trace.derived import rule_names as rules
from explainer.trace.derived.chains import Chain, lines, summed
from explainer.trace.derived.output_unit import Unit, rule_of
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known

_ONE = Constant(1)


def cross_entropy(known: Known, symbol: Symbol) -> Iterator[Chain]:
    """Give the way from cross-entropy as lectures write it to the form that is calculated; nothing for other errors."""
    unit, used = Unit(known, symbol), rule_of(known, symbol)
    way = _WAYS.get(unit.loss.name)
    if way is not None:
        steps = way(unit)
        if steps[-1].expression != used:
            steps = (*steps, DerivationLine(used, (rules.FAR,)))
        yield Chain(Leaf(symbol), None, steps)


def _sigmoid(unit: Unit) -> tuple[DerivationLine, ...]:
    t, other_t = unit.t, Difference(_ONE, unit.t)
    down, up = Call("exp", (Negative(unit.z),)), Call("exp", (unit.z,))
    out, rest = Quotient(_ONE, Sum((_ONE, down))), Quotient(_ONE, Sum((_ONE, up)))

    def both(function: str, one: Expression, other: Expression) -> Expression:
        return Sum((Product((t, Call(function, (one,)))), Product((other_t, Call(function, (other,))))))

    return lines(
        (unit.written_error(), ""),
        (Negative(both("log", out, Difference(_ONE, out))), rules.OUT_PUT_IN),
        (Negative(both("log", out, rest)), rules.OPPOSITE),
        (both("log", Sum((_ONE, down)), Sum((_ONE, up))), rules.LOG_OF_QUOTIENT),
        (both("log1p", down, up), rules.STABLE),
    )


def _softmax(unit: Unit) -> tuple[DerivationLine, ...]:
    others, power = unit.others(), Call("exp", (unit.z,))
    total = summed((power, *(Call("exp", (one.z,)) for one in others)))
    apart = tuple(Call("exp", (Difference(one.z, unit.z),)) for one in others)

    def error(function: str, of: Expression) -> Expression:
        return Product((unit.t, Call(function, (of,))))

    return lines(
        (unit.written_error(), ""),
        (Negative(error("log", Quotient(power, total))), rules.OUT_PUT_IN),
        (error("log", Quotient(total, power)), rules.LOG_OF_QUOTIENT),
        (error("log", summed((_ONE, *apart))), rules.TERMS_OF_POWERS),
        (error("log1p", Sum(apart) if apart else Constant(0)), rules.STABLE),
    )


_WAYS = {"binary_cross_entropy": _sigmoid, "categorical_cross_entropy": _softmax}
