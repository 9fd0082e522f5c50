"""From a slope to the same with the output in it, so that nobody has to believe it: each step with its reason.

Of 1/D the slope is split into a product, as lectures do for the logistic function; of N/D, whose slope is
(D·D − N·N)/D², it is divided term by term, as for tanh. Of other functions of a single power of e or tanh, that is
solved for.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

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
from explainer.functions.own.deriving.tidy import ONE, TWO, constant, product_of, tidied
from explainer.functions.own.numbers_written import fraction_of

SPLIT, WITHOUT_ONE, TERMS, CALLED_OUT, SOLVED = (
    "split into a product",
    "a quotient as 1 less another",
    "divided term by term",
    "this is the output",
    "solved for",
)
"""The names of the steps."""

Step = tuple[Expression, tuple[str, ...]]


def output_steps(function: Expression, slope: Expression, letter: Any, out: Leaf) -> Iterator[Step]:
    """Go through the steps from a slope to the same with the output in it; none where none is known."""
    match function, slope:
        case Quotient(top, bottom), Quotient(over, Power(square, Constant(2))) if bottom == square:
            yield from _of_quotient(top, bottom, over, out)
        case _:
            yield from _solved(function, slope, letter, out)


def _of_quotient(top: Expression, bottom: Expression, over: Expression, out: Leaf) -> Iterator[Step]:
    if over == Difference(Product((bottom, bottom)), Product((top, top))):
        share = Quotient(top, bottom)
        yield Difference(ONE, Power(share, TWO)), (TERMS,)
        yield Difference(ONE, Power(out, TWO)), (CALLED_OUT,)
        return
    rest = _without_one(bottom)
    factor = _multiple(over, rest) if rest is not None and top == ONE else None
    if factor is None or rest is None:
        return
    number, share = ([] if factor == ONE else [factor]), Quotient(ONE, bottom)
    yield Product((*number, share, Difference(ONE, share))), (SPLIT, WITHOUT_ONE)
    yield Product((*number, out, Difference(ONE, out))), (CALLED_OUT,)


def _without_one(bottom: Expression) -> Expression | None:
    """Return what is added to 1."""
    if not isinstance(bottom, Sum) or bottom.terms.count(ONE) != 1 or len(bottom.terms) != 2:
        return None
    (rest,) = (term for term in bottom.terms if term != ONE)
    return rest


def _multiple(whole: Expression, part: Expression) -> Expression | None:
    """Return the number by which a part is multiplied."""
    if whole == part:
        return ONE
    match whole:
        case Product((Constant() as number, same)) if same == part:
            return number
        case _:
            return None


# solved for what the function is made of


class _Moebius(NamedTuple):
    """(αk + β)/(γk + δ)."""

    alpha: Fraction
    beta: Fraction
    gamma: Fraction
    delta: Fraction

    def plus(self, number: Fraction) -> _Moebius:
        a, b, c, d = self
        return _Moebius(a + number * c, b + number * d, c, d)

    def times(self, number: Fraction) -> _Moebius:
        a, b, c, d = self
        return _Moebius(a * number, b * number, c, d)

    def inverse(self) -> _Moebius:
        a, b, c, d = self
        return _Moebius(c, d, a, b)


def _solved(function: Expression, slope: Expression, letter: Any, out: Leaf) -> Iterator[Step]:
    kernels = {*_kernels(function)}
    if len(kernels) != 1 or function in kernels or not {*_kernels(slope)} <= kernels:
        return
    (kernel,) = kernels
    form = _moebius(function, kernel)
    if form is None or not _is_made_of(slope, kernel, letter):
        return
    by_output = _kernel_by_output(form, out)
    if by_output is not None:
        yield _replaced(slope, kernel, by_output), (SOLVED,)


def _kernels(rule: Expression) -> Iterator[Expression]:
    if isinstance(rule, Call) and rule.function in ("exp", "tanh"):
        yield rule
        return
    for part in children(rule):
        yield from _kernels(part)


def _is_made_of(slope: Expression, kernel: Expression, letter: Any) -> bool:
    """Tell whether the variable is nowhere but in the kernel."""
    if slope == kernel:
        return True
    return slope != Leaf(letter) and all(_is_made_of(part, kernel, letter) for part in children(slope))


def _moebius(rule: Expression, kernel: Expression) -> _Moebius | None:
    """Return a function of the kernel as a quotient of straight lines; None where it is none."""
    if rule == kernel:
        return _Moebius(Fraction(1), Fraction(0), Fraction(0), Fraction(1))
    match rule:
        case Sum((first, second)):
            return _added(first, second, kernel)
        case Difference(left, right):
            return _added(left, Negative(right), kernel)
        case Negative(of):
            inner = _moebius(of, kernel)
            return inner.times(Fraction(-1)) if inner else None
        case Product((Constant(value), of)):
            inner = _moebius(of, kernel)
            return inner.times(fraction_of(value)) if inner else None
        case Quotient(Constant(value), of):
            inner = _moebius(of, kernel)
            return inner.inverse().times(fraction_of(value)) if inner else None
        case Quotient(of, Constant(value)) if value:
            inner = _moebius(of, kernel)
            return inner.times(1 / fraction_of(value)) if inner else None
        case _:
            return None


def _added(left: Expression, right: Expression, kernel: Expression) -> _Moebius | None:
    for one, other in ((left, right), (right, left)):
        match one:
            case Constant(value):
                inner = _moebius(other, kernel)
                return inner.plus(fraction_of(value)) if inner else None
            case Negative(Constant(value)):
                inner = _moebius(other, kernel)
                return inner.plus(-fraction_of(value)) if inner else None
    return None


def _kernel_by_output(form: _Moebius, out: Leaf) -> Expression | None:
    """Solve (αk + β)/(γk + δ) = out for k."""
    alpha, beta, gamma, delta = form
    top = _line(beta, -delta, out)
    bottom = _line(-alpha, gamma, out)
    if bottom == Constant(0):
        return None
    if alpha > 0 or gamma < 0:
        top, bottom = _line(-beta, delta, out), _line(alpha, -gamma, out)
    return product_of([Quotient(top, bottom)])


def _line(number: Fraction, slope: Fraction, out: Leaf) -> Expression:
    """Return number + slope·out."""
    size, part = constant(abs(number)), product_of([constant(abs(slope)), out]) if slope else Constant(0)
    if slope < 0:
        return tidied(Difference(size if number >= 0 else Negative(size), part))
    return tidied(Sum((part, size)) if number >= 0 else Difference(part, size))


def _replaced(rule: Expression, old: Expression, new: Expression) -> Expression:
    if rule == old:
        return new
    return with_parts(rule, [_replaced(part, old, new) for part in children(rule)])
