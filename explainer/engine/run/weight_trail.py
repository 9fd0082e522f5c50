"""The trail of a run: where two of its parameters were after updates spread evenly over it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.engine.run.spread_updates import Sample, samples
from explainer.engine.scenario.network import Parameter

MOST = 240


class Trail(NamedTuple):
    """Two parameters after `done` updates: their values `x` and `y`, all three of the same length."""

    done: NDArray[np.intp]
    x: Array
    y: Array


NO_TRAIL = Trail(np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0))


class Tracker:
    """Follows two parameters through a run as it grows, a few moments at a time; what it has seen it does not look up
    again, not even in a run that goes on otherwise after an edit."""

    def __init__(self, run: Run, first: Parameter, second: Parameter, most: int = MOST) -> None:
        self._run, self._indices, self._most = run, (first.index, second.index), most
        self._seen: dict[Sample, tuple[float, float]] = {}
        self._moments: tuple[Sample, ...] = ()

    def follow(self, run: Run) -> None:
        """Be about this run."""
        self._run = run

    @property
    def left(self) -> int:
        """How many moments are still to be looked up."""
        return sum(moment not in self._seen for moment in self._spread())

    def look_up(self, count: int) -> None:
        """Look up the next `count` moments, or as many as are left."""
        first, second = self._indices
        for moment in [moment for moment in self._spread() if moment not in self._seen][:count]:
            theta = self._run.theta(moment.done)
            self._seen[moment] = (float(theta[first]), float(theta[second]))

    @property
    def trail(self) -> Trail:
        """What has been looked up, in order."""
        known = [moment for moment in self._spread() if moment in self._seen]
        places = np.array([self._seen[moment] for moment in known]).reshape(-1, 2)
        return Trail(np.array([moment.done for moment in known], dtype=np.intp), places[:, 0], places[:, 1])

    def _spread(self) -> tuple[Sample, ...]:
        """The moments of the run as long as it is now; what was seen of others is forgotten."""
        last = Sample(self._run, self._run.updates)
        if not self._moments or self._moments[-1] != last:
            self._moments = samples(self._run, self._most)
            self._seen = {moment: self._seen[moment] for moment in self._moments if moment in self._seen}
        return self._moments
