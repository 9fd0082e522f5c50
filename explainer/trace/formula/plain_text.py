"""An expression as plain text: with symbols for the formula, with numbers for the substitution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from explainer.functions.expression import Call, Expression, Leaf, Power, Product
from explainer.trace.formula.notation import MINUS
from explainer.trace.formula.writing import IN_A_ROW, SUM, Writer

Word = Callable[[Any], str]


def write(rule: Expression, word: Word) -> str:
    """Return `rule` as a Python-style expression, each symbol written by `word`.

    No text begins with a minus sign: a negative whole is in parentheses.
    """
    return TextWriter(word).write(rule, SUM)


def write_on_paper(rule: Expression, word: Word) -> str:
    """Return `rule` with the signs of a book, as people read it."""
    return PaperWriter(word).write(rule, SUM)


def number_word(value: float) -> str:
    """Return the number so that it reads back as the same float64, a negative one in parentheses."""
    return in_parentheses(repr(value))


def in_parentheses(number: str) -> str:
    """Return the text of a number as it is inside an expression: a negative one in parentheses."""
    return f"({number})" if number[0] == "-" else number


class TextWriter(Writer[str]):
    """Writes expressions with the signs of Python; `word` writes each symbol."""

    precedences = IN_A_ROW
    minus: ClassVar[str] = "-"
    times: ClassVar[str] = "*"

    def __init__(self, word: Word) -> None:
        self._word = word

    def symbol(self, symbol: Any) -> str:
        return self._word(symbol)

    def number(self, value: float) -> str:
        return number_word(value)

    def sum(self, terms: Sequence[str]) -> str:
        return " + ".join(terms)

    def difference(self, left: str, right: str) -> str:
        return f"{left} {self.minus} {right}"

    def product(self, rule: Product, factors: Sequence[str]) -> str:
        return (f" {self.times} " if rule.wide else self.times).join(factors)

    def quotient(self, top: str, bottom: str) -> str:
        return f"{top}/{bottom}"

    def power(self, rule: Power, base: str, exponent: str) -> str:
        return f"{self._whole(rule, base)}**{exponent}"

    @staticmethod
    def _whole(rule: Power, base: str) -> str:
        """Return the base of a power: a symbol that is a quotient, of two differentials, in parentheses."""
        return f"({base})" if isinstance(rule.base, Leaf) and "/" in base else base

    def negative(self, of: str) -> str:
        return f"{self.minus}{of}"

    def call(self, rule: Call, arguments: Sequence[str]) -> str:
        return f"{rule.function}({', '.join(arguments)})"

    def in_parentheses(self, row: str, rule: Expression) -> str:
        return f"({row})"


class PaperWriter(TextWriter):
    """Writes expressions in a row with the signs of a book."""

    minus, times = MINUS, "·"

    def number(self, value: float) -> str:
        return super().number(value).replace("(-", f"({MINUS}")

    def power(self, rule: Power, base: str, exponent: str) -> str:
        base = self._whole(rule, base)
        return f"{base}²" if exponent == "2" else f"{base}^{exponent}"
