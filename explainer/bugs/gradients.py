"""Bugs in the gradients of weights and biases, and in the means over a batch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explainer.bugs.wrong import NO_HIDDEN_LAYER, Wrong, hands_on_net, has_hidden_layer, hidden_activations
from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_arrays import Arrays, LayerArrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Expression, Leaf, Product, Quotient, Sum
from explainer.functions.formula import into
from explainer.functions.recorded import Operations
from explainer.functions.written import Value
from explainer.trace.formula.symbols import Quantity, leaf
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place


class _Carried(Wrong):
    """The gradients of weights with another number than what the unit below passes on."""

    line = Operation.GRADIENT

    def unfit(self, scenario: Scenario) -> str:
        return "" if has_hidden_layer(scenario) else NO_HIDDEN_LAYER

    def acts_at(self, p: Pass, at: Place) -> bool:
        return at.layer > 1 and not p.scenario.network.parameter(at.parameter).is_bias

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Product)
        source = p.scenario.network.parameter(at.parameter).source
        return Product((right.factors[0], self.instead(p, at, source)))

    def instead(self, p: Pass, at: Place, source: int) -> Leaf:
        raise NotImplementedError


class InputNotHidden(_Carried):
    def acts_at(self, p: Pass, at: Place) -> bool:
        return super().acts_at(p, at) and at.layer == p.scenario.network.top

    def carried(self, arrays: Arrays, layer: LayerArrays) -> Array:
        if layer is not arrays.layers[-1]:
            return layer.a_below
        return arrays.a_input[:, self._columns(arrays, layer)]

    def carry(self, arrays: Arrays, layer: LayerArrays, carried: Array) -> Operations:
        if layer is arrays.layers[-1]:
            yield arrays.a_input.take, (self._columns(arrays, layer), 1, carried, "clip")

    @staticmethod
    def _columns(arrays: Arrays, layer: LayerArrays) -> NDArray[np.intp]:
        return np.arange(layer.layer.sources) % arrays.a_input.shape[1]

    def instead(self, p: Pass, at: Place, source: int) -> Leaf:
        return leaf(Quantity.OUT, at.sample, 0, source % p.scenario.network.layers[0].units)


class GradUsesNet(_Carried):
    def unfit(self, scenario: Scenario) -> str:
        if problem := super().unfit(scenario):
            return problem
        is_the_same = all(map(hands_on_net, hidden_activations(scenario)))
        return "the outputs of hidden units are their net inputs" if is_the_same else ""

    def carried(self, arrays: Arrays, layer: LayerArrays) -> Array:
        below = arrays.layers.index(layer) - 1
        return arrays.layers[below].z if below >= 0 else layer.a_below

    def instead(self, p: Pass, at: Place, source: int) -> Leaf:
        return leaf(Quantity.NET, at.sample, at.layer - 1, source)


class BiasUsesOut(Wrong):
    line = Operation.GRADIENT

    def unfit(self, scenario: Scenario) -> str:
        return "" if scenario.network.trains_biases else "biases are not trained"

    def acts_at(self, p: Pass, at: Place) -> bool:
        return p.scenario.network.parameter(at.parameter).is_bias

    def of_biases(self, layer: LayerArrays) -> Array:
        return layer.delta * layer.a

    def make_of_biases(self, layer: LayerArrays, made: Array) -> Operations:
        yield np.multiply, (layer.delta, layer.a, made)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        if p.scenario.network.parameter(at.parameter).unit >= 0:
            return self._of(p, at, p.scenario.network.parameter(at.parameter).unit)
        return Sum(tuple(self._of(p, at, unit) for unit in range(p.scenario.network.layers[at.layer].units)))

    @staticmethod
    def _of(p: Pass, at: Place, unit: int) -> Expression:
        own = (leaf(quantity, at.sample, at.layer, unit) for quantity in (Quantity.DELTA, Quantity.OUT))
        return Product(tuple(own))


def divided_twice(total: Value, samples: Value) -> Value:
    return total / samples / samples


class _Mean(Wrong):
    line = Operation.BATCH_GRADIENT

    def unfit(self, scenario: Scenario) -> str:
        is_mean = scenario.reduction == "mean" and scenario.samples_per_batch > 1
        return "" if is_mean else "gradients are no means: the batch has one sample, or reduction is sum"

    def acts_at(self, p: Pass, at: Place) -> bool:
        return p.samples > 1

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Sum)
        return Sum((self.instead(right.terms[0]), *right.terms[1:]))

    def instead(self, mean: Expression) -> Expression:
        raise NotImplementedError


class NoMean(_Mean):
    def mean(self, total: Array, samples: float, made: Array) -> Operations:
        yield np.copyto, (made, total)

    def instead(self, mean: Expression) -> Expression:
        assert isinstance(mean, Quotient)
        return mean.top


class MeanTwice(_Mean):
    def mean(self, total: Array, samples: float, made: Array) -> Operations:
        yield from into(made, divided_twice, total, samples)

    def instead(self, mean: Expression) -> Expression:
        assert isinstance(mean, Quotient)
        return Quotient(mean, mean.bottom)
