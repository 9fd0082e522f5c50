"""The loss of an update's batch over one weight or bias: the curve, where the run was on it, and the step."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.measure.nudge import Nudger
from explainer.engine.run.weight_trail import Tracker
from explainer.engine.scenario.network import Parameter
from explainer.engine.update.update_pass import Pass
from explainer.state.answers.nudger import ParameterNudger
from explainer.state.background.work import Slices, Watched, once_after
from explainer.state.walkthrough.known_of_run import known_loss, known_trail
from explainer.state.walkthrough.pointing import ChosenParameter, Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol

NO_LOSS_YET = "The loss of this update is not computed yet: the curve comes with it."
POINTS = 121
"""Of the curve: an odd number, so that the weight itself is one of them."""
_MARGIN, _LEAST, _OWN = 1.25, 0.25, 1.0
"""How far the curve goes to both sides: a margin beyond all that is to be seen, at least this, and as far as 0."""
_WIDE = 8.0
"""How far a wide curve goes at least: most units are saturated there."""
_LATER_MS = 100
_MOST_TRAIL = 60


class OneWeight(Watched):
    """Measures the objective of the cursor's update with one parameter moved and all others as the update finds them.

    It works little by little; `changed` when there is more of it, or it is about something else. Listens to the
    walkthrough and the pointing.
    """

    changed = Signal()

    def __init__(
        self,
        walkthrough: Walkthrough,
        pointing: Pointing,
        clock: Callable[[], float] = perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self.choice = ChosenParameter(walkthrough, pointing, self)
        self._nudging = ParameterNudger(walkthrough, self.choice, parent=self)
        self._about: tuple[Pass, int, float] | None = None
        self._nudger: Nudger | None = None
        self._offsets = self._errors = np.zeros(0)
        self._is_wide = False
        self._tracker: Tracker | None = None
        self._tracked: Parameter | None = None
        self._slices = Slices(self._work, self, clock)
        self._later = once_after(_LATER_MS, self._look, self)
        self.choice.changed.connect(self._look)
        walkthrough.moved.connect(self._look)
        walkthrough.edited.connect(self._look)
        walkthrough.grew.connect(self._look_later)

    # what is found

    @property
    def parameter(self) -> Parameter:
        return self.choice.parameter

    def widen(self, is_wide: bool) -> None:
        """Measure far to both sides, to where units are saturated, or only as far as there is something to see."""
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._look()

    @property
    def value(self) -> float:
        """The parameter as the update finds it."""
        return float(self._walkthrough.trace.of.theta_before[self.parameter.index])

    @property
    def loss(self) -> float:
        """The loss there; NaN before it is computed."""
        return self._walkthrough.known.loss

    @property
    def gradient(self) -> float:
        """The slope of the curve there, as backpropagation has it; NaN before it is computed."""
        return self._nudging.gradient

    @property
    def new(self) -> float:
        """The parameter after the update; NaN before it is computed."""
        if not self._nudging.is_trained:
            return float("nan")
        return self._walkthrough.known.value(Symbol(Quantity.NEW, parameter=self.parameter.index))

    @property
    def why_not(self) -> str:
        """Why the curve may not be shown yet, in words; nothing where it may."""
        return NO_LOSS_YET if self._nudging.why_not else ""

    @property
    def curve(self) -> tuple[Array, Array]:
        """Values of the parameter, ascending, and the loss at each, as far as they are measured; none before the loss
        of the update is computed."""
        is_there = np.isfinite(self._errors) & (not self.why_not)
        return (self.value + self._offsets)[is_there], self._errors[is_there]

    @property
    def trail(self) -> tuple[Array, Array, Array]:
        """Updates done, the parameter after them, and the loss there, as far as that is known."""
        if self._tracker is None:
            return (np.zeros(0),) * 3
        known, run = self._walkthrough.known, self._walkthrough.run
        seen = known_trail(known, self._tracker.trail)
        losses = np.array([known_loss(known, run, done + 1) for done in seen.done.tolist()])
        return seen.done.astype(np.float64), seen.x, losses

    @property
    def is_complete(self) -> bool:
        return not np.isnan(self._errors).any() and (self._tracker is None or not self._tracker.left)

    # working

    def finish(self) -> None:
        """Work out at once all that is missing."""
        self._refresh()
        while self._work(POINTS):
            pass

    def _on_watched(self) -> None:
        if self.is_watched:
            self._look()
        else:
            self._later.stop()
            self._slices.stop()

    def _look_later(self) -> None:
        if self.is_watched and not self._later.isActive():
            self._later.start()

    def _look(self) -> None:
        if self.is_watched:
            self._refresh()
            self._slices.start()
            self.changed.emit()

    def _refresh(self) -> None:
        """Be about the cursor's update and the parameter that is chosen now."""
        p, index = self._walkthrough.trace.of, self.parameter.index
        if self._tracker is None or self._tracked != self.parameter:
            parameter, run = self.parameter, self._walkthrough.run
            self._tracker, self._tracked = Tracker(run, parameter, parameter, _MOST_TRAIL), parameter
        self._tracker.follow(self._walkthrough.run)
        about = p, index, self._reach()
        if self._about is None or self._about[0] is not p or self._about[1:] != about[1:]:
            self._nudger = self._nudger if self._about is not None and self._about[0] is p else Nudger(p)
            self._about = about
            self._offsets = np.linspace(-about[2], about[2], POINTS)
            self._errors = np.full(POINTS, np.nan)
            self._slices.forget()

    def _reach(self) -> float:
        """Return how far the curve goes to both sides: past the trail and the step, in steps of powers of two."""
        _, trail, _ = self.trail
        far = [abs(x - self.value) for x in (*trail.tolist(), self.new) if np.isfinite(x)]
        wanted = max(_LEAST, _OWN * abs(self.value), _MARGIN * max(far, default=0.0))
        reach = float(2.0 ** np.ceil(np.log2(wanted)))
        return max(_WIDE, 2 * reach) if self._is_wide else reach

    def _work(self, count: int) -> int:
        """Measure the next points, from the weight itself outwards so that the curve grows on both sides."""
        if self._nudger is None or self._tracker is None:
            return 0
        left = self._tracker.left
        self._tracker.look_up(count)
        missing = np.flatnonzero(np.isnan(self._errors))
        nearest = missing[np.argsort(np.abs(self._offsets[missing]), kind="stable")][:count]
        for place in nearest.tolist():
            error = self._nudger.value(self.parameter, float(self._offsets[place]))
            self._errors[place] = error if np.isfinite(error) else np.inf
        done = len(nearest) + left - self._tracker.left
        if done:
            self._refresh()
            self.changed.emit()
        return done
