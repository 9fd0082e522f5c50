"""All parameters, or their gradients, as one long vector: the matrices Θ with the biases in column 0, unrolled."""

from __future__ import annotations

import math
from bisect import bisect_right
from enum import StrEnum
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Layer, Network
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place


class Order(StrEnum):
    """How a matrix is unrolled: down its columns as Octave does, or along its rows as NumPy does."""

    OCTAVE = "Octave"
    NUMPY = "NumPy"


class Unrolled(StrEnum):
    """What is unrolled: the parameters, the sums over the batch so far, or the gradients that the update uses."""

    THETA = "θ itself"
    DELTA = "Δ sums"
    D = "D gradients"


class LengthError(ValueError):
    """A vector does not fit the network; the text says why."""


def indices(network: Network, order: Order) -> NDArray[np.intp]:
    """Return for each entry of the vector its index in theta; a bias that units share is there once for each."""
    parts = [_matrix(layer).ravel(order="F" if order is Order.OCTAVE else "C") for layer in network.layers[1:]]
    return np.concatenate(parts)


def _matrix(layer: Layer) -> NDArray[np.intp]:
    """Return the indices in theta of Θ: a row for each unit, its bias in front if there is one."""
    weights = np.array(layer.weight_indices, dtype=np.intp).reshape(layer.units, layer.sources)
    if not layer.bias_count:
        return weights
    biases = np.array([layer.bias(unit) for unit in range(layer.units)], dtype=np.intp)
    return np.column_stack([biases, weights])


def place_in_matrix(network: Network, order: Order, entry: int) -> str:
    """Return where an entry is in its matrix: Theta1(3,2) counted from 1, or Theta1[2,1] from 0."""
    sizes = [layer.units * _columns(layer) for layer in network.layers[1:]]
    ends = list(accumulate(sizes))
    number = bisect_right(ends, entry) + 1
    layer, inside = network.layers[number], entry - ends[number - 1] + sizes[number - 1]
    if order is Order.OCTAVE:
        column, row = divmod(inside, layer.units)
        return f"Theta{number}({row + 1},{column + 1})"
    row, column = divmod(inside, _columns(layer))
    return f"Theta{number}[{row},{column}]"


def _columns(layer: Layer) -> int:
    return layer.sources + (layer.bias_count > 0)


def symbol_of(known: Known, what: Unrolled, index: int) -> Symbol:
    """Return the symbol of a parameter's entry at this moment."""
    if what is Unrolled.THETA:
        return Symbol(Quantity.NEW if known.updated[index] else Quantity.WEIGHT, parameter=index)
    if what is Unrolled.D and (known.samples > 1 or known.scenario.has_penalty):
        return Symbol(Quantity.BATCH_GRADIENT, parameter=index)
    if known.samples == 1:
        return Symbol(Quantity.GRADIENT, 0, parameter=index)
    layer = known.scenario.network.parameter(index).layer
    place = Place(Operation.GRADIENT_SUM, layer, sample=known.sample, parameter=index)
    return Symbol(Quantity.GRADIENT_SUM, known.sample - (not known.has_reached(place)), parameter=index)


def value_of(known: Known, what: Unrolled, index: int) -> float:
    """Return the number of a parameter's entry at this moment, NaN where it has none, or none yet."""
    symbol = symbol_of(known, what, index)
    layer = known.scenario.network.layers[known.scenario.network.parameter(index).layer]
    if what is Unrolled.THETA:
        return float(known.theta[index])
    if index not in known.scenario.network.with_gradients(layer):
        return math.nan
    if symbol.quantity is Quantity.GRADIENT_SUM and symbol.sample < 0:
        return 0.0
    return known.value(symbol)


def vector_text(known: Known, what: Unrolled, order: Order) -> str:
    """Return the vector as Octave, or as NumPy, reads it."""
    values = [value_of(known, what, int(index)) for index in indices(known.scenario.network, order)]
    if order is Order.OCTAVE:
        return f"[{'; '.join('NaN' if math.isnan(value) else repr(value) for value in values)}]"
    return f"np.array([{', '.join('np.nan' if math.isnan(value) else repr(value) for value in values)}])"


def rolled(network: Network, order: Order, values: list[float]) -> Array:
    """Return theta from a vector. Raises LengthError where it is too long or too short, or gives a bias that is one
    for all units of its layer several values."""
    places = indices(network, order)
    if len(values) != len(places):
        raise LengthError(f"The vector has {len(values):,} numbers; this network's has {len(places):,}.")
    theta = np.zeros(network.size)
    theta[places] = values
    wrong = np.flatnonzero(theta[places] != values)
    if len(wrong):
        entry = int(wrong[0])
        raise LengthError(
            f"Number {entry + 1:,}, {place_in_matrix(network, order, entry)}, differs from others of the same bias: "
            "in this network a layer shares one."
        )
    return theta
