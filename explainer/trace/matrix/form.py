"""A layer form: an equation of blocks, its numbers as far as they are known, and which entries the line is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from explainer.functions.expression import Call, Expression, Leaf, children, symbols
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


def matrix_product(left: Expression, right: Expression) -> Call:
    return Call("matmul", (left, right))


def is_array(term: Expression) -> bool:
    """Tell whether a part of an equation of blocks is a vector or matrix."""
    match term:
        case Leaf(block):
            return not block.is_number
        case Call("sum"):
            return False
        case _:
            return any(map(is_array, children(term)))


_MADE_OF_OTHERS = {Quantity.BLAME, Quantity.CONTRIBUTION, Quantity.GRADIENT}
"""In whose place an equation may have what they are made of."""


@dataclass(frozen=True, eq=False)
class LayerForm:
    """The line `step` for its whole layer: `result` `relation` `rule`, with a caption in plain words.

    `rule` has blocks for its symbols: a product is that of each two entries, "matmul" that of matrices. It is None
    where the numbers were chosen and follow from no formula, where that is not told, and where a bug is no form of
    blocks. Where it has a bug in it, `right` is what would be right.
    """

    step: Step
    caption: str
    result: Block
    relation: str
    rule: Expression | None
    right: Expression | None = None

    @cached_property
    def trace(self) -> Trace:
        return Trace(self.step.of, self.step.shown)

    @cached_property
    def operands(self) -> frozenset[Symbol]:
        """The entries that the line's own number is made of; none where that is not told."""
        if self.step.is_closed:
            return frozenset()
        standing = set(symbols(self.step.rule))
        shown = [*symbols(self.rule)] if self.rule else []
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
        """Go through the entries of the equation that a symbol of the line is made of."""
        if any(block.grid.place_of(symbol) for block in shown):
            yield symbol
        elif symbol.quantity is Quantity.NET and symbol.unit == self.step.place.unit:
            yield symbol._replace(quantity=Quantity.OUT)  # an error is written with the output here
        elif symbol.quantity in _MADE_OF_OTHERS and (line := line_of(self.trace, symbol)) is not None:
            for part in symbols(self.trace[line].rule):
                yield from self._opened(part, shown)


def number_at(symbol: Symbol | None, known: Known) -> float:
    """Return the number at a place of a block, NaN where it is not known; where there is no symbol it is 1."""
    return 1.0 if symbol is None else known.value(symbol)


def rows_of(block: Block) -> Iterator[Iterator[Symbol | None]]:
    """Go through the symbols of a block row by row."""
    grid = block.grid
    return ((grid.at(row, column) for column in range(grid.columns)) for row in range(grid.rows))
