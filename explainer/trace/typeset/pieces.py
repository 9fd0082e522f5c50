"""A formula as pieces in a row, ready to be set like a book would: what stands behind what, over what, and raised.

The same tree gives the line in symbols and the line in numbers; pieces know their symbol, and nothing of sizes,
colours or fonts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from explainer.engine.scenario.scenario import Scenario
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
from explainer.trace.formula.notation import MINUS, Notation, Writing, show
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import LECTURES, spoken_name, symbol_name, symbol_tex

TIMES = "·"
WORKED = Writing()


@dataclass(frozen=True)
class Text:
    """A number, a parenthesis or the name of a function, as it is."""

    text: str
    symbol: Symbol | None = None


@dataclass(frozen=True)
class Tex:
    """A symbol or one half of it; `plain` stands for it where it cannot be typeset."""

    tex: str
    plain: str
    symbol: Symbol


@dataclass(frozen=True)
class Operator:
    """An operator between two parts, set apart by spaces; `depth` counts the parentheses around it.

    The empty one is the space behind a comma.
    """

    text: str
    depth: int

    @property
    def hold(self) -> int:
        """How firmly it holds its two parts together: a long line is broken where this is least."""
        return 2 * self.depth + (self.text == TIMES)


@dataclass(frozen=True)
class Fraction:
    top: Pieces
    bottom: Pieces
    symbol: Symbol | None = None


@dataclass(frozen=True)
class Raised:
    """An exponent of what stands before it."""

    pieces: Pieces


Piece = Text | Tex | Operator | Fraction | Raised
Pieces = tuple[Piece, ...]
Word = Callable[[Symbol], Piece]

_ALONE, _SUM, _PRODUCT, _POWER, _ATOM = range(5)


def symbol_pieces(step: Step, writing: Writing = WORKED) -> Pieces:
    """Return what the line is about, in symbols."""
    return (_in_symbols(step, step.symbol, writing.notation),)


@lru_cache(maxsize=2)  # asked for twice: for the TeX that is to be prepared, and for the page
def formula_pieces(step: Step, writing: Writing = WORKED) -> Pieces:
    """Return the right-hand side in symbols."""
    return arrange(step.rule, lambda symbol: _in_symbols(step, symbol, writing.notation))


def short_form_pieces(step: Step, writing: Writing = WORKED) -> Pieces:
    """Return the activation as a function of the net input, as the theta and the matrix notation have it: g(z).

    Nothing in other lines, in the worked notation, and for softmax, which needs all net inputs of its layer.
    """
    if writing.notation is Notation.WORKED or step.place.operation is not Operation.OUT:
        return ()
    if step.of.layer(step.place.layer).activation.is_of_layer:
        return ()
    function = LECTURES[writing.notation].function
    net = step.symbol._replace(quantity=Quantity.NET)
    (tex,) = symbol_tex(step.scenario, net, writing.notation)
    plain = spoken_name(step.scenario, net, writing.notation)
    return (Tex(f"{function.tex}({tex})", f"{function.shown}({plain})", net),)


def number_pieces(known: Known, writing: Writing = WORKED) -> Pieces:
    """Return the right-hand side of the line in numbers, each rounded for display; nothing before the first line."""
    if known.step is None:
        return ()
    return arrange(known.step.rule, lambda symbol: Text(writing.show(known.value(symbol)), symbol))


def tex_in(pieces: Pieces) -> Iterator[str]:
    """Go through the TeX of all symbols in `pieces`."""
    for piece in pieces:
        match piece:
            case Tex(tex):
                yield tex
            case Fraction(top, bottom):
                yield from tex_in((*top, *bottom))
            case Raised(inner):
                yield from tex_in(inner)


def _in_symbols(step: Step, symbol: Symbol, notation: Notation) -> Piece:
    scenario = step.scenario
    tex, plain = symbol_tex(scenario, symbol, notation), _plain(scenario, symbol, notation)
    if len(tex) == 1:
        return Tex(tex[0], plain, symbol)
    top, bottom = (Tex(half, name, symbol) for half, name in zip(tex, plain.split("/"), strict=True))
    return Fraction((top,), (bottom,), symbol)


def _plain(scenario: Scenario, symbol: Symbol, notation: Notation) -> str:
    """A symbol before it is typeset: as in a trace file, or in Unicode where that would be hard to read."""
    name = symbol_name if notation is Notation.WORKED else spoken_name
    return name(scenario, symbol, notation)


def arrange(rule: Expression, word: Word) -> Pieces:
    """Return `rule` as pieces, each symbol as `word` gives it. A negative number among others stands in parentheses."""
    return tuple(_Arranger(word).write(rule, _ALONE, 0))


class _Arranger:
    def __init__(self, word: Word) -> None:
        self._word = cache(word)  # asked for the same symbol twice: how firmly it holds together, and what it is

    def write(self, rule: Expression, level: int, depth: int) -> Iterator[Piece]:
        """Go through the pieces of `rule`, in parentheses where it holds together less than `level` asks for."""
        if self._level(rule) >= level:
            yield from self._open(rule, depth)
        else:
            symbol = rule.symbol if isinstance(rule, Leaf) else None
            yield Text("(", symbol)
            yield from self._open(rule, depth + 1)
            yield Text(")", symbol)

    def _level(self, rule: Expression) -> int:
        """Return how firmly the parts of `rule` hold together."""
        match rule:
            case Leaf(symbol):
                return _level_of_word(self._word(symbol))
            case Sum((only,)):
                return self._level(only)
            case Negative():
                return _ALONE
            case Sum() | Difference():
                return _SUM
            case Product():
                return _PRODUCT
            case Quotient() | Power() | Call("exp"):
                return _POWER
            case _:
                return _ATOM

    def _open(self, rule: Expression, depth: int) -> Iterator[Piece]:
        match rule:
            case Leaf(symbol):
                yield self._word(symbol)
            case Constant(value):
                yield Text(show(value))
            case Sum((only,)):
                yield from self._open(only, depth)
            case Sum(terms):
                yield from self._joined("+", terms, (_SUM,) * len(terms), depth)
            case Difference(left, right):
                yield from self._joined(MINUS, (left, right), (_SUM, _PRODUCT), depth)
            case Product(factors):
                yield from self._joined(TIMES, factors, (_PRODUCT, *(_POWER for _ in factors[1:])), depth)
            case Quotient(top, bottom):
                yield Fraction(self._apart(top), self._apart(bottom))
            case Power(base, exponent):
                yield from self._power(base, exponent, depth)
            case Negative(of):
                yield Text(MINUS)
                yield from self.write(of, _PRODUCT, depth)
            case Call(function, arguments):
                yield from self._call(function, arguments, depth)

    def _power(self, base: Expression, exponent: Expression, depth: int) -> Pieces:
        return _powered(tuple(self.write(base, _ATOM, depth)), self._apart(exponent))

    def _joined(
        self, operator: str, parts: tuple[Expression, ...], levels: tuple[int, ...], depth: int
    ) -> Iterator[Piece]:
        for i, (part, level) in enumerate(zip(parts, levels, strict=True)):
            if i:
                yield Operator(operator, depth)
            yield from self.write(part, level, depth)

    def _apart(self, rule: Expression) -> Pieces:
        return tuple(self.write(rule, _ALONE, 0))

    def _call(self, function: str, arguments: tuple[Expression, ...], depth: int) -> Iterator[Piece]:
        if function == "exp":
            yield Text("e")
            yield Raised(self._apart(arguments[0]))
            return
        before, after = ("|", "|") if function == "abs" else (f"{function}(", ")")
        yield Text(before)
        for i, argument in enumerate(arguments):
            if i:
                yield Text(",")
                yield Operator("", depth + 1)
            yield from self.write(argument, _ALONE, depth + 1)
        yield Text(after)


def _powered(base: Pieces, exponent: Pieces) -> Pieces:
    """A number as the exponent of a symbol belongs above its index, so it becomes a part of the symbol; one that has
    something above its index already is put in parentheses."""
    match base, exponent:
        case (Tex(tex, plain, symbol),), (Text(number, None),):
            if "^" in tex:
                tex, plain = f"({tex})", f"({plain})"
            return (Tex(f"{tex}^{{{number}}}", f"{plain}^{number}", symbol),)
        case _:
            return (*base, Raised(exponent))


def _level_of_word(piece: Piece) -> int:
    """A negative number stands by itself only; 2·10⁻⁵ and a fraction are no base of a power."""
    if isinstance(piece, Text) and piece.text.startswith(MINUS):
        return _ALONE
    return _POWER if isinstance(piece, Fraction) or (isinstance(piece, Text) and TIMES in piece.text) else _ATOM
