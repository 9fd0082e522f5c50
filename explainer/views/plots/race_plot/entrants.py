"""Who takes part in a race: the optimizers with their lines and learning rates, its length, and who is ahead."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from explainer.engine.run.optimizer_race import Race, Racer, loss_at
from explainer.files.checks import ScenarioError
from explainer.files.wording import counted, plural
from explainer.functions.optimizers import OPTIMIZERS
from explainer.picture.palette import Palette
from explainer.state.edits.choice_names import in_words, spoken
from explainer.state.session.display import Display
from explainer.state.surface.optimizer_race import MOST_UPDATES, Entrant, OptimizerRace
from explainer.trace.formula.notation import Writing, full
from explainer.trace.known.known import Known
from explainer.views.controls.controls import DigitsWide, OwnKeys, caption
from explainer.views.controls.number_parsing import EntryError, parse_number
from explainer.views.controls.pickers import NumberPicker
from explainer.views.plotting.parts.legend import line_sample
from explainer.views.plotting.parts.line_styles import LineStyle, style_at


def line_style(name: str, palette: Palette) -> LineStyle:
    """Return how an optimizer is drawn in a theme."""
    return style_at(list(OPTIMIZERS).index(name), palette)


READY = "Press Race: each optimizer trains its own copy of the network, from the same start, on the same batches."

NOT_COMPUTED = "The loss of update {:,} is not computed yet in the network: step on, or look at another moment."

MORE = "A double click on the tab gives the race a window, which has room for the ways over the loss surface too."


def title(name: str) -> str:
    """Return an optimizer's name as a sentence begins with it."""
    said = spoken(name)
    return said[:1].upper() + said[1:]


def standing(race: Race, at: int, known: Known, writing: Writing) -> str:
    """Say who is ahead and who is last after `at` updates, as far as their losses are known, and who is out."""
    going = [racer for racer in race.ranking_at(at) if isfinite(loss_at(racer, at))]
    kind = "batch loss" if race.start.updates_per_epoch > 1 else "loss"
    said = []
    if going:
        said.append(_ahead(race, at, going, kind, writing) if known.tells_loss(at + 1) else NOT_COMPUTED.format(at + 1))
    said += [_out(racer) for racer in race.racers if racer.stopped and at >= len(racer.losses)]
    return " ".join(said)


def _ahead(race: Race, at: int, going: list[Racer], kind: str, writing: Writing) -> str:
    losses = [loss_at(racer, at) for racer in going]
    names, told = [spoken(racer.name) for racer in going], [writing.show(loss) for loss in losses]
    is_end = race.is_over and at == race.done
    updates = counted(at if is_end else race.updates, "update")
    after = f"After {updates}" if is_end else f"After {at:,} of {updates}"
    if len(going) == 1:
        return f"{after} {names[0]} has a {kind} of {told[0]}."
    if losses[0] == losses[-1]:
        return f"{after} all have the same {kind}, {told[0]}."
    second = f", then {names[1]} with {told[1]}" if len(going) > 2 else ""
    return f"{after} {names[0]} is ahead with a {kind} of {told[0]}{second}; {names[-1]} is last with {told[-1]}."


def _out(racer: Racer) -> str:
    rate = f"{racer.settings.learning_rate:g}"
    return (
        f"{title(racer.name)} is out: update {racer.run.stopped:,} gives numbers that are not finite; "
        f"its learning rate, {rate}, may be too large."
    )


_SAMPLE = QSize(30, 12)
_RATE_DIGITS = 9


class EntrantRow:
    """One optimizer: a tick and, unless it chooses its steps itself, its learning rate."""

    def __init__(self, field: EntrantField, racing: OptimizerRace, display: Display, name: str) -> None:
        self.name, self._racing, self._display, self._field = name, racing, display, field
        self.tick = QCheckBox(title(name), field)
        self.tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self.tick, Qt.Key.Key_Space)
        self.rate = QLineEdit(field)
        self.rate.setAccessibleName(f"Learning rate of {spoken(name)}")
        DigitsWide(self.rate, _RATE_DIGITS)
        self.tick.toggled.connect(self._on_tick)
        self.rate.editingFinished.connect(self._on_rate)

    def _on_tick(self, is_on: bool) -> None:
        self._racing.set_takes_part(self.name, is_on)

    def _on_rate(self) -> None:
        """Take the number that was typed, or say why it cannot be and show the one there was."""
        try:
            self._racing.set_rate(self.name, parse_number(self.rate.text()))
        except (EntryError, ScenarioError) as error:
            self._field.said.emit(str(error))
        self.show(next(entrant for entrant in self._racing.entrants if entrant.name == self.name))

    def show(self, entrant: Entrant) -> None:
        """Show the entrants as they are now."""
        self.tick.setChecked(entrant.takes_part)
        self.tick.setEnabled(not entrant.why_not)
        reason = in_words(entrant.why_not, ()) if entrant.why_not else ""
        self.tick.setToolTip(reason or f"Let {spoken(self.name)} take part")
        self.rate.setVisible(entrant.has_rate)
        self.rate.setEnabled(not entrant.why_not)
        self.rate.setText(full(entrant.settings.learning_rate))
        size = _SAMPLE * self._display.zoom
        drawn = line_style(self.name, self._display.palette)
        self.tick.setIconSize(size)
        self.tick.setIcon(line_sample(*drawn, size, self._display.zoom, self._field.devicePixelRatioF()))


class EntrantField(QWidget):
    """All optimizers in rows. Listens to the racing and the display; `said` carries why an entry was not taken."""

    said = Signal(str)

    def __init__(self, racing: OptimizerRace, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Optimizers that race")
        self._racing = racing
        self.rows = {entrant.name: EntrantRow(self, racing, display, entrant.name) for entrant in racing.entrants}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(caption("optimizer"), 0, 0)
        grid.addWidget(caption("learning rate"), 0, 1)
        for number, row in enumerate(self.rows.values(), start=1):
            grid.addWidget(row.tick, number, 0)
            grid.addWidget(row.rate, number, 1)
        grid.setRowStretch(len(self.rows) + 1, 1)
        racing.changed.connect(self.show_field)
        display.changed.connect(self.show_field)
        self.show_field()

    def show_field(self) -> None:
        """Show who takes part, and how."""
        for entrant in self._racing.entrants:
            self.rows[entrant.name].show(entrant)


class FieldPane(QScrollArea):
    """The field, scrolled where it is higher than the room for it."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(field)
        self._field = field

    def sizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._field.sizeHint().width() + bar, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 60)


_INDENT, _AROUND = 6, 24
"""What is before the text, and what is around it together."""


class RaceLength(NumberPicker):
    """A number of updates; what is typed counts when it is finished."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(1, MOST_UPDATES)
        self.setGroupSeparatorShown(True)
        self._is_brief = False
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self._show_suffix)
        self._show_suffix()
        self.setAccessibleName("How many updates a race is long")
        self.setToolTip("How many updates the race is long")
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def set_brief(self, is_brief: bool) -> None:
        """Show only the number, or also what it counts."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self._show_suffix()
            self.updateGeometry()

    def _show_suffix(self) -> None:
        self.setSuffix("" if self._is_brief else f" {plural(self.value(), 'update')}")

    def sizeHint(self) -> QSize:
        longest = f"{MOST_UPDATES:,}" if self._is_brief else counted(MOST_UPDATES, "update")
        return QSize(self.fontMetrics().horizontalAdvance(longest) + _AROUND, super().sizeHint().height())
