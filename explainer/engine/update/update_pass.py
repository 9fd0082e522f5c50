"""A pass: one update with all its numbers, as a value that can be looked up but not changed."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.batches import Rows
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.optimizer_state import kept_sums, memory_of, scalar_of
from explainer.engine.update.rules import rules_of
from explainer.engine.update.update_arrays import Arrays, LayerArrays


@dataclass(frozen=True, eq=False)
class Pass:
    """One update of `scenario`, counted from 1 as `number`.

    `rows` are the rows of the data set, from 0, that the batch's samples are, `before` and `after` the state vectors
    (theta, then the optimizer's memory) around it. Layers are indexed as in the network: 1 is the first above the
    input. `own` is of which symbols a person has given the number; of none in what was computed.
    """

    scenario: Scenario
    number: int
    rows: tuple[int, ...]
    before: Array
    arrays: Arrays
    own: Collection[Hashable] = ()

    @property
    def epoch(self) -> int:
        return self.scenario.epoch(self.number)

    @property
    def samples(self) -> int:
        return len(self.rows)

    @property
    def after(self) -> Array:
        return self.arrays.state

    @property
    def theta_before(self) -> Array:
        return self.before[: self.scenario.network.size]

    @property
    def theta_after(self) -> Array:
        return self.arrays.theta

    @property
    def theta_in_backward(self) -> Array:
        """The parameters through which blame travels: in sequential order those that are already updated."""
        return self.theta_after if self.scenario.is_sequential else self.theta_before

    def layer(self, index: int) -> LayerArrays:
        return self.arrays.layers[index - 1]

    def out(self, layer: int) -> Array:
        """Return the activations of a layer, shape (samples, units); of layer 0 the inputs."""
        return self.arrays.a_input if layer == 0 else self.layer(layer).a

    def passed(self, layer: int) -> Array:
        """Return what a layer passes on, shape (samples, units): its activations, or what dropout leaves of them."""
        return self.arrays.a_input if layer == 0 else self.layer(layer).passed

    def blame(self, layer: int) -> Array:
        """Return dE/da of a layer, shape (samples, units); of layer 0 that of the inputs."""
        return self.arrays.input_blame if layer == 0 else self.layer(layer).blame

    def carried(self, layer: int) -> Array:
        """Return what the deltas of a layer are multiplied by in the gradients of its weights."""
        return rules_of(self.scenario).carried(self.arrays, self.layer(layer))

    def theta_back_to(self, layer: int) -> Array:
        """Return the parameters through which blame travels to a layer: to the inputs always the old ones."""
        return self.theta_before if layer == 0 else self.theta_in_backward

    @property
    def optimizer_updates(self) -> int:
        """How many updates the optimizer has made with this one: t in its formulas."""
        return int(self.arrays.slots.scalars["t"])

    def memory_before(self, name: str) -> Array:
        """Return the optimizer's vector `name` as it was before this update."""
        return memory_of(self.scenario, self.before, name)

    def scalar_before(self, name: str) -> float:
        """Return the optimizer's scalar `name` as it was before this update."""
        return scalar_of(self.scenario, self.before, name)

    def contributions(self, layer: int) -> Array:
        """Return every `contribution` to a hidden layer or the inputs, shape (samples, units above, units)."""
        return np.asarray(self.layer(layer + 1).delta[:, :, None] * self.weights_back(layer))

    def contribution(self, sample: int, layer: int, unit: int, above: int) -> float:
        """Return the blame of a hidden unit that comes back from one unit of the layer above: delta times weight."""
        return float(self.layer(layer + 1).delta[sample, above] * self.weights_back(layer)[above, unit])

    def weights_back(self, layer: int) -> Array:
        """Return what the deltas above are multiplied by on their way to a layer, shape (units above, units)."""
        above = self.scenario.network.layers[layer + 1]
        return rules_of(self.scenario).weights_back(above.weights(self.theta_back_to(layer)))

    def gradient(self, sample: int, parameter: Parameter) -> float:
        """Return the gradient of one sample's error: delta times what the weight multiplies (1 for a bias)."""
        own = float(self._gradients(slice(sample, sample + 1), parameter)[0])
        return own + float(self.sums_before[parameter.index]) if self._adds_at_once else own

    def sample_gradient(self, sample: int) -> Array:
        """Return the gradients of one sample's error by every parameter, as long as theta; 0 for frozen biases."""
        network = self.scenario.network
        result = np.zeros(network.size)
        for index, layer in enumerate(network.layers[1:], start=1):
            delta = self.layer(index).delta[sample]
            with np.errstate(all="ignore"):  # the last update of a run that diverges may overflow here
                np.multiply(delta[:, None], self.carried(index)[sample], layer.weights(result))
            if network.trains_biases:
                delta = self._of_biases(index)[sample]
                layer.biases(result)[:] = np.add.accumulate(delta)[-1] if network.biases == "shared" else delta
        return result + self.sums_before if self._adds_at_once else result

    def sample_gradients(self) -> Array:
        """Return every `sample_gradient`, shape (samples, parameters)."""
        return np.array([self.sample_gradient(sample) for sample in range(self.samples)])

    def gradient_sums(self) -> Array:
        """Return every `gradient_sum`, before the first sample and after each, shape (1 + samples, parameters)."""
        sums = np.zeros((1 + self.samples, self.scenario.network.size))
        with np.errstate(all="ignore"):  # those of a run that diverges may overflow
            np.add.accumulate(self.sample_gradients(), 0, None, sums[1:])
            sums += self.sums_before
        sums[-1] = self.arrays.total
        return np.asarray(sums + 0.0)

    def gradient_sum(self, sample: int, parameter: Parameter) -> float:
        """Return the sum of the gradients of this and all earlier samples of the batch; 0 before the first."""
        before = float(self.sums_before[parameter.index])
        if sample < 0:
            return before
        if sample == self.samples - 1:
            return float(self.arrays.total[parameter.index]) + 0.0
        with np.errstate(all="ignore"):
            return float(np.add.accumulate(self._gradients(slice(0, sample + 1), parameter))[-1]) + before

    @property
    def _adds_at_once(self) -> bool:
        """Whether the gradient of the only sample is added to sums of the update before."""
        return self.samples == 1 and self.scenario.keeps_sums

    @property
    def sums_before(self) -> Array:
        """The gradient sums that this update goes on from: 0 as a rule."""
        kept = kept_sums(self.scenario, self.before)
        return kept if kept.size else np.zeros(self.scenario.network.size)

    def _gradients(self, samples: slice, parameter: Parameter) -> Array:
        if parameter.unit < 0:
            return np.asarray(np.add.accumulate(self._of_biases(parameter.layer)[samples], 1)[:, -1])
        if parameter.is_bias:
            return self._of_biases(parameter.layer)[samples, parameter.unit]
        delta = self.layer(parameter.layer).delta[samples, parameter.unit]
        return np.asarray(delta * self.carried(parameter.layer)[samples, parameter.source])

    def _of_biases(self, layer: int) -> Array:
        return rules_of(self.scenario).of_biases(self.layer(layer))


def data_rows(scenario: Scenario, rows: Rows) -> tuple[int, ...]:
    """Return which rows of the whole data set these rows of the training data are."""
    return tuple(scenario.data.training.rows[rows].tolist())


def gradient_sizes(p: Pass) -> Array:
    """Return the sizes of the gradient that an update uses, shape (2, layers above the input).

    The first row is the root mean square over each layer's parameters that have one, the second the largest of their
    absolute values. The squares are taken of numbers made at most 1, so that neither tiny nor huge ones are lost.
    """
    network, gradient = p.scenario.network, np.abs(p.arrays.gradient)
    parts = [gradient[own.start : own.stop] for own in map(network.with_gradients, network.layers[1:])]
    largest = np.array([part.max() for part in parts])
    scaled = [part / (most or 1.0) for part, most in zip(parts, largest, strict=True)]
    return np.array([largest * [np.sqrt(np.mean(part * part)) for part in scaled], largest])
