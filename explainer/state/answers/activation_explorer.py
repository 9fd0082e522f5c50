"""Which activation function is shown, and where a unit is on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.functions.own.definition import definition_in
from explainer.state.edits.function_edits import own_activations
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.activation_curve import FunctionCurve, function_at, function_curve, why_flat
from explainer.trace.known.known import NAN
from explainer.trace.lines.elements import Element

SPARED = "Not with this loss, though: its delta, out − target, does without the slope."
UnitPlace = tuple[int, int]
"""A layer, from 1 (the inputs are 0), and a unit in it, from 0."""


class ActivationExplorer(QObject):
    """Follows the selected unit, else the one that the cursor's line is about, else the one before.

    The function is the unit's own unless another one is chosen: then the unit's net input is put into that one.
    Emits `changed` when the unit, its numbers or the function may have changed. What is not computed yet is NaN.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing = walkthrough, pointing
        self._chosen = ""
        self._last: UnitPlace = (1, 0)
        walkthrough.moved.connect(self.changed)
        walkthrough.edited.connect(self.changed)
        pointing.selection_changed.connect(self.changed)

    @property
    def chosen(self) -> str:
        """The function that was chosen by name; nothing where it follows the unit."""
        return self._chosen

    def choose(self, name: str) -> None:
        """Look at the function of this name, or with an empty name at that of the unit."""
        if name != self._chosen:
            self._chosen = name
            self.changed.emit()

    @property
    def unit(self) -> UnitPlace:
        """The unit that is shown."""
        step = self._walkthrough.step
        candidates = [self._place_of(self._pointing.selected)]
        if step is not None:
            own = step.parameter
            candidates += [(step.place.layer, step.place.unit), (own.layer, own.unit) if own else (-1, -1)]
        self._last = next(filter(self._exists, [*candidates, self._last]), (1, 0))
        return self._last

    def _place_of(self, element: Element | None) -> UnitPlace:
        network = self._walkthrough.run.scenario.network
        if element is None:
            return (-1, -1)
        if element.unit < 0 <= element.parameter < network.size:
            parameter = network.parameter(element.parameter)
            return parameter.layer, parameter.unit
        return element.layer, element.unit

    def _exists(self, place: UnitPlace) -> bool:
        layers = self._walkthrough.run.scenario.network.layers
        return 1 <= place[0] < len(layers) and 0 <= place[1] < layers[place[0]].units

    @property
    def unit_name(self) -> str:
        layer, unit = self.unit
        return self._walkthrough.run.scenario.network.layers[layer].names[unit]

    @property
    def function(self) -> str:
        """The name of the function that is shown."""
        return self._chosen or self.own_function

    @property
    def own_function(self) -> str:
        return self._walkthrough.known.scenario.network.layers[self.unit[0]].activation

    @property
    def own_formulas(self) -> list[str]:
        """The functions that people have written: those of the network, and the chosen one."""
        chosen = [self._chosen] if definition_in(self._chosen) else []
        return list(dict.fromkeys([*own_activations(self._walkthrough.known.scenario), *chosen]))

    @property
    def is_own(self) -> bool:
        """Whether the function is the unit's own."""
        return self.function == self.own_function

    @property
    def net(self) -> float:
        layer, unit = self.unit
        return float(self._walkthrough.known.layers[layer].net[unit])

    @property
    def out(self) -> float:
        """What the function makes of the net input; of the unit's own, once it is computed."""
        layer, unit = self.unit
        return float(self._walkthrough.known.layers[layer].out[unit]) if self.is_own else self._at_net.outs[0]

    @property
    def slope(self) -> float:
        """How steep the function is at the net input; of the unit's own, once it is computed, or where no line of the
        calculation needs it, with the out."""
        layer, unit = self.unit
        if self.is_own and not self._is_spared:
            return float(self._walkthrough.known.layers[layer].slope[unit])
        return NAN if np.isnan(self.out) else float(self._at_net.slopes[0])

    @property
    def _at_net(self) -> FunctionCurve:
        return function_at(self.function, np.array([self.net]), self._others)

    @property
    def _others(self) -> Array:
        """The net inputs of the other units of a softmax; for a unit that is none, one other whose net input is 0."""
        layer, unit = self.unit
        if ACTIVATIONS[self.own_function].is_of_layer and not self._has_others:
            return np.zeros(0)
        nets = np.delete(self._walkthrough.known.layers[layer].net, unit)
        return nets if self._has_others and not np.isnan(nets).any() else np.zeros(1)

    @property
    def _has_others(self) -> bool:
        units = self._walkthrough.run.scenario.network.layers[self.unit[0]].units
        return ACTIVATIONS[self.own_function].is_of_layer and units > 1

    @property
    def note(self) -> str:
        """What else the output depends on, in words; nothing where it is the net input alone."""
        function = ACTIVATIONS[self.function]
        if not function.is_of_layer:
            return ""
        depends = f"A {function.spoken} depends on its whole layer"
        if self._has_others:
            return f"{depends}: here the other units stay as they are."
        if self.is_own:
            return f"A {function.spoken} of a single output is 1, whatever the net input is."
        return f"{depends}: here there is one other unit, whose net input is 0."

    @property
    def curve(self) -> FunctionCurve:
        """The function around 0, as far as the unit's net input."""
        return function_curve(self.function, 0.0 if np.isnan(self.net) else self.net, self._others)

    @property
    def warning(self) -> str:
        """Why hardly any blame passes the unit here, in words; nothing where it does or the slope is not known."""
        flat = "" if np.isnan(self.slope) else why_flat(self.function, self.out, self.slope)
        return f"{flat} {SPARED}" if flat and self.is_own and self._is_spared else flat

    @property
    def _is_spared(self) -> bool:
        """Whether the unit's delta comes from its net input at once, past the slope."""
        scenario = self._walkthrough.known.scenario
        return self.unit[0] == scenario.network.top and LOSSES[scenario.loss].from_net
