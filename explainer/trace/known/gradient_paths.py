"""The chain rule written out: every path from a parameter to the error of a sample, and what each is worth.

The worth of a path is the product of the slopes along it; all paths together are the gradient. There are as many as
the product of the widths of the layers above, so they are counted and added up without being listed.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Constant, Difference, Expression, Product, Quotient, evaluate
from explainer.functions.losses import LOSSES
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.known.known import NAN, Known

MOST_LISTED = 12
_ONE = Constant(1)

Units = tuple[int, ...]


@dataclass(frozen=True)
class Path:
    """One way of the error back to a parameter: the unit that it goes through in each layer, from the parameter's own
    to the outputs; the factors in the same order; and their product, NaN before the sum of all may be shown."""

    units: Units
    factors: tuple[Expression, ...]
    value: float


@dataclass(frozen=True)
class Paths:
    """All `count` paths of a parameter; those in `listed` one by one, the others as their sum `rest`.

    Where they are not all listed, those with the largest products are, largest first. `total` is the sum of all: the
    number of the line that makes the symbol `gradient`, where one does. It is NaN, with all products, before that
    line, or where there is none, before the deltas that it adds up. A program with a bug may have another number in
    that line: `made`.
    """

    parameter: Parameter
    sample: int
    count: int
    listed: tuple[Path, ...]
    rest: float
    total: float
    made: float

    @property
    def is_followed(self) -> bool:
        """Whether the program has the sum of the paths, or nothing yet."""
        return math.isnan(self.total) or math.isclose(self.total, self.made, rel_tol=1e-9, abs_tol=1e-12)

    @property
    def gradient(self) -> Symbol:
        return Symbol(Quantity.GRADIENT, self.sample, parameter=self.parameter.index)

    @property
    def unlisted(self) -> int:
        """How many paths are not listed."""
        return self.count - len(self.listed)


def paths_of(known: Known, parameter: Parameter, sample: int | None = None, most: int = MOST_LISTED) -> Paths:
    """Return the paths from a parameter to the error of a sample of the batch (that of the line where none is given),
    at most `most` of them listed."""
    p, sample = known.trace.of, known.sample if sample is None else sample
    slopes, starts = _Slopes(p, parameter.layer, sample), starts_of(p.scenario, parameter)
    count = len(starts) * math.prod(layer.units for layer in p.scenario.network.layers[parameter.layer + 1 :])
    found = slopes.all_units(starts) if count <= most else islice(slopes.largest_units(starts), most)
    factors = {units: _factors(p, parameter, sample, units) for units in found}
    total = made = _total(known, parameter, sample, slopes)
    if p.scenario.bug and not math.isnan(made):
        total = _source_value(p, parameter, sample) * slopes.sum_from(starts)
    read = known.value if not math.isnan(total) else _untold
    listed = tuple(Path(units, along, evaluate(Product(along), read)) for units, along in factors.items())
    rest = total - math.fsum(path.value for path in listed) if count > len(listed) else 0.0
    return Paths(parameter, sample, count, listed, rest, total, made)


def is_trained(scenario: Scenario, parameter: Parameter) -> bool:
    """Tell whether training changes a parameter: frozen biases stay as they are."""
    return not parameter.is_bias or scenario.network.trains_biases


def _total(known: Known, parameter: Parameter, sample: int, slopes: _Slopes) -> float:
    """The sum of all paths, NaN where it is not known: among own numbers of a person it would tell what is right."""
    scenario = known.scenario
    if known.has_own:
        return NAN
    if is_trained(scenario, parameter):
        return known.value(Symbol(Quantity.GRADIENT, sample, parameter=parameter.index))
    starts = starts_of(scenario, parameter)
    deltas = (Symbol(Quantity.DELTA, sample, parameter.layer, unit) for unit in starts)
    is_there = all(map(known.is_known, deltas))
    return _source_value(known.trace.of, parameter, sample) * slopes.sum_from(starts) if is_there else NAN


def _untold(symbol: Symbol) -> float:
    return NAN


def starts_of(scenario: Scenario, parameter: Parameter) -> range:
    """Return the units that the parameter acts on: a bias that its layer has in common acts on all of them."""
    if parameter.is_bias and scenario.has_one_bias_per_layer:
        return range(scenario.network.layers[parameter.layer].units)
    return range(parameter.unit, parameter.unit + 1)


def _factors(p: Pass, parameter: Parameter, sample: int, units: Units) -> tuple[Expression, ...]:
    return (_source(p, parameter, sample), *_slopes_along(p, parameter.layer, sample, units))


def _source(p: Pass, parameter: Parameter, sample: int) -> Expression:
    """dnet/dw: what the weight multiplies."""
    if parameter.is_bias:
        return _ONE
    below = parameter.layer - 1
    drops = below > 0 and p.layer(below).drops
    return leaf(Quantity.PASSED if drops else Quantity.OUT, sample, below, parameter.source)


def _source_value(p: Pass, parameter: Parameter, sample: int) -> float:
    return 1.0 if parameter.is_bias else float(p.passed(parameter.layer - 1)[sample, parameter.source])


def _slopes_along(p: Pass, first: int, sample: int, units: Units) -> Iterator[Expression]:
    """The slopes from the net input of the first unit up to the error."""
    top = first + len(units) - 1
    for layer, unit in enumerate(units, start=first):
        if layer == top and LOSSES[p.scenario.loss].from_net:
            yield leaf(Quantity.DELTA, sample, layer, unit)
            return
        yield leaf(Quantity.SLOPE, sample, layer, unit)
        if layer == top:
            yield leaf(Quantity.BLAME, sample, layer, unit)
            return
        if p.layer(layer).drops:
            yield Quotient(leaf(Quantity.KEEP, sample, layer, unit), Difference(_ONE, leaf(Quantity.DROPOUT)))
        above = p.scenario.network.layers[layer + 1].weight(units[layer - first + 1], unit)
        yield leaf(Quantity.BACKWARD_WEIGHT, parameter=above)


class _Slopes:
    """The slopes of one sample from a layer upwards: `own[i]` has, for each unit of the i-th of these layers, the one
    from its net input to what it passes on (at the top: to the error), `between[i]` the weights out of it, of shape
    (units above, units). `largest[i]` is the largest product, in size, from a unit's net input to the error."""

    def __init__(self, p: Pass, first: int, sample: int) -> None:
        layers = p.scenario.network.layers
        self.own = [_own_slopes(p, layer, sample) for layer in range(first, len(layers))]
        self.between = [layer.weights(p.theta_in_backward) for layer in layers[first + 1 :]]
        self.largest = [np.abs(self.own[-1])]
        for own, weights in zip(self.own[-2::-1], self.between[::-1], strict=True):
            self.largest.insert(0, np.abs(own) * (np.abs(weights) * self.largest[0][:, None]).max(0))

    def sum_from(self, starts: range) -> float:
        """Return the sum over all paths from the net inputs of these units: layer by layer, from the error down."""
        worth = self.own[-1]
        for own, weights in zip(self.own[-2::-1], self.between[::-1], strict=True):
            worth = own * (worth @ weights)
        return float(worth[starts.start : starts.stop].sum())

    def all_units(self, starts: range) -> Iterator[Units]:
        """Go through all paths from these units, in the order of the units."""
        return product(starts, *(range(len(own)) for own in self.own[1:]))

    def largest_units(self, starts: range) -> Iterator[Units]:
        """Go through the paths from these units, the largest products first.

        Always the beginning of a path is gone on with that can still become the largest; `so_far` is the size of its
        product without the slope of its last unit. Of equals the longest comes first, so that one gets to its end.
        """
        waiting: list[tuple[float, int, Units, float]] = []
        for unit in starts:
            heapq.heappush(waiting, (_first(self.largest[0][unit]), -1, (unit,), 1.0))
        while waiting:
            _, _, units, so_far = heapq.heappop(waiting)
            layer = len(units) - 1
            if layer == len(self.between):
                yield units
                continue
            sizes = so_far * abs(self.own[layer][units[-1]]) * np.abs(self.between[layer][:, units[-1]])
            for unit, could_be in enumerate(sizes * self.largest[layer + 1]):
                heapq.heappush(waiting, (_first(could_be), -len(units) - 1, (*units, unit), float(sizes[unit])))


def _first(size: float) -> float:
    """Return what sorts the largest to the front; what is not a number goes to the end."""
    return 0.0 if np.isnan(size) else -float(size)


def _own_slopes(p: Pass, layer: int, sample: int) -> Array:
    of = p.layer(layer)
    if layer < p.scenario.network.top:
        passed = of.keep[sample] / (1 - p.scenario.dropout) if of.drops else 1.0
        return np.asarray(of.slope[sample] * passed)
    return np.asarray(of.delta[sample] if LOSSES[p.scenario.loss].from_net else of.blame[sample] * of.slope[sample])
