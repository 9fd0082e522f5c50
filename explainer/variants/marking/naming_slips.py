"""Which slips give a number that is not what a line comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.trace.lines.trace import Step
from explainer.variants.marking.marked import Named
from explainer.variants.marking.slack import Uncertain, uncertain
from explainer.variants.printed.misprints import misprints
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.other_line import OTHER_LINE
from explainer.variants.slips.slip import Slip, slips_made
from explainer.variants.typed_number import half_unit, is_within
from explainer.variants.variant import Read

_LEAST_DIGITS = 3
"""A number of fewer fits too much to be called miswritten."""
_MISWRITTEN = ("times 10", "digits exchanged")


def slips_that_give(
    typed: PrintedNumber, step: Step, right: Uncertain, digits: int, read: Read, doubt: Read
) -> tuple[Named, ...]:
    """Return the slips at a line that lead to what was typed, and can be told from what is right; where there are none,
    how the number may be miswritten, or of which other line it is."""
    hidden = half_unit(right.value, digits) + right.slack

    def give(slips: Iterable[Slip]) -> tuple[Named, ...]:
        return tuple(Named(f"{step.operation}: {slip.kind.name}", slip.sentence) for slip in slips if leads(slip))

    def leads(slip: Slip) -> bool:
        other = uncertain(slip.rule, read, doubt)
        is_visible = abs(other.value - right.value) > hidden
        return is_visible and is_within(typed, other.value, digits, other.slack)

    return give(slips_of(step)) or tuple(_miswritten(typed, right.value)) or give(slips_made(OTHER_LINE, step))


def _miswritten(typed: PrintedNumber, value: float) -> Iterator[Named]:
    if typed.unit and typed.digits >= _LEAST_DIGITS:
        for misprint in misprints(value, typed, 1.0):
            if misprint.change.startswith(_MISWRITTEN):
                yield Named(misprint.change, misprint.sentence)
