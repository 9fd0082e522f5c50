"""The working space of updates: every array of one batch, allocated once and filled again and again.

A training run reuses one; a `Pass` keeps one for itself. Letters are those of the formulas, one entry per layer above
the input: z = a_below @ W.T + b, a = f(z), blame = dE/da, slope = da/dz, delta = dE/dz = blame * slope.
"""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.batches import Rows, keep_mask
from explainer.engine.scenario.network import Layer
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.optimizer_state import Slots, kept_sums
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES

IN_ORDER = 4096
"""Up to this many products, gradients are summed sample by sample, as a person would; above it BLAS sums them."""
_FEW_TERMS, _MANY_TERMS = 8, 256
"""How many errors are added up by a dot product: at most this many of one sample, or more of a batch."""


class LayerArrays:
    """Every array of one layer for one batch. Shapes: W (units, sources), b (1, units), (1, 1) or (1, 0), unit_penalty
    (units,), the rest (samples, units); `total` is the gradient summed over the batch, `gradient` what the optimizer is
    given.

    Under dropout `passed` is what a hidden layer passes on, a * keep / (1 - dropout), with `keep` 1 or 0, and
    `blame_passed` is dE/dpassed; elsewhere they are `a` and `blame` themselves.
    """

    def __init__(
        self, layer: Layer, arrays: Arrays, a_below: Array, z: Array, unit_penalty: Array, drops: bool
    ) -> None:
        shape = (len(a_below), layer.units)
        self.layer = layer
        self.activation = ACTIVATIONS[layer.activation]
        self.W, self.b = layer.weights(arrays.theta), layer.biases(arrays.theta).reshape(1, -1)
        self.total_W, self.total_b = layer.weights(arrays.total), layer.biases(arrays.total)
        self.gradient_W = layer.weights(arrays.gradient)
        self.a_below = a_below
        self.z, self.unit_penalty = z.reshape(shape), unit_penalty
        self.a, self.blame, self.slope, self.delta = (np.zeros(shape) for _ in range(4))
        self.drops = drops
        self.keep = np.ones(shape) if drops else np.zeros(0)
        self.passed = np.zeros(shape) if drops else self.a
        self.blame_passed = np.zeros(shape) if drops else self.blame
        self.program = self.activation.program(self.z, self.a, self.slope)
        products = (len(a_below), layer.units, layer.sources)
        self.in_order = len(a_below) > 1 and int(np.prod(products)) <= IN_ORDER


