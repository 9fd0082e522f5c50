"""Bugs in the way that blame comes back."""

from __future__ import annotations

import numpy as np

from explainer.bugs.wrong import NO_HIDDEN_LAYER, Wrong, exchanged, has_hidden_layer
from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.rules import blame
from explainer.engine.update.update_arrays import LayerArrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Call, Expression, Product, Sum
from explainer.functions.formula import into
from explainer.functions.recorded import Operations
from explainer.trace.formula.symbols import leaf
from explainer.trace.lines.line_formulas import weight_back_to
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place


class _Back(Wrong):
    line = Operation.CONTRIBUTION

    def unfit(self, scenario: Scenario) -> str:
        return "" if has_hidden_layer(scenario) else NO_HIDDEN_LAYER


class OnePath(_Back):
    def unfit(self, scenario: Scenario) -> str:
        if problem := super().unfit(scenario):
            return problem
        layers = scenario.network.layers
        above = layers[1:] if scenario.input_gradients else layers[2:]
        return "" if any(layer.units > 1 for layer in above) else "blame comes back along one path only"

    def written(self, p: Pass, at: Place, right: Expression) -> Expression:
        match right:
            case Sum(terms) if at.operation is Operation.INPUT_GRADIENT or self._is_hidden_blame(p, at):
                return Sum(terms[:1])
        return right

    @staticmethod
    def _is_hidden_blame(p: Pass, at: Place) -> bool:
        return at.operation is Operation.DE_DOUT and at.layer < p.scenario.network.top

    def blame(self, above: LayerArrays, made: Array) -> Operations:
        yield np.multiply, (above.delta[:, :1], above.W[:1], made)


class NoWeight(_Back):
    def weights_back(self, W: Array) -> Array:
        return np.ones_like(W)

    def blame(self, above: LayerArrays, made: Array) -> Operations:
        yield from into(made, blame, above.delta, np.ones_like(above.W))

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Product)
        return right.factors[0]


class AbsWeight(_Back):
    def weights_back(self, W: Array) -> Array:
        return np.abs(W)

    def blame(self, above: LayerArrays, made: Array) -> Operations:
        sizes = np.zeros_like(above.W)
        yield np.abs, (above.W, sizes)
        yield from into(made, blame, above.delta, sizes)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        return exchanged(right, weight_back_to(at.layer), Call("abs", (_weight(p, at, at.above, at.unit),)))


class NoTranspose(_Back):
    def unfit(self, scenario: Scenario) -> str:
        if problem := super().unfit(scenario):
            return problem
        square = any(layer.units == layer.sources > 1 for layer in scenario.network.layers[2:])
        return "" if square else "no matrix on the way back is square, so none fits without its transpose"

    def acts_at(self, p: Pass, at: Place) -> bool:
        above = p.scenario.network.layers[at.layer + 1]
        return above.units == above.sources

    def weights_back(self, W: Array) -> Array:
        return W.T if W.shape[0] == W.shape[1] else W

    def blame(self, above: LayerArrays, made: Array) -> Operations:
        yield from into(made, blame, above.delta, self.weights_back(above.W))

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        return exchanged(right, weight_back_to(at.layer), _weight(p, at, at.unit, at.above))


def _weight(p: Pass, at: Place, unit: int, source: int) -> Expression:
    weight = p.scenario.network.layers[at.layer + 1].weight(unit, source)
    return leaf(weight_back_to(at.layer), parameter=weight)
