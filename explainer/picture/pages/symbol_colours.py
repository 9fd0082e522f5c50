"""The colour of each symbol in a formula: that of its element on the canvas."""

from __future__ import annotations

from explainer.picture.palette import Colour, Role, of_phase, of_weight
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.known import Known

WEIGHTS = frozenset({Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT, Quantity.NEW})
_MADE_IN = {
    Quantity.OUT: Phase.FORWARD,
    Quantity.KEEP: Phase.FORWARD,
    Quantity.PASSED: Phase.FORWARD,
    Quantity.NET: Phase.FORWARD,
    Quantity.TARGET: Phase.LOSS,
    Quantity.ERROR: Phase.LOSS,
    Quantity.SAMPLE_ERROR: Phase.LOSS,
    Quantity.ERROR_SUM: Phase.LOSS,
    Quantity.BATCH_ERROR: Phase.LOSS,
    Quantity.UNIT_PENALTY: Phase.LOSS,
    Quantity.PENALTY: Phase.LOSS,
    Quantity.OBJECTIVE: Phase.LOSS,
    Quantity.BLAME: Phase.BACKWARD,
    Quantity.BLAME_PASSED: Phase.BACKWARD,
    Quantity.SLOPE: Phase.BACKWARD,
    Quantity.DELTA: Phase.BACKWARD,
    Quantity.CONTRIBUTION: Phase.BACKWARD,
    Quantity.GRADIENT: Phase.BACKWARD,
    Quantity.GRADIENT_SUM: Phase.BACKWARD,
    Quantity.BATCH_GRADIENT: Phase.BACKWARD,
    Quantity.MEMORY_BEFORE: Phase.UPDATE,
    Quantity.MEMORY: Phase.UPDATE,
    Quantity.SCALAR_BEFORE: Phase.UPDATE,
    Quantity.SCALAR: Phase.UPDATE,
}


def colour_of(known: Known, symbol: Symbol | None) -> Colour:
    """Return the colour of a symbol: a weight's by its sign, once that is known, else its phase's; settings are plain
    text."""
    if symbol is None:
        return Role.TEXT
    if symbol.quantity in WEIGHTS:
        return of_weight(known.value(symbol)) if known.is_known(symbol) else Role.TEXT
    phase = _MADE_IN.get(symbol.quantity)
    return of_phase(phase) if phase else Role.TEXT
