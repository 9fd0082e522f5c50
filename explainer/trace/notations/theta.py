"""The theta notation, of Andrew Ng's lectures: z and a with the layer in brackets, weights and biases in one Θ.

Θ of layer l leads from layer l to the next; its first index is the receiving unit, its second the sending one, 0 for
the bias. Δ adds up the gradients of the samples, D is the gradient that the update uses.
"""

from __future__ import annotations

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.notations import letters
from explainer.trace.notations.lecture import Lecture, common_signs, error_of_sample, fixed, is_all, named, of_parameter
from explainer.trace.notations.letters import Letter, Name, Sign, word

_THETA = Letter("Theta", "Θ", r"\Theta")
_COST = Letter("J", "J(Θ)", r"J(\Theta)")
_G, _J = word("g"), word("J")


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


_weight, _D = of_parameter(_parameter), of_parameter(_parameter, word("D"))
_SIGNS = common_signs(_J, _G, _weight, in_brackets=True)
_SAMPLE_GRADIENT = _SIGNS[Quantity.GRADIENT]
_SIGNS |= {
    Quantity.SAMPLE_ERROR: error_of_sample(_COST, _J),
    Quantity.GRADIENT: _gradient,
    Quantity.GRADIENT_SUM: of_parameter(_parameter, Letter("Delta", "Δ", r"\Delta")),
    Quantity.OBJECTIVE: fixed(_COST),
    Quantity.BATCH_GRADIENT: _D,
    Quantity.LEARNING_RATE: fixed(letters.ALPHA),
    Quantity.OPTION: _option,
    Quantity.BATCH_SIZE: _batch_size,
}
THETA = Lecture(_SIGNS, _parameter, function=_G, assigns=":=")
