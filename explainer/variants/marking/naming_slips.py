"""Which slips give a number that is not what a line comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.trace import Step
from explainer.variants.marking.marked import Named
from explainer.variants.marking.reach import Reach, Reached
from explainer.variants.marking.slack import Uncertain, uncertain
from explainer.variants.printed.misprints import misprints
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.other_line import OTHER_LINE
from explainer.variants.slips.slip import Slip, slips_made
from explainer.variants.typed_number import half_unit, is_within
from explainer.variants.variant import Read

_LEAST_DIGITS = 3
"""A number of fewer fits too much to be called miswritten."""
_EXACT = 12
"""Digits, where nothing is rounded."""
_AMPLE = 1.01
"""More than what rounding can do to a bound."""
_MISWRITTEN = ("times 10", "digits exchanged")


def slips_giving(
    typed: PrintedNumber, step: Step, right: Uncertain, digits: int, read: Read, doubt: Read
) -> Iterator[Slip]:
    """Go through the slips at a line that lead to what was typed, and can be told from what is right."""
    return _that_give(slips_of(step), typed, right, digits, read, doubt)


def slips_giving_just(typed: PrintedNumber, step: Step, right: Uncertain, read: Read) -> Iterator[Slip]:
    """Go through those that give a number of few digits as it is: 0.39 may be short for 0.3925, or 0.39000 by exchanged
    inputs. 0 may be short for anything small."""
    return iter(()) if not typed.value and right.value else slips_giving(typed, step, right, _EXACT, read, _no_doubt)


def named(slips: Iterable[Slip]) -> tuple[Named, ...]:
    """Return slips by their kinds and sentences."""
    return tuple(Named(f"{slip.step.operation}: {slip.kind.name}", slip.sentence, slip) for slip in slips)


def miswritten(typed: PrintedNumber, step: Step, right: Uncertain, digits: int, read: Read) -> tuple[Named, ...]:
    """Return how the right number may be miswritten, or else of which other line it is."""
    found = tuple(misprinted(typed, right.value))
    return found or named(lines_giving(typed, step, right, digits, read))


def lines_giving(typed: PrintedNumber, step: Step, right: Uncertain, digits: int, read: Read) -> Iterator[Slip]:
    """Go through the other lines whose number was typed."""
    return _that_give(slips_made(OTHER_LINE, step), typed, right, digits, read, _no_doubt)


def _that_give(
    slips: Iterable[Slip], typed: PrintedNumber, right: Uncertain, digits: int, read: Read, doubt: Read
) -> Iterator[Slip]:
    hidden = half_unit(right.value, digits) + right.slack
    reach = Reach(read, doubt)
    for slip in slips:
        if _is_out_of_reach(typed, reach.of(slip.rule), digits):
            continue
        other = uncertain(slip.rule, read, doubt)
        if is_within(typed, other.value, digits, other.slack) and abs(other.value - right.value) > hidden:
            yield slip


def _is_out_of_reach(typed: PrintedNumber, reached: Reached, digits: int) -> bool:
    apart = abs(float(typed.value) - reached.value)
    return apart > _AMPLE * (half_unit(reached.value, digits) + reached.most)


def _no_doubt(symbol: Symbol) -> float:
    return 0.0


def misprinted(typed: PrintedNumber, value: float) -> Iterator[Named]:
    """Go through the ways in which a value may be miswritten."""
    if typed.unit and typed.digits >= _LEAST_DIGITS:
        for misprint in misprints(value, typed, 1.0):
            if misprint.change.startswith(_MISWRITTEN):
                yield Named(misprint.change, misprint.sentence)