class Arrays:
    """The working space of updates of `samples` samples on the parameters and optimizer memory in `state`.

    `state` is one vector, changed in place: theta, then each vector of the optimizer's memory, then its scalars.
    `input_blame` is dE/da of the inputs, where it is
    wanted. `sample_error` is the error of each sample and `error_sum` the sum up to it, both of shape (samples,).
    With `training` false nothing is dropped out. `frozen` are the indices of single parameters that stay, and `kept`
    what they are.
    """

    def __init__(self, scenario: Scenario, samples: int, state: Array, training: bool = True) -> None:
        network = scenario.network
        self.scenario, self.samples, self.state = scenario, samples, state
        self.optimizer, self.loss = scenario.optimizer_followed, LOSSES[scenario.loss]
        self.theta, self.total = state[: network.size], np.zeros(network.size)
        self.divisor = samples if scenario.reduction == "mean" else 1
        self.plain = self.divisor == 1 and not scenario.has_penalty
        self.gradient = self.total if self.plain else np.zeros(network.size)
        self.target = np.zeros((samples, network.layers[-1].units))
        self.a_input = np.zeros((samples, network.layers[0].units))
        self.input_blame = np.zeros_like(self.a_input) if scenario.input_gradients else np.zeros((samples, 0))
        self.kept_sums = kept_sums(scenario, state)
        self.frozen = np.array(network.frozen, dtype=np.intp)
        self.kept = np.zeros(len(self.frozen))
        self._make_layers(training and scenario.dropout > 0)
        self._make_sums()
        self.slots = _slots(self)

    def _make_layers(self, drops: bool) -> None:
        upper = self.scenario.network.layers[1:]
        units = sum(layer.units for layer in upper)
        self.all_z = np.zeros(self.samples * units)
        self.zeros = np.zeros_like(self.all_z)
        self.all_unit_penalties = np.zeros(units)
        self.layers: list[LayerArrays] = []
        below, start = self.a_input, 0
        for layer in upper:
            stop = start + layer.units
            z, unit_penalty = (
                self.all_z[start * self.samples : stop * self.samples],
                self.all_unit_penalties[start:stop],
            )
            self.layers.append(LayerArrays(layer, self, below, z, unit_penalty, drops and layer is not upper[-1]))
            below, start = self.layers[-1].passed, stop
        self.top_down = self.layers[::-1]

    def _make_sums(self) -> None:
        self.error = np.zeros_like(self.target)
        self.error_total = self._running_errors()
        self.sample_error = np.zeros(self.samples) if self.error_total is None else self.error_total[:, -1]
        self.error_sum = self.sample_error if self.samples == 1 else np.zeros(self.samples)
        self.penalty_sum = np.zeros_like(self.all_unit_penalties)
        self.batch_sum, self.penalty_now = self.error_sum[-1:].reshape(()), self.penalty_sum[-1:].reshape(())
        self.data_loss_now = self.batch_sum if self.divisor == 1 else np.zeros(())
        self.objective_now = np.zeros(()) if self.scenario.has_penalty else self.data_loss_now

    def _running_errors(self) -> Array | None:
        """What each sample's errors are added up in, output by output; None where a dot product does it: it is quicker,
        for few numbers it adds them in the same order, and for many nobody does it by hand."""
        outputs = self.target.shape[1]
        if outputs == 1:
            return self.error
        by_dot = outputs <= _FEW_TERMS if self.samples == 1 else self.error.size > _MANY_TERMS
        return None if by_dot else np.zeros_like(self.error)

    @property
    def data_loss(self) -> float:
        """The error of the batch: the mean over its samples, or the sum."""
        return float(self.data_loss_now)

    @property
    def penalty(self) -> float:
        return float(self.penalty_now)

    @property
    def objective(self) -> float:
        """Data loss and penalty together."""
        return float(self.objective_now)

    def feed(self, rows: Rows | slice, update: int = 0) -> None:
        """Take the samples at `rows` of the training data as the batch of that update."""
        training = self.scenario.data.training
        if isinstance(rows, slice):
            self.a_input[:], self.target[:] = training.inputs[rows], training.targets[rows]
        else:  # "clip" spares NumPy a second copy
            training.inputs.take(rows, 0, self.a_input, "clip")
            training.targets.take(rows, 0, self.target, "clip")
        if any(layer.drops for layer in self.layers):
            self._drop(update)

    def _drop(self, update: int) -> None:
        hidden = self.layers[:-1]
        mask = keep_mask(self.scenario, update, self.samples, sum(layer.layer.units for layer in hidden))
        start = 0
        for layer in hidden:
            layer.keep[:] = mask[:, start : start + layer.layer.units]
            start += layer.layer.units

    def is_finite(self) -> bool:
        """Tell whether every number of the last update is finite: one that is not leaves its mark in one of these."""
        marks = (self.all_z, self.objective_now, self.total, self.state)
        return all(bool(np.isfinite(array).all()) for array in marks)


def _slots(arrays: Arrays) -> Slots:
    """What the optimizer's rule works on: views of the state, and arrays of this working space."""
    optimizer, settings, size = arrays.optimizer, arrays.scenario.optimizer, arrays.scenario.network.size
    memory = {name: arrays.state[size * i : size * (i + 1)] for i, name in enumerate(optimizer.memory, start=1)}
    start = len(arrays.state) - len(optimizer.scalars)
    scalars = {name: arrays.state[start + i : start + i + 1].reshape(()) for i, name in enumerate(optimizer.scalars)}
    work = {name: np.zeros(size) for name in optimizer.work}
    work_scalars = {name: np.zeros(()) for name in optimizer.work_scalars}
    numbers = {"learning_rate": settings.learning_rate, **settings.options}
    return Slots(optimizer, arrays.theta, arrays.gradient, memory | work, scalars | work_scalars, numbers)
