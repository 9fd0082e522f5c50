"""Bugs in the deltas of the output layer and of hidden ones."""

from __future__ import annotations

import numpy as np

from explainer.bugs.wrong import (
    NO_HIDDEN_LAYER,
    Wrong,
    from_net,
    has_hidden_layer,
    hidden_activations,
    is_hidden,
    is_slope_1,
    output_activation,
    slope_of,
)
from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.rules import delta
from explainer.engine.update.update_arrays import Arrays, LayerArrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Constant, Difference, Expression, Negative, Product
from explainer.functions.formula import into
from explainer.functions.recorded import Operations
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place

_TWO = np.array(2.0)


class _Output(Wrong):
    """Something else in the place of what the loss begins with."""

    def written(self, p: Pass, at: Place, right: Expression) -> Expression:
        begins = Operation.DELTA if p.arrays.loss.from_net else Operation.DE_DOUT
        return self.rule(p, at, right) if at.operation is begins and not is_hidden(p, at) else right

    def _begun(self, arrays: Arrays) -> Array:
        top = arrays.layers[-1]
        return top.delta if arrays.loss.from_net else top.blame


class SignTurned(_Output):
    def output(self, arrays: Arrays) -> Operations:
        begun = self._begun(arrays)
        yield np.negative, (begun, begun)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        match right:
            case Negative(of):
                return of
            case Difference(left, minus):
                return Difference(minus, left)
        return Negative(right)


class Factor2(_Output):
    def output(self, arrays: Arrays) -> Operations:
        begun = self._begun(arrays)
        yield np.multiply, (begun, _TWO, begun)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        return Product((Constant(2), right))


class _Delta(Wrong):
    line = Operation.DELTA


class NoOutSlope(_Delta):
    def unfit(self, scenario: Scenario) -> str:
        if from_net(scenario):
            return "the loss has no slope of the outputs that could be left out"
        return "the slope of the outputs is 1 everywhere" if is_slope_1(output_activation(scenario)) else ""

    def acts_at(self, p: Pass, at: Place) -> bool:
        return not is_hidden(p, at)

    def delta(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        if layer is not arrays.layers[-1]:
            yield from super().delta(arrays, layer)
        else:
            yield np.copyto, (layer.delta, layer.blame)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Product)
        return right.factors[0]


class HidNoSlope(NoOutSlope):
    def unfit(self, scenario: Scenario) -> str:
        if not has_hidden_layer(scenario):
            return NO_HIDDEN_LAYER
        return (
            "the slopes of hidden units are 1 everywhere" if all(map(is_slope_1, hidden_activations(scenario))) else ""
        )

    def acts_at(self, p: Pass, at: Place) -> bool:
        return is_hidden(p, at)

    def delta(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        if layer is arrays.layers[-1]:
            yield from Wrong.delta(self, arrays, layer)
        else:
            yield np.copyto, (layer.delta, layer.blame)


class CeSlopeKept(_Delta):
    def unfit(self, scenario: Scenario) -> str:
        output = output_activation(scenario)
        if not from_net(scenario) or output.slope is None or output.is_flat:
            return "it needs a cross-entropy with outputs that have a slope of their own: sigmoid"
        return ""

    def acts_at(self, p: Pass, at: Place) -> bool:
        return not is_hidden(p, at)

    def output(self, arrays: Arrays) -> Operations:
        top = arrays.layers[-1]
        yield from top.program.slope
        yield np.multiply, (top.delta, top.slope, top.delta)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        return Product((right, slope_of(p, at, at.layer, at.unit)), wide=True)


class OutSlopeInHidden(_Delta):
    def unfit(self, scenario: Scenario) -> str:
        if not has_hidden_layer(scenario):
            return NO_HIDDEN_LAYER
        if output_activation(scenario).slope is None:
            return "the outputs have no slope of their own"
        every = [*hidden_activations(scenario), output_activation(scenario)]
        return "all slopes are 1 everywhere" if all(map(is_slope_1, every)) else ""

    def acts_at(self, p: Pass, at: Place) -> bool:
        return is_hidden(p, at)

    def output(self, arrays: Arrays) -> Operations:
        if arrays.loss.from_net:
            yield from self.slope(arrays.layers[-1])

    def delta(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        top = arrays.layers[-1]
        if layer is top:
            yield from super().delta(arrays, layer)
            return
        slope = np.zeros_like(layer.slope)
        yield top.slope.take, (np.arange(layer.layer.units) % top.layer.units, 1, slope, "clip")
        yield from into(layer.delta, delta, layer.blame, slope)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Product)
        top = p.scenario.network.top
        unit = at.unit % p.scenario.network.layers[top].units
        return Product((right.factors[0], slope_of(p, at, top, unit)), wide=True)
