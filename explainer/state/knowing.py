"""Which numbers are there at the cursor."""

from __future__ import annotations

from explainer.state.walkthrough import Walkthrough
from explainer.trace.known import is_known
from explainer.trace.symbols import Symbol


def is_known_at(walkthrough: Walkthrough, symbol: Symbol) -> bool:
    """Tell whether the number of a symbol of the cursor's update has been computed, or is given. The result of a line
    that is hidden, or still being added up, is not there yet."""
    last = walkthrough.cursor.step - walkthrough.is_result_hidden
    return is_known(walkthrough.trace, symbol, last)
