"""The network: its layers with their units and activations, its biases, and how starting weights are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from explainer.engine.scenario.initialisers import INITIALISERS
from explainer.engine.scenario.network import BIASES
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.own.definition import definition_in
from explainer.state.edits import network_edits as edits
from explainer.state.edits.choice_names import spoken_biases
from explainer.state.edits.function_edits import own_activations
from explainer.views.controls.controls import DigitsWide, Label, caption
from explainer.views.controls.number_parsing import parse_whole
from explainer.views.controls.pickers import OWN_FORMULA
from explainer.views.settings.fields import Editing, MakeEdit, Setting, SettingGroup, choice, whole
from explainer.views.settings.inputs import ListEntry, TextEntry, name_it

_UNITS_DIGITS = 6.5
_USES_EPSILON = {"uniform"}


def _drawn_with(name: str) -> MakeEdit:
    """Return the edit that draws starting weights with another value of this name."""
    return lambda scenario, value: edits.with_init(scenario, **{name: value})


_SETTINGS = (
    Setting(
        "setting_biases",
        "Biases",
        "One per unit, one that a layer has in common, or none; frozen ones are not trained",
        choice(BIASES, spoken_biases),
        lambda scenario: scenario.network.biases,
        edits.with_biases,
    ),
    Setting(
        "setting_scheme",
        "Start weights",
        "How starting weights are drawn; choosing a way draws them at once",
        choice(INITIALISERS),
        lambda scenario: scenario.init.scheme,
        _drawn_with("scheme"),
    ),
    Setting(
        "setting_init_epsilon",
        "ε",
        "Starting weights are drawn between −ε and ε",
        TextEntry,
        lambda scenario: scenario.init.epsilon,
        _drawn_with("epsilon"),
        lambda scenario: scenario.init.scheme in _USES_EPSILON,
    ),
    Setting(
        "setting_init_seed",
        "Weights' seed",
        "Which random numbers are drawn; the same seed gives the same weights",
        whole,
        lambda scenario: scenario.init.seed,
        _drawn_with("seed"),
    ),
)


class LayerRow(QObject):
    """One layer with weights in the list of layers: units, activation, and for a hidden layer a way to remove it."""

    def __init__(self, index: int, editing: Editing, grid: QGridLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._index, self._editing = index, editing
        number = index + 1
        self._title = caption(f"Layer {number}")
        self.units = TextEntry(parse_whole)
        DigitsWide(self.units, _UNITS_DIGITS)
        name_it(self.units, f"units_{number}", f"Units of layer {number}", "How many units this hidden layer has")
        self._count = caption("")
        self._hidden = ListEntry(edits.hidden_activations(), question=OWN_FORMULA)
        self._output = ListEntry(ACTIVATIONS, question=OWN_FORMULA)
        for control, role in ((self._hidden, "hidden"), (self._output, "output")):
            name_it(control, f"{role}_activation_{number}", f"Activation of layer {number}", _ACTIVATION_HINT)
            control.given.connect(self._on_activation)
            control.asked.connect(self._on_asked)
        self.remove = QPushButton("✕")
        self.remove.setProperty("role", "small")
        name_it(self.remove, f"remove_{number}", f"Remove layer {number}", "Take this hidden layer out of the network")
        self.remove.clicked.connect(self._on_remove)
        self.units.given.connect(self._on_units)
        self.units.said.connect(editing.said)
        widgets = ((self._title, 0), (self.units, 1), (self._count, 1), (self._hidden, 2), (self._output, 2))
        for widget, column in (*widgets, (self.remove, 3)):
            grid.addWidget(widget, number, column)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What Tab reaches, in order."""
        return self.units, self._hidden, self._output, self.remove

    def show_scenario(self, scenario: Scenario) -> None:
        """Show the layer, or nothing where the network has none of this index."""
        layers = scenario.network.layers
        last = len(layers) - 1
        is_hidden, is_output = self._index < last, self._index == last
        for widget, is_shown in (
            (self._title, is_hidden or is_output),
            (self.units, is_hidden),
            (self._hidden, is_hidden),
            (self.remove, is_hidden),
            (self._count, is_output),
            (self._output, is_output),
        ):
            widget.setVisible(is_shown)
        if self._index > last:
            return
        layer = layers[self._index]
        self._title.setText("Outputs" if is_output else f"Layer {layer.number}")
        self._count.setText(str(layer.units))
        self.units.show_value(layer.units)
        for activation in (self._hidden, self._output):
            activation.show_value(layer.activation, own_activations(scenario))
            activation.setToolTip(layer.activation if definition_in(layer.activation) else _ACTIVATION_HINT)

    def _on_units(self, units: int) -> None:
        self._editing.change(partial(edits.with_units, layer=self._index, units=units))

    def _on_activation(self, name: str) -> None:
        self._editing.change(partial(edits.with_activation, layer=self._index, name=name))

    def _on_asked(self) -> None:
        self._editing.formula_wanted.emit(self._index)

    def _on_remove(self) -> None:
        self._editing.change(partial(edits.without_layer, layer=self._index))


_ACTIVATION_HINT = "What a unit makes of its net input; softmax outputs bring their loss with them"


class NetworkGroup(SettingGroup):
    """The layers of the network as a list, and the settings that all of them have in common."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("Network", _SETTINGS, editing)
        self._inputs = Label()
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(caption("Inputs"), 1, 0)
        self._grid.addWidget(self._inputs, 1, 1)
        self._grid.addWidget(caption("given by the data"), 1, 2, 1, 2)
        self._layers: list[LayerRow] = []
        self._add = QPushButton("Add hidden layer")
        name_it(self._add, "add_layer", "Add hidden layer", "Put another hidden layer before the outputs")
        self._add.clicked.connect(self._on_add)
        self.box.insertLayout(1, self._grid)
        self.box.insertWidget(2, self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_scenario(self, scenario: Scenario) -> None:
        super().show_scenario(scenario)
        layers = scenario.network.layers
        self._inputs.setText(str(layers[0].units))
        had = len(self._layers)
        for index in range(had + 1, len(layers)):
            self._layers.append(LayerRow(index, self.editing, self._grid, self))
        if len(self._layers) > had:
            self._order_focus()
        for row in self._layers:
            row.show_scenario(scenario)

    def _order_focus(self) -> None:
        """Let Tab go through the list from the top, and then to the settings below it, whenever rows were made."""
        controls = [*(control for row in self._layers for control in row.controls), self._add]
        for before, after in pairwise((_stop_before(self.first_control, controls), *controls)):
            QWidget.setTabOrder(before, after)

    def _on_add(self) -> None:
        self.editing.change(edits.with_added_layer)


def _stop_before(widget: QWidget, others: Sequence[QWidget]) -> QWidget:
    """Return what Tab leads from to a widget, where it comes from none of the others."""
    before = widget.previousInFocusChain()
    assert before is not None, "the chain is a circle"
    is_stop = before.focusPolicy() != Qt.FocusPolicy.NoFocus and before not in others
    return before if is_stop else _stop_before(before, others)
