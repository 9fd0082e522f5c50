"""Forward pass, loss, backward pass and update of one batch, written once for training and for explaining.

The rules are those of the books, for all samples of a batch at once: a row for each sample, a column for each unit.
Each function below them gives the array operations of its part on a working space, in their order.
"""

from __future__ import annotations

from operator import setitem

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.update.penalty import penalty
from explainer.engine.update.rules import mean, rules_of
from explainer.engine.update.update_arrays import Arrays, LayerArrays
from explainer.functions.formula import into
from explainer.functions.recorded import Operations
from explainer.functions.written import Value

_add_up = np.add.accumulate


def weighted_sum(a_below: Value, W: Value) -> Value:
    return a_below @ W.T


def net_input(a_below: Value, W: Value, b: Value) -> Value:
    """z, from which the activation makes a = f(z); without biases it is the weighted sum alone."""
    return weighted_sum(a_below, W) + b


def weight_gradient(delta: Value, a_below: Value) -> Value:
    """dE/dW, summed over the batch."""
    return delta.T @ a_below


def bias_gradient(delta: Value, ones: Value) -> Value:
    """dE/db, summed over the batch."""
    return ones @ delta


def dropped(a: Value, keep: Value, dropout: Value) -> Value:
    """Nothing of a unit that is left out, and more of the others, so that sums stay as large on average."""
    return a * keep / (1 - dropout)


def forward(arrays: Arrays) -> Operations:
    """z and a layer by layer; hidden units may be dropped out."""
    for layer in arrays.layers:
        if layer.b.size:
            yield from into(layer.z, net_input, layer.a_below, layer.W, layer.b)
        else:
            yield from into(layer.z, weighted_sum, layer.a_below, layer.W)
        yield from layer.program.value
        if layer.drops:
            yield from into(layer.passed, dropped, layer.a, layer.keep, arrays.scenario.dropout)


def measure(arrays: Arrays) -> Operations:
    """The error of every output unit, of every sample and of the batch; then the penalty and the objective."""
    top = arrays.layers[-1]
    yield from arrays.loss.measure(
        top.layer.units, z=top.z, a=top.a, target=arrays.target, error=arrays.error, blame=top.blame, delta=top.delta
    )
    yield from rules_of(arrays.scenario).output(arrays)
    yield from _sum_of_units(arrays)
    if arrays.samples > 1:
        yield _add_up, (arrays.sample_error, 0, None, arrays.error_sum)
    if arrays.divisor > 1:
        yield from into(arrays.data_loss_now, mean, arrays.batch_sum, arrays.divisor)
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
    sequential = arrays.scenario.is_sequential
    yield from remember_frozen(arrays)
    if sequential:
        yield from arrays.slots.once()
    above = None
    for layer in arrays.top_down:
        yield from _delta(arrays, layer, above)
        yield from _gradient(arrays, layer)
        yield from rules_of(arrays.scenario).add_up(arrays, layer)
        if layer is arrays.layers[0] and arrays.scenario.input_gradients:
            yield from rules_of(arrays.scenario).blame(layer, arrays.input_blame)
        if sequential:
            yield from _finish_gradient(arrays, layer)
            yield from arrays.slots.part(slice(layer.layer.start, layer.layer.stop)).each()
            yield from restore_frozen(arrays)
        above = layer
    if not sequential:
        for layer in arrays.layers:
            yield from _finish_gradient(arrays, layer)


def remember_frozen(arrays: Arrays) -> Operations:
    if arrays.frozen.size:
        yield arrays.theta.take, (arrays.frozen, 0, arrays.kept, "clip")


def restore_frozen(arrays: Arrays) -> Operations:
    """Frozen parameters are what they were: an optimizer's rule is for all parameters at once."""
    if arrays.frozen.size:
        yield setitem, (arrays.theta, arrays.frozen, arrays.kept)


def _delta(arrays: Arrays, layer: LayerArrays, above: LayerArrays | None) -> Operations:
    """From the deltas above to those of a layer; at the top the loss has begun it already."""
    rules = rules_of(arrays.scenario)
    if above is None and arrays.loss.from_net:
        return
    if above is not None:
        yield from rules.blame(above, layer.blame_passed)
    if layer.drops:
        yield from into(layer.blame, dropped, layer.blame_passed, layer.keep, arrays.scenario.dropout)
    yield from rules.slope(layer)
    yield from rules.delta(arrays, layer)


def _gradient(arrays: Arrays, layer: LayerArrays) -> Operations:
    """The gradients of a layer, summed over the batch; of a small batch sample by sample, as the lines say."""
    rules, deltas = rules_of(arrays.scenario), layer.delta
    carried = rules.carried(arrays, layer)
    yield from rules.carry(arrays, layer, carried)
    if layer.in_order:
        products = np.zeros((arrays.samples, layer.layer.units, layer.layer.sources))
        yield np.multiply, (deltas[:, :, None], carried[:, None, :], products)
        yield from _sum_in_order(products, layer.total_W)
    else:
        yield from into(layer.total_W, weight_gradient, deltas, carried)
    if not arrays.scenario.network.trains_biases:
        return
    deltas = rules.of_biases(layer)
    yield from rules.make_of_biases(layer, deltas)
    if arrays.scenario.network.biases == "shared":
        of_layer = np.zeros_like(deltas)
        yield _add_up, (deltas, 1, None, of_layer)
        deltas = of_layer[:, -1:]
    if layer.in_order:
        yield from _sum_in_order(deltas, layer.total_b)
    elif arrays.samples == 1:
        yield np.copyto, (layer.total_b, deltas[0])
    else:
        yield from into(layer.total_b, bias_gradient, deltas, np.ones(arrays.samples))


def _sum_in_order(of_samples: Array, total: Array) -> Operations:
    running = np.zeros_like(of_samples)
    yield _add_up, (of_samples, 0, None, running)
    yield np.copyto, (total, running[-1])


def _finish_gradient(arrays: Arrays, layer: LayerArrays) -> Operations:
    """From the sum over the batch to the gradient of the objective: divide, and add the slope of the penalty."""
    if arrays.plain:
        return
    span = slice(layer.layer.start, layer.layer.stop)
    rules = rules_of(arrays.scenario)
    yield from rules.mean(arrays.total[span], arrays.divisor, arrays.gradient[span])
    yield from rules.penalty_slope(arrays, layer)
