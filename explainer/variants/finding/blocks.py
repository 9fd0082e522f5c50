"""All numbers of an update under many changes at once: a row for each slip, a column for each rounding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Expression
from explainer.functions.written import Value
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.columns import evaluate_columns
from explainer.variants.finding.roundings import RoundedColumns
from explainer.variants.printed.comparison import pass_at
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.slip import Slip
from explainer.variants.variant import Left, Read, Variant, Written

_MOST_NUMBERS = 3_000_000
"""Of slips that would take more memory, as many are made at once as need no more."""
_LINES_AT_ONCE = 8
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


@dataclass(frozen=True)
class VariantBlock:
    """The numbers of all lines of an update: `values` have the shape (lines, rows, columns); a row has one of `slips`,
    if there are any, made where it says, or `everywhere`; a column beyond the first one of `roundings`."""

    p: Pass
    lines: Sequence[Line]
    values: Array
    roundings: tuple[Rounding, ...] = ()
    slips: tuple[Slip, ...] = ()
    everywhere: bool = False


def _passes(run: Run, updates: int) -> Iterator[Pass]:
    """Go through the first updates, trained as far as needed, up to where the run stops."""
    for number in range(1, updates + 1):
        p = pass_at(run, number)
        if p is None:
            return
        yield p


def exact_blocks(run: Run, updates: int) -> Pieces:
    """Go through the first updates of a run with the numbers that the engine has worked out."""
    for p in _passes(run, updates):
        lines, values = list[Line](), list[float]()
        for step in Trace(p):
            lines.append(_line(step))
            values.append(read(p, step.symbol))
            if len(lines) % _LINES_AT_ONCE == 0:
                yield None
        yield VariantBlock(p, lines, np.array(values, dtype=np.float64).reshape(-1, 1, 1))


def blocks(run: Run, updates: int, columns: RoundedColumns, with_slips: bool) -> Pieces:
    """Go through the first updates of a run: without a slip, then with each that can be made in the update or was made
    in the one before."""
    left: Left | None = None
    before: list[tuple[Left, tuple[Slip, ...]]] = []
    for p in _passes(run, updates):
        rounded = _rounded(columns)
        plain = ManyVariants(p, rounded, left)
        yield from _block(plain, columns)
        for left_by_slips, slips in before:
            yield from _block(ManyVariants(p, rounded, left_by_slips), columns, slips)
        before = []
        for portion in _in_portions(plain, columns) if with_slips else ():
            if portion is None:
                yield None
                continue
            slipped = ManyVariants(p, _slipping(portion, plain.read, columns), left)
            yield from _block(slipped, columns, portion)
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


def _slipping(slips: tuple[Slip, ...], plain: Read, columns: RoundedColumns) -> Written:
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


def _block(variant: Variant, columns: RoundedColumns, slips: tuple[Slip, ...] = (), everywhere: bool = False) -> Pieces:
    for number in range(_LINES_AT_ONCE, len(variant), _LINES_AT_ONCE):
        variant.worked_out(number)
        yield None
    lines, shape = variant.lines, (max(len(slips), 1), columns.count)
    values = np.stack([np.broadcast_to(variant.read(step.symbol), shape) for step in lines])
    yield VariantBlock(variant.trace.of, [*map(_line, lines)], values, columns.roundings, slips, everywhere)


def _line(step: Step) -> Line:
    return Line(step.number, step.sample, step.symbol)


def everywhere(run: Run, updates: int) -> Pieces:
    """Go through the first updates with each kind of slip made at every line where it can be, of those kinds that can
    be made in the first."""
    columns, left = RoundedColumns(()), None
    kinds: dict[_Key, Slip] = {}
    for p in _passes(run, updates):
        of_line = dict[int, dict[_Key, Slip]]()
        for step in Variant(p).lines:
            of_line[step.number] = _by_kind(step)
            yield None
        if not kinds:
            kinds = {key: slip for slips in reversed(of_line.values()) for key, slip in slips.items()}
        if not kinds:
            return
        variant = ManyVariants(p, _always(of_line, list(kinds)), left)
        yield from _block(variant, columns, tuple(kinds.values()), everywhere=True)
        left = variant.left


_Key = tuple[str, str, int]
"""A kind of line, a kind of slip, and which it is of several of that kind at a line."""


def _by_kind(step: Step) -> dict[_Key, Slip]:
    found: dict[_Key, Slip] = {}
    count: Counter[str] = Counter()
    for slip in slips_of(step):
        name = slip.kind.name
        found[step.operation, name, count[name]] = slip
        count[name] += 1
    return found


def _always(of_line: dict[int, dict[_Key, Slip]], kinds: list[_Key]) -> Written:
    rows = {key: row for row, key in enumerate(kinds)}

    def written(step: Step, value: Value, own: Read) -> Value:
        value = np.array(np.broadcast_to(value, (len(rows), 1)))
        for key, slip in of_line[step.number].items():
            if key in rows:
                value[rows[key]] = np.broadcast_to(evaluate_columns(slip.rule, own), value.shape)[rows[key]]
        return value

    return written
