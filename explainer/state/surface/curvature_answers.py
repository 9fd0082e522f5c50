"""The curvature of the objective at the cursor, by the two parameters of a surface, measured beside the window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.measure.curvature import Curvature, CurvatureMeasure
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.state.background.work import Slices, Watched, until_time_is_up


class CurvatureAnswers(Watched):
    """Measures anew whenever it is asked about other parameters or other settings; `changed` when it has."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._measure: CurvatureMeasure | None = None
        self._slices = Slices(until_time_is_up(self._measure_one), self)

    @property
    def curvature(self) -> Curvature | None:
        """What was measured for what was asked last; None as long as that is not complete."""
        return self._measure.curvature if self._measure else None

    def ask(self, scenario: Scenario, pair: tuple[Parameter, Parameter]) -> None:
        """Measure at the scenario's own parameters, unless that is being done."""
        if not self.is_watched or (self._measure and _is_same(self._measure, scenario, pair)):
            return
        self._measure = CurvatureMeasure(scenario, pair)
        self._slices.start()

    def finish(self) -> None:
        """Measure at once what is missing."""
        while self._measure and self._measure.measure_one():
            pass
        self._slices.stop()

    def _measure_one(self) -> bool:
        goes_on = bool(self._measure and self._measure.measure_one())
        if not goes_on:
            self.changed.emit()
        return goes_on

    def _on_watched(self) -> None:
        self._slices.stop()
        self._measure = None


def _is_same(measure: CurvatureMeasure, scenario: Scenario, pair: tuple[Parameter, Parameter]) -> bool:
    thetas: tuple[Array, Array] = measure.scenario.theta, scenario.theta
    is_same_place = measure.pair == pair and np.array_equal(*thetas)
    return is_same_place and measure.scenario.with_theta(scenario.theta).same_as(scenario)
