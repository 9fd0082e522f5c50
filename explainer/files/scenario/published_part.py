"""The `published` of a scenario file: figures that somebody printed of this very calculation."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from explainer.engine.scenario.batches import batch_rows
from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.engine.scenario.scenario import Published, Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.engine.update.update_pass import data_rows
from explainer.files.checks import ScenarioError, number, whole
from explainer.files.scenario.schema import FigureFile, PublishedFile, shaped
from explainer.files.wording import at, lines, one_line, quoted

_MOST_UPDATES = 1_000_000
_MOST_FIGURES = 1_000


def with_published(scenario: Scenario, members: dict[str, Any] | None) -> Scenario:
    """Return the scenario with the figures that are printed for it. Raises ScenarioError where one fits nothing."""
    if members is None:
        return scenario
    file = shaped(members, PublishedFile, "published")
    source = one_line(file.source)
    if not source:
        raise ScenarioError("published.source: expected who printed the figures, got nothing")
    if not 1 <= len(file.figures) <= _MOST_FIGURES:
        raise ScenarioError(f"published.figures: expected 1 to {_MOST_FIGURES:,} figures, got {len(file.figures):,}")
    figures = tuple(_figure(item, scenario, f"published.figures[{i}]") for i, item in enumerate(file.figures))
    _check_symbols(scenario, figures)
    return replace(scenario, published=Published(source, figures, scenario))


def written_published(scenario: Scenario) -> dict[str, Any] | None:
    """Return `published` as it is in a file; None where there is none, or where it is of other numbers by now."""
    published = scenario.published
    if published is None or not published.applies_to(scenario):
        return None
    usual = PrintedFigure._field_defaults
    return {
        "source": published.source,
        "figures": [
            {key: value for key, value in figure._asdict().items() if key not in usual or value != usual[key]}
            for figure in _renamed(published, scenario)
        ],
    }


def _figure(item: dict[str, Any], scenario: Scenario, place: str) -> PrintedFigure:
    file = shaped(item, FigureFile, place)
    whole(file.update, f"{place}.update", 1, _MOST_UPDATES)
    if number(file.factor, f"{place}.factor") == 0:
        raise ScenarioError(f"{place}.factor: expected a number other than 0")
    figure = PrintedFigure(
        file.update, file.symbol, file.printed, file.sample, file.factor, file.wrong, one_line(lines(file.note))
    )
    try:
        figure.number  # noqa: B018
    except ValueError:
        raise ScenarioError(at(f"{place}.printed", f"{quoted(file.printed)} is not a number in digits")) from None
    _check_sample(figure, scenario, place)
    return figure


def _check_sample(figure: PrintedFigure, scenario: Scenario, place: str) -> None:
    if figure.sample is None:
        return
    whole(figure.sample, f"{place}.sample", 1, scenario.data.samples)
    if figure.sample - 1 not in data_rows(scenario, batch_rows(scenario, figure.update)):
        raise ScenarioError(f"{place}.sample: update {figure.update} is not made from sample {figure.sample}")


def _check_symbols(scenario: Scenario, figures: tuple[PrintedFigure, ...]) -> None:
    """Check that every figure is of a number that an update has."""
    from explainer.trace.lines.symbols_by_name import is_of_one_sample, is_too_large, symbols_by_name  # rarely needed

    first = run_pass(scenario)
    if is_too_large(first):
        raise ScenarioError("published: the network is too large for its numbers to be looked up by name")
    known = symbols_by_name(first)
    for index, figure in enumerate(figures):
        place = f"published.figures[{index}]"
        if figure.symbol not in known:
            raise ScenarioError(f"{place}.symbol: {_unknown(figure.symbol, list(known))}")
        if figure.sample is None and first.samples > 1 and is_of_one_sample(known[figure.symbol]):
            raise ScenarioError(f"{place}: {quoted(figure.symbol)} is there for each sample; say which, as “sample”")


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {quoted(near[0])}?" if near else "they are called as in a trace file, such as net_h1 or w5+"
    return f"{quoted(name)} is no number of an update; {hint}"


def _renamed(published: Published, scenario: Scenario) -> list[PrintedFigure]:
    """Return the figures with the names that units have by now."""
    from explainer.trace.lines.symbols_by_name import symbols_by_name
    from explainer.trace.notations.naming import symbol_name

    if all(a.names == b.names for a, b in zip(published.of.network.layers, scenario.network.layers, strict=True)):
        return list(published.figures)
    known = symbols_by_name(run_pass(published.of))
    return [figure._replace(symbol=symbol_name(scenario, known[figure.symbol])) for figure in published.figures]
