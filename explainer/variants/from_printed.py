"""What a line comes to for somebody who goes on with the figures that are printed before it."""

from __future__ import annotations

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Published
from explainer.engine.update.update_pass import Pass
from explainer.trace.lines.line_of_symbol import made_at
from explainer.variants.comparison import Compared, at_sample, pass_at, symbols_of
from explainer.variants.rounded import Left, Numbers, RoundedUpdate

_MOST_UPDATES = 20


def from_printed(published: Published, compared: Compared, run: Run) -> float | None:
    """Return the number of a figure when those printed before it stand in place of ours, in a run of the scenario or of
    one with other settings; None where no line makes it."""
    update = compared.figure.update
    last, left = pass_at(run, update), None
    if update > _MOST_UPDATES or last is None:
        return None
    for number in range(1, update):
        left = _worked_out(published, run.pass_of(number), left).left
    worked = _worked_out(published, last, left)
    line = made_at(worked.trace, at_sample(compared.symbol, compared.figure, last))
    return worked.unrounded(line) if 0 < line <= len(worked) else None


def _worked_out(published: Published, p: Pass, left: Left | None) -> RoundedUpdate:
    return RoundedUpdate(p, None, left, _printed(published, p))


def _printed(published: Published, p: Pass) -> Numbers:
    """Return what is printed of an update, as our numbers would be."""
    pairs = zip(published.figures, symbols_of(published), strict=True)
    return {
        at_sample(symbol, figure, p): float(figure.number.value) / figure.factor
        for figure, symbol in pairs
        if figure.update == p.number
    }
