"""Opening and saving scenarios through file dialogs that do not block the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from explainer.engine.scenario.scenario import Scenario
from explainer.export.destinations import spare_data
from explainer.export.whole_file import ExportError, whole_file
from explainer.files.checks import ScenarioError
from explainer.files.examples import example_names
from explainer.files.locate import STANDARD_INPUT, load, load_file
from explainer.files.scenario.scenario_text import write_scenario
from explainer.files.text_line import line_of, read_line
from explainer.files.wording import as_sentence
from explainer.state.walkthrough.changes import Edited, EditKind
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.bug_shown import BugShown
from explainer.views.controls.save_dialog import SaveDialog, save

_NO_LINE = "There is no line of a scenario on the clipboard"
_FORMS = {"Scenarios (*.json)": "json", "All files (*)": "json"}


class Documents(QObject):
    """Opens scenarios into the walkthrough and saves them from it; `said` carries what came of it and `refused`
    tells that a scenario could not be opened."""

    said = Signal(str)
    refused = Signal()
    lesson_chosen = Signal(str)
    used = Signal(str)

    def __init__(self, walkthrough: Walkthrough, window: QWidget) -> None:
        super().__init__(window)
        self._walkthrough, self._window = walkthrough, window
        self._name = walkthrough.name
        self._path = _path_of(walkthrough.name)
        walkthrough.edited.connect(self._on_edited)

    def open_built_in(self, name: str) -> None:
        """Open a built-in scenario, or one that was opened from a file before, by name."""
        if name != self._walkthrough.name or self._walkthrough.is_changed:
            self._open(name, load)

    def open_path(self, path: str) -> None:
        """Open the scenario in a file; one that cannot be used changes nothing and is explained. A lesson is left to
        who listens to `lesson_chosen`."""
        if Path(path).suffix == ".toml":
            self.lesson_chosen.emit(path)
        else:
            self._open(path, load_file)

    def _open(self, name: str, read: Callable[[str], Scenario]) -> None:
        try:
            scenario = read(name)
        except ScenarioError as error:
            self.said.emit(str(error))
            self.refused.emit()
        else:
            self._walkthrough.open(scenario, name)
            if self._path is not None:
                self.used.emit(str(self._path))

    def ask_open(self) -> None:
        """Ask which file to open."""
        dialog = QFileDialog(self._window, "Open a scenario")
        dialog.setNameFilters(["Scenarios and lessons (*.json *.toml)", "All files (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_path)
        dialog.open()

    # as a line of text

    def copy_line(self) -> None:
        """Put the scenario at the cursor on the clipboard as one line of text."""
        try:
            line = line_of(self._to_be_written())
        except (ScenarioError, ExportError) as error:
            self.said.emit(as_sentence(str(error)))
            return
        QGuiApplication.clipboard().setText(line)
        self.said.emit(f"Copied as one line of {len(line):,} letters. File › Open Text Line opens it again.")

    def paste_line(self) -> None:
        """Open the scenario on the clipboard; what is none changes nothing and is explained."""
        try:
            scenario = read_line(QGuiApplication.clipboard().text())
        except ScenarioError as error:
            self.said.emit(as_sentence(f"{_NO_LINE}: {error}"))
        else:
            self._walkthrough.open(scenario, "")

    def save(self) -> None:
        """Save to the scenario's own file; ask for one where it has none."""
        if self._path is None:
            self.ask_save()
        else:
            self.save_to(str(self._path))

    def ask_save(self) -> None:
        """Ask where to save; a scenario that has a file is suggested to go beside it."""
        dialog = SaveDialog(self._window, "Save the scenario", _FORMS, self._path or "", self._write)
        dialog.said.connect(self.said)

    def save_to(self, path: str) -> None:
        """Write the network as it is at the cursor's update, with its data and settings, to a file."""
        self.said.emit(save(path, self._write))

    def _write(self, path: str) -> str:
        scenario = self._to_be_written()
        spare_data(path, scenario)
        with whole_file(path) as file:
            file.write(write_scenario(scenario))
        self._path = Path(path)
        self.used.emit(str(self._path.absolute()))
        return f"Its parameters are those before update {self._walkthrough.cursor.update:,}."

    def _to_be_written(self) -> Scenario:
        """Return the scenario at the cursor. Raises ExportError where that would name a bug that is to be found."""
        scenario = self._titled()
        if scenario.bug and self._walkthrough.bug_shown is BugShown.CLOSED:
            raise ExportError("the file would name the bug; find it, or give up, before you save")
        return scenario

    def _titled(self) -> Scenario:
        """Return the scenario at the cursor; one made from a built-in one has neither its title nor its notes."""
        walkthrough = self._walkthrough
        if walkthrough.is_changed and walkthrough.name in example_names():
            return replace(walkthrough.scenario, title=walkthrough.title, notes="")
        return walkthrough.scenario

    def _on_edited(self, edited: Edited) -> None:
        """Save to the file that was opened, or saved to last, until a scenario is opened, of the same name or not."""
        if edited.kind is EditKind.OPEN or self._walkthrough.name != self._name:
            self._name = self._walkthrough.name
            self._path = _path_of(self._name)


def _path_of(name: str) -> Path | None:
    """Return the file that a scenario of this name was read from, if any."""
    return None if name in (STANDARD_INPUT, *example_names()) else Path(name).absolute()
