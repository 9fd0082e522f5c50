"""A picture of the network is saved from the window by keys, and is the one that the command line draws."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton

from explainer.state.edits.data_edits import with_generated
from explainer.trace.lines.elements import weight_element
from explainer.views.window.export_dialog import ExportDialog

KEYS = Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SVG_FILTER = 1


class Asked:
    """The dialog that the keys have opened, with its parts."""

    def __init__(self, window):
        QTest.keyClick(QApplication.focusWidget(), *KEYS)
        self.dialog = window.findChildren(QFileDialog)[-1]
        self.name = self.dialog.findChild(QLineEdit, "fileNameEdit")
        self.form = self.dialog.findChild(QComboBox, "fileTypeCombo")

    def choose(self, row):
        self.form.setFocus()
        QTest.keyClick(self.form, Qt.Key.Key_Down if row else Qt.Key.Key_Home)

    def write(self, path):
        """Write the name at once: typing opens a list of files, which Qt warns of without a display."""
        self.name.setText(str(path))

    def save(self):
        buttons = self.dialog.findChild(QDialogButtonBox)
        QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)


@pytest.fixture
def ask(window):
    return lambda: Asked(window)


def message(window):
    return window.statusBar().currentMessage()


def drawn_by_the_command(folder, form, *words):
    path = folder / f"command.{form}"
    command = [sys.executable, "-m", "explainer", "render", *words, "-o", str(path)]
    subprocess.run(command, check=True, timeout=50, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return path.read_bytes()


def texts_of(path):
    elements = ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")
    return {"".join(element.itertext()).strip() for element in elements}


@pytest.mark.parametrize("form", ["png", "svg"])
def test_it_is_the_picture_that_the_command_line_draws(window, ask, tmp_path, form):
    window.walkthrough.grow(1)
    window.walkthrough.go_to(2, 24)
    for name in ("theme_dark", "notation_theta"):
        window.findChild(QAction, name).trigger()
    window.pointing.select(weight_element(0))  # what is selected in the window is no part of the picture
    asked = ask()
    path = tmp_path / f"mine.{form}"
    asked.write(path)
    asked.save()
    assert message(window) == f"Saved mine.{form} in {tmp_path}."
    words = ["mazur", "--update", "2", "--step", "24", "--theme", "dark", "--notation", "theta"]
    assert path.read_bytes() == drawn_by_the_command(tmp_path, form, *words)
    assert not QImage(str(path)).isNull() or form == "svg"


def test_where_the_flow_is_shown_it_is_the_flow(window, ask, tmp_path):
    window.walkthrough.go_to(1, 43)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    asked = ask()
    asked.write(tmp_path / "mine.svg")
    asked.save()
    command = drawn_by_the_command(tmp_path, "svg", "mazur", "--step", "43", "--what", "flow")
    assert (tmp_path / "mine.svg").read_bytes() == command


def test_it_has_the_digits_of_the_window(window, ask, tmp_path):
    window.walkthrough.go_to(1, 24)
    window.display.set_digits(10)
    asked = ask()
    asked.write(tmp_path / "fine.svg")
    asked.save()
    assert "0.5932699921" in texts_of(tmp_path / "fine.svg")


def test_the_name_tells_scenario_update_and_step_and_follows_the_form(window, ask, tmp_path):
    window.walkthrough.go_to(1, 12)
    asked = ask()
    assert asked.dialog.isVisible()
    assert asked.name.text() == "mazur-update-1-step-12.png"
    asked.choose(SVG_FILTER)
    assert asked.name.text() == "mazur-update-1-step-12.svg"
    asked.write(tmp_path / "short")
    asked.save()
    assert message(window) == f"Saved short.svg in {tmp_path}."
    assert [file.name for file in tmp_path.iterdir()] == ["short.svg"]


def test_a_name_without_an_ending_gets_that_of_a_png(window, ask, tmp_path):
    asked = ask()
    asked.write(tmp_path / "short")
    asked.save()
    assert [file.name for file in tmp_path.iterdir()] == ["short.png"]


def test_another_task_has_another_name(open_app):
    window = open_app("xor")
    window.walkthrough.change(lambda scenario: with_generated(scenario, "moons"))
    assert Asked(window).name.text() == "xor-changed-update-1-step-0.png"


def test_the_name_of_a_file_is_used_without_its_folder(window, tmp_path):
    path = tmp_path / "my net.json"
    window._documents.save_to(str(path))
    window._documents.open_path(str(path))
    assert Asked(window).name.text() == "my net-update-1-step-0.png"


def test_it_is_the_step_at_which_it_was_asked_for(window, ask, tmp_path):
    window.walkthrough.go_to(1, 3)
    asked = ask()
    window.walkthrough.go_to(1, 43)
    asked.write(tmp_path / "mine.svg")
    asked.save()
    assert {"update 1 · forward · h2"} <= texts_of(tmp_path / "mine.svg")
    assert window.walkthrough.cursor == (1, 43)


def test_the_folder_is_remembered_by_this_dialog_and_by_the_one_for_csv(window, ask, tmp_path):
    first = ask()
    first.write(tmp_path / "first.png")
    first.save()
    again = ask()
    assert Path(again.dialog.directory().absolutePath()) == tmp_path
    again.dialog.close()
    window.findChild(QAction, "export_csv").trigger()
    table = window.findChild(ExportDialog)
    assert table.findChild(QLineEdit, "path").text() == str(tmp_path / "trace.csv")
    QTest.mouseClick(table.findChild(QPushButton, "cancel_button"), Qt.MouseButton.LeftButton)


def test_esc_saves_nothing(ask, window, tmp_path):
    asked = ask()
    asked.write(tmp_path / "mine.png")
    QTest.keyClick(asked.dialog, Qt.Key.Key_Escape)
    assert not asked.dialog.isVisible()
    assert list(tmp_path.iterdir()) == []
    assert message(window) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [("mine.gif", "is no picture: its name must end with .svg or .png"), ("gone/mine.png", "there is no folder")],
)
def test_what_cannot_be_saved_is_told_and_nothing_is_written(ask, window, tmp_path, name, said):
    asked = ask()
    asked.dialog.fileSelected.emit(str(tmp_path / name))  # as where the folder went away meanwhile
    assert said in message(window)
    assert list(tmp_path.iterdir()) == []
    asked.dialog.close()


def test_while_presenting_no_dialog_comes_between(window):
    window.findChild(QAction, "present").trigger()
    QTest.keyClick(window, *KEYS)
    assert window.findChildren(QFileDialog) == []
    window.findChild(QAction, "present").trigger()
    assert window.findChild(QAction, "export_picture").isEnabled()
