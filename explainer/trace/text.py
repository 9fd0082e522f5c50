"""An expression as plain text: with symbols for the formula, with numbers for the substitution."""

from __future__ import annotations

from collections.abc import Callable

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
from explainer.trace.symbols import Symbol

Word = Callable[[Symbol], str]
_SUM, _PRODUCT, _POWER, _ATOM = range(4)


def write(rule: Expression, word: Word) -> str:
    """Return `rule` as a Python-style expression, each symbol written by `word`.

    No text begins with a minus sign: a negative whole stands in parentheses.
    """
    return _write(rule, word, _SUM)


def number_word(value: float) -> str:
    """Return the number so that it reads back as the same float64, a negative one in parentheses."""
    return in_parentheses(repr(value))


def in_parentheses(number: str) -> str:
    """Return the text of a number as it stands inside an expression: a negative one in parentheses."""
    return f"({number})" if number[0] == "-" else number


def _write(rule: Expression, word: Word, level: int) -> str:
    text, own = _text(rule, word)
    return f"({text})" if own < level else text


def _text(rule: Expression, word: Word) -> tuple[str, int]:
    match rule:
        case Leaf(symbol):
            return word(symbol), _ATOM
        case Constant(value):
            return number_word(value), _ATOM
        case Sum((only,)):
            return _text(only, word)
        case Sum(terms):
            return " + ".join(_write(term, word, _SUM) for term in terms), _SUM
        case Difference(left, right):
            return f"{_write(left, word, _SUM)} - {_write(right, word, _PRODUCT)}", _SUM
        case Product(factors, wide):
            return (" * " if wide else "*").join(_factors(factors, word)), _PRODUCT
        case Quotient(top, bottom):
            return f"{_write(top, word, _PRODUCT)}/{_write(bottom, word, _POWER)}", _PRODUCT
        case Power(base, exponent):
            return f"{_write(base, word, _ATOM)}**{_write(exponent, word, _ATOM)}", _POWER
        case Negative(of):
            return f"(-{_write(of, word, _POWER)})", _ATOM
        case Call(function, arguments):
            return f"{function}({', '.join(_argument(argument, word) for argument in arguments)})", _ATOM


def _factors(factors: tuple[Expression, ...], word: Word) -> list[str]:
    """The first factor may be a quotient as it stands; a later one would be torn apart without parentheses."""
    return [_write(factor, word, _POWER if i else _PRODUCT) for i, factor in enumerate(factors)]


def _argument(argument: Expression, word: Word) -> str:
    text = _write(argument, word, _SUM)
    return text[1:-1] if isinstance(argument, Negative) else text
