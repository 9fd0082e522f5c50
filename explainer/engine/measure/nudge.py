"""Nudging: the objective of an update's batch at the update's parameters, with one of them moved a little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.measure.gradient_check import sides_of_kinks
from explainer.engine.scenario.batches import batch_rows
from explainer.engine.scenario.network import Parameter
from explainer.engine.update.backprop import forward, measure
from explainer.engine.update.update_arrays import Arrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.recorded import execute


@dataclass(frozen=True)
class Nudge:
    """The objective E of a batch at a parameter's value w, at w + epsilon and at w - epsilon.

    `crosses_kink` tells that somewhere between the two an activation or |w| has a corner or a jump.
    """

    w: float
    epsilon: float
    here: float
    above: float
    below: float
    crosses_kink: bool

    @property
    def change(self) -> float:
        """What the nudge adds to the error."""
        return self.above - self.here

    @property
    def one_sided(self) -> float:
        """The slope (E(w + epsilon) - E(w)) / epsilon."""
        return self.change / self.epsilon

    @property
    def two_sided(self) -> float:
        """The slope (E(w + epsilon) - E(w - epsilon)) / 2 epsilon."""
        return (self.above - self.below) / (2 * self.epsilon)

    @property
    def rounding(self) -> float:
        """How far the one-sided slope can be off only because each E is rounded to its last bit."""
        return float(np.spacing(max(abs(self.here), abs(self.above)))) / self.epsilon


@dataclass(frozen=True, eq=False)
class NudgeCurve:
    """A nudge and the error around it: `errors` at w + each of `offsets`, with 0 and the nudges among them."""

    nudge: Nudge
    offsets: Array
    errors: Array


class Nudger:
    """The objective of an update as a function of one parameter: of its batch, with its dropout and the penalty, by
    the functions that training uses.

    A bias that people see as one for its whole layer is moved for every unit of the layer at once.
    """

    def __init__(self, p: Pass) -> None:
        self._pass = p
        rows = batch_rows(p.scenario, p.number)
        self._arrays = Arrays(p.scenario, len(rows), p.before.copy())
        self._arrays.feed(rows, p.number)
        self._program = (*forward(self._arrays), *measure(self._arrays))

    def nudge(self, parameter: Parameter, epsilon: float) -> Nudge:
        """Move a parameter by epsilon to both sides. Numbers that are not finite come out as such."""
        values, sides = [], []
        for offset in (0.0, epsilon, -epsilon):
            values.append(self.value(parameter, offset))
            sides.append(sides_of_kinks(self._arrays, parameter))
        w = float(self._pass.theta_before[parameter.index])
        here, above, below = values
        return Nudge(w, epsilon, here, above, below, len(set(sides)) > 1)

    def curve(self, parameter: Parameter, offsets: Array) -> Array:
        """Return the objective at w + each of the offsets, shape (offsets,)."""
        return np.array([self.value(parameter, float(offset)) for offset in offsets])

    def value(self, parameter: Parameter, offset: float) -> float:
        """Return the objective with a parameter moved by `offset`, all others being as the update finds them."""
        theta, before = self._arrays.theta, self._pass.theta_before
        moved = self._pass.scenario.entries(parameter)
        theta[:] = before
        theta[moved] = before[moved] + offset
        with np.errstate(all="ignore"):
            execute(self._program)
        return self._arrays.objective
