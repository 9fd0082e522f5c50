"""The network that a picture shows: its parameters at the cursor or, while it trains, the newest; and its result."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.measure.evaluate import Evaluation, evaluate, evaluate_test
from explainer.engine.scenario.scenario import Scenario
from explainer.state.background.work import Watched, once_after
from explainer.state.walkthrough.known_of_run import are_hidden, last_known
from explainer.state.walkthrough.walkthrough import Walkthrough

REPAINT_MS = 34
SETTLED_MS = 300
"""So long after the last update that was computed, a training counts as over."""


class NetworkAtCursor(Watched):
    """Follows the cursor, and the end of the run as long as it grows; not the end where a person has gone elsewhere, or
    where updates after an edit are computed anew.

    `changed` when other parameters may be there, while the run grows at most every `repaint_ms`.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None, repaint_ms: int = REPAINT_MS) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self.is_live = self._stays = False
        """Whether these are the newest parameters of a run that grows."""
        self._later = once_after(repaint_ms, self._on_grown, self)
        self._settled = once_after(SETTLED_MS, self._on_settled, self)
        walkthrough.moved.connect(self._on_moved)
        walkthrough.edited.connect(self._on_changed)
        walkthrough.grew.connect(self._on_grew)

    def _on_watched(self) -> None:
        self.is_live = self._stays = False
        self._later.stop()
        self._settled.stop()
        self.changed.emit()

    @property
    def done(self) -> int:
        """How many updates have been made by then; the one that the cursor is in is not counted."""
        return self._walkthrough.run.updates if self.is_live else self._walkthrough.cursor.update - 1

    @property
    def settings(self) -> Scenario:
        """The scenario in force, whatever its parameters are."""
        return self._walkthrough.run.settings(self.done)

    @property
    def theta(self) -> Array:
        """The parameters; within an update each as it is at the cursor's line."""
        return self._walkthrough.run.theta(self.done) if self.is_live else self._walkthrough.known.theta

    def are_hidden(self, inputs: Array) -> NDArray[np.bool_]:
        """Tell for each of some inputs, shape (any, input units), whether these parameters' outputs are hidden:
        where they are those of a line that the cursor has not reached."""
        known = self._walkthrough.known
        return are_hidden(known, inputs) if self.done == known.update - 1 else np.zeros(len(inputs), dtype=np.bool_)

    def _on_grew(self) -> None:
        if self.is_watched:
            self._settled.start()
            if not self._stays and not self._later.isActive():
                self._later.start()

    def _on_grown(self) -> None:
        self.is_live = True
        self.changed.emit()

    def _on_settled(self) -> None:
        self._stays = False
        self._show_cursor()

    def _on_moved(self) -> None:
        if self.is_watched:
            is_behind = self._walkthrough.cursor.update <= self._walkthrough.run.updates
            self._stays = self._stays or (self.is_live and is_behind)
            self._show_cursor()

    def _on_changed(self) -> None:
        if self.is_watched:
            self._stays = self._walkthrough.wanted > self._walkthrough.run.updates
            self._settled.start()
            self._show_cursor()

    def _show_cursor(self) -> None:
        self._later.stop()
        self.is_live = False
        self.changed.emit()


class Result(NamedTuple):
    """What training and test part come to with the parameters of `scenario`, those before `update`."""

    update: int
    scenario: Scenario
    training: Evaluation
    test: Evaluation | None


def about_at(walkthrough: Walkthrough) -> tuple[object, int]:
    """Return what a result at the cursor would be about: equal values are about the same."""
    return walkthrough.run, last_known(walkthrough.known)


def result_at(walkthrough: Walkthrough) -> Result | None:
    """Return the result that is known at the cursor; None before the loss of the first update is computed."""
    update = last_known(walkthrough.known)
    if not update:
        return None
    scenario = walkthrough.scenario
    if update < walkthrough.known.update:
        scenario = walkthrough.run.scenario_after(update - 1)
    theta = scenario.theta
    return Result(update, scenario, evaluate(scenario, theta), evaluate_test(scenario, theta))
