"""Whether a number has been computed by a line of the calculation."""

from __future__ import annotations

from explainer.trace.origin import line_of
from explainer.trace.symbols import Quantity, Symbol
from explainer.trace.trace import Trace


def is_known(trace: Trace, symbol: Symbol, last: int) -> bool:
    """Tell whether the number of a symbol is there once line `last` has been worked out: made by then, or given.

    In sequential order a weight of the backward pass is one that has been updated.
    """
    if symbol.quantity is Quantity.BACKWARD_WEIGHT and trace.of.scenario.update_order == "sequential":
        symbol = symbol._replace(quantity=Quantity.NEW)
    made = line_of(trace, symbol)
    return made is None or made <= last
