"""Errors and outputs that belong together: in their delta the slope of the activation cancels, out - target is left."""

from __future__ import annotations

from collections.abc import Iterator

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
)
from explainer.functions.own.deriving.derivation import WORKED_OUT, DerivationLine
from explainer.functions.own.deriving.output_steps import CALLED_OUT, SPLIT, TERMS
from explainer.functions.own.rules import SLOPE
from explainer.trace.derived import rule_names as rules
from explainer.trace.derived.chains import Chain, lines, partial_of, summed, without_far_terms
from explainer.trace.derived.output_unit import Unit
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known

_ONE = Constant(1)


def cancelled_delta(known: Known, symbol: Symbol) -> Iterator[Chain]:
    """Go through the chains to the delta of an output whose error needs outputs of its own activation."""
    unit = Unit(known, symbol)
    yield from _WAYS[unit.loss.name](unit)


def _perceptron(unit: Unit) -> Iterator[Chain]:
    """The output jumps with the net input, and is flat elsewhere: that is its slope by the product rule."""
    zero = Difference(Constant(0), Constant(0))
    steps = lines(
        (Call(SLOPE, (unit.written_error(),)), ""),
        (
            Sum((Product((zero, unit.z)), Product((Difference(unit.o, unit.t), _ONE)))),
            ("product rule", "slope of step", "constant", "slope of the variable itself"),
        ),
        (Difference(unit.o, unit.t), WORKED_OUT),
    )
    yield Chain(Leaf(unit.delta), unit.net, steps)


def _sigmoid(unit: Unit) -> Iterator[Chain]:
    error, slope = unit.error_by_out(), unit.out_by_net()
    yield error
    yield slope
    o, t = unit.o, unit.t
    other_o, other_t = Difference(_ONE, o), Difference(_ONE, t)
    both = Product((error.lines[-1].expression, *_factors(slope.lines[-1].expression)))
    written = lines(
        (Product((error.made, slope.made), wide=True), rules.CHAIN),
        (both, rules.PUT_IN),
        (Difference(Product((other_t, o)), Product((t, other_o))), rules.CANCELLED),
        (Difference(Difference(o, Product((t, o))), Difference(t, Product((t, o)))), rules.MULTIPLIED_OUT),
        (Difference(o, t), WORKED_OUT),
    )
    definitions = {unit.error: unit.written_error(), unit.out: unit.written_out()}
    yield Chain(Leaf(unit.delta), unit.net, written, definitions)


def _factors(rule: Expression) -> tuple[Expression, ...]:
    return rule.factors if isinstance(rule, Product) else (rule,)


def _softmax(unit: Unit) -> Iterator[Chain]:
    others = unit.others()
    nets = [one.z for one in sorted((unit, *others), key=lambda one: one.out.unit)]
    total = summed(Call("exp", (net,)) for net in nets)
    units = [unit, *others]
    definitions: dict[Symbol, Expression] = {one.error: one.written_error() for one in units}
    definitions |= {one.out: Quotient(Call("exp", (one.z,)), total) for one in units}
    error = unit.error_by_out()
    yield error
    yield Chain(partial_of(unit.out, unit.net), unit.net, _own_share(unit, total), definitions)
    if others:
        yield Chain(partial_of(others[0].out, unit.net), unit.net, _other_share(others[0], unit, total), definitions)
    yield Chain(Leaf(unit.delta), unit.net, _softmax_delta(unit, others), definitions)


def _own_share(unit: Unit, total: Expression) -> tuple[DerivationLine, ...]:
    power = Call("exp", (unit.z,))
    share, square = Quotient(power, total), _square(total)
    whole = lines(
        (Call(SLOPE, (share,)), ""),
        (
            Quotient(Difference(Product((power, total)), Product((power, power))), square),
            ("quotient rule", "slope of exp", "sum rule", "constant"),
        ),
        (Product((share, Quotient(Difference(total, power), total))), SPLIT),
        (Product((share, Difference(_ONE, share))), TERMS),
        (Product((unit.o, Difference(_ONE, unit.o))), CALLED_OUT),
    )
    return _near(whole, unit.net)


def _other_share(other: Unit, unit: Unit, total: Expression) -> tuple[DerivationLine, ...]:
    above, power = Call("exp", (other.z,)), Call("exp", (unit.z,))
    zero = Product((Constant(0), total))
    whole = lines(
        (Call(SLOPE, (Quotient(above, total),)), ""),
        (
            Quotient(Difference(zero, Product((above, power))), _square(total)),
            ("quotient rule", "constant", "sum rule", "slope of exp"),
        ),
        (Negative(Product((Quotient(above, total), Quotient(power, total)))), SPLIT),
        (Negative(Product((other.o, unit.o))), CALLED_OUT),
    )
    return _near(whole, unit.net, other.net)


def _square(of: Expression) -> Expression:
    return Power(of, Constant(2))


def _near(whole: tuple[DerivationLine, ...], *matters: Symbol) -> tuple[DerivationLine, ...]:
    return tuple(DerivationLine(without_far_terms(line.expression, matters), line.rules) for line in whole)


def _softmax_delta(unit: Unit, others: list[Unit]) -> tuple[DerivationLine, ...]:
    units, o, t = [unit, *others], unit.o, unit.t
    ways = summed(Product((partial_of(one.error, one.out), partial_of(one.out, unit.net))) for one in units)
    own = Product((Negative(Quotient(t, o)), o, Difference(_ONE, o)))
    through = (Product((Negative(Quotient(one.t, one.o)), Negative(Product((one.o, o))))) for one in others)
    put_in = summed((own, *through))
    cancelled = _less(summed(Product((one.t, o)) for one in others), Product((t, Difference(_ONE, o))), bool(others))
    together = Difference(summed(Product((one.t, o)) for one in (*others, unit)), t)
    taken_out = Difference(Product((summed(one.t for one in (*others, unit)), o)), t)
    return lines(
        (ways, rules.WAYS if others else rules.CHAIN),
        (put_in, rules.ALIKE if others else rules.PUT_IN),
        (cancelled, rules.CANCELLED),
        (together, rules.MULTIPLIED_OUT),
        (taken_out, rules.TAKEN_OUT),
        (Difference(o, t), rules.SHARES),
    )


def _less(sum_of_others: Expression, own: Expression, has_others: bool) -> Expression:
    return Difference(sum_of_others, own) if has_others else Negative(own)


_WAYS = {
    "perceptron": _perceptron,
    "binary_cross_entropy": _sigmoid,
    "categorical_cross_entropy": _softmax,
}
