"""Forward pass, loss, backward pass and update of one batch, written once for training and for explaining.

An `Arrays` is the working space of one batch size: every array of one update, allocated once and filled again and
again. A training run reuses one; a `Pass` keeps one for itself. Letters are those of the formulas, one entry per
layer above the input: z = W a_below + b, a = f(z), blame = dE/da, slope = da/dz, delta = blame * slope.
"""

from __future__ import annotations

import numpy as np

from explainer.engine.activations import ACTIVATIONS
from explainer.engine.arrays import Array
from explainer.engine.batches import Rows
from explainer.engine.losses import LOSSES
from explainer.engine.network import Layer
from explainer.engine.optimizers import OPTIMIZERS
from explainer.engine.scenario import Scenario

IN_ORDER = 4096
"""Up to this many products, gradients are summed sample by sample, as a person would; above it BLAS sums them."""

_add_up = np.add.accumulate


class LayerArrays:
    """Every array of one layer for one batch. Shapes: W (units, sources), b (units,) or (1,), the rest
    (samples, units); `total` is the gradient summed over the batch, `gradient` what the optimizer is given."""

    def __init__(self, layer: Layer, arrays: Arrays, a_below: Array, z: Array) -> None:
        shape = (len(a_below), layer.units)
        self.layer = layer
        self.activation = ACTIVATIONS[layer.activation]
        self.value, self.slope_of = self.activation.value, self.activation.slope
        self.W, self.b = layer.weights(arrays.theta), layer.biases(arrays.theta)
        self.W_up = self.W.T
        self.total_W, self.total_b = layer.weights(arrays.total), layer.biases(arrays.total)
        self.gradient_W = layer.weights(arrays.gradient)
        self.a_below = a_below
        self.z = z.reshape(shape)
        self.a, self.blame, self.slope, self.delta = (np.zeros(shape) for _ in range(4))
        self.delta_up = self.delta.T
        self.unit_penalty = np.zeros(layer.units)
        products = (len(a_below), layer.units, layer.sources)
        self.in_order = len(a_below) > 1 and int(np.prod(products)) <= IN_ORDER
        self.products = np.zeros(products) if self.in_order else np.zeros(0)


class Arrays:
    """The working space of updates of `samples` samples on the parameters and optimizer memory in `state`.

    `state` is one vector, changed in place: theta, then each vector of the optimizer's memory. `sample_error` is the
    error of each sample and `error_sum` the sum up to it, both of shape (samples,).
    """

    def __init__(self, scenario: Scenario, samples: int, state: Array) -> None:
        network, size = scenario.network, scenario.network.size
        self.scenario, self.samples, self.state = scenario, samples, state
        self.optimizer = OPTIMIZERS[scenario.optimizer.name]
        self.loss = LOSSES[scenario.loss]
        self.theta = state[:size]
        self.memory = {name: state[size * i : size * (i + 1)] for i, name in enumerate(self.optimizer.memory, start=1)}
        self.total = np.zeros(size)
        self.divisor = samples if scenario.reduction == "mean" else 1
        self.plain = self.divisor == 1 and not scenario.has_penalty
        self.gradient = self.total if self.plain else np.zeros(size)
        self.sequential = scenario.update_order == "sequential"
        self.has_penalty, self.trains_biases = scenario.has_penalty, network.trains_biases
        self.target = np.zeros((samples, network.layers[-1].units))
        self.a_input = np.zeros((samples, network.layers[0].units))
        units = sum(layer.units for layer in network.layers[1:])
        self.all_z, self.zeros = np.zeros(samples * units), np.zeros(samples * units)
        self.layers: list[LayerArrays] = []
        below, start = self.a_input, 0
        for layer in network.layers[1:]:
            stop = start + samples * layer.units
            self.layers.append(LayerArrays(layer, self, below, self.all_z[start:stop]))
            below, start = self.layers[-1].a, stop
        self.top_down = self.layers[::-1]
        self.error, self.error_total = np.zeros_like(self.target), np.zeros_like(self.target)
        self.sample_error = self.error_total[:, -1]
        self.error_sum = self.sample_error if samples == 1 else np.zeros(samples)
        self.data_loss = self.penalty = self.objective = 0.0

    def feed(self, rows: Rows | slice) -> None:
        """Take the samples at `rows` of the data set as the batch."""
        self.a_input[:] = self.scenario.data.training.inputs[rows]
        self.target[:] = self.scenario.data.training.targets[rows]

    def is_finite(self) -> bool:
        """Tell whether every number of the last update is finite."""
        kept = [self.state, self.total, self.gradient, self.error_sum]
        for layer in self.layers:
            kept += [layer.z, layer.a, layer.blame, layer.delta]
        return all(bool(np.isfinite(array).all()) for array in kept) and bool(np.isfinite(self.objective))


