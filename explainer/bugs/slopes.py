"""Bugs in the slopes of activations."""

from __future__ import annotations

import numpy as np

from explainer.bugs.wrong import Wrong, activations_with_slopes, is_same_at_out
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_arrays import LayerArrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.activations import sigmoid_slope
from explainer.functions.expression import Expression, replaced
from explainer.functions.formula import Formula, into
from explainer.functions.recorded import Operations
from explainer.functions.written import Value
from explainer.trace.formula.symbols import Quantity, leaf
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.rule_lines import of_rule

_NEAR = ((0.0, 1.0), (-1.0, 1.0))


def sigmoid_slope_of_net(z: Value, a: Value) -> Value:
    return z * (1 - z)


class _SlopeOf(Wrong):
    """Another slope in layers of one activation."""

    line = Operation.DOUT_DNET
    activation: str

    def unfit(self, scenario: Scenario) -> str:
        is_there = any(used.name == self.activation for used in activations_with_slopes(scenario))
        return "" if is_there else f"no layer uses the slope of {self.activation}"

    def acts_at(self, p: Pass, at: Place) -> bool:
        return p.layer(at.layer).activation.name == self.activation

    def slope(self, layer: LayerArrays) -> Operations:
        if layer.activation.name == self.activation:
            yield from into(layer.slope, type(self).rule_of_slope, layer.z, layer.a)
        else:
            yield from super().slope(layer)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        return of_rule(at, type(self).rule_of_slope)

    @staticmethod
    def rule_of_slope(z: Value, a: Value) -> Value:
        raise NotImplementedError


class SlopeOfNet(_SlopeOf):
    activation = "sigmoid"
    rule_of_slope = staticmethod(sigmoid_slope_of_net)


class TanhAsSigmoid(_SlopeOf):
    activation = "tanh"
    rule_of_slope = staticmethod(sigmoid_slope)


class SlopeAtOut(Wrong):
    line = Operation.DOUT_DNET

    def unfit(self, scenario: Scenario) -> str:
        is_the_same = all(map(is_same_at_out, activations_with_slopes(scenario)))
        return "no layer uses a slope that is another one at out than at net" if is_the_same else ""

    def slope(self, layer: LayerArrays) -> Operations:
        assert layer.activation.slope is not None
        again, value = np.zeros_like(layer.a), layer.activation.value
        near = Formula(value.usual) if layer.activation.limits in _NEAR else value  # then no output is far out
        yield from near.into(again, z=layer.a)
        yield from layer.activation.slope.into(layer.slope, z=layer.a, a=again)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        activation = p.layer(at.layer).activation
        assert activation.slope is not None
        out = leaf(Quantity.OUT, at.sample, at.layer, at.unit)
        again = replaced(activation.value.tree, lambda letter: out)
        return replaced(activation.slope.tree, lambda letter: again if letter == "a" else out)
