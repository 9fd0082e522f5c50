"""The row that plays a race: play, the moment on a slider, speed, and the loss to come below first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from explainer.state.surface.optimizer_race import OptimizerRace
from explainer.state.surface.race_clock import SPEEDS, RaceClock
from explainer.views.controls.controls import DigitsWide, Label, OwnKeys, caption
from explainer.views.controls.number_parsing import EntryError, parse_number
from explainer.views.controls.pickers import DropList, Slider

_POSITIONS = 1000
_NOT_ABOVE_0 = "Type a loss above 0, such as 0.01."


class RacePlayer(QWidget):
    """Shows and sets the clock of a race, and the loss that somebody is to be first below. Listens to both; `said`
    carries why an entry was not taken, `below_changed` tells that the loss is another."""

    said = Signal(str)
    below_changed = Signal()

    def __init__(self, racing: OptimizerRace, clock: RaceClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._racing, self._clock = racing, clock
        self.setAccessibleName("Playing the race")
        self.play = QToolButton()
        self.play.setObjectName("race_play")
        self.play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self.play, Qt.Key.Key_Space)
        self.moment = Slider(_POSITIONS)
        self.moment.setObjectName("race_moment")
        self.moment.setAccessibleName("After how many updates the racers are looked at")
        self.speed = DropList()
        self.speed.setAccessibleName("Speed")
        self.speed.setToolTip("How fast the race is played")
        self.speed.addItems([f"{speed:g} ×" for speed in SPEEDS])
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.below = QLineEdit(f"{racing.below:g}")
        self.below.setObjectName("race_below")
        self.below.setAccessibleName("Loss to come below first")
        self.below.setToolTip("Who comes below this loss first is lit in the order")
        DigitsWide(self.below, 7)
        self.where = Label()
        self._lay_out()
        self.play.clicked.connect(clock.play_or_pause)
        self.moment.valueChanged.connect(self._on_moment)
        self.speed.currentIndexChanged.connect(self._on_speed)
        self.below.editingFinished.connect(self._on_below)
        clock.moved.connect(self.show_moment)
        racing.progressed.connect(self.show_moment)
        self.show_moment()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        widgets: tuple[QWidget, ...] = self.play, self.speed, self.moment, self.where, caption("below"), self.below
        for widget in widgets:
            layout.addWidget(widget, int(widget is self.moment))

    def show_moment(self) -> None:
        """Show which moment is looked at."""
        clock = self._clock
        self.play.setText("Pause" if clock.is_playing else "Play")
        self.play.setAccessibleName("Pause the race" if clock.is_playing else "Play the race")
        self.where.setText(f"{clock.at:,} of {clock.last:,}")
        position = round(_POSITIONS * clock.at / clock.last) if clock.last else 0
        if position != self.moment.value():
            self.moment.blockSignals(True)
            self.moment.setValue(position)
            self.moment.blockSignals(False)

    def _on_moment(self, position: int) -> None:
        self._clock.go_to(round(self._clock.last * position / _POSITIONS))

    def _on_speed(self, place: int) -> None:
        self._clock.speed = SPEEDS[place]

    def _on_below(self) -> None:
        """Take the loss that was typed, or say why it cannot be and show the one there was."""
        try:
            loss = parse_number(self.below.text())
            if loss <= 0:
                raise EntryError(_NOT_ABOVE_0)
        except EntryError as error:
            self.said.emit(str(error))
        else:
            if loss != self._racing.below:
                self._racing.below = loss
                self.below_changed.emit()
        self.below.setText(f"{self._racing.below:g}")
