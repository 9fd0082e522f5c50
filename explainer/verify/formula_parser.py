"""Reading formulas and substitutions: a small parser for `+ - * / **`, parentheses, functions, numbers and symbols.

Symbols look like net_h1, w5, w5+ (the new w5) and dE_total/dw5: a d…/d… without spaces is one symbol, which is in
parentheses where a power is taken of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isinf
from typing import Generic, NamedTuple, Protocol, TypeVar

from explainer.verify import arithmetic, slopes
from explainer.verify.arithmetic import FUNCTIONS, Bounded, Node, takes
from explainer.verify.errors import shown
from explainer.verify.slopes import Dual

_N = TypeVar("_N")


class Algebra(Protocol[_N]):
    """What the nodes of a formula are made of: numbers, or numbers with their slopes."""

    def constant(self, value: float, /) -> _N: ...
    def slot(self, index: int, /) -> _N: ...
    def total(self, terms: Sequence[tuple[int, _N]], /) -> _N: ...
    def product(self, first: _N, rest: Sequence[tuple[str, _N]], /) -> _N: ...
    def power(self, base: _N, exponent: _N, /) -> _N: ...
    def negative(self, of: _N, /) -> _N: ...
    def call(self, function: str, arguments: Sequence[_N], /) -> _N: ...


NUMBER = r"[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?"
_TOKEN = re.compile(
    rf" *(?:(?P<number>{NUMBER})|(?P<function>[^\W\d]\w*(?=\())"
    r"|(?P<symbol>\(d\w*/d\w+\)(?=\*\*)|d\w*/d\w+|[^\W\d]\w*(?:\+(?![\w(.]))?)|(?P<sign>\*\*|[-+*/(),]))"
)
_WORD = re.compile(rf"\((-{NUMBER})\)|({NUMBER})")
_DEEPEST = 60


class ParsedFormula(NamedTuple):
    """A formula: its symbols in order, the text around them (one piece more), and its arithmetic."""

    symbols: tuple[str, ...]
    around: tuple[str, ...]
    evaluate: Node

    @property
    def text(self) -> str:
        return self.with_names(self.symbols)

    def with_names(self, names: Sequence[str]) -> str:
        """Return the formula with other names for its symbols."""
        first, *rest = self.around
        return first + "".join(name + piece for name, piece in zip(names, rest, strict=True))

    def slope(self, symbol: str, numbers: Sequence[Bounded]) -> Bounded:
        """Return the slope of the formula by one of its symbols, where they have these numbers."""
        duals = [Dual(number, (float(name == symbol), 0.0)) for name, number in zip(self.symbols, numbers, strict=True)]
        return _Reader(self.text, slopes).whole()(duals).slope

    def numbers_in(self, substitution: str) -> list[float] | None:
        """Return the numbers that stand for the symbols, or None where the text is not this formula with numbers in."""
        pieces = iter(self.around)
        first = next(pieces)
        if not substitution.startswith(first):
            return None
        position, numbers = len(first), []
        for piece in pieces:
            found = _WORD.match(substitution, position)
            if found is None or not substitution.startswith(piece, found.end()):
                return None
            numbers.append(float(found[1] or found[2]))
            position = found.end() + len(piece)
        return numbers if position == len(substitution) and not any(map(isinf, numbers)) else None


def read_formula(text: str) -> ParsedFormula:
    """Return the formula that `text` is. Raises ValueError when it cannot be read."""
    reader = _Reader(text, arithmetic)
    node = reader.whole()
    ends = [0, *(end for _, _, end in reader.symbols)]
    starts = [*(start for _, start, _ in reader.symbols), len(text)]
    around = tuple(text[end:start] for end, start in zip(ends, starts, strict=True))
    return ParsedFormula(tuple(name for name, _, _ in reader.symbols), around, node)


class _Reader(Generic[_N]):
    """A parser by recursive descent: sum, product, signed, power, atom; raises ValueError."""

    def __init__(self, text: str, algebra: Algebra[_N]) -> None:
        self._text, self._algebra = text, algebra
        self._end, self._depth = 0, 0
        self.symbols: list[tuple[str, int, int]] = []
        self._next()

    def whole(self) -> _N:
        node = self._sum()
        if self._kind != "end":
            raise ValueError(f"unexpected {shown(self._word)}")
        return node

    def _next(self) -> None:
        if self._end == len(self._text):
            self._kind, self._word = "end", "end"
            return
        found = _TOKEN.match(self._text, self._end)
        if found is None or found.lastgroup is None:
            raise ValueError(f"cannot read on at character {self._end + 1}")
        self._kind, self._word, self._end = found.lastgroup, found[found.lastgroup], found.end()

    def _take(self, *words: str) -> str:
        """Go past the sign that comes next if it is one of these, and return it."""
        word = self._word
        if self._kind != "sign" or word not in words:
            return ""
        self._next()
        return word

    def _expect(self, word: str) -> None:
        if not self._take(word):
            raise ValueError(f"expected {word}")

    def _sum(self) -> _N:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError(f"parentheses more than {_DEEPEST} deep")
        terms = [(1, self._product())]
        while word := self._take("+", "-"):
            terms.append((1 if word == "+" else -1, self._product()))
        self._depth -= 1
        return self._algebra.total(terms) if len(terms) > 1 else terms[0][1]

    def _product(self) -> _N:
        first, rest = self._signed(), []
        while word := self._take("*", "/"):
            rest.append((word, self._signed()))
        return self._algebra.product(first, rest) if rest else first

    def _signed(self) -> _N:
        """A minus sign belongs to one factor; it binds less than a power."""
        return self._algebra.negative(self._power()) if self._take("-") else self._power()

    def _power(self) -> _N:
        base = self._atom()
        return self._algebra.power(base, self._atom()) if self._take("**") else base

    def _atom(self) -> _N:
        kind, word, end = self._kind, self._word, self._end
        if kind == "number":
            self._next()
            if isinf(float(word)):
                raise ValueError("a number beyond what a float64 holds")
            return self._algebra.constant(float(word))
        if kind == "symbol":
            self.symbols.append((word.strip("()"), end - len(word), end))
            self._next()
            return self._algebra.slot(len(self.symbols) - 1)
        if kind == "function":
            return self._call(word)
        self._expect("(")
        node = self._sum()
        self._expect(")")
        return node

    def _call(self, function: str) -> _N:
        self._next()
        self._expect("(")
        arguments = [self._sum()]
        while self._take(","):
            arguments.append(self._sum())
        self._expect(")")
        if function not in FUNCTIONS or not takes(function, len(arguments)):
            raise ValueError(f"there is no function {shown(function)} of {len(arguments)}")
        return self._algebra.call(function, arguments)
