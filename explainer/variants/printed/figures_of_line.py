"""What is printed of the number of a line."""

from __future__ import annotations

from functools import lru_cache

from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.engine.scenario.scenario import Published, Scenario
from explainer.trace.formula.symbols import SUMS, Symbol
from explainer.trace.lines.trace import Step
from explainer.variants.printed.comparison import symbols_of

_Key = tuple[int, int | None, Symbol]


def figures_of_line(step: Step) -> tuple[PrintedFigure, ...]:
    """Return the figures that are printed of what a line makes; none where the numbers are not those of the print."""
    published = step.scenario.published
    if published is None or not _applies(published, step.scenario):
        return ()
    known, symbol, update = _by_symbol(published), step.symbol, step.of.number
    first = symbol._replace(sample=min(symbol.sample, 0))
    is_of_all = symbol.sample < 0 or (symbol.quantity in SUMS and symbol.sample == step.of.samples - 1)
    samples = (step.sample, None) if step.of.samples == 1 or is_of_all else (step.sample,)
    return tuple(figure for sample in dict.fromkeys(samples) for figure in known.get((update, sample, first), ()))


@lru_cache(maxsize=4)
def _applies(published: Published, scenario: Scenario) -> bool:
    return published.applies_to(scenario)


@lru_cache(maxsize=4)
def _by_symbol(published: Published) -> dict[_Key, list[PrintedFigure]]:
    found: dict[_Key, list[PrintedFigure]] = {}
    for figure, symbol in zip(published.figures, symbols_of(published), strict=True):
        found.setdefault((figure.update, figure.sample, symbol), []).append(figure)
    return found
