"""Going to where a number was made: the line of this update, or of the one before that left it."""

from __future__ import annotations

from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Trace
from explainer.trace.words.origin import origin_of

_LEFT_BY = {
    Quantity.WEIGHT: Quantity.NEW,
    Quantity.BACKWARD_WEIGHT: Quantity.NEW,
    Quantity.MEMORY_BEFORE: Quantity.MEMORY,
    Quantity.SCALAR_BEFORE: Quantity.SCALAR,
}


def origin_at(walkthrough: Walkthrough, symbol: Symbol) -> Cursor | None:
    """Return the line that made the number of a symbol of the cursor's update; None where it is given: by the data,
    the settings, or a person."""
    trace, update = walkthrough.trace, walkthrough.cursor.update
    if symbol.quantity is Quantity.BACKWARD_WEIGHT and trace.of.scenario.update_order == "sequential":
        symbol = symbol._replace(quantity=Quantity.NEW)
    number = line_of(trace, symbol)
    if number is not None:
        return Cursor(update, number)
    if symbol.quantity not in _LEFT_BY or update == 1:
        return None
    before = Trace(walkthrough.run.pass_of(update - 1))
    left = symbol._replace(quantity=_LEFT_BY[symbol.quantity])
    number = line_of(before, left)
    if number is None or read(before.of, left) != read(trace.of, symbol):
        return None  # a person has put another number in its place
    return Cursor(update - 1, number)


def go_to_origin(walkthrough: Walkthrough, symbol: Symbol) -> None:
    """Go to the line that made a number; where none did, say what gave it."""
    at = origin_at(walkthrough, symbol)
    if at is None:
        origin = origin_of(walkthrough.trace, symbol)
        walkthrough.said.emit(f"{origin.name} is given, no step makes it: {origin.made_by}.")
    elif at == walkthrough.cursor:
        walkthrough.said.emit("This is the step that makes it.")
    else:
        walkthrough.go_to(*at)
