"""The numbers of an update by the names that its trace file has for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import SUMS, Quantity, Symbol
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.notations.naming import symbol_name

MOST_LINES = 100_000
"""An update with more lines of one sample is not gone through for its names."""

_OF_ONE_SAMPLE = {
    Quantity.SAMPLE_ERROR: (Quantity.ERROR_SUM, Quantity.BATCH_ERROR, Quantity.OBJECTIVE),
    Quantity.GRADIENT: (Quantity.GRADIENT_SUM, Quantity.BATCH_GRADIENT),
}
"""What is the same number where a batch has one sample, and has no line there."""


def symbols_by_name(p: Pass) -> dict[str, Symbol]:
    """Return what the lines of an update make, and what is given in them, by name; of the samples the first one's."""
    made, used = dict[Symbol, None](), dict[Symbol, None]()
    for step in lines_of_first_sample(Trace(p)):
        made[step.symbol] = None
        used.update(dict.fromkeys(symbols(step.rule)))
    found = _named(p, made)
    unused = [symbol for symbol in used if symbol not in made]
    given = _named(p, [*unused, *map(_after, unused)])
    return _of_one_sample(p, made) | given | found


def _after(symbol: Symbol) -> Symbol:
    """Return what a parameter is after the update; no line makes it where it is frozen."""
    return symbol._replace(quantity=Quantity.NEW) if symbol.quantity is Quantity.WEIGHT else symbol


def _named(p: Pass, symbols: Iterable[Symbol]) -> dict[str, Symbol]:
    """Return symbols by name; of those with the same name the first."""
    named: dict[str, Symbol] = {}
    for symbol in symbols:
        named.setdefault(symbol_name(p.scenario, symbol), symbol)
    return named


def _of_one_sample(p: Pass, made: Iterable[Symbol]) -> dict[str, Symbol]:
    same = ((symbol, quantity) for symbol in made for quantity in _OF_ONE_SAMPLE.get(symbol.quantity, ()))
    named = {symbol_name(p.scenario, symbol._replace(quantity=quantity)): symbol for symbol, quantity in same}
    return named if p.samples == 1 else {}


def is_of_one_sample(symbol: Symbol) -> bool:
    """Tell whether a number is made for each sample of a batch, and stays that of this one."""
    return symbol.sample >= 0 and symbol.quantity not in SUMS


def is_too_large(p: Pass) -> bool:
    """Tell whether there are too many lines to go through."""
    return len(Trace(p)) > MOST_LINES * p.samples


def lines_of_first_sample(trace: Trace) -> Iterator[Step]:
    """Go through the lines of an update; of those that each sample has, through the first one's."""
    plan = trace.plan
    for span in plan.spans:
        if span.sample <= 0:
            for number in range(span.first, span.last + 1):
                yield trace.at(number, plan.place(number))
