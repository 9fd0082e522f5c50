"""The worked example's notation: delta_h1 in plain text, δ_h1 on the screen, \\delta_{h1} in TeX, "delta h1" aloud."""

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


_NAMES: dict[Quantity, str] = {
    Quantity.OUT: "out_<unit>",
    Quantity.NET: "net_<unit>",
    Quantity.TARGET: "target_<unit>",
    Quantity.ERROR: "E_<unit>",
    Quantity.BLAME: "dE_total/dout_<unit>",
    Quantity.KEEP: "keep_<unit>",
    Quantity.PASSED: "passed_<unit>",
    Quantity.BLAME_PASSED: "dE_total/dpassed_<unit>",
    Quantity.SLOPE: "dout_<unit>/dnet_<unit>",
    Quantity.DELTA: "delta_<unit>",
    Quantity.UNIT_PENALTY: "penalty_<unit>",
    Quantity.CONTRIBUTION: "dE_<above>/d<handed>_<unit>",
    Quantity.WEIGHT: "<parameter>",
    Quantity.BACKWARD_WEIGHT: "<parameter>",
    Quantity.NEW: "<parameter>+",
    Quantity.GRADIENT: "dE_total/d<parameter>",
    Quantity.GRADIENT_SUM: "sum_<parameter>",
    Quantity.BATCH_GRADIENT: "dE_batch/d<parameter>",
    Quantity.MEMORY_BEFORE: "<name>_<parameter>",
    Quantity.MEMORY: "<name>_<parameter>",
    Quantity.OPTION: "<name>",
    Quantity.SCALAR: "<name>",
    Quantity.SCALAR_BEFORE: "<name>",
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
"""What everything is called in a trace file. In TeX and on the screen it is the same, set otherwise."""
_OF_INPUT = {
    Quantity.OUT: "<input>",
    Quantity.BLAME: "dE_total/d<input>",
    Quantity.CONTRIBUTION: "dE_<above>/d<input>",
}
"""The same of an input."""
OF_UNIT = tuple(quantity for quantity, name in _NAMES.items() if "<unit>" in name and "<above>" not in name)
OF_PARAMETER = tuple(quantity for quantity, name in _NAMES.items() if "<parameter>" in name and "<name>" not in name)
ALONE = {quantity: name for quantity, name in _NAMES.items() if "<" not in name}
_LETTERS = {Quantity.LEARNING_RATE: letters.ETA, Quantity.L1: letters.L1, Quantity.L2: letters.L2}
"""What has a sign of its own on the screen and in TeX."""
_FIELD = re.compile(r"<(\w+)>")
_NUMBERED = re.compile(r"([A-Za-z]+)(\d+)", re.ASCII)


def plain(scenario: Scenario, symbol: Symbol) -> str:
    """Return the symbol in plain text, as the trace file writes it."""
    return _filled(_name(symbol), _PLAIN, scenario, symbol)


def shown(scenario: Scenario, symbol: Symbol) -> str:
    """Return the symbol in Unicode: with ∂ and Greek letters, a new weight with ⁺."""
    quantity, text = symbol.quantity, plain(scenario, symbol)
    if quantity in _LETTERS:
        return _LETTERS[quantity].shown
    if quantity is Quantity.OPTION:
        return letters.of_optimizer(symbol.name).shown
    if quantity is Quantity.DELTA:
        return letters.DELTA.shown + text.removeprefix(letters.DELTA.plain)
    if _is_new(scenario, symbol):
        return text.removesuffix("+") + "⁺"
    return "/".join(f"∂{half[1:]}" for half in text.split("/")) if "/" in text else text


def tex(scenario: Scenario, symbol: Symbol) -> tuple[str, ...]:
    """Return the TeX of a symbol: one string, or two where it is a fraction, its top and its bottom."""
    if symbol.quantity in _LETTERS:
        return (_LETTERS[symbol.quantity].tex,)
    name = _NAMES[Quantity.NEW] if _is_new(scenario, symbol) else _name(symbol)
    halves = name.split("/")
    parts = [rf"\partial {_indexed(half[1:])}" for half in halves] if len(halves) > 1 else [_indexed(name)]
    return tuple(_filled(part, _TEX, scenario, symbol) for part in parts)


def aloud(scenario: Scenario, symbol: Symbol) -> str:
    """Return the symbol as it is read aloud: d E total by d out h1, new w5."""
    if symbol.quantity in _LETTERS:
        return _LETTERS[symbol.quantity].aloud
    text = plain(scenario, symbol)
    words = " by ".join(f"d {half[1:]}" for half in text.split("/")) if "/" in text else text
    return ("new " if _is_new(scenario, symbol) else "") + words.removesuffix("+").replace("_", " ")


def _name(symbol: Symbol) -> str:
    return _OF_INPUT.get(symbol.quantity, "") * (symbol.layer == 0) or _NAMES[symbol.quantity]


def _is_new(scenario: Scenario, symbol: Symbol) -> bool:
    """Tell whether the parameter is the new one; in sequential order the backward pass meets it already."""
    if symbol.quantity is Quantity.BACKWARD_WEIGHT:
        return scenario.is_sequential
    return symbol.quantity is Quantity.NEW


def _filled(name: str, fields: _Fields, scenario: Scenario, symbol: Symbol) -> str:
    return _FIELD.sub(lambda field: fields[field[1]](scenario, symbol), name)


def _indexed(name: str) -> str:
    """Return a name with what follows its first underscore as the index."""
    letter, _, index = name.removesuffix("+").partition("_")
    letter = letters.DELTA.tex if letter == letters.DELTA.plain else letter
    return letter + (f"_{{{index}}}" if index else "") + ("^{+}" if name.endswith("+") else "")


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


def _numbered(name: str) -> str:
    """Letters with a number behind them get it as an index: w5 is w_{5}."""
    match = _NUMBERED.fullmatch(name)
    return f"{match[1]}_{{{match[2]}}}" if match else _escaped(name)


def _parameter(scenario: Scenario, symbol: Symbol) -> str:
    return parameter_name(scenario, scenario.network.parameter(symbol.parameter))


def _parameter_tex(scenario: Scenario, symbol: Symbol) -> str:
    kind, _, unit = _parameter(scenario, symbol).partition("_")
    return f"{kind}_{{{_escaped(unit)}}}" if unit else _numbered(kind)


def _unit(scenario: Scenario, symbol: Symbol) -> str:
    return scenario.network.layers[symbol.layer].names[symbol.unit]


def _above(scenario: Scenario, symbol: Symbol, via: str = "via_") -> str:
    """A unit of the layer above that an error is traced back through; an output has an error of its own."""
    above = symbol._replace(layer=symbol.layer + 1, unit=symbol.above)
    return ("" if above.layer == scenario.network.top else via) + _unit(scenario, above)


_Fields = dict[str, Callable[[Scenario, Symbol], str]]
_PLAIN: _Fields = {
    "unit": _unit,
    "input": _unit,
    "parameter": _parameter,
    "above": _above,
    "handed": lambda scenario, symbol: "passed" if scenario.dropout else "out",
    "name": lambda scenario, symbol: symbol.name,
}
_TEX: _Fields = _PLAIN | {
    "unit": lambda scenario, symbol: _escaped(_unit(scenario, symbol)),
    "input": lambda scenario, symbol: _numbered(_unit(scenario, symbol)),
    "parameter": _parameter_tex,
    "above": lambda scenario, symbol: _above(scenario, symbol, r"via\;").replace("_", r"\_"),
    "name": lambda scenario, symbol: letters.of_optimizer(symbol.name).tex,
}
