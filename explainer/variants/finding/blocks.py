"""All numbers of an update under many changes at once: a row for each slip, a column for each rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Expression
from explainer.functions.written import Value
from explainer.trace.formula.symbol_values import BulkReader
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.plan import Plan
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.columns import evaluate_columns
from explainer.variants.finding.roundings import RoundedColumns
from explainer.variants.printed.comparison import pass_at
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.slip import Slip
from explainer.variants.variant import Left, Read, Variant, Written, line_of

_MOST_NUMBERS = 1_000_000
"""Of slips that would take more memory, as many are made at once as need no more."""
_LINES_AT_ONCE, _LINES_READ_AT_ONCE = 8, 20_000
_MANY = 10_000
"""Of so many changes, one line is a piece of work."""
Pieces = Iterator["VariantBlock | None"]
"""Blocks, and None after each piece of work on the way to the next."""


class ManyVariants(Variant):
    """An update worked out under many changes at once: its numbers are arrays."""

    def value_of(self, rule: Expression) -> Value:
        return evaluate_columns(rule, self.read)


class Line(NamedTuple):
    """A line of an update, by its number, the sample in the data, and what it makes."""

    number: int
    sample: int | None
    symbol: Symbol

    @classmethod
    def of(cls, step: Step) -> Line:
        return cls(step.number, step.sample, step.symbol)


@dataclass(frozen=True)
class VariantBlock:
    """The numbers of all lines of an update: `values` have the shape (lines, rows, columns); a row has one of
    each list of `slips`, if there are any, made where it says, or in all of its layer of `layers`; a column beyond the
    first one of `roundings`."""

    p: Pass
    lines: Sequence[Line]
    values: Array
    roundings: tuple[Rounding, ...] = ()
    slips: tuple[Sequence[Slip], ...] = ()
    layers: tuple[int, ...] = ()


def passes(run: Run, updates: int) -> Iterator[Pass]:
    """Go through the first updates, trained as far as needed, up to where the run stops."""
    for number in range(1, updates + 1):
        p = pass_at(run, number)
        if p is None:
            return
        yield p


def exact_blocks(run: Run, updates: int) -> Pieces:
    """Go through the first updates of a run with the numbers that the engine has worked out."""
    for p in passes(run, updates):
        trace = Trace(p)
        lines = _lines_of(trace.plan, p.rows)
        if not lines:
            written = list[Line]()
            for step in trace:
                written.append(Line.of(step))
                if len(written) % _LINES_AT_ONCE == 0:
                    yield None
            lines[:] = written
        values = list[float]()
        for begin in range(0, len(lines), _LINES_READ_AT_ONCE):
            symbols = [line.symbol for line in lines[begin : begin + _LINES_READ_AT_ONCE]]
            values += BulkReader(p, symbols).read(p)
            yield None
        yield VariantBlock(p, lines, np.array(values, dtype=np.float64).reshape(-1, 1, 1))


@lru_cache(maxsize=8)
def _lines_of(plan: Plan, rows: tuple[int, ...]) -> list[Line]:
    """Return the lines of all updates with the same plan and samples, none before they are written once."""
    return []


def blocks(run: Run, updates: int, columns: RoundedColumns, with_slips: bool) -> Pieces:
    """Go through the first updates of a run: without a slip, then with each that can be made in the update or was made
    in the one before."""
    left: Left | None = None
    before: list[tuple[Left, tuple[Slip, ...]]] = []
    for p in passes(run, updates):
        rounded = _rounded(columns)
        plain = ManyVariants(p, rounded, left)
        yield from block_of(plain, columns)
        for left_by_slips, slips in before:
            yield from block_of(ManyVariants(p, rounded, left_by_slips), columns, (slips,))
        before = []
        for portion in _in_portions(plain, columns) if with_slips else ():
            if portion is None:
                yield None
                continue
            slipped = ManyVariants(p, slipping(portion, plain.read, columns), left)
            yield from block_of(slipped, columns, (portion,))
            before.append((slipped.left, portion))
        left = plain.left


def _in_portions(update: Variant, columns: RoundedColumns) -> Iterator[tuple[Slip, ...] | None]:
    """Go through the slips of an update, as many at once as there is memory for, with None after each line."""
    most, portion = max(_MOST_NUMBERS // (len(update) * columns.count), 1), list[Slip]()
    for step in update.lines:
        portion += slips_of(step)
        while len(portion) >= most:
            yield tuple(portion[:most])
            del portion[:most]
        yield None
    if portion:
        yield tuple(portion)


def _rounded(columns: RoundedColumns) -> Written:
    return lambda step, value, own: columns(value)


def slipping(slips: Sequence[Slip], plain: Read, columns: RoundedColumns) -> Written:
    """In its row each slip is made at its own line; all before that is as without it."""
    rows: dict[int, list[int]] = {}
    for row, slip in enumerate(slips):
        rows.setdefault(slip.step.number, []).append(row)

    def written(step: Step, value: Value, own: Read) -> Value:
        if step.number in rows:
            value = np.array(np.broadcast_to(value, (len(slips), columns.count)))
            for row in rows[step.number]:
                value[row] = evaluate_columns(slips[row].rule, plain)
        return columns(value)

    return written


def block_of(
    variant: Variant, columns: RoundedColumns, slips: tuple[Sequence[Slip], ...] = (), layers: tuple[int, ...] = ()
) -> Pieces:
    """Work out all numbers of an update under many changes; under very many, each line is a block."""
    shape = len(slips[0]) if slips else 1, columns.count
    at_once = len(variant) if shape[0] * shape[1] < _MANY else 1
    for begin in range(0, len(variant), at_once):
        numbers = range(begin + 1, min(begin + at_once, len(variant)) + 1)
        for number in numbers[::_LINES_AT_ONCE]:
            variant.worked_out(number)
            yield None
        variant.worked_out(numbers[-1])
        lines = [line_of(variant.trace, number) for number in numbers]
        values = np.stack([np.broadcast_to(variant.read(step.symbol), shape) for step in lines])
        yield VariantBlock(variant.trace.of, [*map(Line.of, lines)], values, columns.roundings, slips, layers)
