"""What the arrays of a listing hold at a step, as far as they are calculated by then, in few words."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from explainer.engine.arrays import Array
from explainer.trace.code.code_lines import CodeLine, LineKey, Variable
from explainer.trace.code.listing import Listing
from explainer.trace.formula.notation import BOX, Writing
from explainer.trace.formula.symbols import SUMS, Quantity, Symbol
from explainer.trace.known.known import NAN, Known
from explainer.trace.lines.operations import Operation

_MOST_ENTRIES, _MOST_ROWS = 3, 2
_Entry = Callable[[int], float]


def values_of(line: CodeLine, known: Known, writing: Writing) -> str:
    """Return what a line has made, an empty box where it has not been reached, nothing where it makes no numbers.

    The rows of a matrix are below each other. Of many numbers a few are written, with the step's own among them.
    """
    if line.loops is not None:
        return f"i = {known.sample}" if _is_begun(line.loops, known) else BOX
    if line.turns:
        return next((text for key, text in reversed(line.turns) if _is_begun(key, known)), BOX)
    if line.is_given and line.numbers is not None:
        return _of_array(line.numbers, writing)
    makes = (_turn(line.makes, known),) if line.is_turned and line.makes else line.makes
    return ", ".join(_of_variable(variable, known, writing) for variable in makes)


def _is_begun(key: LineKey, known: Known) -> bool:
    first = known.trace.plan.number(Variable(Quantity.NET, shape=(1,)).place(key, 0, known.sample))
    return first is not None and first <= known.line


def _turn(makes: tuple[Variable, ...], known: Known) -> Variable:
    """Return the array that is made at this moment: that of the step's layer, or else the last that was made."""
    begun = [made for made in makes if made.key is not None and _is_made(made, made.key, known)]
    layer = known.step.place.layer if known.step else -1
    own = [made for made in begun if made.layer == layer and made.key and made.key.operation is _operation(known)]
    return (own or begun or [*makes])[0 if own or not begun else -1]


def _is_made(made: Variable, key: LineKey, known: Known) -> bool:
    entries = range(math.prod(made.shape)) if made.start >= 0 else (0,)
    return any(known.has_reached(made.place(key, entry, known.sample)) for entry in entries)


def _operation(known: Known) -> Operation | None:
    return known.step.place.operation if known.step else None


def source_of(listing: Listing, known: Known) -> str:
    """Return the whole program, runnable as it is. Numbers that were found and not calculated, and are not known yet,
    are nan in it."""
    return "\n".join(_told(line, known).source for line in listing.lines) + "\n"


def _told(line: CodeLine, known: Known) -> CodeLine:
    if line.numbers is None or line.is_given:
        return line
    found = [entry_of(variable, known, i) for variable in line.makes for i in range(line.numbers.size)]
    return replace(line, numbers=np.reshape(found, line.numbers.shape))


def entry_of(variable: Variable, known: Known, entry: int) -> float:
    """Return an entry as it is now, NaN where it is not calculated yet; a sum is that of the samples so far."""
    sample = known.sample
    if variable.key is not None and not known.has_reached(variable.place(variable.key, entry, sample)):
        if variable.quantity not in SUMS:
            return NAN
        sample -= 1
    index = variable.start + entry if variable.start >= 0 else -1
    symbol = Symbol(variable.quantity, sample, variable.layer, entry, parameter=index, name=variable.name)
    return known.value(symbol) if sample >= 0 else NAN


def _focus(variable: Variable, known: Known) -> int:
    """Return which entry of an array the step is about; 0 where it is about something else."""
    place = known.step.place if known.step else None
    if place is None or place.layer != variable.layer:
        return 0
    if variable.start < 0:
        return max(place.unit, 0)
    entry = place.parameter - variable.start
    return entry if 0 <= entry < math.prod(variable.shape) else 0


def _of_variable(variable: Variable, known: Known, writing: Writing) -> str:
    def entry(index: int) -> float:
        return entry_of(variable, known, index)

    size, focus = math.prod(variable.shape), _focus(variable, known)
    is_there = any(not math.isnan(entry(index)) for index in {0, focus} if index < size)
    return _written(variable.shape, entry, focus, writing) if is_there else BOX


def _of_array(array: Array, writing: Writing) -> str:
    return _written(array.shape, lambda index: float(array.flat[index]), 0, writing)


def _written(shape: tuple[int, ...], entry: _Entry, focus: int, writing: Writing) -> str:
    """Return [0.5933, 0.5969]; of more numbers those around `focus`, with … for the others."""
    if not shape:
        return writing.show_inside(entry(0))
    if len(shape) == 1:
        return _row(shape[0], entry, focus, writing)
    rows, columns = shape
    row, column = divmod(focus, columns)
    seen = _around(row, rows, _MOST_ROWS)
    texts = [_row(columns, _shifted(entry, i * columns), column, writing) for i in seen]
    return f"[{_with_dots(texts, seen, rows, _BELOW)}]"


_BELOW = ",\n "
"""What is between the rows of a matrix, which are written below each other."""


def _shifted(entry: _Entry, by: int) -> _Entry:
    return lambda index: entry(by + index)


def _row(count: int, entry: _Entry, focus: int, writing: Writing) -> str:
    seen = _around(focus, count, _MOST_ENTRIES)
    return f"[{_with_dots([writing.show_inside(entry(index)) for index in seen], seen, count, ', ')}]"


def _around(focus: int, count: int, most: int) -> range:
    """Return `most` indices among `count`, or all if there are fewer, with `focus` among them."""
    first = max(0, min(focus - most // 2, count - most))
    return range(first, min(first + most, count))


def _with_dots(texts: list[str], seen: range, count: int, between: str) -> str:
    before, after = "…, " if seen.start else "", ", …" if seen.stop < count else ""
    return f"{before}{between.join(texts)}{after}"
