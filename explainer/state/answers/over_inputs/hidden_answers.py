"""What the units of one hidden layer make of every sample: their net inputs and what they put out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.measure.evaluate import Forward, as_network_gets_them
from explainer.engine.measure.unit_lines import UnitLine
from explainer.engine.scenario.network import Layer
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS, sigmoid_slope
from explainer.state.answers.class_answers import LIVE_MS
from explainer.state.answers.output_answers import LastUsedNetwork
from explainer.state.background.work import Slices
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.stuck_units import are_flat

NO_HIDDEN = "There is no hidden layer between inputs and outputs."
_ROWS_AT_ONCE = 256


class LayerAnswer(NamedTuple):
    """Net inputs and outputs of a layer, each of shape (samples, units); `rows` are the samples in the data."""

    layer: Layer
    rows: NDArray[np.intp]
    nets: Array
    outs: Array


class HiddenAnswers(QObject):
    """Puts every sample through the network at the cursor, in slices. `changed` when something else is to be shown."""

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.at_cursor = LastUsedNetwork(walkthrough, self, LIVE_MS)
        self._chosen = 1
        self._forward: tuple[Scenario, Forward] | None = None
        self._about: tuple[Scenario, Array, int] | None = None
        self._nets: list[Array] = []
        self._found: LayerAnswer | None = None
        self._slices = Slices(self._work, self)
        self.at_cursor.changed.connect(self._on_changed)

    @property
    def settings(self) -> Scenario:
        return self.at_cursor.settings

    @property
    def why_not(self) -> str:
        """Why there is nothing to show, in words; nothing where there is."""
        return "" if len(self.settings.network.layers) > 2 else NO_HIDDEN

    @property
    def layer(self) -> int:
        """The hidden layer that is looked at, from 1."""
        return min(self._chosen, max(len(self.settings.network.layers) - 2, 1))

    def choose(self, layer: int) -> None:
        """Look at another hidden layer."""
        if layer != self._chosen:
            self._chosen = layer
            self._on_changed()

    @property
    def found(self) -> LayerAnswer | None:
        """What is found and known: samples whose outputs are hidden are left out. None before there is any."""
        if self._found is None or self.why_not:
            return None
        hidden = self.at_cursor.hidden_rows
        if not hidden:
            return self._found
        kept = np.array([row for row in range(len(self._found.nets)) if row not in hidden], dtype=np.intp)
        layer, rows, nets, outs = self._found
        return LayerAnswer(layer, rows[kept], nets[kept], outs[kept])

    def borders(self, first: int, second: int) -> tuple[UnitLine, ...]:
        """Return where each unit of the layer above has the net input 0, over what two units put out; none where the
        layer has other units."""
        network, theta = self.settings.network, self.at_cursor.theta
        if self.why_not or network.layers[self.layer].units != 2:
            return ()
        above = network.layers[self.layer + 1]
        weights, has_bias = above.weights(theta), above.bias_count > 0
        biases = np.broadcast_to(above.biases(theta) if has_bias else 0.0, above.units)
        rows = zip(above.names, weights[:, [first, second]].tolist(), biases.tolist(), strict=True)
        return tuple(UnitLine(name, across, up, bias) for name, (across, up), bias in rows if across or up)

    def finish(self) -> None:
        """Answer now."""
        self._ask()
        while self._work(1):
            pass

    def _on_changed(self) -> None:
        if self.at_cursor.is_watched:
            self._ask()
            self._slices.start()
            self.changed.emit()
        else:
            self._slices.stop()

    def _ask(self) -> None:
        """Begin anew where another network, layer or other data are looked at."""
        settings, theta, layer = self.settings, self.at_cursor.theta, self.layer
        about = self._about
        if about and about[0] is settings and about[2] == layer and np.array_equal(about[1], theta):
            return
        if about is None or about[0].network.shape != settings.network.shape or about[2] != layer:
            self._found = None
        self._about, self._nets = (settings, theta, layer), []

    def _work(self, _: int) -> int:
        if self._about is None or self.why_not:
            return 0
        settings, theta, layer = self._about
        inputs = settings.data.inputs
        done = sum(map(len, self._nets))
        if done >= len(inputs):
            return 0
        if self._forward is None or self._forward[0] is not settings:
            self._forward = settings, Forward(settings, min(_ROWS_AT_ONCE, len(inputs)))
        piece = as_network_gets_them(settings.data, inputs[done : done + _ROWS_AT_ONCE])
        self._nets.append(self._forward[1].nets(theta, piece)[layer - 1].copy())
        if done + len(piece) == len(inputs):
            self._finish(settings.network.layers[layer])
        return 1

    def _finish(self, layer: Layer) -> None:
        nets = np.concatenate(self._nets)
        with np.errstate(all="ignore"):
            outs = np.asarray(ACTIVATIONS[layer.activation].value.of(z=nets))
        self._found = LayerAnswer(layer, np.arange(len(nets)), nets, outs)
        self.changed.emit()


def stuck_outputs(answer: LayerAnswer) -> NDArray[np.bool_]:
    """Tell which outputs let hardly any blame pass, shape (samples, units): 0 of a ReLU, else near a limit."""
    activation, outs = ACTIVATIONS[answer.layer.activation], answer.outs
    if activation.can_die:
        return np.asarray(outs == 0)
    slopes = activation.slope.of(z=answer.nets, a=outs) if activation.slope else sigmoid_slope(answer.nets, outs)
    return are_flat(activation, outs, np.asarray(slopes))
