"""Who races: every optimizer with a tick, its kind of line, and its learning rate to type."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from explainer.files.base.errors import ScenarioError
from explainer.state.display import Display
from explainer.state.edits.choice_names import in_words, spoken
from explainer.state.surface.optimizer_race import Entrant, Racing
from explainer.trace.formula.number_text import full
from explainer.views.controls.controls import Lettered, OwnKeys, caption
from explainer.views.controls.number_parsing import EntryError, parse_number
from explainer.views.plots.race_plot.liveries import Livery, livery
from explainer.views.plots.race_plot.words import title

_SAMPLE = QSize(30, 12)
_RATE_DIGITS = 9


class EntrantRow:
    """One optimizer: a tick and, unless it chooses its steps itself, its learning rate."""

    def __init__(self, field: EntrantField, racing: Racing, display: Display, name: str) -> None:
        self.name, self._racing, self._display, self._field = name, racing, display, field
        self.tick = QCheckBox(title(name), field)
        self.tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self.tick, Qt.Key.Key_Space)
        self.rate = QLineEdit(field)
        self.rate.setAccessibleName(f"Learning rate of {spoken(name)}")
        Lettered(self.rate, _RATE_DIGITS)
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
        """Show what is so."""
        self.tick.setChecked(entrant.takes_part)
        self.tick.setEnabled(not entrant.why_not)
        reason = in_words(entrant.why_not, ()) if entrant.why_not else ""
        self.tick.setToolTip(reason or f"Let {spoken(self.name)} take part")
        self.rate.setVisible(entrant.has_rate)
        self.rate.setEnabled(not entrant.why_not)
        self.rate.setText(full(entrant.settings.learning_rate))
        size = _SAMPLE * self._display.zoom
        drawn = livery(self.name, self._display.palette)
        self.tick.setIconSize(size)
        self.tick.setIcon(_sample(drawn, size, self._display.zoom, self._field.devicePixelRatioF()))


class EntrantField(QWidget):
    """All optimizers in rows. Listens to the racing and the display; `said` carries why an entry was not taken."""

    said = Signal(str)

    def __init__(self, racing: Racing, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    def __init__(self, field: EntrantField) -> None:
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


def _sample(drawn: Livery, size: QSize, zoom: float, ratio: float) -> QIcon:
    """Return a piece of a racer's line."""
    image = QPixmap(size * ratio)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.setPen(QPen(QColor(drawn.colour), 2.5 * zoom, drawn.style))
        y = size.height() / 2
        painter.drawLine(QPointF(1, y), QPointF(size.width() - 1, y))
    return QIcon(image)
