"""An equation in layer form as parts in a row: what is in parentheses, over what, and raised; and as text.

A view draws the same parts twice, with names and with numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from explainer.functions.expression import Constant
from explainer.trace.formula.notation import MINUS, Writing, show
from explainer.trace.known.known import Known
from explainer.trace.matrix.form import Block, BlockName, LayerForm, Node, Op, Term, is_array, number_at, rows_of
from explainer.trace.notations.naming import spoken_name

_ALONE, _SUM, _PRODUCT, _POWER, _ATOM = range(5)
_LEVELS = {Op.ADD: _SUM, Op.SUBTRACT: _SUM, Op.NEGATE: _ALONE, Op.DIVIDE: _POWER, Op.POWER: _POWER, Op.CALL: _ATOM}
_SIGNS = {
    "sum": BlockName(r"\sum", "Σ"),
    "sqrt": BlockName(r"\sqrt", "√"),
    "log": BlockName(r"\log", "log"),
    "exp": BlockName(r"\exp", "exp"),
    "abs": BlockName("", ""),
}
"""Signs of functions that are not just their name."""


@dataclass(frozen=True)
class Sign:
    """An operator, set apart by spaces."""

    text: str

    @property
    def may_break(self) -> bool:
        """Whether a long row may be broken before it, where it is not inside something: a number stays with what it
        scales."""
        return self.text != Op.SCALE


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
    """An exponent of what stands before it; of a vector or matrix each entry is raised."""

    parts: Parts


Part = Block | Sign | EntryFigure | Enclosed | BlockFraction | BlockRaised
Parts = tuple[Part, ...]
MINUS_BEFORE = EntryFigure(MINUS)
"""The sign of what is taken times −1."""


def arranged(term: Term) -> Parts:
    """Return `term` as parts in a row."""
    return tuple(_write(term, _ALONE))


def _write(term: Term, level: int) -> Iterator[Part]:
    """Go through the parts of `term`, in parentheses where it holds together less than `level` asks for."""
    own = _LEVELS.get(term.op, _PRODUCT) if isinstance(term, Node) else _ATOM
    if own >= level:
        yield from _open(term)
    else:
        yield Enclosed(None, tuple(_open(term)))


def _open(term: Term) -> Iterator[Part]:
    match term:
        case Block():
            yield term
        case Constant(value):
            yield EntryFigure(show(value))
        case Node(Op.ADD, parts):
            yield from _joined(Op.ADD, parts, _SUM)
        case Node(Op.SUBTRACT, parts):
            yield from _joined(Op.SUBTRACT, parts, _PRODUCT)
        case Node(Op.NEGATE, (of,)):
            yield MINUS_BEFORE
            yield from _write(of, _PRODUCT)
        case Node(Op.DIVIDE, (top, bottom)):
            yield BlockFraction(tuple(_write(top, _ALONE)), tuple(_write(bottom, _ALONE)))
        case Node(Op.POWER, (base, exponent)):
            yield from _power(base, exponent)
        case Node(Op.CALL):
            yield _call(term)
        case Node(op=op, parts=parts):
            yield from _joined(op, parts, _POWER)


def _joined(op: Op, parts: tuple[Term, ...], later: int) -> Iterator[Part]:
    """Write parts with an operator between them; all but the first must hold as firmly as `later`.

    A product of matrices that a number scales needs no parentheses.
    """
    first = _PRODUCT if later == _POWER else _SUM
    for i, part in enumerate(parts):
        if i and op is not Op.MATRIX:
            yield Sign(op.value)
        is_plain = not i or (op is Op.SCALE and isinstance(part, Node) and part.op is Op.MATRIX)
        yield from _write(part, first if is_plain else later)


def _power(base: Term, exponent: Term) -> Iterator[Part]:
    if isinstance(base, Block) and not base.is_number:
        yield Enclosed(None, (base,))  # apart from the layer, which is raised too
    else:
        yield from _write(base, _ATOM)
    entrywise = (EntryFigure(Op.ENTRYWISE.value),) if is_array(base) else ()
    yield BlockRaised((*entrywise, *_write(exponent, _ALONE)))


def _call(call: Node) -> Enclosed:
    parts: list[Part] = []
    for i, argument in enumerate(call.parts):
        if i:
            parts.append(EntryFigure(", "))
        parts += _write(argument, _ALONE)
    sign = call.sign or _SIGNS.get(call.function) or BlockName(rf"\mathrm{{{call.function}}}", call.function)
    return Enclosed(sign, tuple(parts), "|" if call.function == "abs" else "(")


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
    value = writing.show(known.value(form.step.symbol))
    return "\n".join((form.caption, _sides(form, lambda block: block.name.plain), f"{name} = {value}"))


def form_text(form: LayerForm, known: Known, writing: Writing) -> str:
    """Return a form as text: its caption, the equation, and the same with its numbers row by row.

    What is not known is a dash.
    """
    lines = [form.caption, _sides(form, lambda block: block.name.plain)]
    return "\n".join([*lines, _sides(form, lambda block: _numbers(block, known, writing))])


def _sides(form: LayerForm, of_block: Callable[[Block], str]) -> str:
    left = of_block(form.result)
    return left if form.rule is None else f"{left} {form.relation} {plain(arranged(form.rule), of_block)}"


def _numbers(block: Block, known: Known, writing: Writing) -> str:
    rows = [" ".join(writing.show(number_at(symbol, known)) for symbol in row) for row in rows_of(block)]
    return rows[0] if block.is_number else f"[{'; '.join(rows)}]"
