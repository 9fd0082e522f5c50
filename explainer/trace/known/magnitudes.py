"""How large the numbers of an update get: what the room that is kept for each of them depends on."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import floor, inf, log10
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.trace import Trace

_MOST, _LARGE, _FEW = 20_000, 1_000, 64
"""Of more numbers than this, and in networks of more parameters, any size is expected, so that pictures of these need
not be arranged anew in each update; few are quicker looked through one by one."""


class Magnitude(NamedTuple):
    """The powers of ten of the smallest and of the largest of some numbers, and whether one is negative."""

    low: int = 0
    high: int = 0
    is_negative: bool = False

    def united(self, other: Magnitude) -> Magnitude:
        """Return the magnitude of both together."""
        return Magnitude(min(self.low, other.low), max(self.high, other.high), self.is_negative or other.is_negative)


ANY = Magnitude(-99, 99, True)


def magnitude_of(*arrays: Array) -> Magnitude:
    """Return the magnitude of all numbers of some arrays; of nothing but zeros that of a digit."""
    result = Magnitude()
    for values in arrays:
        sizes = _sizes(values)
        if len(sizes):
            low, high = (floor(log10(size)) for size in (min(sizes), max(sizes)))
            result = result.united(Magnitude(low, high, bool((values < 0).any())))
    return result


def _sizes(values: Array) -> list[float]:
    """Return the sizes of numbers that are neither 0 nor infinite; of many the smallest and the largest."""
    if values.size <= _FEW:
        return [size for size in map(abs, values.ravel().tolist()) if 0 < size < inf]
    sizes = np.abs(values)
    sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
    return [float(sizes.min()), float(sizes.max())] if len(sizes) else []


def of_layer(trace: Trace, layer: int, quantity: Quantity, name: str = "") -> Magnitude:
    """Return how large the numbers of one quantity get in the layer, or in its parameters, in any line of the update.

    `name` tells which memory of the optimizer is meant.
    """
    p = trace.of
    network = p.scenario.network
    if network.size > _LARGE:
        return ANY
    of = network.layers[layer]
    own = slice(of.start, of.stop)
    match quantity:
        case Quantity.WEIGHT:
            return magnitude_of(p.theta_before[own])
        case Quantity.NEW:
            return magnitude_of(p.theta_after[own])
        case Quantity.BATCH_GRADIENT:
            return magnitude_of(p.arrays.gradient[own])
        case Quantity.MEMORY:
            return magnitude_of(p.arrays.slots[name][own])
        case Quantity.MEMORY_BEFORE:
            return magnitude_of(p.memory_before(name)[own])
        case Quantity.GRADIENT | Quantity.GRADIENT_SUM | Quantity.CONTRIBUTION:
            return _of_edges(p, layer, quantity)
        case _:
            return _of_units(p, layer, quantity)


def of_products(trace: Trace, layer: int) -> Magnitude:
    """Return how large the terms of the layer's net inputs get."""
    p = trace.of
    if _edges(p, layer) > _MOST:
        return ANY
    of = p.scenario.network.layers[layer]
    return magnitude_of(p.passed(layer - 1)[:, None, :] * of.weights(p.theta_before), of.biases(p.theta_before))


def _edges(p: Pass, layer: int) -> float:
    of = p.scenario.network.layers[layer]
    return inf if p.scenario.network.size > _LARGE else p.samples * of.units * of.sources


def _of_edges(p: Pass, layer: int, quantity: Quantity) -> Magnitude:
    if _edges(p, layer) > _MOST or p.samples * p.scenario.network.size > _MOST:
        return ANY
    of = p.scenario.network.layers[layer]
    if quantity is Quantity.CONTRIBUTION:
        goes_back = layer > 1 or p.scenario.input_gradients
        return magnitude_of(p.contributions(layer - 1)) if goes_back else Magnitude()
    of_samples = p.sample_gradients() if quantity is Quantity.GRADIENT else p.gradient_sums()
    return magnitude_of(of_samples[:, of.start : of.stop])


def _of_units(p: Pass, layer: int, quantity: Quantity) -> Magnitude:
    if quantity is Quantity.OUT:
        return magnitude_of(p.out(layer))
    if layer == 0:
        return magnitude_of(p.blame(0))
    of = p.layer(layer)
    arrays = {
        Quantity.NET: of.z,
        Quantity.PASSED: of.passed,
        Quantity.BLAME: of.blame,
        Quantity.BLAME_PASSED: of.blame_passed,
        Quantity.SLOPE: of.slope,
        Quantity.DELTA: of.delta,
        Quantity.UNIT_PENALTY: of.unit_penalty,
    }
    return magnitude_of(arrays[quantity]) if quantity in arrays else Magnitude()


@lru_cache(maxsize=4)
def of_data(trace: Trace) -> tuple[Magnitude, Magnitude, Magnitude]:
    """Return how large inputs, targets and errors get: inputs and targets in any update."""
    p = trace.of
    data = p.scenario.data
    return magnitude_of(data.inputs), magnitude_of(data.targets), magnitude_of(p.arrays.error)


@lru_cache(maxsize=4)
def of_totals(trace: Trace) -> Magnitude:
    """Return how large the errors of samples and of the batch get, and what is added to them."""
    arrays = trace.of.arrays
    single = np.array([arrays.data_loss_now, arrays.penalty_now, arrays.objective_now], float)
    return magnitude_of(arrays.sample_error, arrays.error_sum, single)


def written_extremes(magnitude: Magnitude, digits: int) -> tuple[float, ...]:
    """Return numbers of which one is as wide, written with that many digits, as any of a magnitude."""
    turns = (e for e in (-4, -5, digits) if magnitude.low <= e <= magnitude.high + 1)  # one may be rounded up to it
    exponents = {magnitude.low, magnitude.high, *turns}
    signs = (1.0, -1.0) if magnitude.is_negative else (1.0,)
    return tuple(sign * float(f"1.2345678901234567e{exponent}") for sign, exponent in product(signs, exponents))


@lru_cache(maxsize=4)
def largest_contribution(trace: Trace, sample: int) -> float:
    """Return the size of the largest contribution to the blame of any unit, for a sample of the batch."""
    p = trace.of
    layers = range(0 if p.scenario.input_gradients else 1, p.scenario.network.top)
    return max((_largest_into(p, sample, layer) for layer in layers), default=0.0)


def _largest_into(p: Pass, sample: int, layer: int) -> float:
    weights = np.abs(p.weights_back(layer)).max(axis=1)
    return float((np.abs(p.layer(layer + 1).delta[sample]) * weights).max())
