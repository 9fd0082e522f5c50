"""One update after another of the same scenario, in place, on one working space."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.batches import batch_rows
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.backprop import backward, forward, measure, restore_frozen
from explainer.engine.update.minimisers import Minimisation, minimisation_of
from explainer.engine.update.optimizer_state import initial_state
from explainer.engine.update.update_arrays import Arrays
from explainer.engine.update.update_pass import Pass, data_rows
from explainer.functions.recorded import Operations


def improve(arrays: Arrays) -> Operations:
    """The optimizer's rule on the whole of theta; in sequential order it has been applied layer by layer."""
    if arrays.scenario.update_order == "simultaneous":
        yield from arrays.slots.once()
        yield from arrays.slots.each()
        yield from restore_frozen(arrays)
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


def run_pass(scenario: Scenario, number: int = 1, state: Array | None = None) -> Pass:
    """Compute update `number` from `state` (by default the scenario's own parameters and an empty memory)."""
    before = initial_state(scenario) if state is None else frozen(state)
    rows = batch_rows(scenario, number)
    arrays = Arrays(scenario, len(rows), before.copy())
    arrays.feed(rows, number)
    with np.errstate(all="ignore"):
        Updater(arrays).update()
    _freeze(arrays)
    return Pass(scenario, number, data_rows(scenario, rows), before, arrays)


def _freeze(arrays: Arrays) -> None:
    slots = arrays.slots
    for held in (vars(arrays), *map(vars, arrays.layers), slots.arrays, slots.scalars):
        for value in held.values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False


class Stepper:
    """Makes updates of one state vector, one after another, in working space of its own.

    The working space is made when it is needed; `rest` gives it back, and the next update makes it again.
    """

    def __init__(self, scenario: Scenario, state: Array, done: int) -> None:
        self.scenario, self.state, self.done = scenario, state.copy(), done
        self._updaters: dict[int, Updater] = {}
        self._updater: Updater | None = None
        self._fed_once = scenario.updates_per_epoch == 1 and not scenario.shuffle and not scenario.dropout

    def is_finite(self) -> bool:
        """Tell whether every number of the last update is finite."""
        return self._updater is None or self._updater.arrays.is_finite()

    def step(self) -> float:
        """Make the next update and return the objective before it."""
        updater = self._next_updater()
        self.done += 1
        return updater.update()

    def step_pass(self) -> Pass:
        """Make the next update and return it with all its numbers, which hold until another update is made."""
        before, updater = self.state.copy(), self._next_updater()
        rows = data_rows(self.scenario, batch_rows(self.scenario, self.done + 1))
        with np.errstate(all="ignore"):
            updater.update()
        self.done += 1
        return Pass(self.scenario, self.done, rows, before, updater.arrays)

    def steps(self, losses: Array) -> None:
        """Make as many updates as `losses` has room for, and write the objective before each into it."""
        if not self._fed_once:
            for i in range(len(losses)):
                losses[i] = self.step()
            return
        update = self._next_updater().update
        for i in range(len(losses)):
            losses[i] = update()
        self.done += len(losses)

    def move_to(self, state: Array, done: int) -> None:
        self.state[:] = state
        self.done = done

    def rest(self) -> None:
        """Give the working space back."""
        self._updaters.clear()
        self._updater = None

    def _next_updater(self) -> Updater:
        """Return what makes the next update, fed with its batch."""
        if self._updater is None or not self._fed_once:
            self._updater = self._fed_updater()
        return self._updater

    def _fed_updater(self) -> Updater:
        rows = batch_rows(self.scenario, self.done + 1)
        updater = self._updaters.get(len(rows))
        if updater is None:
            updater = self._updaters[len(rows)] = Updater(Arrays(self.scenario, len(rows), self.state))
        updater.arrays.feed(rows, self.done + 1)
        return updater
