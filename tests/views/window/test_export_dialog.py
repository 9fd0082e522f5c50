"""The export dialog, driven by keys and clicks."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QWidget,
)
from worked import mazur, square

from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.window.export_dialog import ExportDialog

LEFT = Qt.MouseButton.LeftButton
KINDS = {
    **{"level": QComboBox, "first_update": QSpinBox, "last_update": QSpinBox, "spreadsheet": QCheckBox},
    **{"path": QLineEdit, "browse": QPushButton, "export_button": QPushButton, "cancel_button": QPushButton},
    **{"progress": QProgressBar, "rows": QLabel, "message": QLabel},
}


class Driver:
    """A dialog that is shown, its widgets by name, and what it said."""

    def __init__(self, qtbot, walkthrough):
        self.qtbot, self.said = qtbot, []
        self.window = QWidget()
        qtbot.addWidget(self.window)  # not the dialog, which deletes itself when it is closed
        self.dialog = ExportDialog(walkthrough, Display(), self.window)
        self.dialog.said.connect(self.said.append)
        with qtbot.waitExposed(self.dialog):
            self.dialog.show()
        self.dialog.activateWindow()

    def __getattr__(self, name):
        return self.dialog.findChild(KINDS[name], name)

    def write(self, widget, text):
        widget.setFocus()
        widget.selectAll()
        self.qtbot.keyClicks(widget, text)

    def click(self, widget):
        self.qtbot.mouseClick(widget, LEFT)

    def wait_said(self):
        self.qtbot.waitUntil(lambda: bool(self.said))
        return self.said[-1]


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def driver(qtbot, walkthrough):
    return Driver(qtbot, walkthrough)


def rows_in(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_control_has_a_name_for_the_eye_and_the_ear(driver):
    for name in KINDS:
        assert getattr(driver, name).accessibleName(), name


def test_it_offers_all_updates_and_counts_their_rows(qtbot, walkthrough):
    walkthrough.grow(10_000)
    driver = Driver(qtbot, walkthrough)
    assert (driver.first_update.value(), driver.last_update.value()) == (1, 10_000)
    assert driver.last_update.text() == "10,000"
    assert driver.rows.text() == "430,000 rows."


def test_before_the_first_update_it_offers_to_compute_it(driver):
    assert (driver.first_update.value(), driver.last_update.value()) == (1, 1)
    assert driver.rows.text() == "43 rows. 1 more update will be computed."


def test_the_count_follows_what_is_chosen(driver, walkthrough):
    driver.write(driver.last_update, "1000")
    assert driver.rows.text() == "43,000 rows. 1,000 more updates will be computed."
    driver.write(driver.first_update, "991")
    assert driver.rows.text().startswith("430 rows.")
    driver.qtbot.keyClick(driver.level, Qt.Key.Key_Down)
    assert driver.rows.text().startswith("11 rows.")
    walkthrough.grow(400)
    assert driver.rows.text() == "11 rows. 600 more updates will be computed."


def test_a_range_the_wrong_way_round_cannot_be_exported(driver):
    driver.write(driver.first_update, "5")
    assert driver.rows.text() == "The first update comes after the last."
    assert not driver.export_button.isEnabled()
    driver.write(driver.last_update, "7")
    assert driver.export_button.isEnabled()


def test_enter_exports_closes_and_says_so(driver, tmp_path):
    path = tmp_path / "mine.csv"
    driver.write(driver.last_update, "20")
    driver.write(driver.path, str(path))
    driver.qtbot.keyClick(driver.path, Qt.Key.Key_Return)
    dialog = driver.dialog
    with driver.qtbot.waitSignal(dialog.accepted):
        assert driver.wait_said() == f"Wrote 860 rows to {path}."
    assert len(rows_in(path)) == 860


def test_the_updates_for_a_spreadsheet(driver, tmp_path):
    path = tmp_path / "mine.csv"
    driver.qtbot.keyClick(driver.level, Qt.Key.Key_Down)
    driver.click(driver.spreadsheet)
    driver.write(driver.last_update, "3")
    driver.write(driver.path, str(path))
    driver.click(driver.export_button)
    assert driver.wait_said() == f"Wrote 4 rows to {path}."
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("update;epoch;loss;")
    assert lines[1].startswith("0;")
    assert ";0,2983711" in lines[1]


def test_the_last_folder_is_remembered_and_short_names_are_in_it(qtbot, walkthrough, driver, tmp_path):
    driver.write(driver.path, str(tmp_path / "first.csv"))
    driver.click(driver.export_button)
    driver.wait_said()
    again = Driver(qtbot, walkthrough)
    assert again.path.text() == str(tmp_path / "trace.csv")
    again.write(again.path, "second.csv")
    again.click(again.export_button)
    again.wait_said()
    assert (tmp_path / "second.csv").is_file()


def test_an_existing_file_is_replaced_only_when_asked_twice(driver, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("old")
    driver.write(driver.path, str(path))
    driver.click(driver.export_button)
    assert driver.message.text() == "mine.csv exists: press Export again to replace it."
    driver.write(driver.path, str(tmp_path / "other.csv"))
    assert driver.message.text() == ""
    driver.write(driver.path, str(path))
    driver.click(driver.export_button)
    assert path.read_text() == "old"
    driver.click(driver.export_button)
    assert driver.wait_said() == f"Wrote 43 rows to {path}."
    assert len(rows_in(path)) == 43


def test_browse_asks_by_itself_so_the_dialog_does_not_ask_again(driver, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("old")
    driver.click(driver.browse)
    files = driver.dialog.findChild(QFileDialog)
    assert files.isVisible()
    files.fileSelected.emit(str(path))
    files.close()
    assert driver.path.text() == str(path)
    driver.click(driver.export_button)
    assert driver.wait_said() == f"Wrote 43 rows to {path}."


def test_without_a_name_there_is_nothing_to_write_to(driver):
    driver.path.clear()
    driver.click(driver.export_button)
    assert driver.message.text() == "Type the name of a file."


def test_a_failure_is_told_in_the_dialog_which_stays_open(driver, tmp_path):
    driver.write(driver.path, str(tmp_path / "nowhere" / "mine.csv"))
    driver.click(driver.export_button)
    driver.qtbot.waitUntil(lambda: "there is no folder" in driver.message.text())
    assert driver.dialog.isVisible()
    assert driver.path.isEnabled()
    assert driver.export_button.isEnabled()
    assert driver.said == []


def test_while_it_writes_only_cancel_is_left_and_it_leaves_no_file(driver, tmp_path):
    driver.write(driver.last_update, "1000000")
    driver.write(driver.path, str(tmp_path / "mine.csv"))
    driver.click(driver.export_button)
    assert driver.progress.isVisible()
    for control in (driver.level, driver.first_update, driver.path, driver.browse, driver.export_button):
        assert not control.isEnabled()
    QApplication.processEvents()
    driver.click(driver.cancel_button)
    assert driver.message.text() == "Cancelled. No file was written."
    assert driver.dialog.isVisible()
    assert driver.path.isEnabled()
    assert not driver.progress.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_escape_cancels_what_is_written_and_then_closes(driver, tmp_path):
    driver.write(driver.last_update, "1000000")
    driver.write(driver.path, str(tmp_path / "mine.csv"))
    driver.click(driver.export_button)
    QApplication.processEvents()
    driver.qtbot.keyClick(driver.dialog, Qt.Key.Key_Escape)
    assert driver.dialog.isVisible()
    assert list(tmp_path.iterdir()) == []
    with driver.qtbot.waitSignal(driver.dialog.rejected):
        driver.qtbot.keyClick(driver.dialog, Qt.Key.Key_Escape)


def test_closed_while_it_writes_it_leaves_no_file(driver, tmp_path):
    driver.write(driver.last_update, "1000000")
    driver.write(driver.path, str(tmp_path / "mine.csv"))
    driver.click(driver.export_button)
    QApplication.processEvents()
    driver.dialog.close()
    assert list(tmp_path.iterdir()) == []


def test_the_window_can_be_walked_in_while_it_writes(driver, walkthrough, tmp_path):
    path = tmp_path / "mine.csv"
    driver.write(driver.last_update, "100")
    driver.write(driver.path, str(path))
    driver.click(driver.export_button)
    walkthrough.go_to(3, 10)
    assert driver.rows.text().startswith("4,300 rows.")
    assert driver.wait_said() == f"Wrote 4,300 rows to {path}."
    assert walkthrough.cursor == (3, 10)
    assert [row["update"] for row in rows_in(path)][::43] == [str(update) for update in range(1, 101)]


def test_a_run_that_stops_is_told(qtbot, qapp, tmp_path):
    walkthrough = Walkthrough(square())
    walkthrough.set_learning_rate(50.0)
    driver = Driver(qtbot, walkthrough)
    driver.write(driver.last_update, "1000")
    driver.write(driver.path, str(tmp_path / "mine.csv"))
    driver.click(driver.export_button)
    said = driver.wait_said()
    assert said.startswith("Wrote ")
    assert walkthrough.why_stopped() in said
