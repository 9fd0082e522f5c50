"""The theta notation, of Andrew Ng's lectures: z and a with the layer in brackets, weights and biases in one Θ.

Θ of layer l leads from layer l to the next; its first index is the receiving unit, its second the sending one, 0 for
the bias. Δ adds up the gradients of the samples, D is the gradient that the update uses.
"""

from __future__ import annotations

from functools import partial

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.notations import letters
from explainer.trace.notations.lecture import (
    Entry,
    Lecture,
    derivative,
    error_above,
    error_of_sample,
    fixed,
    handed_on,
    is_all,
    kept_for,
    named,
    of_output,
    of_parameter,
    of_unit,
    prime,
)
from explainer.trace.notations.letters import Letter, Name, Sign, word

_THETA = Letter("Theta", "Θ", r"\Theta")
_CAPITAL_DELTA = Letter("Delta", "Δ", r"\Delta")
_COST = Letter("J", "J(Θ)", r"J(\Theta)")
_G, _J = word("g"), word("J")
_PASSED = Letter("a_tilde", "ã", r"\tilde{a}")


def _parameter(parameter: Parameter) -> Name:
    """A bias is column 0; one that its whole layer has is in no row."""
    column = parameter.source + 1
    return Name(_THETA, parameter.layer, (column,) if parameter.unit < 0 else (parameter.unit + 1, column))


def _gradient(scenario: Scenario, symbol: Symbol) -> Sign:
    return (_D if is_all(scenario) else _SAMPLE_GRADIENT)(scenario, symbol)


def _batch_size(scenario: Scenario, symbol: Symbol) -> Name:
    """m counts the training data, and so the samples of a batch that is all of it."""
    return Name(word("m" if scenario.samples_per_batch == scenario.data.samples else "n"))


def _option(scenario: Scenario, symbol: Symbol) -> Name:
    """α is the learning rate, so what RMSprop keeps of its average is ρ here, as in Adadelta."""
    return Name(letters.RHO) if symbol.name == "alpha" else named(scenario, symbol)


_of_unit = partial(of_unit, in_brackets=True)
_z, _a, _passed = _of_unit(word("z")), _of_unit(word("a")), _of_unit(_PASSED)
_weight, _D = of_parameter(_parameter), of_parameter(_parameter, word("D"))
_sample_j = error_of_sample(_J, _J)
_SAMPLE_GRADIENT = derivative(_sample_j, _weight)

_SIGNS: dict[Quantity, Entry] = {
    Quantity.OUT: _a,
    Quantity.KEEP: _of_unit(word("r")),
    Quantity.PASSED: _passed,
    Quantity.NET: _z,
    Quantity.WEIGHT: _weight,
    Quantity.BACKWARD_WEIGHT: _weight,
    Quantity.NEW: _weight,
    Quantity.TARGET: of_output(word("y")),
    Quantity.ERROR: of_output(_J),
    Quantity.SAMPLE_ERROR: error_of_sample(_COST, _J),
    Quantity.ERROR_SUM: fixed(_J, "sum"),
    Quantity.BLAME: derivative(_sample_j, _a),
    Quantity.BLAME_PASSED: derivative(_sample_j, _passed),
    Quantity.SLOPE: prime(_G, _z),
    Quantity.DELTA: _of_unit(letters.DELTA),
    Quantity.CONTRIBUTION: derivative(error_above(_J, in_brackets=True), handed_on(_a, _passed)),
    Quantity.GRADIENT: _gradient,
    Quantity.GRADIENT_SUM: of_parameter(_parameter, _CAPITAL_DELTA),
    Quantity.BATCH_ERROR: fixed(_J, "batch"),
    Quantity.UNIT_PENALTY: _of_unit(word("penalty")),
    Quantity.PENALTY: fixed(word("penalty")),
    Quantity.OBJECTIVE: fixed(_COST),
    Quantity.BATCH_GRADIENT: _D,
    Quantity.MEMORY_BEFORE: kept_for(_weight),
    Quantity.MEMORY: kept_for(_weight),
    Quantity.SCALAR_BEFORE: named,
    Quantity.SCALAR: named,
    Quantity.COUNT: fixed(word("t")),
    Quantity.LEARNING_RATE: fixed(letters.ALPHA),
    Quantity.OPTION: _option,
    Quantity.BATCH_SIZE: _batch_size,
    Quantity.DATA_SIZE: fixed(word("m")),
    Quantity.L1: fixed(letters.L1),
    Quantity.L2: fixed(letters.L2),
    Quantity.DROPOUT: fixed(word("dropout")),
}
THETA = Lecture(_SIGNS, _parameter, function=_G, assigns=":=")
