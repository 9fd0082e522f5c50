"""A step being told in a notation: what sentences call the things that they are about."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario import Scenario
from explainer.trace.known import Known
from explainer.trace.naming import parameter_label, spoken_name
from explainer.trace.notation import Notation
from explainer.trace.step import Step
from explainer.trace.symbols import Quantity, Symbol


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
    """A step, what may be told at it, and the notation that it is told in."""

    step: Step
    known: Known
    notation: Notation

    @property
    def scenario(self) -> Scenario:
        return self.step.scenario

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
        """Return the sentence with the unit's name, its net input and the words of the notation in."""
        this_net = self.of_this_unit(Quantity.NET)
        return sentence.format(self.unit, this_net=this_net, **self.words._asdict())
