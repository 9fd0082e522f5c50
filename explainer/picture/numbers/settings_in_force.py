"""The settings that the numbers of an update are made from, each with the sign that it has in formulas."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.optimizers import OPTIMIZERS
from explainer.picture.numbers.number import Number
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.notations.naming import spoken_name

_WORDS = {
    Quantity.LEARNING_RATE: "learning rate",
    Quantity.L1: "L1",
    Quantity.L2: "L2",
    Quantity.BATCH_SIZE: "batch",
    Quantity.DATA_SIZE: "data",
}
COUNT = Element(ElementKind.SETTING, name=Quantity.COUNT.value)


def settings_of(known: Known, notation: Notation) -> Iterator[tuple[Element, Number]]:
    """Go through the settings in force in an update, each with its sign in a notation."""
    for symbol in _in_force(known.scenario, known.samples):
        words = _WORDS.get(symbol.quantity, ""), spoken_name(known.scenario, symbol, notation)
        number = Number(" ".join(words).strip(), known.value(symbol), symbol)
        yield Element(ElementKind.SETTING, name=symbol.name or symbol.quantity.value), number


def _in_force(scenario: Scenario, samples: int) -> Iterator[Symbol]:
    optimizer = OPTIMIZERS[scenario.optimizer.name]
    if not optimizer.is_minimiser:
        yield Symbol(Quantity.LEARNING_RATE)
    yield from (Symbol(Quantity.OPTION, name=name) for name in scenario.optimizer.options)
    if "t" in optimizer.scalars and not optimizer.is_minimiser:
        yield Symbol(Quantity.COUNT)
    penalties = (Quantity.L1, scenario.l1), (Quantity.L2, scenario.l2), (Quantity.DROPOUT, scenario.dropout)
    yield from (Symbol(quantity) for quantity, amount in penalties if amount)
    if samples > 1:
        yield Symbol(Quantity.BATCH_SIZE)
    if scenario.has_penalty:
        yield Symbol(Quantity.DATA_SIZE)
