"""A formula as text becomes an expression tree, and never anything else: what is not in the grammar is refused.

sum      product (("+" | "-") product)*
product  signed (("*" | "/") signed)*
signed   "-" signed | power
power    atom ("**" signed)?
atom     number | letter | function "(" sum ("," sum)* ")" | "(" sum ")"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import reduce
from math import isinf
from typing import Any

from explainer.functions.expression import FUNCTIONS, Call, Constant, Expression, Leaf, children
from explainer.functions.written import Written

LONGEST = 200
"""Characters of a formula."""
_DEEPEST, _DEEPEST_TREE = 20, 40
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>\*\*|[-+*/(),])",
    re.ASCII,
)
_TIMES = "; times is written *"
_HINTS = {"^": "; a power is written **", "=": "; only the right-hand side is written", "×": _TIMES, "·": _TIMES}
_OF_TWO = ("max", "min")


class FormulaError(ValueError):
    """A formula that cannot be used: what is wrong and at which character, `position`, counted from 0."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"character {position + 1}: {reason}")
        self.reason, self.position = reason, position


def read_formula(text: str, letters: Mapping[str, Any], longest: int = LONGEST) -> Expression:
    """Return the tree of a formula; `letters` are the names that it may use, and which symbol each is in the tree.

    Raises FormulaError.
    """
    if len(text) > longest:
        raise FormulaError(f"a formula has at most {longest} characters, this one has {len(text):,}", longest)
    tree = _Reader(text, letters).whole()
    if _depth(tree) > _DEEPEST_TREE:
        raise FormulaError(f"its parts are nested more than {_DEEPEST_TREE} deep", 0)
    return tree


def _depth(tree: Expression) -> int:
    return 1 + max(map(_depth, children(tree)), default=0)


class _Reader:
    """A parser by recursive descent: a method for each line of the grammar."""

    def __init__(self, text: str, letters: Mapping[str, Any]) -> None:
        self._text, self._letters = text, letters
        self._end, self._depth = 0, 0
        self._next()

    def whole(self) -> Expression:
        tree = self._sum()
        if self._kind:
            raise self._unexpected("the end")
        return tree.tree

    def _next(self) -> None:
        rest = self._text[self._end :]
        self._start = self._end + len(rest) - len(rest.lstrip(" "))
        if self._start == len(self._text):
            self._kind = self._word = ""
            return
        found = _TOKEN.match(self._text, self._start)
        if found is None or found.lastgroup is None:
            sign = self._text[self._start]
            raise FormulaError(f"{_shown(sign)} cannot be in a formula{_HINTS.get(sign, '')}", self._start)
        self._kind, self._word, self._end = found.lastgroup, found[0], found.end()

    def _unexpected(self, expected: str) -> FormulaError:
        got = _shown(self._word) if self._kind else "the end"
        hint = _TIMES if expected in ("the end", "“)”") and self._begins_factor() else ""
        return FormulaError(f"expected {expected}, got {got}{hint}", self._start)

    def _begins_factor(self) -> bool:
        return self._word == "(" or self._word in self._letters or self._word in FUNCTIONS

    def _take(self, *signs: str) -> str:
        """Go past the sign that comes next if it is one of these, and return it."""
        word = self._word
        if self._kind != "sign" or word not in signs:
            return ""
        self._next()
        return word

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise self._unexpected(_shown(sign))

    def _sum(self) -> Written:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaError(f"parentheses are more than {_DEEPEST} deep here", self._start)
        left = self._product()
        while sign := self._take("+", "-"):
            left = left + self._product() if sign == "+" else left - self._product()
        self._depth -= 1
        return left

    def _product(self) -> Written:
        left = self._signed()
        while sign := self._take("*", "/"):
            left = left * self._signed() if sign == "*" else left / self._signed()
        return left

    def _signed(self) -> Written:
        start = self._start
        if not self._take("-"):
            return self._power()
        if self._take("-"):
            raise FormulaError("two minus signs in a row", start)
        of = self._signed()
        return Written(Constant(-of.tree.value)) if isinstance(of.tree, Constant) else -of

    def _power(self) -> Written:
        base = self._atom()
        return base ** self._signed() if self._take("**") else base

    def _atom(self) -> Written:
        kind, word, start = self._kind, self._word, self._start
        if kind == "number":
            self._next()
            return Written(Constant(_number(word, start)))
        if kind == "name":
            self._next()
            return self._call(word, start) if word in FUNCTIONS else self._letter(word, start)
        if not self._take("("):
            raise self._unexpected("a number, a name or (")
        inner = self._sum()
        self._expect(")")
        return inner

    def _letter(self, word: str, start: int) -> Written:
        if word not in self._letters:
            known = [*self._letters, *FUNCTIONS]
            near = get_close_matches(word, known, n=1)
            hint = f"did you mean {_shown(near[0])}?" if near else f"known: {', '.join(known)}"
            raise FormulaError(f"{_shown(word)} is no name in this formula; {hint}", start)
        return Written(Leaf(self._letters[word]))

    def _call(self, name: str, start: int) -> Written:
        self._expect("(")
        arguments = [self._sum()]
        while self._take(","):
            arguments.append(self._sum())
        self._expect(")")
        if name in _OF_TWO:
            if len(arguments) < 2:
                raise FormulaError(f"{name} takes two numbers or more", start)
            return reduce(lambda left, right: Written(Call(name, (left.tree, right.tree))), arguments)
        if len(arguments) > 1:
            raise FormulaError(f"{name} takes one number, not {len(arguments)}", start)
        return Written(Call(name, (arguments[0].tree,)))


def _number(word: str, start: int) -> float | int:
    if word.isdigit() and len(word) < 16:
        return int(word)
    value = float(word)
    if isinf(value):
        raise FormulaError(f"{_shown(word)} is beyond what a float64 holds", start)
    return value


def _shown(word: str) -> str:
    return f"“{word}”" if word.isprintable() else ascii(word)
