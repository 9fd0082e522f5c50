"""The two parameters of a landscape: how one is chosen for an axis, and which two tell most."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective
from explainer.state.walkthrough.chosen_parameter import ParameterChoice


def steepest(scenario: Scenario) -> tuple[Parameter, Parameter]:
    """Return the two parameters with the largest gradients at the scenario's own, in their order in theta."""
    network = scenario.network
    size = np.abs(np.nan_to_num(Objective(scenario).gradient(scenario.theta), nan=0.0))
    seen = _seen(scenario)
    order = seen[np.argsort(-size[seen], kind="stable")]
    first, second = sorted(order[:2].tolist())
    return network.parameter(first), network.parameter(second)


def _seen(scenario: Scenario) -> NDArray[np.intp]:
    """Return the indices in theta of the parameters that people see: of a common bias only the first."""
    one = scenario.has_one_bias_per_layer
    layers = scenario.network.layers[1:]
    return np.concatenate([np.arange(layer.start, layer.bias_start + 1 if one else layer.stop) for layer in layers])


class AxisChoice(ParameterChoice):
    """The parameter of one axis. What a person chooses is handed on to the pair of axes."""

    def __init__(self, parameter: Parameter, take: Callable[[Parameter], None], parent: QObject) -> None:
        super().__init__(parent)
        self._take, self._parameter = take, parameter

    @property
    def parameter(self) -> Parameter:
        return self._parameter

    def choose(self, parameter: Parameter) -> None:
        self._take(parameter)

    def set(self, parameter: Parameter) -> None:
        """Be about this one."""
        if parameter != self._parameter:
            self._parameter = parameter
            self.changed.emit()


class Axes(QObject):
    """Two different parameters: choosing for one axis what the other has exchanges them. `taken` is called when a
    person has chosen."""

    def __init__(self, scenario: Scenario, taken: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        first, second = steepest(scenario)
        self._taken = taken
        self.across = AxisChoice(first, self._take_first, self)
        self.up = AxisChoice(second, self._take_second, self)

    @property
    def pair(self) -> tuple[Parameter, Parameter]:
        """What changes from left to right, and from bottom to top."""
        return self.across.parameter, self.up.parameter

    def reset(self, scenario: Scenario) -> None:
        """Take the two that the scenario's objective depends on most."""
        self._set(*steepest(scenario))

    def _set(self, first: Parameter, second: Parameter) -> None:
        self.across.set(first)
        self.up.set(second)

    def _take_first(self, parameter: Parameter) -> None:
        first, second = self.pair
        self._take(parameter, first if parameter == second else second)

    def _take_second(self, parameter: Parameter) -> None:
        first, second = self.pair
        self._take(second if parameter == first else first, parameter)

    def _take(self, first: Parameter, second: Parameter) -> None:
        if (first, second) != self.pair:
            self._set(first, second)
            self._taken()
