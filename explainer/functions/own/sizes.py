"""Sizes, signs and steps of what is simplified: |2x| is 2|x|, and x·sign(x) is |x|."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from explainer.functions.expression import Call, Expression
from explainer.functions.own.factors import Factored, single


def size_of(function: str, inner: Factored, write: Callable[[Factored], Expression]) -> Factored:
    """|2x| is 2|x|; the sign of 2x is that of x, and that of -x the opposite."""
    number = inner.number
    if inner.is_number:
        return Factored({"abs": abs(number), "sign": _sign(number), "step": Fraction(int(number > 0))}[function])
    if function == "step":
        unit = Factored(Fraction(_sign(number)), inner.exponents)
        return single(Call("step", (write(unit),)))
    bare = write(Factored(Fraction(1), inner.exponents))
    before = abs(number) if function == "abs" else _sign(number)
    return Factored(before, ((Call(function, (bare,)), Fraction(1)),))


def _sign(number: Fraction) -> Fraction:
    return Fraction((number > 0) - (number < 0))


def with_abs(whole: Factored) -> Factored:
    """x·sign(x) is |x|, and |x|·sign(x) is x."""
    powers = dict(whole.exponents)
    for base in list(powers):
        if isinstance(base, Call) and base.function == "sign" and powers[base] == 1:
            (of,) = base.arguments
            size = Call("abs", (of,))
            if powers.get(of) == 1 or powers.get(size) == 1:
                old, new = (of, size) if powers.get(of) == 1 else (size, of)
                order = [new if b == old else b for b in powers if b != base]
                powers = {b: powers.get(old if b == new else b, Fraction(1)) for b in order}
    return Factored(whole.number, tuple(powers.items()))
