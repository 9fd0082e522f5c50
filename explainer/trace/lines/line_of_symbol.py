"""The line of an update that makes the number of a symbol, and after which it is there."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.trace.formula.symbols import SUMS, Quantity, Symbol
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
    if symbol.layer == 0:
        return Operation.INPUT_GRADIENT
    drops = trace.of.layer(symbol.layer).drops
    return Operation.DROPOUT_BACK if drops and symbol.quantity is Quantity.BLAME else Operation.DE_DOUT


GIVEN = 0
_SAME_AS = {
    Quantity.PASSED: Quantity.OUT,
    Quantity.ERROR_SUM: Quantity.SAMPLE_ERROR,
    Quantity.BATCH_ERROR: Quantity.SAMPLE_ERROR,
    Quantity.OBJECTIVE: Quantity.BATCH_ERROR,
    Quantity.GRADIENT_SUM: Quantity.GRADIENT,
    Quantity.BATCH_GRADIENT: Quantity.GRADIENT,
}
"""What a number is where no line makes it anew: a batch of one sample has nothing to add up, for example."""
_OF_SAMPLE = frozenset({Quantity.PASSED, *SUMS})
_PENALTIES = frozenset({Quantity.UNIT_PENALTY, Quantity.PENALTY})


def made_at(trace: Trace, symbol: Symbol) -> int:
    """Return the number of the line after which a symbol's number is there: 0 where it is given, and one beyond the
    last where no line ever tells it.

    In sequential order a weight of the backward pass is one that has been updated.
    """
    made = trace.plan.made
    if symbol not in made:
        made[symbol] = _made_at(trace, symbol)
    return made[symbol]


def _made_at(trace: Trace, symbol: Symbol) -> int:
    if symbol.quantity is Quantity.BACKWARD_WEIGHT and trace.scenario.is_sequential:
        symbol = symbol._replace(quantity=Quantity.NEW)
    if _is_given(trace, symbol):
        return GIVEN
    number = line_of(trace, symbol)
    if number is not None:
        return number
    same = _SAME_AS.get(symbol.quantity)
    if same is None:
        return len(trace) + 1
    return made_at(trace, symbol._replace(quantity=same, sample=max(symbol.sample, 0)))


def same_numbers(trace: Trace, symbol: Symbol) -> Iterator[Symbol]:
    """Go through the symbols whose number is that of another one, since no line makes it anew."""
    for quantity in (quantity for quantity, same in _SAME_AS.items() if same is symbol.quantity):
        found = symbol._replace(quantity=quantity, sample=symbol.sample if quantity in _OF_SAMPLE else -1)
        if line_of(trace, found) is None:
            yield found
            yield from same_numbers(trace, found)


def _is_given(trace: Trace, symbol: Symbol) -> bool:
    quantity = symbol.quantity
    if quantity not in MADE_BY or (quantity is Quantity.OUT and symbol.layer == 0):
        return True
    if quantity in SUMS:
        return symbol.sample < 0
    if quantity in _PENALTIES:
        return not trace.scenario.has_penalty
    return quantity is Quantity.NEW and not _is_trained(trace, symbol)


def _is_trained(trace: Trace, symbol: Symbol) -> bool:
    """Tell whether training changes the symbol's parameter, where it has one."""
    network = trace.scenario.network
    if symbol.parameter in network.frozen:
        return False
    return symbol.parameter < 0 or network.trains_biases or not network.parameter(symbol.parameter).is_bias
