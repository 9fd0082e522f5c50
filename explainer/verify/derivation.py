"""Re-deriving the rows of a trace: each from its own numbers, and its numbers from the rows that made them.

Only what later rows may still build on is kept: the numbers of the update at hand, the parameters and the optimizer's
memory as they are now, and the data set as far as it was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from explainer.verify.arithmetic import EPSILON, Bounded, agree
from explainer.verify.errors import TraceError, WrongRow, shown
from explainer.verify.formulas import Formula, read_formula
from explainer.verify.rows import Row, Shape
from explainer.verify.rules import Line, Source, line_of

_STARTS = {"momentum_product": 1.0}
_MOST_KEPT = 4_000_000
"""Characters of formulas whose reading is kept."""


class Known(NamedTuple):
    """A number that is settled, and the row that made it or used it first; 0: it starts from that."""

    value: float
    row: int
    made: bool = True


class Sum(NamedTuple):
    """A sum that runs through the samples, and what bounds its rounding: how many terms, and their absolute total."""

    known: Known
    terms: int = 0
    size: float = 0.0


@dataclass
class Update:
    """What is known of one update so far."""

    number: int
    epoch: int
    steps: int = 0
    made: dict[str, dict[str, Known]] = field(default_factory=dict)
    latest: dict[str, Known] = field(default_factory=dict)
    sums: dict[str, Sum] = field(default_factory=dict)
    settings: dict[str, Known] = field(default_factory=dict)
    masks: dict[tuple[str, str], Known] = field(default_factory=dict)
    awaited: dict[tuple[str, str], tuple[Row, float]] = field(default_factory=dict)


class Derivation:
    """Checks the rows of one file in turn."""

    def __init__(self) -> None:
        self.updates = 0
        self._update = Update(0, 1)
        self._from_start = False
        self._parameters: dict[str, Known] = {}
        self._memory: dict[str, Known] = {}
        self._data: dict[tuple[str, str], Known] = {}
        self._places: dict[tuple[str, str], tuple[str, str]] = {}
        self._lines: dict[Shape, Line] = {}
        self._kept = 0
        self._sources: Mapping[Source, Callable[[Row, str, float], Known | None]] = {
            Source.ROW: self._from_row,
            Source.CONTRIBUTION: self._from_row,
            Source.NET: self._from_row_or_later,
            Source.RUNNING: lambda row, symbol, number: self._sum(symbol).known,
            Source.MEMORY: self._from_memory,
            Source.PARAMETER: lambda row, symbol, number: self._parameters.setdefault(symbol, _used(row, number)),
            Source.DATA: lambda row, symbol, number: self._data.setdefault((row.sample, symbol), _used(row, number)),
            Source.MASK: lambda row, symbol, number: self._update.masks.setdefault(
                (row.sample, symbol), _used(row, number)
            ),
            Source.SETTING: lambda row, symbol, number: self._update.settings.setdefault(symbol, _used(row, number)),
            Source.ITSELF: lambda row, symbol, number: None,
        }

    def check(self, row: Row) -> None:
        """Check one row and remember what it makes. Raises WrongRow, or TraceError where it cannot be read."""
        self._count(row)
        line = self._line(row)
        numbers = _numbers(line.formula, row)
        for symbol, source, number in zip(line.formula.symbols, line.sources, numbers, strict=True):
            known = self._sources[source](row, symbol, number)
            if known is not None and known.value != number:
                raise WrongRow(f"{symbol} is {number!r} here, but {_origin(known)}")
        _check_value(line.formula, self._bounded(row.shape.symbol, line, numbers), row)
        self._make(row, line, numbers)

    def finish(self) -> None:
        """Check that nothing is left open at the end of an update."""
        for (_, symbol), (row, _) in self._update.awaited.items():
            raise WrongRow(f"row {row.number} uses {symbol}, but no row of its update makes it")

    def _count(self, row: Row) -> None:
        update = self._update
        if row.update != update.number:
            self._begin(row)
            update = self._update
        update.steps += 1
        if row.step != update.steps:
            raise WrongRow(f"expected step {update.steps}")
        if row.epoch != update.epoch:
            raise WrongRow(f"epoch {row.epoch} in an update of epoch {update.epoch}")

    def _begin(self, row: Row) -> None:
        if self.updates and row.update != self._update.number + 1:
            raise WrongRow(f"expected update {self._update.number} or {self._update.number + 1}")
        if row.epoch < self._update.epoch:
            raise WrongRow(f"epoch {row.epoch} after epoch {self._update.epoch}")
        self.finish()
        self.updates += 1
        self._from_start = self._from_start or row.update == 1
        self._update = Update(row.update, row.epoch)

    def _line(self, row: Row) -> Line:
        line = self._lines.get(row.shape)
        return self._read(row) if line is None else line

    def _read(self, row: Row) -> Line:
        shape = row.shape
        line = line_of(shape, row.line)
        self._check_place(shape)
        self._kept += len(shape.formula) + len(shape.symbol)
        if self._kept > _MOST_KEPT:
            self._lines.clear()
            self._kept = 0
        self._lines[shape] = line
        return line

    def _check_place(self, shape: Shape) -> None:
        """A unit stays in its layer, a parameter with its unit; a contribution names a weight of the layer above."""
        if shape.unit:
            self._check_same(("unit", shape.unit), (shape.layer, ""), f"layer {shape.layer}")
        if shape.parameter and shape.operation != "contribution":
            where = f"layer {shape.layer}, unit {shape.unit}".removesuffix(", unit ")
            self._check_same(("parameter", shape.parameter), (shape.layer, shape.unit), where)
        if bool(shape.layer) != bool(shape.unit or shape.parameter):
            raise WrongRow("a row has a layer exactly when it has a unit or a parameter")

    def _check_same(self, element: tuple[str, str], place: tuple[str, str], where: str) -> None:
        if self._places.setdefault(element, place) != place:
            raise WrongRow(f"{element[1]} is in {where} here, and elsewhere before")

    def _from_row(self, row: Row, symbol: str, number: float) -> Known:
        made = self._update.made.get(row.sample, {}) if row.sample else self._update.latest
        if symbol not in made:
            raise WrongRow(f"{symbol} is used, but no row before it makes it{' for this sample' if row.sample else ''}")
        return made[symbol]

    def _from_row_or_later(self, row: Row, symbol: str, number: float) -> Known | None:
        known = self._update.made.get(row.sample, {}).get(symbol)
        if known is None:
            waiting, expected = self._update.awaited.setdefault((row.sample, symbol), (row, number))
            return Known(expected, waiting.number, made=False)
        return known

    def _from_memory(self, row: Row, symbol: str, number: float) -> Known:
        if symbol not in self._memory:
            start = Known(_STARTS.get(symbol, 0.0), 0)
            self._memory[symbol] = start if self._from_start else _used(row, number)
        return self._memory[symbol]

    def _sum(self, symbol: str) -> Sum:
        return self._update.sums.get(symbol) or Sum(Known(0.0, 0))

    def _bounded(self, symbol: str, line: Line, numbers: list[float]) -> list[Bounded]:
        """Give each number the error that comes from how sums of many terms are worked out, usually none."""
        if Source.RUNNING in line.sources:
            before = self._sum(symbol)
            slack = (before.terms + 1) * EPSILON
            sizes = (
                before.size if source is Source.RUNNING else abs(number)
                for source, number in zip(line.sources, numbers, strict=True)
            )
            return [(number, slack * size) for number, size in zip(numbers, sizes, strict=True)]
        if Source.CONTRIBUTION in line.sources:
            return [(number, EPSILON * abs(number)) for number in numbers]
        return [(number, 0.0) for number in numbers]

    def _make(self, row: Row, line: Line, numbers: list[float]) -> None:
        symbol, known = row.shape.symbol, Known(row.value, row.number)
        self._keep_once(row, symbol, known)
        if Source.RUNNING in line.sources:
            self._add_up(symbol, known, line, numbers)
        elif row.shape.operation == "update":
            self._parameters[row.shape.parameter] = known
        elif row.shape.phase == "update":
            self._memory[symbol] = known

    def _keep_once(self, row: Row, symbol: str, known: Known) -> None:
        update = self._update
        made = update.made.setdefault(row.sample, {})
        if symbol in made:
            raise WrongRow(f"row {made[symbol].row} has made {symbol} already")
        made[symbol] = update.latest[symbol] = known
        waiting, expected = update.awaited.pop((row.sample, symbol), (row, known.value))
        if expected != known.value:
            raise WrongRow(f"{symbol} is {known.value!r} here, but row {waiting.number} says {expected!r}")

    def _add_up(self, symbol: str, known: Known, line: Line, numbers: list[float]) -> None:
        before = self._sum(symbol)
        terms = zip(line.sources, numbers, strict=True)
        added = sum(abs(number) for source, number in terms if source is not Source.RUNNING)
        self._update.sums[symbol] = Sum(known, before.terms + 1, before.size + added)


def _used(row: Row, number: float) -> Known:
    return Known(number, row.number, made=False)


def _origin(known: Known) -> str:
    if not known.row:
        return f"it starts from {known.value!r}"
    return f"row {known.row} {'made it' if known.made else 'says'} {known.value!r}"


def _numbers(formula: Formula, row: Row) -> list[float]:
    numbers = formula.numbers_in(row.substitution)
    if numbers is not None:
        return numbers
    try:
        read_formula(row.substitution)
    except ValueError as error:
        where = f"line {row.line}: the substitution {shown(row.substitution)}"
        raise TraceError(f"{where} cannot be read: {error}") from None
    raise WrongRow(f"the substitution {shown(row.substitution)} is not the formula with its numbers in")


def _check_value(formula: Formula, numbers: list[Bounded], row: Row) -> None:
    try:
        result = formula.evaluate(numbers)
    except (ArithmeticError, ValueError):
        raise WrongRow("the substitution has no finite value") from None
    if not agree(result, row.value):
        off = abs(result[0] - row.value)
        raise WrongRow(f"the substitution gives {result[0]!r}, the value says {row.value!r} (off by {off:.1e})")
