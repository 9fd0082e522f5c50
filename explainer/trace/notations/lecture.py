"""What the theta and the matrix notation have in common: a table of signs, and how its entries are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.notations import letters
from explainer.trace.notations.letters import Derivative, Letter, Name, Of, Prime, Sign, of_optimizer, word

Entry = Callable[[Scenario, Symbol], Sign]
NameOf = Callable[[Scenario, Symbol], Name]
_PASSED = Letter("a_tilde", "ã", r"\tilde{a}")


def fixed(letter: Letter, mark: str = "") -> NameOf:
    """Return the entry of a quantity that there is only once."""
    return lambda scenario, symbol: Name(letter, mark=mark)


def named(scenario: Scenario, symbol: Symbol) -> Name:
    """Return a setting or number of the optimizer."""
    return Name(of_optimizer(symbol.name))


def of_unit(letter: Letter, in_brackets: bool) -> NameOf:
    """Return the entry of a quantity of a unit."""
    return lambda scenario, symbol: Name(letter, symbol.layer + 1, (symbol.unit + 1,), in_brackets)


def of_output(letter: Letter) -> NameOf:
    """Return the entry of a quantity that only outputs have: it needs no layer."""
    return lambda scenario, symbol: Name(letter, lower=(symbol.unit + 1,))


def of_parameter(name: Callable[[Parameter], Name], letter: Letter | None = None) -> NameOf:
    """Return the entry of a parameter, or of what has another letter with the same indices."""

    def entry(scenario: Scenario, symbol: Symbol) -> Name:
        found = name(scenario.network.parameter(symbol.parameter))
        return found if letter is None else found._replace(letter=letter)

    return entry


def kept_for(parameter: NameOf) -> Entry:
    """Return the entry of what an optimizer keeps for each parameter."""
    return lambda scenario, symbol: Of(of_optimizer(symbol.name), parameter(scenario, symbol))


def summed_for(parameter: NameOf) -> Entry:
    """Return the entry of the sum of a parameter's gradients."""
    return lambda scenario, symbol: Of(word("sum"), parameter(scenario, symbol))


def derivative(top: NameOf, bottom: NameOf) -> Entry:
    """Return the entry of a slope of the error."""
    return lambda scenario, symbol: Derivative(top(scenario, symbol), bottom(scenario, symbol))


def prime(function: Letter, net: NameOf) -> Entry:
    """Return the entry of the slope of the activation function."""
    return lambda scenario, symbol: Prime(function, net(scenario, symbol))


def is_all(scenario: Scenario) -> bool:
    """Tell whether the error of a sample is all that training makes smaller."""
    return scenario.samples_per_batch == 1 and not scenario.has_penalty


def error_of_sample(whole: Letter, letter: Letter) -> NameOf:
    """Return the entry of a sample's error, which is the `whole` cost where a batch is one sample."""
    return lambda scenario, symbol: Name(whole) if is_all(scenario) else Name(letter, mark="sample")


def error_above(letter: Letter, in_brackets: bool) -> NameOf:
    """Return the entry of the error that a contribution comes from: an output's own, or what comes via a unit."""

    def entry(scenario: Scenario, symbol: Symbol) -> Name:
        above = symbol.above + 1
        if symbol.layer + 1 == scenario.network.top:
            return Name(letter, lower=(above,))
        return Name(letter, symbol.layer + 2, (above,), in_brackets, mark="via")

    return entry


def handed_on(out: NameOf, passed: NameOf) -> NameOf:
    """Return the entry of what a unit hands to the next layer: its activation, or what dropout leaves of it."""
    return lambda scenario, symbol: (passed if scenario.dropout and symbol.layer else out)(scenario, symbol)


def common_signs(error: Letter, function: Letter, parameter: NameOf, in_brackets: bool) -> dict[Quantity, Entry]:
    """Return what both notations write alike, with these letters of the error and of the activation function."""
    z, a, passed = (of_unit(letter, in_brackets) for letter in (word("z"), word("a"), _PASSED))
    of_sample = error_of_sample(error, error)
    return {
        Quantity.OUT: a,
        Quantity.KEEP: of_unit(word("r"), in_brackets),
        Quantity.PASSED: passed,
        Quantity.NET: z,
        Quantity.WEIGHT: parameter,
        Quantity.BACKWARD_WEIGHT: parameter,
        Quantity.NEW: parameter,
        Quantity.TARGET: of_output(word("y")),
        Quantity.ERROR: of_output(error),
        Quantity.SAMPLE_ERROR: of_sample,
        Quantity.ERROR_SUM: fixed(error, "sum"),
        Quantity.BLAME: derivative(of_sample, a),
        Quantity.BLAME_PASSED: derivative(of_sample, passed),
        Quantity.SLOPE: prime(function, z),
        Quantity.DELTA: of_unit(letters.DELTA, in_brackets),
        Quantity.CONTRIBUTION: derivative(error_above(error, in_brackets), handed_on(a, passed)),
        Quantity.GRADIENT: derivative(of_sample, parameter),
        Quantity.BATCH_ERROR: fixed(error, "batch"),
        Quantity.UNIT_PENALTY: of_unit(word("penalty"), in_brackets),
        Quantity.PENALTY: fixed(word("penalty")),
        Quantity.OBJECTIVE: fixed(error),
        Quantity.MEMORY_BEFORE: kept_for(parameter),
        Quantity.MEMORY: kept_for(parameter),
        Quantity.SCALAR_BEFORE: named,
        Quantity.SCALAR: named,
        Quantity.COUNT: fixed(word("t")),
        Quantity.LEARNING_RATE: fixed(letters.ETA),
        Quantity.OPTION: named,
        Quantity.BATCH_SIZE: fixed(word("n")),
        Quantity.DATA_SIZE: fixed(word("m")),
        Quantity.L1: fixed(letters.L1),
        Quantity.L2: fixed(letters.L2),
        Quantity.DROPOUT: fixed(word("dropout")),
    }


@dataclass(frozen=True)
class Lecture:
    """A notation: what it writes for every quantity, its name of a parameter, the letter of the activation function
    in front of a net input, and the sign that gives something a new value."""

    signs: Mapping[Quantity, Entry]
    parameter: Callable[[Parameter], Name]
    function: Letter
    assigns: str

    def label(self, scenario: Scenario, parameter: Parameter) -> Name:
        """Return the name of a parameter; a bias that its layer has in common belongs to no unit."""
        if parameter.is_bias and scenario.has_one_bias_per_layer:
            parameter = Parameter(parameter.index, parameter.layer, -1, -1)
        return self.parameter(parameter)
