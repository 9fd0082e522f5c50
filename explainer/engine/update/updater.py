"""One update after another, in place, on one working space."""

from __future__ import annotations

import numpy as np

from explainer.engine.update.backprop import backward, forward, measure
from explainer.engine.update.minimisers import Minimisation, minimisation_of
from explainer.engine.update.update_arrays import Arrays
from explainer.functions.recorded import Operations


def improve(arrays: Arrays) -> Operations:
    """The optimizer's rule on the whole of theta; in sequential order it has been applied layer by layer."""
    if arrays.scenario.update_order == "simultaneous":
        yield from arrays.slots.once()
        yield from arrays.slots.each()
    if arrays.optimizer.is_minimiser:
        yield _follow, (arrays, minimisation_of(arrays.scenario))


def _follow(arrays: Arrays, minimisation: Minimisation) -> None:
    """theta becomes the minimiser's next iterate; direction is the unit vector towards it, step_length the way."""
    slots, trained = arrays.slots, minimisation.trained
    new = minimisation.iterate(int(slots.scalars["t"]))
    step = new - arrays.theta[trained]
    length = float(np.linalg.norm(step))
    slots.scalars["step_length"][()] = length
    slots["direction"][trained] = step / length if length else 0.0
    arrays.theta[trained] = new


class Updater:
    """Makes updates of `arrays.state` from whatever batch was fed."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        parts = (forward, measure, backward, improve)
        self._program = tuple(operation for part in parts for operation in part(arrays))
        self._objective = arrays.objective_now.item
        self._overflow, self._zeros = arrays.all_z.dot, arrays.zeros

    def update(self) -> float:
        """Make one update and return the objective before it.

        A net input that is not finite can leave no other mark (a sigmoid answers 0 or 1): what is returned is then NaN.
        """
        for function, arguments in self._program:
            function(*arguments)
        return self._objective() + float(self._overflow(self._zeros))
