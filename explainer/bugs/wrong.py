"""What every bug has: its name, the rules that it changes, and the lines that it writes otherwise."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.rules import Rules
from explainer.engine.update.update_pass import Pass
from explainer.functions.activations import ACTIVATIONS, Activation
from explainer.functions.expression import Expression, Leaf, replaced
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import Optimizer
from explainer.trace.formula.symbols import Quantity, leaf
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.rule_lines import of_formula


class Wrong(Rules):
    """Right in all that a bug does not say otherwise. `line` is the kind of line that it changes."""

    line: Operation
    keeps_sums = False

    def unfit(self, scenario: Scenario) -> str:
        """Return why a scenario cannot have the bug; nothing where it can."""
        return ""

    def optimizer(self, optimizer: Optimizer) -> Optimizer:
        """Return the optimizer that is followed in the place of the right one."""
        return optimizer

    def acts_at(self, p: Pass, at: Place) -> bool:
        """Tell whether a line of that kind is written otherwise there."""
        return True

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        """Return what is written in the place of the right formula."""
        raise NotImplementedError

    def written(self, p: Pass, at: Place, right: Expression) -> Expression:
        """Return the formula of any line."""
        return self.rule(p, at, right) if at.operation is self.line and self.acts_at(p, at) else right


def is_hidden(p: Pass, at: Place) -> bool:
    return at.layer < p.scenario.network.top


def from_net(scenario: Scenario) -> bool:
    return LOSSES[scenario.loss].from_net


def has_hidden_layer(scenario: Scenario) -> bool:
    return scenario.network.top > 1


def hidden_activations(scenario: Scenario) -> list[Activation]:
    return [ACTIVATIONS[layer.activation] for layer in scenario.network.layers[1:-1]]


def output_activation(scenario: Scenario) -> Activation:
    return ACTIVATIONS[scenario.network.layers[-1].activation]


def activations_with_slopes(scenario: Scenario) -> list[Activation]:
    """Return the activations whose slopes are used: those of the outputs only where the loss does not cancel them."""
    hidden = hidden_activations(scenario)
    return hidden if from_net(scenario) else [*hidden, output_activation(scenario)]


_TRIED = np.array([[-2.7, -1.1, -0.4, 0.3, 0.9, 2.3]])
"""Net inputs at which functions are compared."""


def hands_on_net(activation: Activation) -> bool:
    """Tell whether the output is the net input."""
    return np.array_equal(activation.value.of(z=_TRIED), _TRIED)


def slopes_at(activation: Activation, z: Array) -> Array:
    assert activation.slope is not None
    return activation.slope.of(z=z, a=activation.value.of(z=z))


def is_slope_1(activation: Activation) -> bool:
    """Tell whether leaving out the slope changes nothing."""
    return activation.slope is not None and bool((slopes_at(activation, _TRIED) == 1).all())


def is_same_at_out(activation: Activation) -> bool:
    """Tell whether the slope is the same at the output as at the net input."""
    at_out = slopes_at(activation, activation.value.of(z=_TRIED))
    return np.array_equal(
        np.broadcast_to(at_out, _TRIED.shape), np.broadcast_to(slopes_at(activation, _TRIED), _TRIED.shape)
    )


NO_HIDDEN_LAYER = "there is no hidden layer for it"


def exchanged(rule: Expression, old: Quantity, new: Expression) -> Expression:
    """Return a formula with another symbol in the place of one kind."""
    return replaced(rule, lambda symbol: new if symbol.quantity is old else Leaf(symbol))


def slope_of(p: Pass, at: Place, layer: int, unit: int) -> Expression:
    """Return the slope of a unit: the symbol of its line, or spelled out where there is no such line."""
    if layer == p.scenario.network.top and p.arrays.loss.from_net:
        slope = p.layer(layer).activation.slope
        assert slope is not None
        return of_formula(p, at._replace(layer=layer, unit=unit), slope)
    return leaf(Quantity.SLOPE, at.sample, layer, unit)
