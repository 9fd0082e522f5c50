"""Which term of the glossary a number or an element is."""

from __future__ import annotations

from explainer.engine.scenario.network import Network
from explainer.glossary.glossary_file import glossary
from explainer.glossary.term import GlossaryTerm
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import LEARNING_RATE, Element, ElementKind

_OF_QUANTITIES = {
    Quantity.OUT: "output",
    Quantity.KEEP: "dropout",
    Quantity.PASSED: "dropout",
    Quantity.NET: "net input",
    Quantity.TARGET: "target",
    Quantity.ERROR: "error",
    Quantity.SAMPLE_ERROR: "error",
    Quantity.ERROR_SUM: "loss",
    Quantity.BLAME: "blame",
    Quantity.BLAME_PASSED: "blame",
    Quantity.SLOPE: "slope",
    Quantity.DELTA: "delta",
    Quantity.CONTRIBUTION: "blame",
    Quantity.GRADIENT: "gradient",
    Quantity.GRADIENT_SUM: "gradient",
    Quantity.BATCH_ERROR: "loss",
    Quantity.UNIT_PENALTY: "penalty",
    Quantity.PENALTY: "penalty",
    Quantity.OBJECTIVE: "objective",
    Quantity.BATCH_GRADIENT: "gradient",
    Quantity.COUNT: "update",
    Quantity.LEARNING_RATE: "learning rate",
    Quantity.BATCH_SIZE: "batch",
    Quantity.DATA_SIZE: "training data",
    Quantity.L1: "L1 penalty",
    Quantity.L2: "weight decay",
    Quantity.DROPOUT: "dropout",
}
_OF_ELEMENTS = {
    ElementKind.UNIT: "unit",
    ElementKind.WEIGHT: "weight",
    ElementKind.BIAS: "bias",
    ElementKind.TARGET: "target",
    ElementKind.ERROR: "error",
}


def term_of(network: Network, element: Element | None, symbol: Symbol | None = None) -> GlossaryTerm | None:
    """Return the term of a number, or of an element where no number of it is meant; None where there is none."""
    name = _name_of_symbol(network, symbol) if symbol is not None else _name_of_element(element)
    return glossary().of(name) if name else None


def _name_of_symbol(network: Network, symbol: Symbol) -> str:
    if symbol.quantity in (Quantity.WEIGHT, Quantity.NEW, Quantity.BACKWARD_WEIGHT):
        return "bias" if network.parameter(symbol.parameter).is_bias else "weight"
    if symbol.quantity is Quantity.OUT and symbol.layer == 0:
        return "sample"
    if symbol.quantity in (Quantity.MEMORY, Quantity.MEMORY_BEFORE) and symbol.name.startswith("velocity"):
        return "velocity"
    if symbol.quantity in (Quantity.MEMORY, Quantity.MEMORY_BEFORE, Quantity.SCALAR, Quantity.SCALAR_BEFORE):
        return "optimizer"
    return _OF_QUANTITIES.get(symbol.quantity, "hyperparameter")


def _name_of_element(element: Element | None) -> str:
    if element is None:
        return ""
    return "learning rate" if element == LEARNING_RATE else _OF_ELEMENTS.get(element.kind, "")
