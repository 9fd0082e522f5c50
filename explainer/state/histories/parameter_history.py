"""The weights and biases over all updates of the run, and which of them the person points at."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.run.weight_trail import Sample
from explainer.engine.scenario.network import Parameter
from explainer.state.histories.history import History
from explainer.state.walkthrough.pointing import Pointing, seen_parameters
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element, ElementKind

MOST_CURVES = 200


class ParameterHistory(History):
    """Follows weights, then biases, of the walkthrough's run: all of them, or `MOST_CURVES` spread evenly.

    A parameter that is selected is always among them.
    """

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, self._parameters_of, Known.tells_parameters, parent=parent)
        self._pointing = pointing
        self._choose()
        walkthrough.edited.connect(self._follow)
        pointing.selection_changed.connect(self._follow)

    @property
    def values(self) -> Array:
        """The parameters at each moment, shape (moments, parameters)."""
        return self.rows.reshape(-1, len(self.parameters))

    @property
    def highlighted(self) -> frozenset[int]:
        """The indices in theta of what is selected: one parameter, or the incoming ones of a unit."""
        if self._selected is None:
            return frozenset()
        return frozenset(parameter.index for parameter in self.parameters if _is_of(parameter, self._selected))

    def _parameters_of(self, sample: Sample) -> Array:
        return sample.run.theta(sample.done)[self._indices]

    def _choose(self) -> None:
        scenario = self._walkthrough.run.scenario
        seen = seen_parameters(scenario)
        self.total, self._selected = len(seen), self._pointing.selected
        selected = self._selected
        places = np.linspace(0, self.total - 1, min(self.total, MOST_CURVES)).round().astype(int)
        indices = set(seen[places].tolist())
        if selected is not None and 0 <= selected.parameter < scenario.network.size:
            indices.add(selected.parameter)
        found = (scenario.network.parameter(index) for index in indices)
        self.parameters = tuple(sorted(found, key=lambda parameter: (parameter.is_bias, parameter.index)))
        """The parameters that are followed, weights first; of biases that a layer has in common, one."""
        self._indices = [parameter.index for parameter in self.parameters]

    def _follow(self) -> None:
        before = self._indices
        self._choose()
        if self._indices != before:
            self.forget()
        else:
            self.changed.emit()


def _is_of(parameter: Parameter, selected: Element) -> bool:
    """Tell whether a parameter is selected itself, or comes into the selected unit, or out of the selected input."""
    if selected.parameter >= 0:
        return parameter.index == selected.parameter
    if selected.kind is not ElementKind.UNIT:
        return False
    if selected.layer == 0:
        return parameter.layer == 1 and parameter.source == selected.unit
    return parameter.layer == selected.layer and parameter.unit in (selected.unit, -1)
