"""An equation in layer form as parts in a row: what is in parentheses, over what, and raised; and as text.

A view draws the same parts twice, with names and with numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from math import isnan
from operator import or_
from typing import Literal

from explainer.functions.expression import Call, Expression, Leaf, Power, Product, Sum
from explainer.trace.formula.notation import MINUS, Writing, show
from explainer.trace.formula.writing import BUILT_UP, PRODUCT, Precedence, Writer
from explainer.trace.known.known import Known
from explainer.trace.matrix.form import Block, BlockName, LayerForm, is_array, number_at, rows_of
from explainer.trace.matrix.signs import function_sign
from explainer.trace.notations.naming import spoken_name

ENTRYWISE, _SCALE = "⊙", "·"
"""The products of each two entries, and of all entries and a single number."""


@dataclass(frozen=True)
class Sign:
    """An operator, set apart by spaces."""

    text: str

    @property
    def may_break(self) -> bool:
        """Whether a long row may be broken before it, where it is not inside something: a number stays with what it
        scales."""
        return self.text != _SCALE


@dataclass(frozen=True)
class EntryFigure:
    """A number that belongs to the equation itself."""

    text: str


@dataclass(frozen=True)
class Enclosed:
    """Parts between parentheses, or the bars of |…|, with the sign of a function before them or nothing."""

    function: BlockName | None
    parts: Parts
    kind: Literal["(", "|"] = "("


@dataclass(frozen=True)
class BlockFraction:
    top: Parts
    bottom: Parts


@dataclass(frozen=True)
class BlockRaised:
    """An exponent of what is before it; of a vector or matrix each entry is raised."""

    parts: Parts


Part = Block | Sign | EntryFigure | Enclosed | BlockFraction | BlockRaised
Parts = tuple[Part, ...]
MINUS_BEFORE = EntryFigure(MINUS)
"""The sign of what is taken times −1."""


def arranged(rule: Expression) -> Parts:
    """Return an equation of blocks as parts in a row."""
    return _PartWriter().write(rule)


class _PartWriter(Writer[Parts]):
    """Writes expressions whose symbols are blocks."""

    precedences = BUILT_UP

    def precedence(self, rule: Expression) -> Precedence:
        return BUILT_UP[Product] if _is_matrix_product(rule) else super().precedence(rule)

    def parts(self, rule: Sum | Product | Call, precedence: Precedence) -> list[Parts]:
        """Return them as elsewhere, but a product of matrices that a number scales needs no parentheses."""
        if not isinstance(rule, Product):
            return super().parts(rule, precedence)
        signs = (ENTRYWISE, *_signs(rule))
        bare = [sign == _SCALE and _is_matrix_product(part) for sign, part in zip(signs, rule.factors, strict=True)]
        levels = (precedence.first, *repeat(precedence.others, len(bare) - 1))
        triples = zip(rule.factors, levels, bare, strict=True)
        return [self.write(part, PRODUCT if is_bare else level) for part, level, is_bare in triples]

    def symbol(self, symbol: Block) -> Parts:
        return (symbol,)

    def number(self, value: float) -> Parts:
        return (EntryFigure(show(value)),)

    def sum(self, terms: Sequence[Parts]) -> Parts:
        return _joined(repeat("+"), terms)

    def difference(self, left: Parts, right: Parts) -> Parts:
        return (*left, Sign(MINUS), *right)

    def product(self, rule: Product, factors: Sequence[Parts]) -> Parts:
        return _joined(_signs(rule), factors)

    def quotient(self, top: Parts, bottom: Parts) -> Parts:
        return (BlockFraction(top, bottom),)

    def power(self, rule: Power, base: Parts, exponent: Parts) -> Parts:
        if not is_array(rule.base):
            return (*base, BlockRaised(exponent))
        apart = (Enclosed(None, base),) if isinstance(rule.base, Leaf) else base  # from the layer, which is raised too
        return (*apart, BlockRaised((EntryFigure(ENTRYWISE), *exponent)))

    def negative(self, of: Parts) -> Parts:
        return (MINUS_BEFORE, *of)

    def call(self, rule: Call, arguments: Sequence[Parts]) -> Parts:
        if _is_matrix_product(rule):
            return tuple(chain(*arguments))
        comma = EntryFigure(", ")
        inner = (part for i, argument in enumerate(arguments) for part in (*((comma,) if i else ()), *argument))
        return (Enclosed(function_sign(rule.function), tuple(inner), "|" if rule.function == "abs" else "("),)

    def in_parentheses(self, row: Parts, rule: Expression) -> Parts:
        return (Enclosed(None, row),)


def _is_matrix_product(rule: Expression) -> bool:
    return isinstance(rule, Call) and rule.function == "matmul"


def _signs(product: Product) -> Iterator[str]:
    """Go through the signs between the factors."""
    are_arrays = [*map(is_array, product.factors)]
    for has_array, is_another in zip(accumulate(are_arrays, or_), are_arrays[1:], strict=False):
        yield ENTRYWISE if has_array and is_another else _SCALE


def _joined(signs: Iterable[str], parts: Sequence[Parts]) -> Parts:
    first, *others = parts
    return (*first, *(part for sign, other in zip(signs, others, strict=False) for part in (Sign(sign), *other)))


def plain(parts: Parts, of_block: Callable[[Block], str] = lambda block: block.name.plain) -> str:
    """Return parts as text, each block as `of_block` writes it."""
    text = ""
    for i, part in enumerate(parts):
        is_close = not i or parts[i - 1] == MINUS_BEFORE or isinstance(part, BlockRaised)
        text += ("" if is_close else " ") + _plain(part, of_block)
    return text


def _plain(part: Part, of_block: Callable[[Block], str] = lambda block: block.name.plain) -> str:
    match part:
        case Block():
            return of_block(part)
        case Enclosed(function, parts, kind):
            before = function.plain if function else ""
            return f"{before}{kind}{plain(parts, of_block)}{')' if kind == '(' else '|'}"
        case BlockFraction(top, bottom):
            return f"{_grouped(top, of_block)}/{_grouped(bottom, of_block)}"
        case BlockRaised(parts):
            exponent = plain(parts, of_block).replace(" ", "")
            return f"^{exponent}" if len(exponent) < 3 else f"^({exponent})"
        case Sign(text) | EntryFigure(text):
            return text.strip()


def _grouped(parts: Parts, of_block: Callable[[Block], str]) -> str:
    return plain(parts, of_block) if len(parts) == 1 else f"({plain(parts, of_block)})"


def form_summary(form: LayerForm, known: Known, writing: Writing) -> str:
    """Return a form in short: its caption, the equation, and the number that the line is about."""
    name = spoken_name(form.step.scenario, form.step.symbol, writing.notation)
    value = known.value(form.step.symbol)
    number = f"{name} is not computed yet" if isnan(value) else f"{name} = {writing.show(value)}"
    return "\n".join((form.caption, *_equations(form), number))


def form_text(form: LayerForm, known: Known, writing: Writing) -> str:
    """Return a form as text: its caption, the equation, and the same with its numbers row by row.

    What is not known is an empty box.
    """
    lines = [form.caption, *_equations(form)]
    return "\n".join([*lines, _sides(form, lambda block: _numbers(block, known, writing))])


def _equations(form: LayerForm) -> Iterator[str]:
    """The equation with its names, and where it has a bug in it, what would be right."""
    yield _sides(form, lambda block: block.name.plain)
    if form.right is not None:
        yield f"right: {form.result.name.plain} {form.relation} {plain(arranged(form.right))}"


def _sides(form: LayerForm, of_block: Callable[[Block], str]) -> str:
    left = of_block(form.result)
    return left if form.rule is None else f"{left} {form.relation} {plain(arranged(form.rule), of_block)}"


def _numbers(block: Block, known: Known, writing: Writing) -> str:
    rows = [" ".join(writing.show_inside(number_at(symbol, known)) for symbol in row) for row in rows_of(block)]
    return rows[0] if block.is_number else f"[{'; '.join(rows)}]"
