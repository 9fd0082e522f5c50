"""Numbers and expressions as words to be heard: products "times", fractions "over", long sums folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from explainer.functions.expression import Call, Constant, Expression, Leaf, Negative, Power, Product
from explainer.trace.formula.notation import DASH, MINUS, Writing, show
from explainer.trace.formula.plain_text import Word
from explainer.trace.formula.writing import ATOM, IN_A_ROW, POWER, PRODUCT, SUM, Precedence, Writer

NOT_COMPUTED = "not computed yet"
_MINUS = "minus "
_POWERS = {"2": "squared", "3": "cubed"}
_FUNCTIONS = {
    "sqrt": "square root of",
    "abs": "absolute value of",
    "min": "minimum of",
    "max": "maximum of",
}
_POWER_OF_TEN = re.compile("·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_EXPONENTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", f"{MINUS}0123456789")
_SIGNS = {
    MINUS: _MINUS,
    "∞": "infinity",
    "/∂": " by d ",
    "∂": "d ",
    "δ": "delta ",
    "η": "eta",
    "·": " times ",
    "_": " ",
    "→": "Right",
}
_MOST, _FIRST = 6, 3
"""A sum of more terms is told by its first ones and its last one."""


def number_aloud(value: float, writing: Writing) -> str:
    """Return a number as it is written on screen, in words: minus 0.0190; "not computed yet" for NaN."""
    return text_aloud(writing.show(value))


def text_aloud(text: str) -> str:
    """Return a number, or a sentence with numbers and signs, as it is on the screen, in words."""
    if text == DASH:
        return NOT_COMPUTED
    powers = _POWER_OF_TEN.sub(lambda power: f" times 10 to the {power[1].translate(_EXPONENTS)}", text)
    for sign, word in _SIGNS.items():
        powers = powers.replace(sign, word)
    return powers


def formula_aloud(rule: Expression, word: Word) -> str:
    """Return `rule` in words, each symbol as `word` gives it."""
    return _AloudWriter(word).write(rule)


class _AloudWriter(Writer[str]):
    """Writes expressions in words. What a pause would tell on paper is in parentheses that are read out."""

    precedences = IN_A_ROW | {
        Power: Precedence(POWER, ATOM, POWER),
        Negative: Precedence(SUM, PRODUCT, PRODUCT),
        Call: Precedence(ATOM, POWER, POWER),
    }

    def __init__(self, word: Word) -> None:
        self._word = word

    def precedence(self, rule: Expression) -> Precedence:
        match rule:
            case Call("log1p"):
                return Precedence(ATOM, SUM, SUM)
            case Leaf(symbol) if self._word(symbol).startswith(_MINUS):
                return Precedence(POWER, ATOM, ATOM)
            case Constant(value) if value < 0:
                return Precedence(POWER, ATOM, ATOM)
            case Negative(Leaf() | Constant()):
                return Precedence(POWER, ATOM, ATOM)
        return super().precedence(rule)

    def symbol(self, symbol: Any) -> str:
        return self._word(symbol)

    def number(self, value: float) -> str:
        return text_aloud(show(value))

    def sum(self, terms: Sequence[str]) -> str:
        if len(terms) > _MOST:
            left_out = len(terms) - _FIRST - 1
            terms = [*terms[:_FIRST], f"{left_out:,} more terms", terms[-1]]
        first, *others = terms
        return first + "".join(f" {term}" if term.startswith(_MINUS) else f" plus {term}" for term in others)

    def difference(self, left: str, right: str) -> str:
        return f"{left} minus {right}"

    def product(self, rule: Product, factors: Sequence[str]) -> str:
        return " times ".join(factors)

    def quotient(self, top: str, bottom: str) -> str:
        return f"{top} over {bottom}"

    def power(self, rule: Power, base: str, exponent: str) -> str:
        return f"{base} {_POWERS.get(exponent, f'to the power of {exponent}')}"

    def negative(self, of: str) -> str:
        return _MINUS + of

    def call(self, rule: Call, arguments: Sequence[str]) -> str:
        if rule.function == "log1p":
            return f"log of {self.in_parentheses(f'1 plus {arguments[0]}', rule)}"
        return f"{_FUNCTIONS.get(rule.function, f'{rule.function} of')} {' and '.join(arguments)}"

    def in_parentheses(self, row: str, rule: Expression) -> str:
        return f"open parenthesis {row} close parenthesis"
