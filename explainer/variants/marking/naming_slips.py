"""Which slips give a number that is not what a line comes to."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.trace.lines.trace import Step
from explainer.variants.marking.marked import Named
from explainer.variants.marking.slack import Uncertain, uncertain
from explainer.variants.misprints import misprints
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.typed_number import half_unit, is_within
from explainer.variants.variant import Read

_LEAST_DIGITS = 3
"""A number of fewer fits too much to be called miswritten."""
_MISWRITTEN = ("times 10", "digits exchanged")


def slips_that_give(
    typed: PrintedNumber, step: Step, right: Uncertain, digits: int, read: Read, doubt: Read
) -> tuple[Named, ...]:
    """Return the slips at a line that lead to what was typed, and can be told from what is right; where there are none,
    how the number may be miswritten."""
    found = tuple(_slips(typed, step, right, digits, read, doubt))
    return found or tuple(_miswritten(typed, right.value))


def _slips(typed: PrintedNumber, step: Step, right: Uncertain, digits: int, read: Read, doubt: Read) -> Iterator[Named]:
    hidden = half_unit(right.value, digits) + right.slack
    for slip in slips_of(step):
        other = uncertain(slip.rule, read, doubt)
        if is_within(typed, other.value, digits, other.slack) and abs(other.value - right.value) > hidden:
            yield Named(f"{step.operation}: {slip.kind.name}", slip.sentence)


def _miswritten(typed: PrintedNumber, value: float) -> Iterator[Named]:
    if typed.unit and typed.digits >= _LEAST_DIGITS:
        for misprint in misprints(value, typed, 1.0):
            if misprint.change.startswith(_MISWRITTEN):
                yield Named(misprint.change, misprint.sentence)
