"""Symbols in TeX, in the worked example's notation: delta_h1 is \\delta_{h1}."""

from __future__ import annotations

import re
from collections.abc import Callable

from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.notations import letters
from explainer.trace.notations.worked import is_new, parameter_name, unit_name

_NUMBERED = re.compile(r"([A-Za-z]+)(\d+)", re.ASCII)
_FIELD = re.compile(r"<(\w+)>")

_TEX: dict[Quantity, tuple[str, ...]] = {
    Quantity.OUT: ("out_{<unit>}",),
    Quantity.KEEP: ("keep_{<unit>}",),
    Quantity.PASSED: ("passed_{<unit>}",),
    Quantity.NET: ("net_{<unit>}",),
    Quantity.WEIGHT: ("<parameter>",),
    Quantity.BACKWARD_WEIGHT: ("<parameter>",),
    Quantity.NEW: ("<parameter>^{+}",),
    Quantity.TARGET: ("target_{<unit>}",),
    Quantity.ERROR: ("E_{<unit>}",),
    Quantity.SAMPLE_ERROR: ("E_{total}",),
    Quantity.ERROR_SUM: ("E_{sum}",),
    Quantity.BLAME: (r"\partial E_{total}", r"\partial out_{<unit>}"),
    Quantity.BLAME_PASSED: (r"\partial E_{total}", r"\partial passed_{<unit>}"),
    Quantity.SLOPE: (r"\partial out_{<unit>}", r"\partial net_{<unit>}"),
    Quantity.DELTA: (r"\delta_{<unit>}",),
    Quantity.CONTRIBUTION: (r"\partial E_{<above>}", r"\partial <passed>_{<unit>}"),
    Quantity.GRADIENT: (r"\partial E_{total}", r"\partial <parameter>"),
    Quantity.GRADIENT_SUM: ("sum_{<parameter>}",),
    Quantity.BATCH_ERROR: ("E_{batch}",),
    Quantity.UNIT_PENALTY: ("penalty_{<unit>}",),
    Quantity.PENALTY: ("penalty",),
    Quantity.OBJECTIVE: ("objective",),
    Quantity.BATCH_GRADIENT: (r"\partial E_{batch}", r"\partial <parameter>"),
    Quantity.MEMORY_BEFORE: ("<name>_{<parameter>}",),
    Quantity.MEMORY: ("<name>_{<parameter>}",),
    Quantity.LEARNING_RATE: (r"\eta",),
    Quantity.OPTION: ("<name>",),
    Quantity.BATCH_SIZE: ("n",),
    Quantity.DATA_SIZE: ("m",),
    Quantity.L1: (r"\lambda_1",),
    Quantity.L2: (r"\lambda_2",),
    Quantity.DROPOUT: ("dropout",),
    Quantity.SCALAR: ("<name>",),
    Quantity.SCALAR_BEFORE: ("<name>",),
    Quantity.COUNT: ("t",),
}
_INPUT = ("<input>",)


def tex(scenario: Scenario, symbol: Symbol) -> tuple[str, ...]:
    """Return the TeX of a symbol: one string, or two where it is a fraction, its top and its bottom."""
    parts = _TEX[symbol.quantity]
    if symbol.quantity is Quantity.OUT and symbol.layer == 0:
        parts = _INPUT
    elif is_new(scenario, symbol):
        parts = _TEX[Quantity.NEW]
    return tuple(_FIELD.sub(lambda field: _FIELDS[field[1]](scenario, symbol), part) for part in parts)


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


def _numbered(name: str) -> str:
    """Letters with a number behind them get it as an index: w5 is w_{5}."""
    match = _NUMBERED.fullmatch(name)
    return f"{match[1]}_{{{match[2]}}}" if match else _escaped(name)


def _parameter(scenario: Scenario, symbol: Symbol) -> str:
    kind, _, unit = parameter_name(scenario, scenario.network.parameter(symbol.parameter)).partition("_")
    return f"{kind}_{{{_escaped(unit)}}}" if unit else _numbered(kind)


def _above(scenario: Scenario, symbol: Symbol) -> str:
    """A unit of the layer above that an error is traced back through; an output has an error of its own."""
    name = _escaped(scenario.network.layers[symbol.layer + 1].names[symbol.above])
    return name if symbol.layer + 2 == len(scenario.network.layers) else rf"via\;{name}"


_FIELDS: dict[str, Callable[[Scenario, Symbol], str]] = {
    "unit": lambda scenario, symbol: _escaped(unit_name(scenario, symbol)),
    "input": lambda scenario, symbol: _numbered(unit_name(scenario, symbol)),
    "parameter": _parameter,
    "above": _above,
    "passed": lambda scenario, symbol: "passed" if scenario.dropout else "out",
    "name": lambda scenario, symbol: letters.of_optimizer(symbol.name).tex,
}
