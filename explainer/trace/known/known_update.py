"""An update that is done: what it changed, and what is known of the loss before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known


@dataclass(frozen=True, eq=False)
class KnownUpdate:
    """An update all of whose lines are there, as `known` has them.

    `first` is the loss before update 1 and `after` that before the next update, NaN where it is not known; `is_past`
    tells that the cursor is in the next one already.
    """

    known: Known
    first: float
    after: float
    is_past: bool = False

    @property
    def number(self) -> int:
        return self.known.update

    @property
    def before(self) -> float:
        """The loss of its batch with the weights that it began with."""
        return self.known.loss

    @property
    def has_same_batch_next(self) -> bool:
        """Whether the next update has the same samples, so that the two losses can be compared."""
        return self.known.scenario.updates_per_epoch == 1 and not self.known.scenario.dropout

    @cached_property
    def trained(self) -> NDArray[np.intp]:
        """The indices in theta of what training may change, as far as people see it: a bias in common once."""
        return self.known.scenario.network.all_trained

    @cached_property
    def changes(self) -> Array:
        """By how much each of them changed."""
        of = self.known.trace.of
        return np.asarray((of.theta_after - of.theta_before)[self.trained])

    @cached_property
    def by_size(self) -> NDArray[np.intp]:
        """Their indices in theta, that of the largest change first."""
        return self.trained[np.argsort(-np.abs(self.changes), kind="stable")]

    @property
    def moved(self) -> int:
        """How many of them changed."""
        return int(np.count_nonzero(self.changes))

    @property
    def length(self) -> float:
        """How long the step is over all of them together: infinite where a run has lost all bounds."""
        with np.errstate(over="ignore"):
            return float(np.linalg.norm(self.changes))

    def old_and_new(self, parameter: int) -> tuple[float, float]:
        of = self.known.trace.of
        return float(of.theta_before[parameter]), float(of.theta_after[parameter])

    def new_weight(self, parameter: int) -> Symbol:
        """Return the symbol that a new weight has at the cursor: in the next update it is the weight."""
        return Symbol(Quantity.WEIGHT if self.is_past else Quantity.NEW, parameter=parameter)

    # the answers with the old weights

    @property
    def outputs(self) -> Array:
        """What the network answered to each sample of the batch, shape (samples, outputs)."""
        return self.known.trace.of.out(self.known.scenario.network.top)

    @property
    def targets(self) -> Array:
        return self.known.trace.of.arrays.target

    @cached_property
    def worst(self) -> tuple[int, int]:
        """The sample and the output with the largest error."""
        errors = self.known.trace.of.arrays.error
        sample, output = np.unravel_index(int(np.argmax(np.nan_to_num(errors))), errors.shape)
        return int(sample), int(output)
