"""What sentences about a step go by: its numbers, and what things are called in a notation."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import Activation
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import parameter_label, spoken_name


class Words(NamedTuple):
    """What a notation calls something of any unit: its net input, output and target, the slope of the error with its
    output, and the slope of its activation."""

    net: str
    out: str
    target: str
    blame: str
    slope: str


WORDS = {
    Notation.WORKED: Words("net", "out", "target", "dE/dout", "dout/dnet"),
    Notation.THETA: Words("z", "a", "y", "∂J/∂a", "g′(z)"),
    Notation.MATRIX: Words("z", "a", "y", "∂E/∂a", "σ′(z)"),
}


class Speech(NamedTuple):
    """A step, what may be shown at it, and the notation of its sentences. One that `is_astray` has numbers in it that a
    bug has made: they do not tell how the error changes."""

    step: Step
    known: Known
    notation: Notation
    is_astray: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether the result of the line is not there: then nothing is said that depends on it."""
        return self.known.is_hidden or not self.known.tells_work

    @property
    def value(self) -> float:
        """The result of the line, NaN while it is hidden."""
        return self.known.value(self.step.symbol)

    @property
    def scenario(self) -> Scenario:
        return self.step.scenario

    @property
    def activation(self) -> Activation:
        """What that layer makes of its net inputs."""
        return self.step.of.layer(self.step.place.layer).activation

    @property
    def is_slipped(self) -> bool:
        """Whether blame comes to this layer through weights that are already updated."""
        return self.scenario.is_sequential and not self.step.is_output and self.step.place.layer != 0

    @property
    def unit(self) -> str:
        """The name of the unit that the line is about."""
        return self.step.unit

    @property
    def words(self) -> Words:
        return WORDS[self.notation]

    @property
    def parameter(self) -> str:
        """The parameter that the line is about, or nothing."""
        parameter = self.step.parameter
        return parameter_label(self.scenario, parameter, self.notation) if parameter else ""

    def here(self, text: str) -> str:
        """Return a text about this case, to follow the general one; empty while the result is hidden, or astray."""
        return f" {text}" if text and not self.is_hidden and not self.is_astray else ""

    def number(self, quantity: Quantity) -> float:
        """Return the number of a quantity of the unit, and the sample, that the line is about."""
        at = self.step.place
        return self.known.value(Symbol(quantity, at.sample, at.layer, at.unit))

    def setting(self, quantity: Quantity) -> str:
        """Return the sign of what there is only once, such as the learning rate."""
        return spoken_name(self.scenario, Symbol(quantity), self.notation)

    def of_unit(self, quantity: Quantity, layer: int, unit: int) -> str:
        """Return the sign of a quantity of a unit."""
        return spoken_name(self.scenario, Symbol(quantity, layer=layer, unit=unit), self.notation)

    def of_this_unit(self, quantity: Quantity) -> str:
        """Return the sign of a quantity of the unit that the line is about."""
        return self.of_unit(quantity, self.step.place.layer, self.step.place.unit)

    def handed_on(self, layer: int, unit: int) -> str:
        """Return the sign of what a unit hands to the next layer: its output, or what dropout leaves of it."""
        return self.of_unit(Quantity.PASSED if layer and self.scenario.dropout else Quantity.OUT, layer, unit)

    def filled(self, sentence: str) -> str:
        """Return the sentence with the unit's name, its net input and output, and the words of the notation in."""
        this_net, this_out = self.of_this_unit(Quantity.NET), self.of_this_unit(Quantity.OUT)
        return sentence.format(self.unit, this_net=this_net, this_out=this_out, **self.words._asdict())


Sentences = dict[Operation, Callable[[Speech], str]]
"""What is said of some kinds of line."""


def by_sign(value: float, above: str, at: str, below: str) -> str:
    """Return what is so of a number above 0, at 0 or below it."""
    return above if value > 0 else below if value < 0 else at


def count_of(say: Speech) -> int:
    """Return how many updates the optimizer has made with this one, where it counts them."""
    has_count = "t" in say.scenario.optimizer.rule.scalars
    return int(say.known.value(Symbol(Quantity.COUNT))) if has_count else 0
