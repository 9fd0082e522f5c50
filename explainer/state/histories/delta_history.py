"""The delta of every unit over all updates of the run."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.run.weight_trail import Sample
from explainer.state.histories.history import History
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known


class DeltaHistory(History):
    """Takes deltas from passes of the run itself, of a batch the mean over its samples."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, _deltas, _tells, with_last=False, parent=parent)

    def of_unit(self, layer: int, unit: int) -> Array:
        """Return the delta of a unit at each moment, shape (moments,)."""
        layers = self._walkthrough.run.scenario.network.layers
        column = sum(below.units for below in layers[1:layer]) + unit
        rows = self.rows
        return np.asarray(rows[:, column]) if rows.size else np.zeros(0)


def _tells(known: Known, done: int) -> bool:
    return known.tells_gradients(done + 1)


def _deltas(sample: Sample) -> Array:
    of = next(sample.run.passes(sample.done + 1, sample.done + 1))
    layers = range(1, len(sample.run.scenario.network.layers))
    return np.concatenate([of.layer(layer).delta.mean(axis=0) for layer in layers])
