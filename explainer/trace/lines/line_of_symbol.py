"""The line of an update that makes the number of a symbol."""

from __future__ import annotations

from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Trace

MADE_BY = {
    Quantity.NET: Operation.NET,
    Quantity.OUT: Operation.OUT,
    Quantity.PASSED: Operation.DROPOUT,
    Quantity.ERROR: Operation.ERROR,
    Quantity.SAMPLE_ERROR: Operation.SAMPLE_ERROR,
    Quantity.ERROR_SUM: Operation.ERROR_SUM,
    Quantity.BLAME: Operation.DE_DOUT,
    Quantity.BLAME_PASSED: Operation.DE_DOUT,
    Quantity.SLOPE: Operation.DOUT_DNET,
    Quantity.DELTA: Operation.DELTA,
    Quantity.CONTRIBUTION: Operation.CONTRIBUTION,
    Quantity.GRADIENT: Operation.GRADIENT,
    Quantity.GRADIENT_SUM: Operation.GRADIENT_SUM,
    Quantity.BATCH_ERROR: Operation.BATCH_ERROR,
    Quantity.UNIT_PENALTY: Operation.UNIT_PENALTY,
    Quantity.PENALTY: Operation.PENALTY,
    Quantity.OBJECTIVE: Operation.OBJECTIVE,
    Quantity.BATCH_GRADIENT: Operation.BATCH_GRADIENT,
    Quantity.MEMORY: Operation.MEMORY,
    Quantity.SCALAR: Operation.SCALAR,
    Quantity.NEW: Operation.UPDATE,
}


def line_of(trace: Trace, symbol: Symbol) -> int | None:
    """Return the number of the line that makes a symbol's number; None where it is given."""
    operation = MADE_BY.get(symbol.quantity)
    if operation is None or (symbol.quantity is Quantity.OUT and symbol.layer == 0):
        return None
    if symbol.quantity in (Quantity.BLAME, Quantity.BLAME_PASSED):
        operation = _blame_line(trace, symbol)
    layer = symbol.layer
    if symbol.parameter >= 0 and symbol.quantity is not Quantity.CONTRIBUTION:
        layer = trace.of.scenario.network.parameter(symbol.parameter).layer
    place = Place(operation, layer, symbol.name, symbol.sample, symbol.unit, symbol.above, symbol.parameter)
    return trace.plan.number(place)


def _blame_line(trace: Trace, symbol: Symbol) -> Operation:
    """Under dropout the blame of a hidden unit is made of that of what it passes on."""
    drops = trace.of.layer(symbol.layer).drops
    return Operation.DROPOUT_BACK if drops and symbol.quantity is Quantity.BLAME else Operation.DE_DOUT
