"""Numbers at moments spread over the whole run, for curves over updates: worked out in slices, and kept as it grows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.run.weight_trail import Sample, samples
from explainer.state.background.work import Slices, Watched, once_after
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known

MOST = 512
"""How many moments there are at most: a curve has no more points."""
_LOOK_MS = 200
"""How often a run that grows is looked up: whole curves are drawn anew, which takes its time from training."""


class History(Watched):
    """What `row` returns for each of the moments, all arrays of one shape, as far as it has been worked out by now, and
    `tells` that what is known at the cursor does not forbid it after that many updates.

    It works little by little; `changed` when there is more of it, or it is of another run.
    Without `with_last` the present end of the run, which no update starts from yet, is not among the moments.
    """

    changed = Signal()

    def __init__(
        self,
        walkthrough: Walkthrough,
        row: Callable[[Sample], Array],
        tells: Callable[[Known, int], bool],
        with_last: bool = True,
        clock: Callable[[], float] = perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._row, self._tells, self._with_last = walkthrough, row, tells, with_last
        self._wanted: tuple[Sample, ...] = ()
        self._found: dict[Sample, Array] = {}
        self._told: tuple[object, list[Sample]] = (None, [])
        self._slices = Slices(self._work, self, clock)
        self._later = once_after(_LOOK_MS, self._look, self)
        walkthrough.edited.connect(self._on_changed)
        walkthrough.grew.connect(self._on_grew)

    @property
    def done(self) -> Array:
        """How many updates had been made at each moment that is worked out and is known, shape (moments,)."""
        return np.array([sample.done for sample in self._known_samples], dtype=np.float64)

    @property
    def stride(self) -> int:
        """How many updates lie between two moments, of which the last is nearer than the others."""
        done = [sample.done for sample in self._wanted[:-1]]
        return max((after - before for before, after in pairwise(done)), default=1)

    @property
    def rows(self) -> Array:
        """What was found, shape (moments, …)."""
        return np.array([self._found[sample] for sample in self._known_samples])

    @property
    def _known_samples(self) -> list[Sample]:
        """The moments that are worked out and known: found anew where there are more, or other ones may be told."""
        known = self._walkthrough.known
        key = known.horizon, self._wanted, len(self._found)
        if key != self._told[0]:
            self._told = key, [sample for sample in self._worked_out if self._tells(known, sample.done)]
        return self._told[1]

    @property
    def _worked_out(self) -> list[Sample]:
        return [sample for sample in self._wanted if sample in self._found]

    @property
    def _missing(self) -> list[Sample]:
        return [sample for sample in self._wanted if sample not in self._found]

    @property
    def is_complete(self) -> bool:
        """Whether there is a row for every moment of the run as it is now."""
        return self._moments() == self._wanted and not self._missing

    def _on_watched(self) -> None:
        if self.is_watched:
            self._look()
        else:
            self._later.stop()
            self._slices.stop()

    def finish(self) -> None:
        """Work out at once all that is missing."""
        self._look()
        while self._work(MOST):
            pass

    def forget(self) -> None:
        """Begin anew: `row` returns something else from now on."""
        self._found.clear()
        self._look()

    def _moments(self) -> tuple[Sample, ...]:
        run = self._walkthrough.run
        found = samples(run, MOST)
        return found if self._with_last else tuple(sample for sample in found if sample.done < run.updates)

    def _look(self) -> None:
        """Find out which moments are wanted now, and keep nothing else."""
        self._wanted = self._moments()
        self._found = {sample: self._found[sample] for sample in self._worked_out}
        if self.is_watched and self._missing:
            self._slices.start()
        self.changed.emit()

    def _work(self, count: int) -> int:
        missing = self._missing[:count]
        for sample in missing:
            self._found[sample] = self._row(sample)
        if missing:
            self.changed.emit()
        return len(missing)

    def _on_changed(self) -> None:
        """Keep of another run only what it has in common with this one; while nobody looks, nothing."""
        if not self.is_watched:
            self._found.clear()
        self._slices.forget()
        self._look()

    def _on_grew(self) -> None:
        if self.is_watched and not self._later.isActive():
            self._later.start()
