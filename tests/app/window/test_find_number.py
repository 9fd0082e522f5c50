"""The find box: a number is typed, where it can come from is listed, and a row leads to its line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QTableView

from explainer.state.walkthrough.known_of_run import QUIET
from explainer.trace.lines.bug_shown import BugShown

LEFT = Qt.MouseButton.LeftButton


class Box:
    """The find box of a window, used by keys and clicks."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: self.dialog is not None and self.dialog.isVisible())
        self.entry = self.dialog.findChild(QLineEdit, "found_entry")
        self.table = self.dialog.findChild(QTableView, "found_table")

    @property
    def dialog(self):
        return next((one for one in self.window.findChildren(QDialog) if one.windowTitle() == "Find a number"), None)

    def find(self, text):
        """Type a number over the one before, press Enter, and wait until all is found."""
        self.entry.selectAll()
        QTest.keyClicks(self.entry, text)
        self.press(self.entry, Qt.Key.Key_Return)
        self.wait()

    def wait(self):
        self.qtbot.waitUntil(lambda: not any("…" in text.split("(")[0] for text in self.texts()[:2]), timeout=20000)

    def press(self, widget, key):
        QTest.keyClick(widget, key)

    def texts(self):
        return [label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible() and label.text()]

    def rows(self):
        model = self.table.model()
        return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]

    def click(self, row):
        place = self.table.visualRect(self.table.model().index(row, 1)).center()
        QTest.mouseClick(self.table.viewport(), LEFT, pos=place)


@pytest.fixture
def box(window, qtbot):
    return Box(window, qtbot)


def line(window):
    return window.walkthrough.cursor.update, window.walkthrough.step and window.walkthrough.step.symbol_text


def test_a_number_is_found_and_enter_goes_to_its_line(box, window):
    box.find("0,593269992")
    assert box.rows()[0] == ["update 1, line 2", "out_h1", "0.593270", "as it is"]
    assert "9 digits fit 6 places." in box.texts()
    box.press(box.entry, Qt.Key.Key_Return)
    assert line(window) == (1, "out_h1")


def test_by_keys_alone_a_row_further_down_is_gone_to_and_esc_closes(box, window):
    box.find("0.59")
    box.press(box.entry, Qt.Key.Key_Down)
    assert box.table.hasFocus()
    box.press(box.table, Qt.Key.Key_Down)
    box.press(box.table, Qt.Key.Key_Return)
    assert line(window) == (2, "out_h1")
    box.press(box.table, Qt.Key.Key_Escape)
    assert not box.dialog.isVisible()


def test_by_mouse_alone_a_slip_is_told_in_its_sentence(box, window):
    QTest.keyClicks(box.entry, "0.74136507")  # the delta of o1 without the slope: out − target
    QTest.mouseClick(box.dialog.findChild(QPushButton, "paper_find"), LEFT)
    box.wait()
    row = next(row for row, cells in enumerate(box.rows()) if "slope" in cells[3])
    box.click(row)
    assert line(window) == (1, "delta_o1")
    words = next(text for text in box.texts() if text.startswith("δ_o1 = 0.741365"))
    assert "You left out the slope" in words
    assert words.endswith("\nright: δ_o1 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1\nslip: δ_o1 = ∂E_total/∂out_o1")


def test_typing_another_number_ends_the_search(box):
    box.find("0.593269992")
    QTest.keyClicks(box.entry, "1")
    assert box.rows() == []
    assert any(text.startswith("Type a number") for text in box.texts())
    box.press(box.entry, Qt.Key.Key_Return)
    box.press(box.entry, Qt.Key.Key_Backspace)  # before it is done
    assert any(text.startswith("Type a number") for text in box.texts())
    box.press(box.entry, Qt.Key.Key_Return)
    box.wait()
    assert box.rows()[0][1] == "out_h1"


def test_it_comes_back_where_it_was(box, window, open_app):
    box.dialog.setGeometry(140, 120, 480, 300)
    place = box.dialog.geometry()
    box.press(box.entry, Qt.Key.Key_Escape)
    window.close()
    again = Box(open_app(), box.qtbot)
    assert again.dialog.geometry() == place


def test_how_many_places_a_short_number_fits_is_told_and_what_is_nowhere_or_no_number(box):
    box.find("0.1")
    assert any(text.startswith("1 digit fits ") and text.endswith(" places.") for text in box.texts())
    box.find("abc")
    assert '"abc" is not a number; write one such as 0.15, 0,15, -2 or 1/3' in box.texts()
    box.find("1/0")
    assert '"1/0" divides by zero' in box.texts()
    box.find("0.777771234")
    assert "0.777771234 is nowhere in the first 2 updates, not even after two changes." in box.texts()
    assert box.rows() == []


def test_after_an_edit_it_is_looked_for_in_the_numbers_that_are_there_now(box, window):
    box.find("0.593269992")
    window.session.set_number("i1", 0.06)
    box.wait()
    assert not any(cells[1:] == ["out_h1", "0.593270", "as it is"] for cells in box.rows())
    window.findChild(QAction, "undo").trigger()
    box.wait()
    assert box.rows()[0][1:] == ["out_h1", "0.593270", "as it is"]


def test_settings_changed_later_leave_the_updates_before_them(box, window):
    window.walkthrough.go_to(2, 0)
    window.session.set_number("w5", 3.0)
    box.find("0.42")  # the target's neighbour is not looked for in an update that the edit has changed
    assert {cells[0].partition(",")[0] for cells in box.rows()} == {"update 1"}


def test_nothing_is_told_while_a_result_is_asked_for(box, window):
    box.find("0.59")
    window.walkthrough.hide_result()
    assert box.rows() == []
    assert box.texts() == [QUIET]
    assert not box.table.accessibleDescription()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert box.dialog.focusWidget().text() == "Close"
    window.walkthrough.reveal_result()
    assert box.rows()[0][1] == "out_h1"


def test_notation_and_digits_are_those_of_the_window(box, window):
    box.find("0.593269992")
    window.findChild(QAction, "notation_theta").trigger()
    window.findChild(QAction, "digits_more").trigger()
    assert box.rows()[0][1:3] == ["a₁⁽²⁾", "0.5932700"]


def test_nothing_is_told_of_a_program_whose_bug_is_to_be_found(open_app, qtbot):
    window = open_app("mazur_sequential")
    box = Box(window, qtbot)
    box.find("0.291027924")
    window.walkthrough.show_bug(BugShown.CLOSED)
    assert box.rows() == []
    assert any("a bug is to be found" in text for text in box.texts())
    window.walkthrough.show_bug(BugShown.OPEN)
    assert box.rows()[0][:2] == ["update 2, line 11", "E_total"]
