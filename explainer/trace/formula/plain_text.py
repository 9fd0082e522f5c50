"""An expression as plain text: with symbols for the formula, with numbers for the substitution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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

Word = Callable[[Any], str]
Text = tuple[str, int]
"""A text, and how firmly its parts hold together."""
SUM, PRODUCT, POWER, ATOM = range(4)


def write(rule: Expression, word: Word) -> str:
    """Return `rule` as a Python-style expression, each symbol written by `word`.

    No text begins with a minus sign: a negative whole stands in parentheses.
    """
    return TextWriter(word).write(rule, SUM)


def number_word(value: float) -> str:
    """Return the number so that it reads back as the same float64, a negative one in parentheses."""
    return in_parentheses(repr(value))


def in_parentheses(number: str) -> str:
    """Return the text of a number as it stands inside an expression: a negative one in parentheses."""
    return f"({number})" if number[0] == "-" else number


class TextWriter:
    """Writes expressions with the signs of Python; `word` writes each symbol."""

    def __init__(self, word: Word) -> None:
        self._word = word

    def write(self, rule: Expression, level: int) -> str:
        """Return `rule`, in parentheses where it holds together less than `level` asks for."""
        text, own = self._text(rule)
        return f"({text})" if own < level else text

    def alone(self, rule: Expression) -> str:
        """Return `rule` as it stands with nothing beside it."""
        text = self.write(rule, SUM)
        return text[1:-1] if isinstance(rule, Negative) else text

    def call(self, function: str, arguments: tuple[Expression, ...]) -> Text:
        """Return a function of its arguments."""
        return f"{function}({', '.join(map(self.alone, arguments))})", ATOM

    def _text(self, rule: Expression) -> Text:
        match rule:
            case Leaf(symbol):
                return self._word(symbol), ATOM
            case Constant(value):
                return number_word(value), ATOM
            case Sum((only,)):
                return self._text(only)
            case Sum(terms):
                return " + ".join(self.write(term, SUM) for term in terms), SUM
            case Difference(left, right):
                return f"{self.write(left, SUM)} - {self.write(right, PRODUCT)}", SUM
            case Product((first, *others), wide):  # the first may be a quotient as it stands
                factors = [self.write(first, PRODUCT), *(self.write(factor, POWER) for factor in others)]
                return (" * " if wide else "*").join(factors), PRODUCT
            case Quotient(top, bottom):
                return f"{self.write(top, PRODUCT)}/{self.write(bottom, POWER)}", PRODUCT
            case Power(base, exponent):
                return f"{self.write(base, ATOM)}**{self.write(exponent, ATOM)}", POWER
            case Negative(of):
                return f"(-{self.write(of, POWER)})", ATOM
            case Call(function, arguments):
                return self.call(function, arguments)
        raise TypeError(rule)
