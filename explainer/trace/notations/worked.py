"""The worked example's notation: delta_h1 in plain text, δ_h1 on the screen, \\delta_{h1} in TeX."""

from __future__ import annotations

import re
from collections.abc import Callable

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.notations import letters


def parameter_name(scenario: Scenario, parameter: Parameter) -> str:
    """Return w1 w2 … of a weight; of a bias b1 b2 … where each layer has one for all units, else b_ and its unit."""
    if not parameter.is_bias:
        return f"w{scenario.network.weight_number(parameter)}"
    if scenario.has_one_bias_per_layer:
        return f"b{parameter.layer}"
    return f"b_{scenario.network.layers[parameter.layer].names[parameter.unit]}"


def unit_name(scenario: Scenario, symbol: Symbol) -> str:
    return scenario.network.layers[symbol.layer].names[symbol.unit]


def _above_name(scenario: Scenario, symbol: Symbol) -> str:
    """A unit of the layer above, as the numerator of a contribution: by its own error where it has one."""
    name = scenario.network.layers[symbol.layer + 1].names[symbol.above]
    return f"E_{name}" if symbol.layer + 2 == len(scenario.network.layers) else f"E_via_{name}"


def _passed_on(scenario: Scenario) -> str:
    """What a hidden unit hands to the next layer: its out, or what dropout leaves of it."""
    return "passed" if scenario.dropout else "out"


def _parameter(scenario: Scenario, symbol: Symbol) -> str:
    return parameter_name(scenario, scenario.network.parameter(symbol.parameter))


OF_UNIT = {
    Quantity.NET: "net_{}",
    Quantity.TARGET: "target_{}",
    Quantity.ERROR: "E_{}",
    Quantity.BLAME: "dE_total/dout_{}",
    Quantity.KEEP: "keep_{}",
    Quantity.PASSED: "passed_{}",
    Quantity.BLAME_PASSED: "dE_total/dpassed_{}",
    Quantity.SLOPE: "dout_{0}/dnet_{0}",
    Quantity.DELTA: "delta_{}",
    Quantity.UNIT_PENALTY: "penalty_{}",
}
OF_PARAMETER = {
    Quantity.WEIGHT: "{}",
    Quantity.BACKWARD_WEIGHT: "{}",
    Quantity.NEW: "{}+",
    Quantity.GRADIENT: "dE_total/d{}",
    Quantity.GRADIENT_SUM: "sum_{}",
    Quantity.BATCH_GRADIENT: "dE_batch/d{}",
}
ALONE = {
    Quantity.SAMPLE_ERROR: "E_total",
    Quantity.ERROR_SUM: "E_sum",
    Quantity.BATCH_ERROR: "E_batch",
    Quantity.PENALTY: "penalty",
    Quantity.OBJECTIVE: "objective",
    Quantity.LEARNING_RATE: "learning_rate",
    Quantity.BATCH_SIZE: "n",
    Quantity.DATA_SIZE: "m",
    Quantity.L1: "l1",
    Quantity.L2: "l2",
    Quantity.DROPOUT: "dropout",
    Quantity.COUNT: "t",
}
_SPECIAL: dict[Quantity, Callable[[Scenario, Symbol], str]] = {
    Quantity.OUT: lambda s, symbol: ("out_" if symbol.layer else "") + unit_name(s, symbol),
    Quantity.CONTRIBUTION: lambda s, symbol: f"d{_above_name(s, symbol)}/d{_passed_on(s)}_{unit_name(s, symbol)}",
    Quantity.MEMORY_BEFORE: lambda s, symbol: f"{symbol.name}_{_parameter(s, symbol)}",
    Quantity.MEMORY: lambda s, symbol: f"{symbol.name}_{_parameter(s, symbol)}",
    Quantity.OPTION: lambda s, symbol: symbol.name,
    Quantity.SCALAR: lambda s, symbol: symbol.name,
    Quantity.SCALAR_BEFORE: lambda s, symbol: symbol.name,
}


_SHOWN = {
    Quantity.LEARNING_RATE: letters.ETA,
    Quantity.L1: letters.L1,
    Quantity.L2: letters.L2,
}


def plain(scenario: Scenario, symbol: Symbol) -> str:
    """Return the symbol in plain text, as the trace file writes it."""
    quantity = symbol.quantity
    if quantity in OF_UNIT:
        return OF_UNIT[quantity].format(unit_name(scenario, symbol))
    if quantity in OF_PARAMETER:
        return OF_PARAMETER[quantity].format(_parameter(scenario, symbol))
    if quantity in ALONE:
        return ALONE[quantity]
    return _SPECIAL[quantity](scenario, symbol)


def shown(scenario: Scenario, symbol: Symbol) -> str:
    """Return the symbol in Unicode: with ∂ and Greek letters, a new weight with ⁺."""
    quantity, text = symbol.quantity, plain(scenario, symbol)
    if quantity in _SHOWN:
        return _SHOWN[quantity].shown
    if quantity is Quantity.OPTION:
        return letters.of_optimizer(symbol.name).shown
    if quantity is Quantity.DELTA:
        return letters.DELTA.shown + text.removeprefix(letters.DELTA.plain)
    if is_new(scenario, symbol):
        return text.removesuffix("+") + "⁺"
    return "/".join(f"∂{half[1:]}" for half in text.split("/")) if "/" in text else text


def is_new(scenario: Scenario, symbol: Symbol) -> bool:
    """Tell whether the parameter is the new one; in sequential order the backward pass meets it already."""
    if symbol.quantity is Quantity.BACKWARD_WEIGHT:
        return scenario.update_order == "sequential"
    return symbol.quantity is Quantity.NEW


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


def _parameter_tex(scenario: Scenario, symbol: Symbol) -> str:
    kind, _, unit = parameter_name(scenario, scenario.network.parameter(symbol.parameter)).partition("_")
    return f"{kind}_{{{_escaped(unit)}}}" if unit else _numbered(kind)


def _above_tex(scenario: Scenario, symbol: Symbol) -> str:
    """A unit of the layer above that an error is traced back through; an output has an error of its own."""
    name = _escaped(scenario.network.layers[symbol.layer + 1].names[symbol.above])
    return name if symbol.layer + 2 == len(scenario.network.layers) else rf"via\;{name}"


_FIELDS: dict[str, Callable[[Scenario, Symbol], str]] = {
    "unit": lambda scenario, symbol: _escaped(unit_name(scenario, symbol)),
    "input": lambda scenario, symbol: _numbered(unit_name(scenario, symbol)),
    "parameter": _parameter_tex,
    "above": _above_tex,
    "passed": lambda scenario, symbol: "passed" if scenario.dropout else "out",
    "name": lambda scenario, symbol: letters.of_optimizer(symbol.name).tex,
}
