"""What the losses of a run are made of, at moments spread over all of it: data loss, penalty and test loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.measure.evaluate import evaluate, evaluate_test
from explainer.engine.run.run import Run
from explainer.engine.run.weight_trail import Sample
from explainer.engine.scenario.scenario import Scenario
from explainer.state.background.work import Watched
from explainer.state.histories.history import History
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known


class LossHistory(Watched):
    """Works out losses from the parameters at each moment, over all training data and all test data, without dropout.

    Listens to the walkthrough; `changed` when there is more to see, or something else.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._history = History(walkthrough, _losses, _tells, parent=self)
        self._history.changed.connect(self.changed)
        walkthrough.edited.connect(self._on_watched)

    @property
    def has_penalty(self) -> bool:
        return any(scenario.has_penalty for scenario in self._scenarios())

    @property
    def has_test(self) -> bool:
        return any(len(scenario.data.test.rows) for scenario in self._scenarios())

    @property
    def is_that_of_updates(self) -> bool:
        """Whether data loss and penalty add up to the loss of each update: it sees all samples, and nothing is
        dropped."""
        return not any(scenario.updates_per_epoch > 1 or scenario.dropout for scenario in self._scenarios())

    @property
    def is_needed(self) -> bool:
        """Whether there is more to see than the loss of each update."""
        return self.has_penalty or self.has_test or not self.is_that_of_updates

    @property
    def done(self) -> Array:
        """How many updates had been made at each moment, shape (moments,)."""
        return self._history.done

    @property
    def losses(self) -> Array:
        """Data loss, penalty and test loss at each moment, shape (moments, 3); NaN where there is none."""
        return self._history.rows.reshape(-1, 3)

    @property
    def is_complete(self) -> bool:
        return not self.is_needed or self._history.is_complete

    def _on_watched(self) -> None:
        self._history.set_watched(self.is_watched and self.is_needed)

    def finish(self) -> None:
        """Work out at once what is missing."""
        if self.is_needed:
            self._history.finish()

    def _scenarios(self) -> Iterator[Scenario]:
        run: Run | None = self._walkthrough.run
        while run is not None:
            yield run.scenario
            run = run.past


def _tells(known: Known, done: int) -> bool:
    return known.tells_parameters(done) and known.tells_loss(done + 1)


def _losses(sample: Sample) -> Array:
    scenario, theta = sample.run.scenario, sample.run.theta(sample.done)
    trained, tested = evaluate(scenario, theta), evaluate_test(scenario, theta)
    losses = np.array([trained.data_loss, trained.penalty, tested.data_loss if tested else np.nan])
    return np.where(np.isfinite(losses), losses, np.nan)
