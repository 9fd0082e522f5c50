"""What a sweep is asked for with: a setting and its values, seeds of starting weights, and the loss to come below."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from explainer.engine.run.trial import MOST_UPDATES
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.wording import as_sentence
from explainer.lab_book.book_table import setting_name
from explainer.lab_book.typed_values import typed_loss, typed_seeds, typed_values
from explainer.state.histories.lab_book import LabBook
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import DigitsWide, caption, row
from explainer.views.controls.number_parsing import EntryError, parse_whole
from explainer.views.controls.pickers import DropList
from explainer.views.plotting.parts.flow import Flow

NO_SETTING = "no setting"
_OPTIMIZERS = "sgd, momentum, adam"
_EXAMPLES = {
    "optimizer.learning_rate": "0.5, 1, 2",
    "optimizer.name": _OPTIMIZERS,
    "batch_size": "1, 2, 4",
    "l2": "0, 0.001, 0.01",
    "init.scheme": "uniform, normal, xavier, he",
    "loss": "half_squared_error, cross_entropy",
}
_OF_LAYERS = {"units": "2, 4, 8", "activation": "sigmoid, tanh, relu"}


def paths_of(scenario: Scenario) -> Iterator[str]:
    """Go through the settings of a scenario that are worth a sweep, by their paths in a file."""
    yield "optimizer.learning_rate"
    yield "optimizer.name"
    yield from (f"optimizer.{name}" for name in scenario.optimizer.options)
    for number in range(1, len(scenario.network.layers)):
        if number < len(scenario.network.layers) - 1:
            yield f"layers.{number}.units"
        yield f"layers.{number}.activation"
    yield from ("loss", "init.scheme", "batch_size", "l1", "l2", "dropout")


class SweepForm(Flow):
    """Begins and stops sweeps of the book; `said` carries why one could not begin."""

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, book: LabBook, parent: QWidget) -> None:
        super().__init__(parent, gap=8)
        self._walkthrough, self._book = walkthrough, book
        self.setAccessibleName("Sweep")
        self.setting = DropList()
        self.setting.setObjectName("sweep_setting")
        self.setting.setAccessibleName("Setting")
        self.setting.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToContents)
        self.values = self._entry("sweep_values", "Values", "Its values, with commas between them", 18)
        self.seeds = self._entry("sweep_seeds", "Seeds", "Seeds of starting weights, as 1-20; nothing keeps them", 7)
        self.seeds.setPlaceholderText("1-20")
        self.until = self._entry("sweep_until", "Loss to come below", "Train until the loss of all samples is below", 7)
        self.until.setText("0.01")
        self.most = self._entry("sweep_most", "Most updates", "Give a training up after this many updates", 8)
        self.most.setText(f"{MOST_UPDATES:,}")
        self.go = QPushButton("Start", autoDefault=False)
        self.go.setObjectName("sweep_go")
        self._lay_out()
        self.go.clicked.connect(self._on_go)
        self.setting.currentIndexChanged.connect(self._on_setting)
        walkthrough.edited.connect(self._show_settings)
        book.progressed.connect(self._show_progress)
        self._show_settings()
        self._show_progress()

    def _lay_out(self) -> None:
        for words, widget in (
            ("try", self.setting),
            ("=", self.values),
            ("seeds", self.seeds),
            ("until loss <", self.until),
            ("at most", self.most),
        ):
            self.add(row([caption(words), widget], 4))
        self.add(self.go)

    def _entry(self, id: str, name: str, tip: str, digits: int) -> QLineEdit:
        entry = QLineEdit()
        entry.setObjectName(id)
        entry.setAccessibleName(name)
        entry.setToolTip(tip)
        DigitsWide(entry, digits)
        entry.returnPressed.connect(self._start)
        return entry

    # what there is

    def _show_settings(self) -> None:
        """Offer the settings of the scenario that there is now."""
        paths = ["", *paths_of(self._walkthrough.scenario)]
        if paths == [self.setting.itemData(index) for index in range(self.setting.count())]:
            return
        chosen = self.setting.currentData()
        chosen = "optimizer.learning_rate" if chosen is None else chosen
        self.setting.blockSignals(True)
        self.setting.clear()
        for path in paths:
            self.setting.addItem(setting_name(path) if path else NO_SETTING, path)
        self.setting.blockSignals(False)
        self.setting.setCurrentIndex(max(self.setting.findData(chosen), 0))
        self._on_setting()

    def _on_setting(self) -> None:
        path = self.setting.currentData() or ""
        scenario = self._walkthrough.scenario
        known = {f"optimizer.{name}": str(value) for name, value in scenario.optimizer.options.items()}
        self.values.setEnabled(bool(path))
        self.values.clear()
        self.values.setPlaceholderText({**known, **_EXAMPLES}.get(path, _OF_LAYERS.get(path.rpartition(".")[2], "")))

    def _show_progress(self) -> None:
        done, count = self._book.sweep_done
        is_on = self._book.is_sweeping
        self.go.setText(f"Stop ({done:,} of {count:,})" if is_on else "Start")
        self.go.setAccessibleName("Stop the sweep" if is_on else "Start the sweep")

    # what a person does

    def _on_go(self) -> None:
        if self._book.is_sweeping:
            self._book.stop()
        else:
            self._start()

    def _start(self) -> None:
        """Begin the sweep that is asked for, or say why it cannot be."""
        try:
            path, seeds = self.setting.currentData() or "", self.seeds.text().strip()
            typed = self.values.text() if path else ""
            values = {path: [*map(_as_in_file, typed_values(typed))]} if typed.strip() or (path and not seeds) else {}
            if not values and not seeds:
                raise ScenarioError("choose a setting and type its values, or type seeds like 1-20")
            until, most = typed_loss(self.until.text().strip()), parse_whole(self.most.text())
            self._book.sweep(values, typed_seeds(seeds) if seeds else (), until, most)
        except (ScenarioError, EntryError) as error:
            self.said.emit(as_sentence(str(error)))


def _as_in_file(value: object) -> object:
    """Return a value as files have it where it was typed as the window calls it: "cross-entropy", "momentum"."""
    return value.replace(" ", "_").replace("-", "_") if isinstance(value, str) else value
