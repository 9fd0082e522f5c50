"""The settings that the numbers of an update are made from, each with the sign that it has in formulas."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.trace.elements import Element, Kind
from explainer.trace.reading import read
from explainer.trace.symbols import Quantity, Symbol
from explainer.trace.trace import Trace
from explainer.views.canvas.numbers import Number

_LABELS = {
    Quantity.LEARNING_RATE: "learning rate η",
    Quantity.COUNT: "t",
    Quantity.L1: "L1 λ₁",
    Quantity.L2: "L2 λ₂",
    Quantity.BATCH_SIZE: "batch n",
    Quantity.DATA_SIZE: "data m",
}
_GREEK = {"alpha": "α", "beta1": "β₁", "beta2": "β₂", "epsilon": "ε", "rho": "ρ"}
COUNT = Element(Kind.SETTING, name=Quantity.COUNT.value)


def settings_of(trace: Trace) -> Iterator[tuple[Element, Number]]:
    """Go through the settings in force in an update."""
    for quantity, name, value in _in_force(trace):
        label = _GREEK.get(name, name) or _LABELS.get(quantity, quantity.value)
        yield Element(Kind.SETTING, name=name or quantity.value), Number(label, value, Symbol(quantity, name=name))


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
