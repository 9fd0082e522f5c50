"""Dropout as an ensemble: what each network makes of a sample that is left when hidden units sit out.

The masks, and what a unit that stays passes on, are those of training (inverted dropout; Srivastava and others, 2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.batches import keep_mask
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.backprop import forward
from explainer.engine.update.optimizer_state import initial_state
from explainer.engine.update.update_arrays import Arrays
from explainer.functions.recorded import execute

MOST_UNITS = 12
"""Of so many hidden units every mask is made; of more, masks are drawn."""
DRAWN = 1000
"""How many masks are drawn then."""
_BEFORE_UPDATES = 0
"""These masks are drawn as those of an update that there is not."""
_AT_ONCE = 64


def hidden_units(scenario: Scenario) -> int:
    """Return how many units may sit out."""
    return sum(layer.units for layer in scenario.network.layers[1:-1])


def is_mean_exact(scenario: Scenario) -> bool:
    """Tell whether the mean over all masks must be what the whole network puts out: above the first units that may sit
    out all is linear, and the units of one layer sit out whatever those of another do."""
    return all(layer.activation == "linear" for layer in scenario.network.layers[2:])


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Thinned networks and the whole one, for one sample.

    `masks` tells which hidden units are in, shape (networks, hidden units), `probabilities` how often training draws
    each, shape (networks,), `weights` how much each counts in the mean: by its probability or, where masks are drawn by
    it, all alike. `nets` and `outputs` have shape (networks, output units), those of the whole network (output units,).
    `of_mean_net` is what the outputs' activation makes of the mean of the nets: with sigmoid or softmax the normalised
    geometric mean of the outputs. `is_complete` where every mask is there.
    """

    masks: NDArray[np.bool_]
    probabilities: Array
    weights: Array
    nets: Array
    outputs: Array
    whole_net: Array
    whole: Array
    of_mean_net: Array
    is_complete: bool = True

    @property
    def mean_net(self) -> Array:
        return np.asarray(self.weights @ self.nets)

    @property
    def mean(self) -> Array:
        """The mean of the outputs, shape (output units,)."""
        return np.asarray(self.weights @ self.outputs)

    @property
    def standard_error(self) -> Array:
        """By how much the mean of drawn networks is uncertain, shape (output units,); 0 where none was drawn."""
        if self.is_complete:
            return np.zeros(self.outputs.shape[1])
        return np.asarray(self.outputs.std(0, ddof=1) / np.sqrt(len(self.outputs)))


class ThinnedNetworks:
    """The thinned networks of a scenario that has hidden units and dropout, put to work little by little."""

    def __init__(self, scenario: Scenario, inputs: Array) -> None:
        """`inputs` are those of one sample as the network gets them, shape (input units,)."""
        self._scenario, self._inputs = scenario, inputs
        units = hidden_units(scenario)
        self.is_complete = units <= MOST_UNITS
        self.masks = _every_mask(units) if self.is_complete else _drawn_masks(scenario, units)
        self._arrays = self._working_space(min(_AT_ONCE, len(self.masks)), training=True)
        self._program = tuple(forward(self._arrays))
        self._nets: list[Array] = []
        self._outputs: list[Array] = []
        self.done: int = 0
        """How many of the networks have answered."""

    def _working_space(self, samples: int, training: bool) -> Arrays:
        scenario = self._scenario
        arrays = Arrays(scenario, samples, initial_state(scenario).copy(), training)
        arrays.theta[:], arrays.a_input[:] = scenario.theta, self._inputs
        return arrays

    @property
    def is_over(self) -> bool:
        return self.done == len(self.masks)

    def advance(self) -> bool:
        """Let some more networks answer; return whether there are others."""
        masks = self.masks[self.done : self.done + self._arrays.samples]
        start = 0
        for layer in self._arrays.layers[:-1]:
            stop = start + layer.layer.units
            layer.keep[: len(masks)] = masks[:, start:stop]
            start = stop
        with np.errstate(all="ignore"):
            execute(self._program)
        top = self._arrays.layers[-1]
        self._nets.append(top.z[: len(masks)].copy())
        self._outputs.append(top.a[: len(masks)].copy())
        self.done += len(masks)
        return not self.is_over

    @property
    def ensemble(self) -> Ensemble:
        """All of them together; every network must have answered."""
        nets, outputs = np.concatenate(self._nets), np.concatenate(self._outputs)
        whole = self._working_space(1, training=False)
        top = whole.layers[-1]
        with np.errstate(all="ignore"):
            execute(forward(whole))
            whole_net, whole_out = top.z[0].copy(), top.a[0].copy()
            probabilities = _probabilities(self.masks, self._scenario.dropout)
            weights = probabilities if self.is_complete else np.full(len(nets), 1 / len(nets))
            top.z[0] = weights @ nets
            execute(top.program.value)
        return Ensemble(
            *(self.masks, frozen(probabilities), frozen(weights), frozen(nets), frozen(outputs)),
            *(frozen(whole_net), frozen(whole_out), frozen(top.a[0])),
            is_complete=self.is_complete,
        )


def ensemble_of(scenario: Scenario, inputs: Array) -> Ensemble:
    """Return the thinned networks at once; `inputs` as `ThinnedNetworks` takes them."""
    networks = ThinnedNetworks(scenario, inputs)
    while networks.advance():
        pass
    return networks.ensemble


def _every_mask(units: int) -> NDArray[np.bool_]:
    """Return all masks, that with every unit in first, then as binary numbers count down."""
    return np.array(list(product((True, False), repeat=units)), dtype=np.bool_)


def _drawn_masks(scenario: Scenario, units: int) -> NDArray[np.bool_]:
    return keep_mask(scenario, _BEFORE_UPDATES, DRAWN, units) > 0


def _probabilities(masks: NDArray[np.bool_], dropout: float) -> Array:
    """Return how likely training is to draw each mask: its units sit out one by one, each with the same chance."""
    staying = masks.sum(1)
    return np.asarray((1 - dropout) ** staying * dropout ** (masks.shape[1] - staying))
