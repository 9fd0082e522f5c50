"""A formula as pieces in a row, ready to be set like a book would: what follows what, is over what, and raised.

The same tree gives the line in symbols and the line in numbers; pieces know their symbol, and nothing of sizes,
colours or fonts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import (
    Call,
    Expression,
    Leaf,
    Power,
    Product,
    Sum,
    evaluate,
)
from explainer.trace.formula.notation import MINUS, Notation, Writing, show
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.formula.writing import ALONE, ATOM, BUILT_UP, POWER, Precedence, Writer
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import LECTURES, spoken_name, symbol_name, symbol_tex
from explainer.trace.typeset.folding import UNFOLDED, Folding, LeftOut, folded, words_for

TIMES = "·"
WORKED = Writing()


@dataclass(frozen=True)
class Text:
    """A number, a parenthesis or the name of a function, as it is."""

    text: str
    symbol: Symbol | None = None


@dataclass(frozen=True)
class Tex:
    """A symbol or one half of it; `plain` is in its place where it cannot be typeset."""

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
    """An exponent of what is before it."""

    pieces: Pieces


Piece = Text | Tex | Operator | Fraction | Raised
Pieces = tuple[Piece, ...]
Word = Callable[[Any], Piece]


def symbol_pieces(step: Step, writing: Writing = WORKED) -> Pieces:
    """Return what the line is about, in symbols."""
    return (_in_symbols(step, step.symbol, writing.notation),)


@lru_cache(maxsize=2)  # asked for twice: for the TeX that is to be prepared, and for the page
def formula_pieces(step: Step, writing: Writing = WORKED, folding: Folding = UNFOLDED) -> Pieces:
    """Return the right-hand side in symbols."""
    return arrange(folded(step.rule, folding), lambda symbol: _in_symbols(step, symbol, writing.notation))


def right_pieces(step: Step, writing: Writing = WORKED, folding: Folding = UNFOLDED) -> Pieces:
    """Return the right formula in symbols where the program has a wrong one; nothing elsewhere."""
    if step.right is None:
        return ()
    return arrange(folded(step.right, folding), lambda symbol: _in_symbols(step, symbol, writing.notation))


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


def number_pieces(known: Known, writing: Writing = WORKED, folding: Folding = UNFOLDED) -> Pieces:
    """Return the right-hand side of the line in numbers, each rounded for display; nothing before the first line.

    Of terms that are left out it tells what they come to, unless the result of the line is hidden.
    """
    if known.step is None:
        return ()

    def number(symbol: Symbol | LeftOut) -> Text:
        if not isinstance(symbol, LeftOut):
            return Text(writing.show_inside(known.value(symbol)), symbol)
        if known.is_hidden:
            return Text(words_for(symbol))
        return Text(words_for(symbol, writing.show(evaluate(Sum(symbol.terms), known.value))))

    return arrange(folded(known.step.rule, folding), number)


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


def _in_symbols(step: Step, symbol: Symbol | LeftOut, notation: Notation) -> Piece:
    return piece_of(step.scenario, symbol, notation)


def piece_of(scenario: Scenario, symbol: Symbol | LeftOut, notation: Notation) -> Piece:
    """Return a symbol as a piece, one of two differentials as a fraction; words for what is left out."""
    if isinstance(symbol, LeftOut):
        return Text(words_for(symbol))
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
    """Return `rule` as pieces, each symbol as `word` gives it. A negative number among others is in parentheses."""
    return PieceWriter(word).write(rule)


class PieceWriter(Writer[Pieces]):
    """Writes expressions as pieces; `word` gives the piece of each symbol."""

    precedences = BUILT_UP

    def __init__(self, word: Word) -> None:
        self._word = cache(word)  # asked for the same symbol twice: how firmly it holds together, and what it is

    def precedence(self, rule: Expression) -> Precedence:
        match rule:
            case Leaf(symbol):
                return Precedence(_level_of_word(self._word(symbol)), ATOM, ATOM)
            case Call("exp"):
                return BUILT_UP[Power]._replace(first=ALONE)
        return super().precedence(rule)

    def symbol(self, symbol: Symbol) -> Pieces:
        return (self._word(symbol),)

    def number(self, value: float) -> Pieces:
        return (Text(show(value)),)

    def sum(self, terms: Sequence[Pieces]) -> Pieces:
        return _between(Operator("+", 0), terms)

    def difference(self, left: Pieces, right: Pieces) -> Pieces:
        return (*left, Operator(MINUS, 0), *right)

    def product(self, rule: Product, factors: Sequence[Pieces]) -> Pieces:
        return _between(Operator(TIMES, 0), factors)

    def quotient(self, top: Pieces, bottom: Pieces) -> Pieces:
        return (Fraction(top, bottom),)

    def power(self, rule: Power, base: Pieces, exponent: Pieces) -> Pieces:
        return _powered(base, exponent)

    def negative(self, of: Pieces) -> Pieces:
        return (Text(MINUS), *of)

    def call(self, rule: Call, arguments: Sequence[Pieces]) -> Pieces:
        if rule.function == "exp":
            return Text("e"), Raised(arguments[0])
        before, after = ("|", "|") if rule.function == "abs" else (f"{rule.function}(", ")")
        comma = (Text(","), Operator("", 0))
        inner = (piece for i, argument in enumerate(arguments) for piece in (*(comma if i else ()), *argument))
        return (Text(before), *_deeper(inner), Text(after))

    def in_parentheses(self, row: Pieces, rule: Expression) -> Pieces:
        symbol = rule.symbol if isinstance(rule, Leaf) else None
        return (Text("(", symbol), *_deeper(row), Text(")", symbol))


def _between(operator: Operator, parts: Sequence[Pieces]) -> Pieces:
    first, *others = parts
    return (*first, *(piece for part in others for piece in (operator, *part)))


def _deeper(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Go through pieces that parentheses are put around."""
    for piece in pieces:
        yield replace(piece, depth=piece.depth + 1) if isinstance(piece, Operator) else piece


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
    """A negative number needs parentheses in all company; 2·10⁻⁵ and a fraction are no base of a power."""
    if isinstance(piece, Text) and piece.text.startswith(MINUS):
        return ALONE
    return POWER if isinstance(piece, Fraction) or (isinstance(piece, Text) and TIMES in piece.text) else ATOM
