"""Lines that a person types for a formula: read, and judged against the line before and the formula itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from explainer.functions.expression import Expression, Read, Sum, evaluate, symbols
from explainer.functions.own.deriving.judging import Likeness, judge, value_or_nan
from explainer.functions.own.grammar import read_formula
from explainer.trace.derived.chain_writers import chain_text
from explainer.trace.derived.chains import Chain
from explainer.trace.derived.formulas import chains_of, is_told
from explainer.trace.derived.output_unit import rule_of
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import NAN, Known
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.notations.naming import symbol_name
from explainer.trace.typeset.folding import LeftOut

_SHORT = {Quantity.NET: ("net", "z"), Quantity.OUT: ("out", "o", "a"), Quantity.TARGET: ("target", "t", "y")}
"""What may be typed for the numbers of the unit that a formula is about."""
_MADE = frozenset({Quantity.OUT, Quantity.BLAME, Quantity.BLAME_PASSED, Quantity.SLOPE, Quantity.CONTRIBUTION})
"""What is made of other numbers at points besides the current ones, too."""
_SIGNS = str.maketrans({"·": "*", "−": "-", "\u00a0": " "})
_POINTS = (0.7, -1.3)
"""What is added to net inputs at the points besides the current numbers."""


class Judged(NamedTuple):
    """A typed line: what was read, what is said of it, and its value, NaN where that may not be told."""

    rule: Expression
    words: str
    value: float
    is_equal: bool


def letters_of(known: Known, symbol: Symbol) -> dict[str, Symbol]:
    """Return the names that may be typed for a formula, each with its symbol."""
    letters: dict[str, Symbol] = {}
    for one in dict.fromkeys(_symbols_of(known, symbol)):
        name = symbol_name(known.scenario, one)
        if one.quantity is Quantity.ERROR:
            continue  # what is derived is its slope
        if name.isidentifier():
            letters[name] = one
        if (one.layer, one.unit) == (symbol.layer, symbol.unit):
            letters.update((short, one) for short in _SHORT.get(one.quantity, ()) if short not in letters)
    return letters


def _symbols_of(known: Known, symbol: Symbol) -> Iterator[Symbol]:
    for chain in chains_of(known, symbol):
        for line in chain.lines:
            yield from _plain_symbols(line.expression)


def _plain_symbols(rule: Expression) -> Iterator[Symbol]:
    for one in symbols(rule):
        if isinstance(one, LeftOut):
            yield from _plain_symbols(Sum(one.terms))
        else:
            yield one


def read_line(known: Known, symbol: Symbol, text: str) -> Expression:
    """Return the expression that a person has typed. Raises FormulaError."""
    letters: dict[str, Any] = {**letters_of(known, symbol)}
    before = len(text) - len(text.lstrip(" ="))
    return read_formula(" " * before + text[before:].translate(_SIGNS), letters)


def judged(known: Known, symbol: Symbol, rules: Sequence[Expression], writing: Writing) -> tuple[Judged, ...]:
    """Judge lines one after the other: each against the line before it, the first against the formula."""
    chains = chains_of(known, symbol)
    if not chains:
        return ()
    judge_line = _Judge(known, symbol, chains, writing)
    return tuple(judge_line.of(rules, number) for number in range(len(rules)))


class _Judge:
    def __init__(self, known: Known, symbol: Symbol, chains: Sequence[Chain], writing: Writing) -> None:
        self._known, self._chains, self._writing = known, chains, writing
        self._is_told = is_told(known, symbol, chains[-1])
        self._points = [*points_of(known)][0 if self._is_told else 1 :]

    def of(self, rules: Sequence[Expression], number: int) -> Judged:
        rule = rules[number]
        before = rules[number - 1] if number else self._formula(self._chains[-1])
        name = f"line {number}" if number else "the formula"
        verdict = judge(rule, before, self._points)
        words = self._words(f"Line {number + 1}", name, verdict)
        if not verdict.is_equal:
            words += self._hint(rule, number)
        value = value_or_nan(rule, self._points[0]) if self._is_told else NAN
        return Judged(rule, words, value, bool(verdict.is_equal))

    def _formula(self, chain: Chain) -> Expression:
        return chain.carried_out(chain.lines[-1].expression)

    def _words(self, line: str, name: str, verdict: Likeness) -> str:
        if verdict.is_equal:
            return f"{line} is equal to {name}."
        if verdict.is_equal is None:
            return f"{line} has no value at the numbers that were tried, so it cannot be compared with {name}."
        mine, theirs = (self._writing.show(value) for value in verdict.values)
        is_current = verdict.point == 0 and self._is_told
        where = "at the current numbers" if is_current else "at other numbers than the current ones"
        return f"{line} differs from {name}: {where} {mine} against {theirs}."

    def _hint(self, rule: Expression, number: int) -> str:
        """Say what else a line is equal to that differs from the one before it."""
        found = (chain for chain in reversed(self._chains) if judge(rule, self._formula(chain), self._points).is_equal)
        chain = next(found, None)
        if chain is None:
            return ""
        if chain is self._chains[-1] and number:
            return " It is equal to the formula again."
        return f" It is equal to {chain_text(chain.made, self._known.scenario, self._writing.notation)}."


# points


def points_of(known: Known) -> Iterator[Read]:
    """Go through the points that lines are compared at: the current numbers, and two others."""
    yield known.value
    for step in _POINTS:
        yield _Elsewhere(known, step)


class _Elsewhere:
    """Numbers as they could be: net inputs moved, outputs made of them, other numbers told apart."""

    def __init__(self, known: Known, step: float) -> None:
        self._known, self._step = known, step
        self._found: dict[Symbol, float] = {}
        self._count: Callable[[], int] = count(1).__next__

    def __call__(self, symbol: Symbol) -> float:
        if symbol not in self._found:
            self._found[symbol] = self._made(symbol)
        return self._found[symbol]

    def _made(self, symbol: Symbol) -> float:
        if symbol.quantity in _MADE and line_of(self._known.trace, symbol):
            return evaluate(rule_of(self._known, symbol), self)
        if symbol.quantity is Quantity.BACKWARD_WEIGHT and not self._known.scenario.is_sequential:
            return self(symbol._replace(quantity=Quantity.WEIGHT))
        if symbol.quantity is Quantity.TARGET:
            return self._target(symbol)
        if symbol.quantity is Quantity.NET:
            return self._step + 0.45 * symbol.unit
        return self._step * (0.6 + 0.27 * self._count())

    def _target(self, symbol: Symbol) -> float:
        """Targets of a sample that add up to 1 where they are shares."""
        units = self._known.scenario.network.layers[self._known.scenario.network.top].units
        if not self._known.trace.of.arrays.loss.of_shares:
            return 0.35 + 0.1 * math.sin(self._step + symbol.unit)
        return 2 * (symbol.unit + 1) / (units * (units + 1))
