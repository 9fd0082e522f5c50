"""The rules of the way back, in one value that is handed to the engine: others can take their place."""

from __future__ import annotations

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.penalty import penalty_slope
from explainer.engine.update.update_arrays import Arrays, LayerArrays
from explainer.functions.formula import into
from explainer.functions.recorded import Operations
from explainer.functions.written import Value


def blame(delta_above: Value, W_above: Value) -> Value:
    """dE/da of a hidden layer, or of the inputs; that of the output layer comes from the loss."""
    return delta_above @ W_above


def delta(blame: Value, slope: Value) -> Value:
    """dE/dz = dE/da * da/dz"""
    return blame * slope


def mean(total: Value, samples: Value) -> Value:
    return total / samples


class Rules:
    """The right ones. What gives operations reads and writes the arrays of a working space."""

    def output(self, arrays: Arrays) -> Operations:
        """What is still done to what the loss has begun: `blame` of the outputs, or their `delta`."""
        yield from ()

    def weights_back(self, W: Array) -> Array:
        """What each delta above is multiplied by on its way back, shape (units above, units)."""
        return W

    def blame(self, above: LayerArrays, made: Array) -> Operations:
        yield from into(made, blame, above.delta, above.W)

    def slope(self, layer: LayerArrays) -> Operations:
        yield from layer.program.slope

    def delta(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        yield from into(layer.delta, delta, layer.blame, layer.slope)

    def carried(self, arrays: Arrays, layer: LayerArrays) -> Array:
        """What deltas are multiplied by in the gradients of weights, shape (samples, sources)."""
        return layer.a_below

    def carry(self, arrays: Arrays, layer: LayerArrays, carried: Array) -> Operations:
        """Bring `carried` up to date, where it is no view."""
        yield from ()

    def of_biases(self, layer: LayerArrays) -> Array:
        """The gradients of every unit's bias, shape (samples, units)."""
        return layer.delta

    def make_of_biases(self, layer: LayerArrays, made: Array) -> Operations:
        """Bring the gradients of biases up to date, where they are no view."""
        yield from ()

    def add_up(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        """What is still done to a layer's gradients, which are summed over the batch."""
        yield from ()

    def mean(self, total: Array, samples: float, made: Array) -> Operations:
        yield from into(made, mean, total, samples)

    def penalty_slope(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        yield from penalty_slope(arrays.scenario, layer.W, layer.gradient_W)


RIGHT = Rules()


def rules_of(scenario: Scenario) -> Rules:
    """Return the rules that a scenario's program follows."""
    rules: Rules = scenario.bug.rules if scenario.bug else RIGHT
    return rules
