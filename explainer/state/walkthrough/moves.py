"""Moves: where a step of each size leads, forward and back, and where a number was made, as functions from a place in a
run to another.

They only look; the walkthrough computes what they need and goes there.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.terms import term_count
from explainer.trace.lines.line_groups import GroupSize, group_of
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Trace
from explainer.trace.words.seven_steps import stops

NOWHERE = 0


class Granularity(StrEnum):
    """How far one press of Next goes, from the smallest to the largest; and by the seven steps of lectures."""

    TERM = "term"
    LINE = "line"
    UNIT = "unit"
    LAYER = "layer"
    PHASE = "phase"
    UPDATE = "update"
    EPOCH = "epoch"
    SEVEN = "seven"


class Spot(NamedTuple):
    """A place in a run: line `step` of an update (0: before the first), and how it was come to.

    `part` is how many terms of a line that is being added up are there already, None for a whole line; `entered` the
    update whose step 0 was come through, so that Back comes through it too.
    """

    update: int = 1
    step: int = 0
    part: int | None = None
    entered: int = 1


Traces = Callable[[int], Trace]
"""Gives the trace of an update: of any that is computed, and of the one after."""
Move = Callable[[Traces, Spot], Spot]
"""A move that leads nowhere returns the spot it was given."""


def next_line(traces: Traces, at: Spot) -> Spot:
    """Go one line on, after the last of an update to the first of the next; finish a line that is begun."""
    return at._replace(part=None) if at.part is not None else _line_after(traces, at)


def previous_line(traces: Traces, at: Spot) -> Spot:
    """Undo one `next_line`."""
    if at.step > 1 or (at.step == 1 and at.update in (1, at.entered)):
        return at._replace(step=at.step - 1, part=None)
    if at.update == 1:
        return at
    return Spot(at.update - 1, len(traces(at.update - 1)), None, at.entered)


def next_term(traces: Traces, at: Spot) -> Spot:
    """Add the next term of a line that is a sum; the last comes with the result. Any other line is one step."""
    after = at if at.part is not None else _line_after(traces, at)
    part = (at.part or 0) + 1
    return after._replace(part=part if part < _terms_at(traces, after) else None)


def previous_term(traces: Traces, at: Spot) -> Spot:
    """Undo one `next_term`."""
    part = (_terms_at(traces, at) if at.part is None else at.part) - 1
    return at._replace(part=part) if part else previous_line(traces, at)


def next_end(level: GroupSize, traces: Traces, at: Spot) -> Spot:
    """Go to the last line of the group that the next line belongs to."""
    after = at if at.part is not None else _line_after(traces, at)
    return after._replace(step=_group(level, traces, after)[1], part=None)


def previous_end(level: GroupSize, traces: Traces, at: Spot) -> Spot:
    """Go to the last line of the group before this line's."""
    first = _group(level, traces, at)[0] if at.step else 0
    return previous_line(traces, at._replace(step=first))


def finished_phase(traces: Traces, at: Spot) -> Spot:
    """Go to the last line of this line's phase; before the first line, of the first phase."""
    begun = at._replace(step=max(at.step, 1))
    return begun._replace(step=_group(GroupSize.PHASE, traces, begun)[1], part=None)


def next_update(traces: Traces, at: Spot) -> Spot:
    """Go before the first line of the next update."""
    return _before(at.update + 1)


def previous_update(traces: Traces, at: Spot) -> Spot:
    """Go before the first line of this update, or from there of the one before."""
    return _before(at.update if at.step else at.update - 1)


def next_epoch(traces: Traces, at: Spot) -> Spot:
    """Go before the first line of the first update of the next epoch."""
    return _before(_start_of_epoch(traces, at.update) + traces(at.update).of.scenario.updates_per_epoch)


def previous_epoch(traces: Traces, at: Spot) -> Spot:
    """Go before the first line of this epoch, or from there of the one before."""
    start = _start_of_epoch(traces, at.update)
    if (at.update, at.step) == (start, 0) and start > 1:
        start = _start_of_epoch(traces, start - 1)
    return _before(start)


def next_of_seven(traces: Traces, at: Spot) -> Spot:
    """Go to the end of the next of the seven steps; from the end of an update before the first line of the next."""
    trace = traces(at.update)
    done = at.step if at.part is None else at.step - 1
    ends = (end for end in stops(trace) if end > done)
    return at._replace(step=next(ends), part=None) if done < len(trace) else _before(at.update + 1)


def previous_of_seven(traces: Traces, at: Spot) -> Spot:
    """Go to the end of the one before."""
    if not at.step:
        return previous_line(traces, at)
    before = max(end for end in (0, *stops(traces(at.update))) if end < at.step)
    return at._replace(step=before, part=None) if before else _before(at.update)


NEXT: dict[Granularity, Move] = {
    Granularity.TERM: next_term,
    Granularity.LINE: next_line,
    **{Granularity(level): partial(next_end, level) for level in GroupSize},
    Granularity.UPDATE: next_update,
    Granularity.EPOCH: next_epoch,
    Granularity.SEVEN: next_of_seven,
}
BACK: dict[Granularity, Move] = {
    Granularity.TERM: previous_term,
    Granularity.LINE: previous_line,
    **{Granularity(level): partial(previous_end, level) for level in GroupSize},
    Granularity.UPDATE: previous_update,
    Granularity.EPOCH: previous_epoch,
    Granularity.SEVEN: previous_of_seven,
}


def _line_after(traces: Traces, at: Spot) -> Spot:
    if at.step < len(traces(at.update)):
        return at._replace(step=at.step + 1)
    return Spot(at.update + 1, 1, None, NOWHERE)


def _terms_at(traces: Traces, at: Spot) -> int:
    return term_count(traces(at.update)[at.step]) if at.step else 1


def _group(level: GroupSize, traces: Traces, at: Spot) -> tuple[int, int]:
    trace = traces(at.update)
    return group_of(trace.plan, trace.of.scenario.network, at.step, level)


def _before(update: int) -> Spot:
    update = max(update, 1)
    return Spot(update, 0, None, update)


def _start_of_epoch(traces: Traces, update: int) -> int:
    scenario = traces(update).of.scenario
    return update - (update - 1) % scenario.updates_per_epoch


_LEFT_BY = {
    Quantity.WEIGHT: Quantity.NEW,
    Quantity.BACKWARD_WEIGHT: Quantity.NEW,
    Quantity.MEMORY_BEFORE: Quantity.MEMORY,
    Quantity.SCALAR_BEFORE: Quantity.SCALAR,
}


def origin(traces: Traces, update: int, symbol: Symbol) -> Spot | None:
    """Return the line that made the number of a symbol of an update: one of this update, or of the one before that left
    it. None where the number is given: by the data, the settings, or a person."""
    trace = traces(update)
    if symbol.quantity is Quantity.BACKWARD_WEIGHT and trace.of.scenario.is_sequential:
        symbol = symbol._replace(quantity=Quantity.NEW)
    number = line_of(trace, symbol)
    if number is not None:
        return Spot(update, number)
    if symbol.quantity not in _LEFT_BY or update == 1:
        return None
    before = traces(update - 1)
    left = symbol._replace(quantity=_LEFT_BY[symbol.quantity])
    number = line_of(before, left)
    if number is None or read(before.of, left) != read(trace.of, symbol):
        return None  # a person has put another number in its place
    return Spot(update - 1, number)
