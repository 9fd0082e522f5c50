"""An output unit by its letters: the error as books write it, the output by the net input, and the slopes of both."""

from __future__ import annotations

from functools import partial

from explainer.functions.expression import (
    Difference,
    Expression,
    Leaf,
    Negative,
    replaced,
)
from explainer.functions.losses import Loss
from explainer.functions.own.deriving.derivation import DerivationLine, derivation
from explainer.functions.written import tree_of
from explainer.trace.derived.chains import Chain, partial_of
from explainer.trace.derived.rule_names import MINUS_IN
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.line_of_symbol import line_of


def rule_of(known: Known, symbol: Symbol) -> Expression:
    """Return the formula of the line that makes a symbol."""
    number = line_of(known.trace, symbol)
    assert number is not None, f"no line makes {symbol}"
    step = known.trace[number]
    return step.right or step.rule


class Unit:
    """What there is about a unit, by the symbols of its numbers."""

    def __init__(self, known: Known, of: Symbol) -> None:
        self.known = known
        at = partial(Symbol, sample=of.sample, layer=of.layer, unit=of.unit)
        self.net, self.out, self.target = at(Quantity.NET), at(Quantity.OUT), at(Quantity.TARGET)
        self.error, self.delta, self.slope = at(Quantity.ERROR), at(Quantity.DELTA), at(Quantity.SLOPE)
        self.z, self.o, self.t = Leaf(self.net), Leaf(self.out), Leaf(self.target)

    def others(self) -> list[Unit]:
        """Return the other units of the layer."""
        count = self.known.scenario.network.layers[self.out.layer].units
        return [Unit(self.known, self.out._replace(unit=i)) for i in range(count) if i != self.out.unit]

    @property
    def loss(self) -> Loss:
        return self.known.trace.of.arrays.loss

    def written_error(self) -> Expression:
        """Return the error as books write it, by target and output."""
        rule = tree_of(self.loss.by_output or self.loss.error.usual)
        letters = {"target": self.t, "a": self.o, "z": self.z}
        return replaced(rule, letters.__getitem__)

    def written_out(self) -> Expression:
        """Return the usual form of the output."""
        value = self.known.trace.of.layer(self.out.layer).activation.value
        return value.tree if value.is_of_layer else replaced(value.tree, lambda letter: self.z)

    def error_by_out(self) -> Chain:
        """Derive the slope of the error by the output."""
        of = self.written_error()
        line = [*derivation(of, self.out)]
        last = line[-1].expression
        if isinstance(last, Negative) and isinstance(last.of, Difference):
            line.append(DerivationLine(Difference(last.of.right, last.of.left), (MINUS_IN,)))
        return Chain(partial_of(self.error, self.out), self.out, tuple(line))

    def out_by_net(self) -> Chain:
        """Derive the slope of the output by the net input."""
        used = self.known.trace.of.layer(self.out.layer).activation.slope
        tree = replaced(used.tree, {"z": self.z, "a": self.o}.__getitem__) if used else None
        made = partial_of(self.out, self.net)
        return Chain(made, self.net, tuple(derivation(self.written_out(), self.net, self.o, tree)))
