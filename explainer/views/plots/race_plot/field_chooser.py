"""Who races: optimizers, values of a setting, or seeds of the starting weights; and fair rates for optimizers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from explainer.files.checks import ScenarioError
from explainer.files.wording import as_sentence
from explainer.lab_book.book_table import setting_name
from explainer.lab_book.typed_values import typed_seeds, typed_values
from explainer.state.surface.fair_rates import FairRates
from explainer.state.surface.optimizer_race import OptimizerRace
from explainer.state.surface.race_field import RaceField
from explainer.views.controls.controls import OwnKeys
from explainer.views.controls.pickers import DropList

SEEDS, RATE, ANY = "init.seed", "optimizer.learning_rate", "any setting"
_PATHS = (RATE, SEEDS, "batch_size", "l2", "layers.1.activation", "layers.1.units", "init.scheme", ANY)
_EXAMPLES = {
    RATE: "0.1, 0.5, 1",
    SEEDS: "1-5",
    "batch_size": "1, 2, 4",
    "l2": "0, 0.01, 0.1",
    "layers.1.activation": "sigmoid, tanh, relu",
    "layers.1.units": "2, 4, 8",
    ANY: "optimizer.momentum=0.5, 0.9",
    "init.scheme": "uniform, normal, xavier, he",
}


def _kind(path: str) -> str:
    return {SEEDS: "seeds", ANY: "another setting"}.get(path) or setting_name(path)


def _typed_field(path: str, text: str) -> RaceField:
    """Return the racers that were typed for a setting, whose path stands before the values where it may be any.
    Raises ScenarioError where they are none."""
    if path == ANY:
        path, equals, text = (part.strip() for part in text.partition("="))
        if not path or not equals:
            raise ScenarioError("Type a setting as in a file and its values, such as optimizer.momentum=0.5, 0.9.")
    return RaceField(path, tuple(typed_seeds(text)) if path == SEEDS else tuple(typed_values(text)))


class FieldChooser(QWidget):
    """Chooses what races. Listens to the racing; `said` carries why it cannot be."""

    said = Signal(str)

    def __init__(self, racing: OptimizerRace, fair: FairRates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._racing, self._fair = racing, fair
        self.setAccessibleName("Who races")
        self.kind = DropList()
        self.kind.setObjectName("race_kind")
        self.kind.setAccessibleName("What races")
        self.kind.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.kind.addItem("optimizers", "")
        for path in _PATHS:
            self.kind.addItem(_kind(path), path)
        self.values = QLineEdit()
        self.values.setObjectName("race_values")
        self.values.setAccessibleName("Values that race")
        self.values.setToolTip("Values with commas between them, or seeds as 1-5; Enter takes them")
        self.rates = QPushButton(autoDefault=False)
        self.rates.setObjectName("race_fair")
        self.rates.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self.rates, Qt.Key.Key_Space)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 4)
        layout.setSpacing(4)
        for widget in (self.kind, self.values, self.rates):
            layout.addWidget(widget)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.values.returnPressed.connect(self._take)
        self.values.editingFinished.connect(self._take)
        self.rates.clicked.connect(self._on_fair)
        fair.changed.connect(self.show_field)
        racing.changed.connect(self.show_field)
        self.show_field()

    @property
    def _path(self) -> str:
        return str(self.kind.currentData())

    def show_field(self) -> None:
        """Show what races, and what can be done about learning rates."""
        is_field = bool(self._path)
        self.values.setVisible(is_field)
        self.values.setPlaceholderText(_EXAMPLES.get(self._path, ""))
        self.rates.setVisible(not is_field)
        fair = self._fair
        text = "Stop" if fair.is_searching else "Take back rates" if fair.can_be_taken_back else "Fair rates"
        self.rates.setText(text)
        self.rates.setToolTip(
            "Try learning rates from 0.001 to 10 for each optimizer that takes part, and take the one that is first "
            "below the loss, or has the lowest in the end"
        )

    def _on_kind(self) -> None:
        self.values.clear()
        self._racing.set_field(None)
        self.show_field()

    def _take(self) -> None:
        """Let the values race that were typed, or say why they cannot."""
        text = self.values.text().strip()
        if not self._path or not text:
            return
        try:
            self._racing.set_field(_typed_field(self._path, text))
        except ScenarioError as error:
            self.said.emit(as_sentence(str(error)))

    def _on_fair(self) -> None:
        if self._fair.is_searching:
            self._fair.stop()
        elif self._fair.can_be_taken_back:
            self._fair.take_back()
        else:
            self._fair.find()
