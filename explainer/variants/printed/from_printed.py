"""What a line comes to for somebody who goes on with the figures that are printed before it."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite, nan

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Published
from explainer.engine.update.update_pass import Pass
from explainer.trace.lines.line_of_symbol import made_at
from explainer.variants.printed.comparison import Compared, at_sample, pass_at, symbols_of
from explainer.variants.variant import Numbers, Variant

_MOST_UPDATES = 20


def from_printed(published: Published, compared: Compared, run: Run) -> float | None:
    """Return the number of a figure when those printed before it stand in place of ours, in a run of the scenario or of
    one with other settings; None where no line makes it."""
    worked = with_printed(published, run, compared.figure.update)
    line = line_of_figure(compared, worked) if worked else None
    value = worked.worked_out(line) if worked and line else nan
    return value if isfinite(value) else None


def with_printed(published: Published, run: Run, update: int) -> Variant | None:
    """Return an update in which figures that are printed stand in place of ours; None where it is too far on."""
    return _worked_out(published, run, update) if update <= _MOST_UPDATES and pass_at(run, update) else None


def line_of_figure(compared: Compared, update: Variant) -> int | None:
    """Return the line of an update that makes the number of a figure; None where none does."""
    line = made_at(update.trace, at_sample(compared.symbol, compared.figure, update.trace.of))
    return line if 0 < line <= len(update) else None


@lru_cache(maxsize=3 * _MOST_UPDATES)
def _worked_out(published: Published, run: Run, update: int) -> Variant:
    """Return an update with what is printed in it, from what the one before has come to so."""
    p, before = run.pass_of(update), update - 1
    left = _worked_out(published, run, before).left if before else None
    return Variant(p, left=left, given=_printed(published, p))


def _printed(published: Published, p: Pass) -> Numbers:
    """Return what is printed of an update, as our numbers would be."""
    pairs = zip(published.figures, symbols_of(published), strict=True)
    return {
        at_sample(symbol, figure, p): float(figure.number.value) / figure.factor
        for figure, symbol in pairs
        if figure.update == p.number
    }
