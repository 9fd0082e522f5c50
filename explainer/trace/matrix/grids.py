"""The numbers of a layer in rows and columns: each place is a symbol, and each symbol has its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from explainer.engine.scenario.network import Layer, Network
from explainer.trace.formula.symbols import Symbol


class LayerGrid(Protocol):
    """Rows and columns of symbols, counted from 0. A place without a symbol holds the number 1."""

    @property
    def rows(self) -> int: ...

    @property
    def columns(self) -> int: ...

    def at(self, row: int, column: int) -> Symbol | None:
        """Return the symbol at a place."""

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        """Return the place of a symbol, or None if it is none of the grid's."""


@dataclass(frozen=True)
class Single:
    """One number."""

    symbol: Symbol
    rows: int = 1
    columns: int = 1

    def at(self, row: int, column: int) -> Symbol:
        return self.symbol

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        return (0, 0) if symbol == self.symbol else None


@dataclass(frozen=True)
class Units:
    """A column with the same quantity of every unit of a layer."""

    like: Symbol
    rows: int
    columns: int = 1

    def at(self, row: int, column: int) -> Symbol:
        return self.like._replace(unit=row)

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        return _found(self, symbol, symbol.unit, 0)


@dataclass(frozen=True)
class Ones:
    """A column of ones."""

    rows: int
    columns: int = 1

    def at(self, row: int, column: int) -> None:
        return None

    def place_of(self, symbol: Symbol) -> None:
        return None


@dataclass(frozen=True)
class Weights:
    """The same quantity of every weight into a layer: a row for each of its units, a column for each source."""

    like: Symbol
    layer: Layer

    @property
    def rows(self) -> int:
        return self.layer.units

    @property
    def columns(self) -> int:
        return self.layer.sources

    def at(self, row: int, column: int) -> Symbol:
        return self.like._replace(parameter=self.layer.weight(row, column))

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        return _found(self, symbol, *divmod(symbol.parameter - self.layer.start, self.layer.sources))


@dataclass(frozen=True)
class Biases:
    """The same quantity of every bias of a layer, as a column. A shared bias is in each of `rows` rows."""

    like: Symbol
    layer: Layer
    rows: int
    columns: int = 1

    def at(self, row: int, column: int) -> Symbol:
        return self.like._replace(parameter=self.layer.bias(row))

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        return _found(self, symbol, symbol.parameter - self.layer.bias_start, 0)


@dataclass(frozen=True)
class Contributions:
    """The blame that comes back to every unit of a hidden layer (rows) from every unit above it (columns)."""

    like: Symbol
    above: Layer

    @property
    def rows(self) -> int:
        return self.above.sources

    @property
    def columns(self) -> int:
        return self.above.units

    def at(self, row: int, column: int) -> Symbol:
        return self.like._replace(unit=row, above=column, parameter=self.above.weight(column, row))

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        return _found(self, symbol, symbol.unit, symbol.above)


@dataclass(frozen=True)
class Beside:
    """Two grids with as many rows, side by side."""

    left: LayerGrid
    right: LayerGrid

    @property
    def rows(self) -> int:
        return self.left.rows

    @property
    def columns(self) -> int:
        return self.left.columns + self.right.columns

    def at(self, row: int, column: int) -> Symbol | None:
        first = self.left.columns
        return self.left.at(row, column) if column < first else self.right.at(row, column - first)

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        found = self.right.place_of(symbol)
        return (found[0], found[1] + self.left.columns) if found else self.left.place_of(symbol)


@dataclass(frozen=True)
class Transposed:
    """A grid with rows as columns."""

    of: LayerGrid

    @property
    def rows(self) -> int:
        return self.of.columns

    @property
    def columns(self) -> int:
        return self.of.rows

    def at(self, row: int, column: int) -> Symbol | None:
        return self.of.at(column, row)

    def place_of(self, symbol: Symbol) -> tuple[int, int] | None:
        found = self.of.place_of(symbol)
        return found[::-1] if found else None


def _found(grid: LayerGrid, symbol: Symbol, row: int, column: int) -> tuple[int, int] | None:
    """Return the place if that is where the symbol is."""
    is_inside = 0 <= row < grid.rows and 0 <= column < grid.columns
    return (row, column) if is_inside and grid.at(row, column) == symbol else None


def grid_like(network: Network, symbol: Symbol) -> LayerGrid:
    """Return what a symbol is an entry of: the same quantity of its whole layer, weights and biases apart."""
    if symbol.above >= 0:
        return Contributions(symbol, network.layers[symbol.layer + 1])
    if symbol.parameter >= 0:
        parameter = network.parameter(symbol.parameter)
        layer = network.layers[parameter.layer]
        return Biases(symbol, layer, layer.bias_count) if parameter.is_bias else Weights(symbol, layer)
    if symbol.unit >= 0:
        return Units(symbol, network.layers[symbol.layer].units)
    return Single(symbol)
