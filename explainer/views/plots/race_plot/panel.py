"""The race: who takes part, their losses as curves, and the ways they go through the landscape."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explainer.engine.arrays import Array
from explainer.engine.run.weight_trail import Trail
from explainer.state.edits.choice_names import spoken
from explainer.state.session.display import Display
from explainer.state.surface.fair_rates import FairRates
from explainer.state.surface.optimizer_race import OptimizerRace
from explainer.state.surface.race_clock import RaceClock
from explainer.state.surface.race_surface import RaceSurface
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.controls import Label
from explainer.views.plots.race_plot.curves import REPAINT_MS, RaceCurves
from explainer.views.plots.race_plot.entrants import MORE, READY, EntrantField, FieldPane, RaceLength, standing
from explainer.views.plots.race_plot.field_chooser import FieldChooser
from explainer.views.plots.race_plot.ground import RaceGround
from explainer.views.plots.race_plot.player import RacePlayer
from explainer.views.plots.race_plot.standings import StandingRows, fair_words, first_of
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.parts.rows_table import RowsTable
from explainer.views.plotting.table import Column, PlotTable

_ROWS = 5.4
"""How many rows of the order are seen at least, with their heading."""
SEARCHING = "Learning rates are being tried for each optimizer …"
_ROOM_FOR_FIELD, _ROOM_FOR_CURVES, _ROOM_FOR_GROUND = 700, 280, 640
"""How wide the panel is at least when the field is shown unasked, what is left beside it when curves are shown, and
when they share it with the ways."""
_ROOM_FOR_UNITS, _ROOM_FOR_WORDS = 460, 260
"""How wide it is at least when the length has its unit, and how high when a sentence tells how a race is going."""


class RacePlot(Panel):
    """Shows and changes the racing, which starts from the walkthrough's starting weights. Never changes the
    walkthrough. A race goes on only while it is visible."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, display, title="Race", parent=parent)
        self.racing = OptimizerRace(walkthrough, parent=self)
        self.map = RaceSurface(self.racing, parent=self)
        self.clock, self.fair = RaceClock(self.racing), FairRates(self.racing)
        self.watch(self.racing, self.map, self.clock, self.fair)
        self.field = EntrantField(self.racing, display)
        self.chooser = FieldChooser(self.racing, self.fair)
        self.curves = RaceCurves(walkthrough, display, self.racing, self.clock)
        self.ground = RaceGround(walkthrough, display, self.map, self.clock)
        self.player = RacePlayer(self.racing, self.clock)
        self.standings = RowsTable("Order of the racers", display)
        self._pane = FieldPane(self._who())
        self._add_controls()
        self._lay_out()
        walkthrough.grew.disconnect(self.draw_soon)  # a race is not about the walkthrough's run
        self._later.setInterval(REPAINT_MS)
        for speaker in (self.field, self.chooser, self.player):
            speaker.said.connect(self.said)
        self.clock.moved.connect(self._on_moment)
        self.player.below_changed.connect(self.draw_soon)
        self.fair.changed.connect(self._show)
        self.racing.changed.connect(self._show)
        self.racing.progressed.connect(self._show)
        self._show()

    def _who(self) -> QWidget:
        who = QWidget()
        layout = QVBoxLayout(who)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.chooser)
        layout.addWidget(self.field)
        layout.addStretch(1)
        return who

    def _add_controls(self) -> None:
        self.go = self.add_button("Race", "", "Race", role="primary")
        self.go.setObjectName("race_go")
        self.go.clicked.connect(self._on_go)
        self.updates = RaceLength(self)
        self.updates.setValue(self.racing.updates)
        self.updates.valueChanged.connect(self.racing.set_updates)
        self.add_control(self.updates)
        self.who = self.add_switch(
            "Racers", "Choose who races: optimizers and their learning rates, values of a setting, seeds", "Racers"
        )
        self.who.clicked.connect(self._on_who)
        self.order = self.add_switch("Order", "The order of the racers, and who came below the loss first", "Order")
        self.order.setObjectName("race_order")
        self.order.toggled.connect(self._share_room)
        self.logarithmic = self.add_switch("log", "Show the losses on a logarithmic axis", "Logarithmic loss axis")
        self.logarithmic.setObjectName("race_plot_log")
        self.logarithmic.toggled.connect(self.curves.show_logarithmic)
        self.logarithmic.setChecked(True)

    def _lay_out(self) -> None:
        self.sentence = Label(wordWrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._pane.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        beside = QHBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self._pane, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self.curves, 1)
        beside.addWidget(self.ground, 1)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.player)
        self.body.addLayout(beside, 3)
        self.body.addWidget(self.standings, 2)
        self._is_asked: bool | None = None

    # what a person does

    def _on_go(self) -> None:
        if self.racing.is_running:
            self.racing.stop()
        else:
            self.racing.start()

    def _on_who(self, is_on: bool) -> None:
        self._is_asked = is_on
        self._share_room()

    # showing

    def _show(self) -> None:
        """Show how the race is going; the plots draw themselves."""
        is_running = self.racing.is_running
        self.go.setText("Stop" if is_running else "Race")
        self.go.setAccessibleName("Stop the race" if is_running else "Race")
        self.go.setEnabled(is_running or self.racing.has_racers)
        self.field.setVisible(self.racing.field is None)
        self._share_room()
        self.draw_soon()

    def draw(self) -> None:
        race, said = self.racing.race, self._standing()
        self._show_order()
        hint = "" if self.width() >= _ROOM_FOR_GROUND * self.display.zoom else MORE
        if not race:
            said = f"{fair_words(self.fair.found)} {said} {hint}".strip()
        has_room = race is None or self.height() >= _ROOM_FOR_WORDS * self.display.zoom
        self.sentence.setText(said)
        self.sentence.setVisible(has_room)
        self.curves.plot.setToolTip(" ".join(filter(None, ("" if has_room else said, hint if race else ""))))
        self.setAccessibleDescription(said)

    def _standing(self) -> str:
        """Return who is ahead at the moment of the clock, and who came below the loss first by then."""
        race, at, known = self.racing.race, self.clock.at, self.racing.known
        if self.fair.is_searching:
            return SEARCHING
        if race is None:
            return READY
        first = first_of(race, at, known, self.racing.below) if known.tells_loss(at + 1) else ""
        return f"{standing(race, at, known, self.display.writing)} {first}".strip()

    def _on_moment(self) -> None:
        """Follow the clock."""
        if self.isVisible() and not self.is_quiet:
            self._show_order()
            if self.racing.race and self.sentence.isVisible():
                self.sentence.setText(self._standing())

    def _show_order(self) -> None:
        """Show the order at the moment of the clock."""
        racing, race = self.racing, self.racing.race
        if race is not None and self.standings.isVisible():
            writing = self.display.writing
            self.standings.show_rows(StandingRows(race, racing.known, self.clock.at, racing.below, writing))

    def _share_room(self) -> None:
        """Show beside the curves what there is room for: before a race the field, which is also shown where it is
        asked for, then rather the ways."""
        zoom, wide, field = self.display.zoom, self.width(), self._pane.sizeHint().width()
        needed = _ROOM_FOR_GROUND * zoom + field if self.racing.race else _ROOM_FOR_FIELD * zoom
        is_open = wide >= needed if self._is_asked is None else self._is_asked
        self._pane.setVisible(is_open)
        self.who.setChecked(is_open)
        left = wide - (field if is_open else 0)
        self.curves.setVisible(left >= _ROOM_FOR_CURVES * zoom)
        self.ground.setVisible(left >= _ROOM_FOR_GROUND * zoom)
        has_race = self.racing.race is not None
        self.player.setVisible(has_race and self.height() >= _ROOM_FOR_WORDS * zoom)
        self.order.setEnabled(has_race)
        self.standings.setVisible(has_race and self.order.isChecked())
        self.standings.setMinimumHeight(round(_ROWS * 1.5 * self.standings.fontMetrics().height()))
        self._show_order()
        for part in (self.updates, self.player):
            part.set_brief(wide < _ROOM_FOR_UNITS * zoom)

    # numbers and picture

    def table(self) -> PlotTable:
        """Return the loss of each racer over the updates done, and where it was known to be on its way."""
        self.curves.draw()
        losses = self.curves.table()
        if not len(losses):
            return losses
        done = losses["updates done"]
        ways = [
            Column(f"{spoken(name)} {axis}", _over(done, trail, values))
            for name, trail in self.map.trails.items()
            for axis, values in zip(self._axes(), trail[1:], strict=True)
        ]
        return PlotTable(*losses.columns, *ways)

    def _axes(self) -> list[str]:
        notation = self.display.writing.notation
        return [parameter_label(self.racing.origin, parameter, notation) for parameter in self.map.axes.pair]

    def finish(self) -> None:
        """Race to the end, and map the landscape."""
        self.racing.finish()
        self.map.finish()
        self.curves.redraw()
        self.ground.redraw()
        self.redraw()

    def picture_size(self) -> QSize:
        return QSize(1280, 600) * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw curves and ways side by side."""
        self.curves.draw()
        self.ground.draw()
        half = QSize(room.width() // 2, room.height())
        self.curves.paint_picture(painter, QRect(room.topLeft(), half))
        beside = room.topLeft()
        beside.setX(room.left() + half.width())
        self.ground.paint_picture(painter, QRect(beside, half))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self.draw_soon()


def _over(done: Array, trail: Trail, values: Array) -> Array:
    """Return the values of a trail over all updates, NaN where it was not looked up."""
    found = np.full(len(done), np.nan)
    found[np.searchsorted(done, trail.done)] = values
    return found
