"""Where the numbers of a sheet are in the run that is walked through."""

from __future__ import annotations

from explainer.engine.run.run import Run
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.line_of_symbol import line_of


def go_to_number(walkthrough: Walkthrough, update: int, symbol: Symbol) -> None:
    """Go to the line that makes a number of an update, before the first where none does."""
    walkthrough.go_to(update, 0)
    if walkthrough.cursor.update == update:
        walkthrough.go_to(update, line_of(walkthrough.trace, symbol) or 0)


def updates_as_begun(run: Run) -> int | None:
    """Return how many first updates of a run have the settings and numbers that it began with; None for all."""
    ended = (stretch.stop for stretch in run.stretches()[:-1])
    return next(filter(None, ended), None)
