"""Forward pass, loss, backward pass and update of one batch, written once for training and for explaining.

Each function gives the array operations of its part on a working space, in their order.
"""

from __future__ import annotations

import numpy as np

from explainer.engine.dropout import drop
from explainer.engine.penalty import penalty, penalty_slope
from explainer.engine.program import Operations
from explainer.engine.workspace import Arrays, LayerArrays

_add_up = np.add.accumulate


def forward(arrays: Arrays) -> Operations:
    """z = W a_below + b and a = f(z), layer by layer; hidden units may be dropped out."""
    left = np.array(1 - arrays.scenario.dropout)
    for layer in arrays.layers:
        yield layer.a_below.dot, (layer.W.T, layer.z)
        yield np.add, (layer.z, layer.b, layer.z)
        yield from layer.activation.value(layer.z, layer.a)
        if layer.drops:
            yield from drop(layer.a, layer.keep, left, layer.passed)


def measure(arrays: Arrays) -> Operations:
    """The error of every output unit, of every sample and of the batch; then the penalty and the objective."""
    yield from arrays.loss.measure(arrays.top)
    yield from _sum_of_units(arrays)
    if arrays.samples > 1:
        yield _add_up, (arrays.sample_error, 0, None, arrays.error_sum)
    if arrays.divisor > 1:
        yield np.divide, (arrays.batch_sum, arrays.divisor, arrays.data_loss_now)
    if arrays.scenario.has_penalty:
        yield from penalty(arrays)
        yield np.add, (arrays.data_loss_now, arrays.penalty_now, arrays.objective_now)


def _sum_of_units(arrays: Arrays) -> Operations:
    """The error of a sample is the sum over its outputs; of a single output it is that."""
    if arrays.error_total is None:
        yield arrays.error.dot, (np.ones(arrays.error.shape[1]), arrays.sample_error)
    elif arrays.error_total is not arrays.error:
        yield _add_up, (arrays.error, 1, None, arrays.error_total)


def backward(arrays: Arrays) -> Operations:
    """The deltas and gradients of every layer from the top. In sequential order each layer is updated before the one
    below is looked at, whose blame then passes through changed weights."""
    sequential = arrays.scenario.update_order == "sequential"
    if sequential:
        yield from arrays.optimizer.once(arrays.slots)
    above = None
    for layer in arrays.top_down:
        yield from _delta(arrays, layer, above)
        yield from _total(arrays, layer)
        if sequential:
            yield from _finish_gradient(arrays, layer)
            yield from _update_layer(arrays, layer)
        above = layer
    if not sequential:
        for layer in arrays.layers:
            yield from _finish_gradient(arrays, layer)


def _delta(arrays: Arrays, layer: LayerArrays, above: LayerArrays | None) -> Operations:
    """delta = dE/da * da/dz; at the top the loss has begun it already."""
    if above is None and arrays.loss.from_net:
        return
    if above is not None:
        yield above.delta.dot, (above.W, layer.blame_passed)
    if layer.drops:
        yield from drop(layer.blame_passed, layer.keep, np.array(1 - arrays.scenario.dropout), layer.blame)
    yield from layer.activation.slope(layer.z, layer.a, layer.slope)
    yield np.multiply, (layer.blame, layer.slope, layer.delta)


def _total(arrays: Arrays, layer: LayerArrays) -> Operations:
    """dE/dW = delta a_below and dE/db = delta, summed over the batch."""
    if arrays.samples == 1:
        yield layer.delta.T.dot, (layer.a_below, layer.total_W)
    elif layer.in_order:
        products = np.zeros((arrays.samples, layer.layer.units, layer.layer.sources))
        yield np.multiply, (layer.delta[:, :, None], layer.a_below[:, None, :], products)
        yield _add_up, (products, 0, None, products)
        yield np.copyto, (layer.total_W, products[-1])
    else:
        yield layer.delta.T.dot, (layer.a_below, layer.total_W)
    if arrays.scenario.network.trains_biases:
        yield from _total_bias(arrays, layer)


def _total_bias(arrays: Arrays, layer: LayerArrays) -> Operations:
    deltas, sums = layer.delta, np.zeros_like(layer.delta)
    if arrays.scenario.network.biases == "shared":
        yield _add_up, (deltas, 1, None, sums)
        deltas = sums[:, -1:]
    if arrays.samples == 1:
        yield np.copyto, (layer.total_b, deltas[0])
    elif layer.in_order:
        running = np.zeros_like(deltas)
        yield _add_up, (deltas, 0, None, running)
        yield np.copyto, (layer.total_b, running[-1])
    else:
        yield np.ones(arrays.samples).dot, (deltas, layer.total_b)


def _finish_gradient(arrays: Arrays, layer: LayerArrays) -> Operations:
    """From the sum over the batch to the gradient of the objective: divide, and add the slope of the penalty."""
    if arrays.plain:
        return
    span = slice(layer.layer.start, layer.layer.stop)
    yield np.divide, (arrays.total[span], arrays.divisor, arrays.gradient[span])
    yield from penalty_slope(arrays.scenario, layer.W, layer.gradient_W)


def _update_layer(arrays: Arrays, layer: LayerArrays) -> Operations:
    yield from arrays.optimizer.each(arrays.slots.part(slice(layer.layer.start, layer.layer.stop)))
