"""What is known at a line of the calculation: every number that has been computed by then, and no other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.trace.operations import Operation
from explainer.trace.plan import Place
from explainer.trace.trace import Trace


@dataclass(frozen=True, eq=False)
class ShownLayer:
    """The numbers of one layer's units, each of shape (units,); NaN where not computed yet.

    The input layer has `out` only; `passed` and `blame_passed` only hidden layers under dropout.
    """

    net: Array
    out: Array
    passed: Array
    blame_passed: Array
    blame: Array
    slope: Array
    delta: Array


@dataclass(frozen=True, eq=False)
class Shown:
    """The state of the calculation after line `number` of a trace (0: before the first).

    `sample` is the sample of the batch that the numbers belong to (from 0) and `row` its row in the data set.
    Numbers that are not computed yet are NaN. `theta` holds each parameter as it is at that moment and `updated`
    tells which already have their new value; `gradient` is that of this sample, `batch_gradient` the one that the
    optimizer is given, both as long as theta. `total` is the error of the sample, `objective` that of the batch.
    """

    number: int
    sample: int
    row: int
    layers: tuple[ShownLayer, ...]
    target: Array
    error: Array
    total: float
    objective: float
    theta: Array
    updated: NDArray[np.bool_]
    gradient: Array
    batch_gradient: Array


def shown_at(trace: Trace, number: int) -> Shown:
    """Return what is known after line `number` of the trace, 0 ≤ number ≤ len(trace)."""
    return _Reader(trace, number, number).read()


def shown_before(trace: Trace, number: int) -> Shown:
    """Return what is known while line `number` is worked out: all before it, of the sample that it is about."""
    return _Reader(trace, number - 1, number).read()


class _Reader:
    """Reads what is known after line `number`, of the sample of line `about`."""

    def __init__(self, trace: Trace, number: int, about: int) -> None:
        self.trace, self.p, self.number = trace, trace.of, number
        at = trace.plan.place(about) if about else None
        self.sample = 0 if at is None else at.sample if at.sample >= 0 else self.p.samples - 1

    def read(self) -> Shown:
        p, s = self.p, self.sample
        network = p.scenario.network
        top = len(network.layers) - 1
        updated = self._by_parameter(Operation.UPDATE, -1)
        return Shown(
            number=self.number,
            sample=s,
            row=p.rows[s],
            layers=tuple(self._layer(index) for index in range(len(network.layers))),
            target=p.arrays.target[s],
            error=self._known(Operation.ERROR, top, p.arrays.error[s]),
            total=self._single(Place(Operation.SAMPLE_ERROR, sample=s), float(p.arrays.sample_error[s])),
            objective=self._single(self._objective(), p.arrays.objective),
            theta=np.where(updated, p.theta_after, p.theta_before),
            updated=updated,
            gradient=np.where(self._by_parameter(Operation.GRADIENT, s), p.sample_gradient(s), np.nan),
            batch_gradient=np.where(self._by_parameter(Operation.BATCH_GRADIENT, -1), p.arrays.gradient, np.nan),
        )

    def _objective(self) -> Place:
        whole = Place(Operation.OBJECTIVE)
        return whole if self.trace.plan.number(whole) else Place(Operation.SAMPLE_ERROR, sample=self.sample)

    def _single(self, place: Place, value: float) -> float:
        number = self.trace.plan.number(place)
        return value if number is not None and number <= self.number else float("nan")

    def _layer(self, index: int) -> ShownLayer:
        if index == 0:
            none = np.full(self.p.scenario.network.layers[0].units, np.nan)
            return ShownLayer(none, self.p.arrays.a_input[self.sample], none, none, none, none, none)
        layer, s = self.p.layer(index), self.sample
        return ShownLayer(
            self._known(Operation.NET, index, layer.z[s]),
            self._known(Operation.OUT, index, layer.a[s]),
            self._known(Operation.DROPOUT, index, layer.passed[s]),
            self._known(Operation.DE_DOUT if layer.drops else Operation.DROPOUT_BACK, index, layer.blame_passed[s]),
            self._known(Operation.DROPOUT_BACK if layer.drops else Operation.DE_DOUT, index, layer.blame[s]),
            self._known(Operation.DOUT_DNET, index, layer.slope[s]),
            self._known(Operation.DELTA, index, layer.delta[s]),
        )

    def _known(self, operation: Operation, layer: int, values: Array) -> Array:
        place = Place(operation, layer, sample=self.sample, unit=0)
        count = self.trace.plan.reached(self.number, place, "unit", len(values))
        known = np.full(len(values), np.nan)
        known[:count] = values[:count]
        return known

    def _by_parameter(self, operation: Operation, sample: int) -> NDArray[np.bool_]:
        """Tell for every entry of theta whether its line of this kind has been reached."""
        network = self.p.scenario.network
        reached = np.zeros(network.size, dtype=np.bool_)
        for index, layer in enumerate(network.layers[1:], start=1):
            trained = network.trained(layer)
            place = Place(operation, index, sample=sample, parameter=trained.start)
            count = self.trace.plan.reached(self.number, place, "parameter", len(trained))
            reached[trained.start : trained.start + count] = True
        return reached
