"""A hidden layer over all samples: where two units put them, how net inputs are spread, how many outputs are 0."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from explainer.files.wording import counted
from explainer.functions.activations import ACTIVATIONS
from explainer.state.answers.over_inputs.hidden_answers import HiddenAnswers, LayerAnswer, stuck_outputs
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.pickers import DropList
from explainer.views.controls.reason import Reason
from explainer.views.plots.hidden_layer.histogram import NetHistogram
from explainer.views.plots.hidden_layer.plane import HiddenPlane
from explainer.views.plots.hidden_layer.shares import StuckShares, can_be_stuck
from explainer.views.plotting.figure import PICTURE, Figure
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.table import PlotTable

NOT_YET = "No sample has gone through this network yet."
NEVER_FLAT = "The activation of this layer has no flat part: no output of it is stuck."
_MOST_NAMED = 4
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
        self.shares = StuckShares(walkthrough, self.answers, display)
        self.layers, self.across, self.up = self._list("Hidden layer"), self._list("Across"), self._list("Up")
        self._named: object = None
        self._add_controls()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.plane)
        self._stack.addWidget(self.histogram)
        self._stack.addWidget(self.shares)
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
        self.of_units = self.add_switch("units", "How often each unit puts out 0, or is saturated", "Units")
        self._views = QButtonGroup(self)
        for place, button in enumerate((self.of_plane, self.of_nets, self.of_units)):
            self._views.addButton(button, place)
        self.of_plane.setChecked(True)
        self._views.idToggled.connect(self._on_view)

    @property
    def _parts(self) -> tuple[Figure, ...]:
        return self.plane, self.histogram, self.shares

    @property
    def _shown(self) -> Figure:
        return self._parts[self._views.checkedId()]

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
        elif not why_not and found and self.of_units.isChecked() and not can_be_stuck(found.layer.activation):
            why_not = NEVER_FLAT
        self.reason.show_reason(why_not)
        self.say("" if found is None or why_not else self._sentence_of(found))
        for view in self._parts:
            view.draw_soon()

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
        slope = "slope 0" if ACTIVATIONS[found.layer.activation].can_die else "hardly any slope"
        shaded = [f"shaded: {slope}"] if self.of_nets.isChecked() and self.histogram.flat else []
        return " · ".join([*said, *_about(found), *shaded])

    # numbers and picture

    def table(self) -> PlotTable:
        """Return the numbers of what is shown: the plane's samples, the ranges of net inputs, or the units."""
        return self._shown.table()

    def finish(self) -> None:
        self.answers.finish()
        self.draw()
        for view in self._parts:
            view.draw()

    def picture_size(self) -> QSize:
        return PICTURE * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw what is shown."""
        self._shown.draw()
        self._shown.paint_picture(painter, room)


def _about(found: LayerAnswer) -> list[str]:
    """Return what is worth saying of the outputs of a layer."""
    activation, stuck = ACTIVATIONS[found.layer.activation], stuck_outputs(found)
    share = f"{float(stuck.mean()):.0%} of the outputs are"
    if activation.can_die:
        dead = [name for name, of_unit in zip(found.layer.names, stuck.T, strict=True) if of_unit.all()]
        return [f"{share} 0", f"{_named(dead)} of {counted(found.layer.units, 'unit')} put out 0 for every sample"]
    return [f"{share} saturated"] if activation.limits and not activation.is_of_layer else []


def _named(names: list[str]) -> str:
    """Return how many they are, and which where they are few."""
    return f"{len(names)} ({', '.join(names)})" if 0 < len(names) <= _MOST_NAMED else str(len(names))
