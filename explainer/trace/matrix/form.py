"""A layer form: an equation of blocks, its numbers as far as they are known, and which entries the line is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.functions.expression import Constant, symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.matrix.grids import LayerGrid, Single


class BlockName(NamedTuple):
    """What a block or function is called: in TeX, and in Unicode where nothing can be typeset."""

    tex: str
    plain: str


@dataclass(frozen=True)
class Block:
    """A vector or matrix by its name, or a single number."""

    name: BlockName
    grid: LayerGrid

    @property
    def is_number(self) -> bool:
        return isinstance(self.grid, Single)


class Op(StrEnum):
    """How parts are joined. ENTRYWISE multiplies entry by entry, MATRIX as matrices, SCALE by a single number."""

    ADD = "+"
    SUBTRACT = "−"
    MATRIX = ""
    ENTRYWISE = "⊙"
    SCALE = "·"
    DIVIDE = "/"
    POWER = "^"
    NEGATE = "negative"
    CALL = "function"


@dataclass(frozen=True)
class Node:
    """An operation on parts. A CALL has the function's name, as in expressions, and perhaps a sign of its own."""

    op: Op
    parts: tuple[Term, ...]
    function: str = ""
    sign: BlockName | None = None


Term = Block | Constant | Node


def is_array(term: Term) -> bool:
    """Tell whether a term is a vector or matrix."""
    match term:
        case Block():
            return not term.is_number
        case Constant():
            return False
        case Node(Op.CALL, function="sum"):
            return False
        case Node(parts=parts):
            return any(map(is_array, parts))


def times(left: Term, right: Term) -> Node:
    """Return the product of a rule that holds entry by entry."""
    return Node(Op.ENTRYWISE if is_array(left) and is_array(right) else Op.SCALE, (left, right))


_MADE_OF_OTHERS = {Quantity.BLAME, Quantity.CONTRIBUTION, Quantity.GRADIENT}
"""In whose place an equation may have what they are made of."""


@dataclass(frozen=True, eq=False)
class LayerForm:
    """The line `step` for its whole layer: `result` `relation` `rule`, with a caption in plain words.

    `rule` is None where the numbers were chosen and follow from no formula.
    """

    step: Step
    caption: str
    result: Block
    relation: str
    rule: Term | None

    @cached_property
    def trace(self) -> Trace:
        return Trace(self.step.of)

    @cached_property
    def operands(self) -> frozenset[Symbol]:
        """The entries that the line's own number is made of."""
        standing = set(symbols(self.step.rule))
        shown = [*_blocks(self.rule)]
        return frozenset(
            symbol for one in standing for symbol in self._opened(one, shown) if symbol != self.step.symbol
        )

    @property
    def row_names(self) -> tuple[str, ...]:
        """The units that the rows of the result belong to, where there is one for each."""
        at, block = self.step.place, self.result
        names = self.step.scenario.network.layers[at.layer].names if at.layer >= 0 else ()
        return names if len(names) == block.grid.rows and not block.is_number else ()

    def _opened(self, symbol: Symbol, shown: list[Block]) -> Iterator[Symbol]:
        """Go through the entries that stand in the equation for a symbol of the line."""
        if any(block.grid.place_of(symbol) for block in shown):
            yield symbol
        elif symbol.quantity is Quantity.NET and symbol.unit == self.step.place.unit:
            yield symbol._replace(quantity=Quantity.OUT)  # an error is written with the output here
        elif symbol.quantity in _MADE_OF_OTHERS and (line := line_of(self.trace, symbol)) is not None:
            for part in symbols(self.trace[line].rule):
                yield from self._opened(part, shown)


def _blocks(term: Term | None) -> Iterator[Block]:
    """Go through the blocks of a term from left to right."""
    if isinstance(term, Block):
        yield term
    elif isinstance(term, Node):
        for part in term.parts:
            yield from _blocks(part)


def number_at(symbol: Symbol | None, known: Known) -> float:
    """Return the number at a place of a block, NaN where it is not known; where no symbol stands it is 1."""
    return 1.0 if symbol is None else known.value(symbol)


def numbers_of(block: Block, known: Known) -> Array:
    """Return the numbers of a block, shape (rows, columns), NaN where they are not known."""
    return np.array([[number_at(symbol, known) for symbol in row] for row in rows_of(block)], dtype=np.float64)


def rows_of(block: Block) -> Iterator[Iterator[Symbol | None]]:
    """Go through the symbols of a block row by row."""
    grid = block.grid
    return ((grid.at(row, column) for column in range(grid.columns)) for row in range(grid.rows))
