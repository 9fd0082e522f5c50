"""A hidden layer over all samples: where two units put them, how net inputs are spread, how many outputs are 0."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from explainer.engine.scenario.network import Layer
from explainer.files.wording import counted
from explainer.functions.activations import ACTIVATIONS
from explainer.state.answers.over_inputs.hidden_answers import HiddenAnswers, LayerAnswer, share_of_zeros
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.pickers import DropList
from explainer.views.controls.reason import Reason
from explainer.views.plots.hidden_layer.histogram import NetHistogram, are_flat
from explainer.views.plots.hidden_layer.plane import HiddenPlane
from explainer.views.plotting.figure import PICTURE
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.table import PlotTable

NOT_YET = "No sample has gone through this network yet."
ONE_UNIT = "A plane needs two units; this layer has one. Net Inputs shows how it answers."


class HiddenLayerPlot(Panel):
    """Listens to the walkthrough and the display. While the run grows it shows the newest network, else that of the
    cursor; samples whose outputs are still to be computed are left out."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, display, title="Hidden Layer", parent=parent)
        self.answers = HiddenAnswers(walkthrough, self)
        self.watch(self.answers.at_cursor)
        self.plane = HiddenPlane(walkthrough, self.answers, display)
        self.histogram = NetHistogram(walkthrough, self.answers, display)
        self.layers, self.across, self.up = self._list("Hidden layer"), self._list("Across"), self._list("Up")
        self._named: object = None
        self._add_controls()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.plane)
        self._stack.addWidget(self.histogram)
        self.reason = Reason(self._stack)
        self.body.addWidget(self.reason, 1)
        self.body.addWidget(self._stack, 1)
        self.answers.changed.connect(self.draw_soon)

    def _list(self, name: str) -> DropList:
        chooser = DropList(self)
        chooser.setAccessibleName(name)
        chooser.setToolTip(name)
        chooser.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return chooser

    def _add_controls(self) -> None:
        for chooser in (self.layers, self.across, self.up):
            self.add_control(chooser)
        self.layers.activated.connect(self._on_layer)
        self.across.activated.connect(self._on_unit)
        self.up.activated.connect(self._on_unit)
        self.of_plane = self.add_switch("plane", "Each sample where two hidden units put it", "Plane of two units")
        self.of_nets = self.add_switch("net inputs", "How the net inputs of the layer are spread", "Net inputs")
        self._views = QButtonGroup(self)
        for place, button in enumerate((self.of_plane, self.of_nets)):
            self._views.addButton(button, place)
        self.of_plane.setChecked(True)
        self._views.idToggled.connect(self._on_view)

    # what a person does

    def _on_view(self) -> None:
        self._stack.setCurrentIndex(self._views.checkedId())
        self.redraw()

    def _on_layer(self, place: int) -> None:
        self.answers.choose(place + 1)
        self.redraw()

    def _on_unit(self) -> None:
        self.plane.pair = self.across.currentIndex(), self.up.currentIndex()
        self.plane.redraw()

    # showing

    def draw(self) -> None:
        why_not = self.answers.why_not
        self._offer()
        found = self.answers.found
        if not why_not and (found is None or not len(found.nets)):
            why_not = NOT_YET
        elif not why_not and found and found.nets.shape[1] < 2 and self.of_plane.isChecked():
            why_not = ONE_UNIT
        self.reason.show_reason(why_not)
        self.say("" if found is None or why_not else self._sentence_of(found))
        self.plane.draw_soon()
        self.histogram.draw_soon()

    def draw_cursor(self) -> None:
        """Which samples are known depends on the cursor."""
        self.draw_soon()

    def _offer(self) -> None:
        """Offer the hidden layers and the units that there are."""
        layers = self.answers.settings.network.layers
        named = tuple(layer.names for layer in layers), self.answers.layer
        if named != self._named:
            self._named = named
            self.layers.clear()
            self.layers.addItems([f"layer {number}" for number in range(1, len(layers) - 1)])
            self.layers.setCurrentIndex(self.answers.layer - 1)
            units = layers[self.answers.layer].names if len(layers) > 2 else ()
            for chooser, place in ((self.across, 0), (self.up, min(1, len(units) - 1))):
                chooser.clear()
                chooser.addItems(list(units))
                chooser.setCurrentIndex(place)
            self.plane.pair = 0, min(1, len(units) - 1)
        units_there = len(layers[self.answers.layer].names) if len(layers) > 2 else 0
        self.layers.setVisible(len(layers) > 3)
        for chooser in (self.across, self.up):
            chooser.setVisible(units_there > 2 and self.of_plane.isChecked())

    def _sentence_of(self, found: LayerAnswer) -> str:
        """Say how many units are flat, and how many outputs are 0, where that can be."""
        when = f"after {counted(self.answers.at_cursor.done, 'update')}"
        said = [when, counted(len(found.nets), "sample")]
        shaded = ["shaded: hardly any slope"] if self.of_nets.isChecked() and self.histogram.flat else []
        return " · ".join([*said, *_about(found.layer, found), *shaded])

    # numbers and picture

    def table(self) -> PlotTable:
        """Return the numbers of what is shown: the plane's samples, or the ranges of net inputs."""
        return self.histogram.table() if self.of_nets.isChecked() else self.plane.table()

    def finish(self) -> None:
        self.answers.finish()
        self.draw()
        self.plane.draw()
        self.histogram.draw()

    def picture_size(self) -> QSize:
        return PICTURE * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw what is shown."""
        shown = self.histogram if self.of_nets.isChecked() else self.plane
        shown.draw()
        shown.paint_picture(painter, room)


def _about(layer: Layer, found: LayerAnswer) -> list[str]:
    """Return what is worth saying of the outputs of a layer."""
    activation, said = ACTIVATIONS[layer.activation], []
    zeros, dead = share_of_zeros(found)
    if activation.can_die:
        said.append(f"{zeros:.0%} of the outputs are 0")
        said.append(f"{dead} of {counted(layer.units, 'unit')} put out 0 for every sample")
    elif activation.limits and not activation.is_of_layer:
        flat = are_flat(layer.activation, found.nets[np.isfinite(found.nets)])
        said.append(f"{float(flat.mean()) if flat.size else 0.0:.0%} of the outputs are saturated")
    return said
