"""The settings that the numbers of an update are made from, each with the sign that it has in formulas."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.trace.elements import Element, Kind
from explainer.trace.naming import spoken_name
from explainer.trace.notation import Notation
from explainer.trace.reading import read
from explainer.trace.symbols import Quantity, Symbol
from explainer.trace.trace import Trace
from explainer.views.canvas.numbers import Number

_WORDS = {
    Quantity.LEARNING_RATE: "learning rate",
    Quantity.L1: "L1",
    Quantity.L2: "L2",
    Quantity.BATCH_SIZE: "batch",
    Quantity.DATA_SIZE: "data",
}
COUNT = Element(Kind.SETTING, name=Quantity.COUNT.value)


def settings_of(trace: Trace, notation: Notation) -> Iterator[tuple[Element, Number]]:
    """Go through the settings in force in an update, each with its sign in a notation."""
    for quantity, name, value in _in_force(trace):
        symbol = Symbol(quantity, name=name)
        label = _label(trace, symbol, notation)
        yield Element(Kind.SETTING, name=name or quantity.value), Number(label, value, symbol)


def _label(trace: Trace, symbol: Symbol, notation: Notation) -> str:
    words, name = _WORDS.get(symbol.quantity, ""), spoken_name(trace.of.scenario, symbol, notation)
    return f"{words} {name}".strip()


def _in_force(trace: Trace) -> Iterator[tuple[Quantity, str, float]]:
    """Go through quantity, the name of an optimizer's own setting, and value."""
    scenario, of = trace.of.scenario, trace.of
    if not of.arrays.optimizer.is_minimiser:
        yield Quantity.LEARNING_RATE, "", scenario.optimizer.learning_rate
    yield from ((Quantity.OPTION, name, value) for name, value in scenario.optimizer.options.items())
    if "t" in of.arrays.optimizer.scalars and not of.arrays.optimizer.is_minimiser:
        yield Quantity.COUNT, "", read(of, Symbol(Quantity.COUNT))
    penalties = (Quantity.L1, scenario.l1), (Quantity.L2, scenario.l2), (Quantity.DROPOUT, scenario.dropout)
    yield from ((quantity, "", value) for quantity, value in penalties if value)
    if of.samples > 1:
        yield Quantity.BATCH_SIZE, "", of.samples
    if scenario.has_penalty:
        yield Quantity.DATA_SIZE, "", scenario.data.samples
