"""Where a file is saved is asked in one way: for the scenario, the picture, a plot and the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
)

from explainer.files.locate import load, load_file
from explainer.views.window.export_dialog import ExportDialog

LEFT = Qt.MouseButton.LeftButton
NAMES = {"scenario": "mine.json", "picture": "mine.png", "plot": "mine.csv", "table": "mine.csv"}
YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


class Asking:
    """A file dialog that was opened for one of the kinds of files, and what the window says afterwards."""

    def __init__(self, window, kind):
        self.window, self.kind = window, kind
        getattr(self, f"_open_{kind}")()
        self.dialog = window.findChildren(QFileDialog)[-1]
        self.name = self.dialog.findChild(QLineEdit, "fileNameEdit")

    def _trigger(self, name):
        self.window.findChild(QAction, name).trigger()

    def _open_scenario(self):
        self._trigger("save_as")

    def _open_picture(self):
        self._trigger("export_picture")

    def _open_plot(self):
        self._trigger("plot_weights")
        buttons = self.window.findChildren(QToolButton)
        button = next(button for button in buttons if button.accessibleName() == "Save the Weights plot")
        next(action for action in button.menu().actions() if action.data() == "csv").trigger()

    def _open_table(self):
        self._trigger("export_csv")
        QTest.mouseClick(self.window.findChild(ExportDialog).findChild(QPushButton, "browse"), LEFT)

    @property
    def folder(self):
        return Path(self.dialog.directory().absolutePath())

    def save(self, path):
        """Write a name at once, and save; a table is then exported to it."""
        self.name.setText(str(path))
        buttons = self.dialog.findChild(QDialogButtonBox)
        QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Save), LEFT)
        if self.kind == "table" and not self.dialog.isVisible():
            QTest.mouseClick(self.window.findChild(ExportDialog).findChild(QPushButton, "export_button"), LEFT)

    def close(self):
        self.dialog.close()
        if self.kind == "table":
            self.window.findChild(ExportDialog).close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as when the program comes back to its loop


@pytest.fixture
def saved(qtbot, window):
    """Return a function that waits until the window says that a file was written to the path."""

    def wait(kind, path):
        said = f"Wrote 43 rows to {path}." if kind == "table" else f"Saved {path.name} in {path.parent}."
        qtbot.waitUntil(lambda: window.statusBar().currentMessage().startswith(said))
        return path.read_bytes()

    return wait


class Answerer(QTimer):
    """Presses a button of the question that comes next, and notes what it was."""

    def __init__(self):
        super().__init__()
        self.questions, self._button = [], NO
        self.timeout.connect(self._press)

    def answer(self, button):
        self._button = button
        self.start(10)

    def _press(self):
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self.stop()
            self.questions.append(box.text())
            QTest.mouseClick(box.button(self._button), LEFT)


@pytest.fixture
def answerer(qapp):
    answerer = Answerer()
    yield answerer
    answerer.stop()


@pytest.mark.parametrize("kind", NAMES)
def test_what_was_written_is_said_and_the_next_dialog_begins_there(window, saved, tmp_path, kind):
    asking = Asking(window, kind)
    assert asking.dialog.isVisible()
    asking.save(tmp_path / NAMES[kind])
    assert saved(kind, tmp_path / NAMES[kind])
    for other in NAMES:
        again = Asking(window, other)
        assert again.folder == tmp_path, other
        again.close()


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_without_an_ending_gets_one(window, saved, tmp_path, kind):
    Asking(window, kind).save(tmp_path / "mine")
    assert saved(kind, tmp_path / NAMES[kind])


@pytest.mark.parametrize("kind", NAMES)
def test_a_file_is_replaced_only_after_a_question(window, saved, answerer, tmp_path, kind):
    path = tmp_path / NAMES[kind]
    path.write_text("old")
    asking = Asking(window, kind)
    answerer.answer(NO)
    asking.save(path)
    assert path.name in answerer.questions[0]
    assert (path.read_text(), asking.dialog.isVisible()) == ("old", True)
    asking.close()
    asking = Asking(window, kind)
    answerer.answer(YES)
    asking.save(path)
    assert saved(kind, path) != b"old"


@pytest.mark.parametrize("kind", [kind for kind in NAMES if kind != "table"])
def test_why_it_could_not_be_written_is_said_and_the_folder_is_not_kept(window, tmp_path, kind):
    asking = Asking(window, kind)
    before = asking.folder
    asking.dialog.fileSelected.emit(str(tmp_path / "gone" / NAMES[kind]))  # as where the folder went away meanwhile
    asking.close()
    assert "there is no folder" in window.statusBar().currentMessage()
    assert Asking(window, kind).folder == before


def test_a_scenario_that_has_a_file_is_suggested_under_its_name(window, saved, tmp_path):
    Asking(window, "scenario").save(tmp_path / "mine.json")
    saved("scenario", tmp_path / "mine.json")
    other = tmp_path / "other"
    other.mkdir()
    Asking(window, "picture").save(other / "mine.png")
    again = Asking(window, "scenario")
    assert (again.folder, again.name.text()) == (tmp_path, "mine.json")


def test_a_scenario_opened_by_a_relative_path_is_suggested_beside_itself(window, saved, tmp_path, monkeypatch):
    Asking(window, "scenario").save(tmp_path / "mine.json")
    saved("scenario", tmp_path / "mine.json")
    other = tmp_path / "other"
    other.mkdir()
    Asking(window, "picture").save(other / "mine.png")
    saved("picture", other / "mine.png")
    monkeypatch.chdir(tmp_path)
    window.walkthrough.open(load_file("mine.json"), "mine.json")
    again = Asking(window, "scenario")
    assert (again.folder, again.name.text()) == (tmp_path, "mine.json")


def test_an_example_that_is_opened_anew_is_not_saved_over_the_file_of_the_one_before(window, saved, tmp_path):
    window.walkthrough.set_learning_rate(0.25)
    Asking(window, "scenario").save(tmp_path / "mine.json")
    mine = saved("scenario", tmp_path / "mine.json")
    window.walkthrough.open(load("mazur"), "mazur")
    window.findChild(QAction, "save").trigger()
    assert window.findChildren(QFileDialog)[-1].isVisible()
    assert (tmp_path / "mine.json").read_bytes() == mine


def test_numbers_of_a_plot_are_numbers_whatever_their_file_is_called(window, saved, tmp_path):
    window.walkthrough.grow(3)
    Asking(window, "plot").save(tmp_path / "numbers.txt")
    assert b"0.15" in saved("plot", tmp_path / "numbers.txt")  # a weight of the worked example


def test_the_forms_of_a_picture_give_their_endings(window, tmp_path):
    asking = Asking(window, "picture")
    forms = asking.dialog.findChild(QComboBox, "fileTypeCombo")
    forms.setFocus()
    QTest.keyClick(forms, Qt.Key.Key_Down)
    asking.save(tmp_path / "mine")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.svg"]
