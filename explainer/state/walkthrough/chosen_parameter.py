"""Which weight or bias a page is about: the one that is selected, else the one that the cursor's line is about."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.engine.scenario.network import Parameter
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import parameter_element


class ParameterChoice(QObject):
    """A weight or bias that a person can choose; `changed` when it is another, or one of another network."""

    changed = Signal()

    @property
    def parameter(self) -> Parameter:
        raise NotImplementedError

    def choose(self, parameter: Parameter) -> None:
        """Take another."""
        raise NotImplementedError


class ChosenParameter(ParameterChoice):
    """The parameter that is looked at; the first weight of the network where nothing tells."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing = walkthrough, pointing
        self._last = self._now()
        walkthrough.moved.connect(self._on_moved)
        pointing.changed.connect(self._on_moved)

    @property
    def parameter(self) -> Parameter:
        network, step = self._walkthrough.run.scenario.network, self._walkthrough.step
        selected = self._pointing.selected
        if selected is not None and 0 <= selected.parameter < network.size:
            return network.parameter(selected.parameter)
        return step.parameter if step is not None and step.parameter is not None else network.parameter(0)

    @property
    def is_made(self) -> bool:
        """Whether the person has chosen it."""
        return self._pointing.selected is not None and self._pointing.selected.parameter >= 0

    def choose(self, parameter: Parameter) -> None:
        """Select a weight or bias, here and in the picture."""
        self._pointing.select(parameter_element(self._walkthrough.scenario, parameter))

    def _now(self) -> tuple[object, int]:
        return self._walkthrough.run.scenario.network, self.parameter.index

    def _on_moved(self) -> None:
        now = self._now()
        if now != self._last:
            self._last = now
            self.changed.emit()
