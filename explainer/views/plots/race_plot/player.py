"""The row that plays a race: play, the moment on a slider, speed, and the loss to come below first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from explainer.state.surface.optimizer_race import OptimizerRace
from explainer.state.surface.race_clock import SPEEDS, RaceClock
from explainer.views.controls.controls import DigitsWide, Label, OwnKeys, caption
from explainer.views.controls.number_parsing import EntryError, parse_number
from explainer.views.controls.pickers import DropList, Slider

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_NOT_ABOVE_0 = "Type a loss above 0, such as 0.01."


class MomentSlider(Slider):
    """A slider of updates: arrows go from one to the next, Home and End to the first and last; Space is `spaced`."""

    spaced = Signal()

    def __init__(self) -> None:
        super().__init__(1)
        self.setObjectName("race_moment")
        self.setAccessibleName("After how many updates the racers are looked at")
        self.setToolTip("Look at the racers after another update; Space plays")
        OwnKeys(self, Qt.Key.Key_Space, *_MOVES, *_ENDS)

    def show_moment(self, at: int, last: int) -> None:
        """Show a moment; nobody has moved the slider."""
        if (at, last) != (self.value(), self.maximum()):
            self.blockSignals(True)
            self.setRange(0, last)
            self.setPageStep(max(last // 10, 1))
            self.setValue(at)
            self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self.spaced.emit()
        elif key in _MOVES:
            self.setValue(self.value() + _MOVES[key])
        elif key in _ENDS:
            self.setValue(0 if key == Qt.Key.Key_Home else self.maximum())
        else:
            super().keyPressEvent(event)


class RacePlayer(QWidget):
    """Shows and sets the clock of a race, and the loss that somebody is to be first below. Listens to both; `said`
    carries why an entry was not taken, `below_changed` tells that the loss is another."""

    said = Signal(str)
    below_changed = Signal()

    def __init__(self, racing: OptimizerRace, clock: RaceClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._racing, self._clock = racing, clock
        self.setAccessibleName("Playing the race")
        self.first, self.play = self._button("race_first"), self._button("race_play")
        self.first.setText("|◀")
        self.first.setAccessibleName("The race from the start")
        self.first.setToolTip("Look at the racers at the start")
        self.moment = MomentSlider()
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
        self.first.clicked.connect(clock.to_start)
        self.moment.spaced.connect(clock.play_or_pause)
        self.moment.valueChanged.connect(clock.go_to)
        self.speed.currentIndexChanged.connect(self._on_speed)
        self.below.editingFinished.connect(self._on_below)
        clock.moved.connect(self.show_moment)
        racing.progressed.connect(self.show_moment)
        self.show_moment()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setProperty("role", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(button, Qt.Key.Key_Space)
        return button

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.first, self.play, self.speed, self.moment, self.where, caption("below"), self.below):
            layout.addWidget(widget, int(widget is self.moment))

    def set_brief(self, is_brief: bool) -> None:
        """Leave out the speed where there is little room."""
        self.speed.setHidden(is_brief)

    def show_moment(self) -> None:
        """Show which moment is looked at."""
        clock = self._clock
        self.play.setText("Pause" if clock.is_playing else "Play")
        self.play.setAccessibleName("Pause the race" if clock.is_playing else "Play the race")
        self.where.setText(f"{clock.at:,} of {clock.last:,}")
        self.moment.show_moment(clock.at, clock.last)

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
