"""What flows at a line of the calculation, one way or the other: looked up in what is known there."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

import numpy as np

from explainer.engine.arrays import Array
from explainer.functions.losses import LOSSES
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_flow import contributions, products
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.elements import elements_of


class Direction(StrEnum):
    """Which way something flows."""

    FORWARD = "forward"
    BACKWARD = "backward"


def direction_of(known: Known) -> Direction:
    """Return which way the numbers of the line go: forward until the outputs are there, from the error on backward."""
    is_forward = known.step is None or known.step.phase is Phase.FORWARD
    return Direction.FORWARD if is_forward else Direction.BACKWARD


class FlowNumbers:
    """The numbers that flow, each NaN where it is not known.

    Layers count as in the network. Flows along edges have the shape (units above, units below), those of units
    (units,).
    """

    def __init__(self, known: Known, direction: Direction, writing: Writing) -> None:
        self.known, self.direction, self.writing = known, direction, writing
        self.scenario, self.network = known.scenario, known.scenario.network
        self.is_backward = direction is Direction.BACKWARD
        self.lit = elements_of(known.step) if known.step else frozenset()

    @property
    def hides_edges(self) -> bool:
        """Whether the weight that the step is about would tell what is asked for."""
        return self.known.trace.shown is BugShown.ASKED

    @property
    def top(self) -> int:
        return self.network.top

    @property
    def has_valve_at_top(self) -> bool:
        """Whether blame passes a slope at the outputs; with a cross-entropy their delta is out − target."""
        return not LOSSES[self.scenario.loss].from_net

    @property
    def drops(self) -> bool:
        return self.scenario.dropout > 0

    def edges(self, layer: int) -> Array:
        """Return what flows along the weights of a layer, that is between it and the one below."""
        return self._edges[layer]

    def bias(self, layer: int) -> Array:
        """Return what the biases of a layer add, which is only to what flows forward; NaN where there are none."""
        has_any = bool(layer) and self.network.has_biases and not self.is_backward
        return products(self.known, layer)[:, -1] if has_any else np.full(self.network.layers[layer].units, np.nan)

    @cached_property
    def _edges(self) -> tuple[Array, ...]:
        layers = self.network.layers
        none = (np.empty((layers[0].units, 0)), np.full((layers[1].units, layers[0].units), np.nan))
        if not self.is_backward:
            return (none[0], *(products(self.known, layer)[:, :-1] for layer in range(1, len(layers))))
        return (*none, *(contributions(self.known, layer - 1) for layer in range(2, len(layers))))

    def carried(self, layer: int) -> Array:
        """Return what each unit has made of it: its out, or its delta."""
        of = self.known.layers[layer]
        return of.delta if self.is_backward else of.out

    def gathered(self, layer: int) -> Array:
        """Return the sum of all that flows into each unit: its net input, or the blame of what it passes on."""
        of = self.known.layers[layer]
        if not self.is_backward:
            return of.net
        if layer == self.top and not self.has_valve_at_top:
            return of.delta
        return of.blame_passed if self._drops_in(layer) else of.blame

    def before_valve(self, layer: int) -> Array:
        """Return the blame that comes to the valve of each unit: what dropout has let through."""
        return self.known.layers[layer].blame

    def slopes(self, layer: int) -> Array:
        return self.known.layers[layer].slope

    def has_gate(self, layer: int) -> bool:
        """Tell whether dropout is between the units of a layer and those above."""
        return self._drops_in(layer)

    def is_dropped(self, layer: int, unit: int) -> bool:
        """Tell whether dropout has left a unit out of the sample, as far as that is known."""
        if not self._drops_in(layer) or np.isnan(self.known.layers[layer].passed[unit]):
            return False
        return self.known.value(Symbol(Quantity.KEEP, self.known.sample, layer, unit)) == 0

    def _drops_in(self, layer: int) -> bool:
        return self.drops and 0 < layer < self.top

    def size(self, layer: int) -> float:
        """Return the sum of the sizes of what the units of a layer carry; NaN until all of them are known."""
        return float(np.abs(self.carried(layer)).sum())

    @cached_property
    def has_started(self) -> bool:
        """Whether anything flows yet."""
        first = self.carried(self.top) if self.is_backward else self.edges(1)[0]
        return bool(np.isfinite(first).any() or (self.is_backward and np.isfinite(self.gathered(self.top)).any()))

    @property
    def error(self) -> float:
        """The error of the sample."""
        return self.known.value(Symbol(Quantity.SAMPLE_ERROR, self.known.sample))