def forward(arrays: Arrays) -> None:
    """z = W a_below + b and a = f(z), layer by layer."""
    for layer in arrays.layers:
        z = layer.z
        np.dot(layer.a_below, layer.W_up, z)
        np.add(z, layer.b, z)
        layer.value(z, layer.a)


def measure(arrays: Arrays) -> None:
    """The error of every output unit, of every sample and of the batch; then the penalty and the objective."""
    arrays.loss.error(arrays.layers[-1].a, arrays.target, arrays.error)
    _add_up(arrays.error, 1, None, arrays.error_total)
    if arrays.samples > 1:
        _add_up(arrays.sample_error, 0, None, arrays.error_sum)
    arrays.data_loss = float(arrays.error_sum[-1]) / arrays.divisor
    arrays.objective = arrays.data_loss
    if arrays.has_penalty:
        arrays.penalty = _penalty(arrays)
        arrays.objective += arrays.penalty


def _penalty(arrays: Arrays) -> float:
    """l2/(2m) sum(w**2) + l1/m sum(|w|), unit by unit; m = samples in the training data."""
    scenario, m, penalty = arrays.scenario, arrays.scenario.data.samples, 0.0
    for layer in arrays.layers:
        terms = []
        if scenario.l2:
            terms.append(scenario.l2 / (2 * m) * _add_up(layer.W * layer.W, 1)[:, -1])
        if scenario.l1:
            terms.append(scenario.l1 / m * _add_up(np.abs(layer.W), 1)[:, -1])
        layer.unit_penalty[:] = sum(terms[1:], start=terms[0])
        for unit_penalty in layer.unit_penalty:
            penalty += float(unit_penalty)
    return penalty


def backward(arrays: Arrays) -> None:
    """The deltas and gradients of every layer from the top, and the update: at the end or, in sequential order,
    of each layer before the one below is looked at (whose blame then passes through changed weights)."""
    sequential, above = arrays.sequential, None
    for layer in arrays.top_down:
        if above is None:
            arrays.loss.slope(layer.a, arrays.target, layer.blame)
        else:
            np.dot(above.delta, above.W, layer.blame)
        layer.slope_of(layer.z, layer.a, layer.slope)
        np.multiply(layer.blame, layer.slope, layer.delta)
        _gradient(arrays, layer)
        if sequential:
            _finish_gradient(arrays, layer)
            _update_layer(arrays, layer)
        above = layer
    if not sequential:
        if not arrays.plain:
            for layer in arrays.layers:
                _finish_gradient(arrays, layer)
        arrays.optimizer.apply(arrays.theta, arrays.gradient, arrays.memory, arrays.scenario.optimizer)


def _gradient(arrays: Arrays, layer: LayerArrays) -> None:
    """dE/dW = delta a_below and dE/db = delta, summed over the batch."""
    if arrays.samples == 1:
        np.multiply(layer.delta_up, layer.a_below, layer.total_W)
    elif layer.in_order:
        np.multiply(layer.delta[:, :, None], layer.a_below[:, None, :], layer.products)
        layer.total_W[:] = _add_up(layer.products, 0)[-1]
    else:
        np.dot(layer.delta_up, layer.a_below, layer.total_W)
    if arrays.trains_biases:
        shared = arrays.scenario.network.biases == "shared"
        per_sample = _add_up(layer.delta, 1)[:, -1:] if shared else layer.delta
        layer.total_b[:] = _add_up(per_sample, 0)[-1]


def _finish_gradient(arrays: Arrays, layer: LayerArrays) -> None:
    """From the sum over the batch to the gradient of the objective: divide, and add the slope of the penalty."""
    if arrays.plain:
        return
    scenario, m = arrays.scenario, arrays.scenario.data.samples
    span = slice(layer.layer.start, layer.layer.stop)
    np.divide(arrays.total[span], arrays.divisor, arrays.gradient[span])
    if scenario.l2:
        layer.gradient_W += scenario.l2 / m * layer.W
    if scenario.l1:
        layer.gradient_W += scenario.l1 / m * np.sign(layer.W)


def _update_layer(arrays: Arrays, layer: LayerArrays) -> None:
    span = slice(layer.layer.start, layer.layer.stop)
    memory = {name: vector[span] for name, vector in arrays.memory.items()}
    arrays.optimizer.apply(arrays.theta[span], arrays.gradient[span], memory, arrays.scenario.optimizer)


def update(arrays: Arrays) -> float:
    """Make one update of `arrays.state` from the batch that was fed; return the objective before it.

    A net input that is not finite can leave no other mark (a sigmoid answers 0 or 1): what is returned is then NaN.
    """
    forward(arrays)
    measure(arrays)
    backward(arrays)
    return arrays.objective + float(np.dot(arrays.all_z, arrays.zeros))
