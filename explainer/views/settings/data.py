"""The data: where the numbers come from, how inputs are scaled, and which part is kept for testing."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from PySide6.QtCore import Signal

from explainer.engine.scenario.data import Data, Scale
from explainer.engine.scenario.scenario import Scenario
from explainer.files.data.generators import GENERATORS
from explainer.files.wording import counted
from explainer.state.edits import data_edits as edits
from explainer.state.edits.choice_names import spoken, spoken_scale
from explainer.state.edits.data_edits import with_digits, with_generated
from explainer.state.edits.edit import Edit
from explainer.views.settings.fields import Editing, Setting, SettingGroup, choice, note, whole
from explainer.views.settings.inputs import ListEntry, TextEntry

_OWN, _DIGITS, _CSV = "own", "digits", "csv"
_SOURCES = {_OWN: "own numbers", _DIGITS: "handwritten digits", _CSV: "a CSV file…"}


def _source_words(source: str) -> str:
    return _SOURCES.get(source) or spoken(source)


def _source(scenario: Scenario) -> str:
    source = scenario.data.source
    return str(source.get("generator") or source.get("builtin") or _OWN)


def _with_source(scenario: Scenario, source: str) -> Edit:
    if source in (_source(scenario), _OWN, _CSV):
        return Edit("", scenario)  # the file is asked for elsewhere
    return with_digits(scenario) if source == _DIGITS else with_generated(scenario, source)


def _is_generated(scenario: Scenario) -> bool:
    return "generator" in scenario.data.source


def _detail(name: str, scenario: Scenario) -> Any:
    return scenario.data.source[name]


def _with_detail(name: str, scenario: Scenario, value: Any) -> Edit:
    source = {**scenario.data.source, name: value}
    return with_generated(scenario, str(source.pop("generator")), **source)


def _detail_setting(name: str, hint: str, is_whole: bool = True) -> Setting:
    return Setting(
        f"setting_data_{name}",
        spoken(name).capitalize(),
        hint,
        whole if is_whole else TextEntry,
        partial(_detail, name),
        partial(_with_detail, name),
        _is_generated,
    )


_SOURCE = Setting(
    "setting_source",
    "Source",
    "Where the samples come from; the network gets as many inputs and outputs as they need",
    lambda: ListEntry((*GENERATORS, _DIGITS, _CSV), _source_words),
    _source,
    _with_source,
    is_wide=True,
)
_SETTINGS = (
    _SOURCE,
    _detail_setting("samples", "How many samples are generated"),
    _detail_setting("noise", "How far samples are off, as a standard deviation: 0 is not at all", False),
    _detail_setting("seed", "Which random numbers the samples are made of"),
    Setting(
        "setting_scale",
        "Scale inputs",
        "Standard gives each input mean 0 and deviation 1; 0 to 1 its least and greatest value; or all divided by one",
        choice(get_args(Scale)),
        lambda scenario: scenario.data.scale,
        edits.with_scale,
    ),
    Setting(
        "setting_divisor",
        "Divide by",
        "Every input is divided by this number, the same for all",
        TextEntry,
        lambda scenario: scenario.data.divisor,
        edits.with_divisor,
        lambda scenario: scenario.data.scale == "divide",
    ),
    Setting(
        "setting_test_fraction",
        "Test part",
        "Which part of the samples is kept for testing and never trained on: 0 is none, 0.2 a fifth",
        TextEntry,
        lambda scenario: scenario.data.test_fraction,
        edits.with_test_fraction,
    ),
)


class DataGroup(SettingGroup):
    """Where the data come from and how they are prepared; says in a line what comes of it. `csv_wanted` tells that a
    CSV file is to be asked for."""

    csv_wanted = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__("Data", _SETTINGS, editing)
        self._summary = note("data_summary")
        self.box.addWidget(self._summary)
        self.control("setting_source").given.connect(self._on_source)

    def show_scenario(self, scenario: Scenario) -> None:
        super().show_scenario(scenario)
        self._summary.setText(summary(scenario.data))

    def _on_source(self, source: str) -> None:
        if source == _CSV:
            self.csv_wanted.emit()


def summary(data: Data) -> str:
    """Return how many samples there are and what is done to them."""
    count, test = data.samples, len(data.test.rows)
    parts = [counted(count, "training sample")]
    if test:
        parts.append(f"{test:,} for testing")
    scaled = "inputs as given" if data.scale == "none" else f"inputs scaled: {spoken_scale(data)}"
    classes = f" Outputs stand for {', '.join(data.classes)}." if data.classes else ""
    return f"{', '.join(parts)}; {scaled}.{classes}"
