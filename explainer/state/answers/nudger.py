"""Nudging the chosen parameter of the cursor's update: what is found, kept until update, parameter or nudge change."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.measure.nudge import NudgeCurve, Nudger
from explainer.engine.scenario.network import Parameter
from explainer.engine.update.update_pass import Pass
from explainer.state.walkthrough.known_of_run import QUIET
from explainer.state.walkthrough.pointing import ChosenParameter
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.gradient_paths import is_trained, starts_of
from explainer.trace.known.known import NAN
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.rule_lines import final_gradient

NO_ERROR_YET = "The error of this update is not computed yet. Go on to the last line of the loss, then nudge."
EPSILONS = (1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
EPSILON = 1e-2
REACH = 3
"""How far the curve goes to both sides, in nudges."""
_POINTS = (37, 19, 13)
_BUDGET = 0.1
"""Seconds that the curve may take; where that is not enough, it has fewer points. With each number of points the
nudges to both sides are among them."""


class ParameterNudger(QObject):
    """Nudges the chosen parameter in the cursor's update, when it is asked what that does. Emits `changed` when
    the nudge or the parameter changes. `clock` measures how long the error takes to compute."""

    changed = Signal()

    def __init__(
        self,
        walkthrough: Walkthrough,
        choice: ChosenParameter,
        clock: Callable[[], float] = perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._choice, self._clock = walkthrough, choice, clock
        self._epsilon = EPSILON
        self._nudger: tuple[Pass, Nudger] | None = None
        self._found: tuple[Pass, int, float, NudgeCurve] | None = None
        choice.changed.connect(self.changed)

    @property
    def parameter(self) -> Parameter:
        return self._choice.parameter

    @property
    def epsilon(self) -> float:
        """By how much the parameter is moved."""
        return self._epsilon

    def set_epsilon(self, epsilon: float) -> None:
        if epsilon != self._epsilon:
            self._epsilon = epsilon
            self.changed.emit()

    @property
    def found(self) -> NudgeCurve:
        """What the nudge does in the cursor's update; worked out once."""
        p, index = self._walkthrough.trace.of, self.parameter.index
        if self._found is None or self._found[0] is not p or self._found[1:3] != (index, self._epsilon):
            self._found = (p, index, self._epsilon, self._find(self._nudger_of(p)))
        return self._found[3]

    def _nudger_of(self, p: Pass) -> Nudger:
        if self._nudger is None or self._nudger[0] is not p:
            self._nudger = (p, Nudger(p))
        return self._nudger[1]

    def _find(self, nudger: Nudger) -> NudgeCurve:
        begun = self._clock()
        nudge = nudger.nudge(self.parameter, self._epsilon)
        seconds = (self._clock() - begun) / 3
        points = next((count for count in _POINTS if count * seconds <= _BUDGET), _POINTS[-1])
        offsets = np.linspace(-REACH, REACH, points) * self._epsilon
        return NudgeCurve(nudge, offsets, nudger.curve(self.parameter, offsets))

    @property
    def why_not(self) -> str:
        """Why nothing of the nudge is known, in words; nothing where it may: once the error itself is computed, or
        where no line will, because the run ends before."""
        known = self._walkthrough.known
        if known.reveal.is_quiet:
            return QUIET
        is_known = not np.isnan(known.loss) or self._walkthrough.run.stopped == known.update
        return "" if is_known else NO_ERROR_YET

    @property
    def has_slope(self) -> bool:
        """Whether the slope that the nudge finds is known: once the calculation has it, too."""
        known, parameter = self._walkthrough.known, self.parameter
        if self.gradient_symbol is not None:
            return known.is_known(self.gradient_symbol)
        units, last = starts_of(known.scenario, parameter), known.samples - 1
        return all(known.is_known(Symbol(Quantity.DELTA, last, parameter.layer, unit)) for unit in units)

    @property
    def is_trained(self) -> bool:
        """Whether training changes the parameter: frozen biases stay as they are."""
        return is_trained(self._walkthrough.known.scenario, self.parameter)

    @property
    def comes_back_changed(self) -> bool:
        """Whether blame reaches the parameter through weights that this update has changed already."""
        scenario = self._walkthrough.known.scenario
        return scenario.is_sequential and self.parameter.layer < scenario.network.top

    @property
    def gradient_symbol(self) -> Symbol | None:
        """The gradient of the parameter that the update uses; None where it is not trained."""
        if not self.is_trained:
            return None
        at = Place(Operation.UPDATE, parameter=self.parameter.index)
        symbol: Symbol = final_gradient(self._walkthrough.trace.of, at).symbol
        return symbol

    @property
    def gradient(self) -> float:
        """The gradient that the update uses; NaN as long as it is not computed at the cursor."""
        symbol = self.gradient_symbol
        return self._walkthrough.known.value(symbol) if symbol else NAN
