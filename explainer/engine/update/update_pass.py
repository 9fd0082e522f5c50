"""A pass: one update with all its numbers, as a value that can be looked up but not changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.batches import Rows
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.optimizer_state import memory_of, scalar_of
from explainer.engine.update.update_arrays import Arrays, LayerArrays


@dataclass(frozen=True, eq=False)
class Pass:
    """One update of `scenario`, counted from 1 as `number`.

    `rows` are the rows of the data set, from 0, that the batch's samples are, `before` and `after` the state vectors
    (theta, then the optimizer's memory) around it. Layers are indexed as in the network: 1 is the first above the
    input.
    """

    scenario: Scenario
    number: int
    rows: tuple[int, ...]
    before: Array
    arrays: Arrays

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
        above = self.scenario.network.layers[layer + 1]
        return np.asarray(self.layer(layer + 1).delta[:, :, None] * above.weights(self.theta_back_to(layer)))

    def contribution(self, sample: int, layer: int, unit: int, above: int) -> float:
        """Return the blame of a hidden unit that comes back from one unit of the layer above: delta times weight."""
        index = self.scenario.network.layers[layer + 1].weight(above, unit)
        return float(self.layer(layer + 1).delta[sample, above] * self.theta_back_to(layer)[index])

    def gradient(self, sample: int, parameter: Parameter) -> float:
        """Return the gradient of one sample's error: delta times what the weight multiplies (1 for a bias)."""
        return float(self._gradients(slice(sample, sample + 1), parameter)[0])

    def sample_gradient(self, sample: int) -> Array:
        """Return the gradients of one sample's error by every parameter, as long as theta; 0 for frozen biases."""
        network = self.scenario.network
        result = np.zeros(network.size)
        for index, layer in enumerate(network.layers[1:], start=1):
            delta = self.layer(index).delta[sample]
            with np.errstate(all="ignore"):  # the last update of a run that diverges may overflow here
                np.multiply(delta[:, None], self.passed(index - 1)[sample], layer.weights(result))
            if network.trains_biases:
                layer.biases(result)[:] = np.add.accumulate(delta)[-1] if network.biases == "shared" else delta
        return result

    def sample_gradients(self) -> Array:
        """Return every `sample_gradient`, shape (samples, parameters)."""
        return np.array([self.sample_gradient(sample) for sample in range(self.samples)])

    def gradient_sums(self) -> Array:
        """Return every `gradient_sum`, before the first sample and after each, shape (1 + samples, parameters)."""
        sums = np.zeros((1 + self.samples, self.scenario.network.size))
        with np.errstate(all="ignore"):  # those of a run that diverges may overflow
            np.add.accumulate(self.sample_gradients(), 0, None, sums[1:])
        sums[-1] = self.arrays.total
        return np.asarray(sums + 0.0)

    def gradient_sum(self, sample: int, parameter: Parameter) -> float:
        """Return the sum of the gradients of this and all earlier samples of the batch; 0 before the first."""
        if sample < 0:
            return 0.0
        if sample == self.samples - 1:
            return float(self.arrays.total[parameter.index]) + 0.0
        with np.errstate(all="ignore"):
            return float(np.add.accumulate(self._gradients(slice(0, sample + 1), parameter))[-1]) + 0.0

    def _gradients(self, samples: slice, parameter: Parameter) -> Array:
        delta = self.layer(parameter.layer).delta[samples]
        if parameter.unit < 0:
            return np.asarray(np.add.accumulate(delta, 1)[:, -1])
        if parameter.is_bias:
            return delta[:, parameter.unit]
        return np.asarray(delta[:, parameter.unit] * self.passed(parameter.layer - 1)[samples, parameter.source])


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
