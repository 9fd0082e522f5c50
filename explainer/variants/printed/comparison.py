"""Printed figures held against ours, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.engine.scenario.scenario import Published
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import SUMS, Symbol
from explainer.trace.lines.symbols_by_name import symbols_by_name

NAN = float("nan")


class Compared(NamedTuple):
    """A printed figure, whose number it is (of its sample, counted in the batch), and our value of that: not a number
    where the training ends before it. `off_by` counts in the last printed digit."""

    figure: PrintedFigure
    symbol: Symbol
    value: float
    off_by: int | None

    @property
    def agrees(self) -> bool:
        """Whether ours rounds to what is printed."""
        return self.off_by == 0

    @property
    def ours(self) -> float:
        """What should have been printed, with all digits."""
        return self.value * self.figure.factor


def compared(published: Published) -> Iterator[Compared]:
    """Hold each figure against ours, in their order, training as far as each one asks."""
    run = Run(published.of)
    symbols = symbols_of(published)
    for figure, symbol in zip(published.figures, symbols, strict=True):
        yield compare(figure, symbol, pass_at(run, figure.update))


def compare(figure: PrintedFigure, symbol: Symbol, p: Pass | None) -> Compared:
    """Hold a figure against its update, or where that cannot be made against nothing."""
    symbol = at_sample(symbol, figure, p) if p else symbol
    value = float(read(p, symbol)) if p else NAN
    is_finite = abs(value) < float("inf")
    return Compared(figure, symbol, value, figure.number.off_by(value, figure.factor) if is_finite else None)


def symbols_of(published: Published) -> list[Symbol]:
    """Return what each figure is the number of; in lines of a sample, of the first in its batch."""
    known = symbols_by_name(Run(published.of).pass_of(1))
    return [known[figure.symbol] for figure in published.figures]


def at_sample(symbol: Symbol, figure: PrintedFigure, p: Pass) -> Symbol:
    """Return the symbol of the figure's own sample in the batch of its update; a sum without one is of all samples."""
    if symbol.sample >= 0 and figure.sample is None and symbol.quantity in SUMS:
        return symbol._replace(sample=p.samples - 1)
    if symbol.sample < 0 or figure.sample is None:
        return symbol
    return symbol._replace(sample=p.rows.index(figure.sample - 1))


def pass_at(run: Run, update: int) -> Pass | None:
    """Return an update of a run, trained as far as needed; None where it stops before."""
    run.advance(max(update - 1 - run.updates, 0))
    return run.pass_of(update) if run.updates >= update - 1 else None
