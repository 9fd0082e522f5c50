"""Where a number came from: the line that made it, or what gave it, in words."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.optimizers import OPTIONS
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.plain_text import write_on_paper
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Trace, relation
from explainer.trace.notations.naming import parameter_label, spoken_name
from explainer.trace.words.bug_words import beside

_SETTINGS = {
    Quantity.LEARNING_RATE: "η: by how much of the gradient, or of what the optimizer makes of it, a weight changes",
    Quantity.KEEP: "drawn at random for each sample: 1 keeps the unit, 0 drops it",
    Quantity.DROPOUT: "how likely it is that a hidden unit is dropped",
    Quantity.BATCH_SIZE: "n: how many samples this update uses",
    Quantity.DATA_SIZE: "m: how many samples there are to train on",
    Quantity.COUNT: "t: the updates that the optimizer has made, with this one",
    Quantity.L1: "λ₁: how much the sizes of weights cost",
    Quantity.L2: "λ₂: how much the squares of weights cost",
    Quantity.ERROR_SUM: "0 before the first sample",
    Quantity.GRADIENT_SUM: "0 before the first sample",
}


class Origin(NamedTuple):
    """What a number is called, what made it, and the line where that happened; None where it is given."""

    name: str
    made_by: str
    line: int | None


def origin_of(trace: Trace, symbol: Symbol, notation: Notation = Notation.WORKED) -> Origin:
    """Return where the number of `symbol` came from."""
    scenario = trace.of.scenario
    number, name = line_of(trace, symbol), _words(scenario, symbol, notation)
    if number is None:
        return Origin(name, _given(trace, symbol), None)
    step = trace[number]
    if step.is_closed:
        return Origin(name, spoken_name(scenario, step.symbol, notation), number)
    formula, right = (
        "" if rule is None else write_on_paper(rule, lambda part: spoken_name(scenario, part, notation))
        for rule in (step.rule, step.right)
    )
    made = f"{spoken_name(scenario, step.symbol, notation)} {relation(step, notation)} {formula}{beside(step, right)}"
    return Origin(name, made, number)


def _words(scenario: Scenario, symbol: Symbol, notation: Notation) -> str:
    if symbol.quantity in (Quantity.NET, Quantity.OUT, Quantity.ERROR, Quantity.DELTA, Quantity.TARGET):
        return f"{symbol.quantity} of {scenario.network.layers[symbol.layer].names[symbol.unit]}"
    if symbol.quantity is Quantity.NEW:
        return parameter_label(scenario, scenario.network.parameter(symbol.parameter), notation)
    if symbol.quantity in (Quantity.LEARNING_RATE, Quantity.BATCH_SIZE, Quantity.DATA_SIZE, Quantity.COUNT):
        return symbol.quantity.value
    return spoken_name(scenario, symbol, notation)


def _given(trace: Trace, symbol: Symbol) -> str:
    if symbol.quantity in (Quantity.OUT, Quantity.TARGET):
        return f"sample {trace.of.rows[symbol.sample] + 1} of the data"
    if symbol.quantity in (Quantity.MEMORY_BEFORE, Quantity.SCALAR_BEFORE):
        starts = trace.of.scenario.optimizer.rule.starts.get(symbol.name, 0)
        return "as the update before left it" if trace.of.number > 1 else f"{starts:g} before the first update"
    is_open = trace.shown is BugShown.OPEN
    if symbol.quantity is Quantity.GRADIENT_SUM and trace.scenario.keeps_sums and is_open:
        return "0 before the first update" if trace.of.number == 1 else "as the update before left it, which is the bug"
    if symbol.quantity is Quantity.OPTION:
        return OPTIONS[symbol.name].meaning
    if symbol.quantity not in (Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT):
        return _SETTINGS.get(symbol.quantity, "a setting of the scenario")
    network = trace.of.scenario.network
    parameter = network.parameter(symbol.parameter)
    names = network.layers[parameter.layer].names
    is_frozen = parameter.index in network.frozen or (parameter.is_bias and not network.trains_biases)
    frozen = ", frozen: no update changes it" if is_frozen else ""
    if parameter.is_bias:
        units = ", ".join(names) if trace.of.scenario.has_one_bias_per_layer else names[parameter.unit]
        return f"bias of {units}{frozen}"
    source = network.layers[parameter.layer - 1].names[parameter.source]
    return f"weight from {source} to {names[parameter.unit]}{frozen}"
