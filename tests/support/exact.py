"""Formulas in decimal arithmetic of 60 digits, with slopes as differences: nothing of it is the app's own."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import reduce

from explainer.functions.expression import Call, Constant, Difference, Leaf, Negative, Power, Product, Quotient, Sum

_DIGITS, _STEP = 60, Decimal("1e-20")


def _tanh(x):
    return ((2 * x).exp() - 1) / ((2 * x).exp() + 1)


_FUNCTIONS = {
    "exp": lambda x: x.exp(),
    "log": lambda x: x.ln(),
    "log1p": lambda x: (1 + x).ln(),
    "expm1": lambda x: x.exp() - 1,
    "tanh": _tanh,
    "sqrt": lambda x: x.sqrt(),
    "abs": abs,
    "sign": lambda x: Decimal((x > 0) - (x < 0)),
    "step": lambda x: Decimal(x > 0),
    "max": max,
    "min": min,
}


def exact_value(rule, numbers, letter):
    """Return the value of a formula as a float; the slopes that are still in it are those by `letter`."""
    with localcontext() as context:
        context.prec = _DIGITS
        return float(_value(rule, {key: Decimal(repr(number)) for key, number in numbers.items()}, letter))


def exact_slope(rule, numbers, letter):
    """Return the slope of a formula by a letter, as a difference over a very short way."""
    return exact_value(Call("slope", (rule,)), numbers, letter)


def _value(rule, numbers, letter):
    def of(part):
        return _value(part, numbers, letter)

    match rule:
        case Leaf(symbol):
            return numbers[symbol]
        case Constant(value):
            return Decimal(repr(value))
        case Sum(terms):
            return sum(map(of, terms))
        case Difference(left, right):
            return of(left) - of(right)
        case Product(factors):
            return reduce(lambda x, y: x * y, map(of, factors))
        case Quotient(top, bottom):
            return of(top) / of(bottom)
        case Power(base, exponent):
            power = of(exponent)
            return of(base) ** (int(power) if power == int(power) else power)
        case Negative(inner):
            return -of(inner)
        case Call("slope", (inner,)):
            up, down = ({**numbers, letter: numbers[letter] + step} for step in (_STEP, -_STEP))
            return (_value(inner, up, letter) - _value(inner, down, letter)) / (2 * _STEP)
        case Call(function, arguments):
            return Decimal(_FUNCTIONS[function](*map(of, arguments)))
    raise TypeError(rule)
