"""A printed figure that differs from ours, and what its number is under other circumstances."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.engine.scenario.batches import batch_rows
from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.engine.scenario.scenario import Published, Scenario
from explainer.engine.update.update_pass import data_rows
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.trace import Trace
from explainer.variants.other_settings import run_with
from explainer.variants.printed.comparison import Compared, at_sample, pass_at


class Case(NamedTuple):
    """A figure that differs, and those that it is printed with."""

    compared: Compared
    published: Published

    @property
    def scenario(self) -> Scenario:
        return self.published.of

    @property
    def run(self) -> Run:
        run = run_with(self.scenario)
        assert run is not None  # nothing is changed
        return run

    @property
    def figure(self) -> PrintedFigure:
        return self.compared.figure

    def fits(self, value: float | None) -> bool:
        """Tell whether a value in the place of ours would be printed so."""
        return value is not None and self.figure.number.agrees_with(float(value), self.figure.factor)

    def of(
        self, run: Run | None = None, figure: PrintedFigure | None = None, symbol: Symbol | None = None
    ) -> float | None:
        """Return the number in another run, of another update or sample, or symbol; None where there is none."""
        run, figure, symbol = run or self.run, figure or self.figure, symbol or self.compared.symbol
        scenario = run.scenario
        if figure.sample and figure.sample - 1 not in data_rows(scenario, batch_rows(scenario, figure.update)):
            return None
        p = pass_at(run, figure.update)
        if p is None:
            return None
        trace, symbol = Trace(p), at_sample(symbol, figure, p)
        return float(read(p, symbol)) if made_at(trace, symbol) <= len(trace) else None
