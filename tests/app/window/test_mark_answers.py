"""Marking in the window: answers are opened or pasted, the first wrong line is chosen, and a row leads to its line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QSpinBox, QTableView

from explainer.state.walkthrough.known_of_run import QUIET
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.trace import Trace

LEFT = Qt.MouseButton.LeftButton


class Marking:
    """The window of marks, used by keys and clicks."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot
        window.findChild(QAction, "mark_answers").trigger()
        qtbot.waitUntil(lambda: self.dialog is not None and self.dialog.isVisible())
        self.table = self.dialog.findChild(QTableView, "marked_table")

    @property
    def dialog(self):
        return next((one for one in self.window.findChildren(QDialog) if one.windowTitle() == "Mark answers"), None)

    def paste(self, text):
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(self.dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.wait()

    def wait(self):
        self.qtbot.waitUntil(lambda: "Marking …" not in self.texts())

    def texts(self):
        return [label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible() and label.text()]

    def rows(self):
        model = self.table.model()
        return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]

    def row(self, name):
        return next(cells for cells in self.rows() if cells[0] == name)

    def click(self, row):
        self.table.scrollTo(self.table.model().index(row, 0))
        place = self.table.visualRect(self.table.model().index(row, 0)).center()
        QTest.mouseClick(self.table.viewport(), LEFT, pos=place)


@pytest.fixture
def marking(window, qtbot):
    return Marking(window, qtbot)


def sheet(window, separator=",", lines=12, **others):
    """Return the first lines of an update as somebody hands them in, some of them others."""
    steps = list(Trace(window.walkthrough.run.pass_of(1)))[:lines]
    numbers = {step.symbol_text: f"{step.value:.5g}" for step in steps} | others
    return "\n".join([f"symbol{separator}value", *(f"{name}{separator}{text}" for name, text in numbers.items())])


def test_a_slip_is_the_chosen_row_with_its_sentence_and_what_follows_is_right(marking, window):
    marking.paste(sheet(window, lines=1, net_h1="0.375", out_h1="0.59267"))  # i1 and i2 exchanged
    assert marking.table.currentIndex().row() == 0
    assert marking.row("net_h1")[1:3] == ["0.375", "≠ slip"]
    assert marking.row("out_h1")[2:] == ["✓ follows", "right from your net_h1"]
    assert marking.row("net_h2")[1:] == ["", "blank", ""]
    assert "First wrong: net_h1. 1 follows, 1 slip, 41 blank." in marking.texts()
    assert any(text.startswith("net_h1: 0.375, expected 0.3775. You ") for text in marking.texts())
    marking.paste("symbol,value\ndelta_o1,0.74137\n")
    assert any("You left out the slope, ∂out_o1/∂net_o1." in text for text in marking.texts())


def test_the_first_wrong_line_of_each_new_sheet_is_chosen_and_gone_to(marking, window):
    marking.paste(sheet(window, out_h2="0.7"))
    assert window.walkthrough.step.symbol_text == "out_h2"
    assert marking.table.currentIndex().row() == 3
    marking.click(0)
    marking.paste(sheet(window, net_o1="9", out_o1="9"))
    assert window.walkthrough.step.symbol_text == "net_o1"
    assert marking.table.currentIndex().row() == 4
    marking.click(0)
    window.session.set_number("i1", 0.06)  # marked again, but not another sheet
    marking.wait()
    assert window.walkthrough.step.symbol_text == "net_h1"
    marking.paste("symbol,value\nnet_h1,0.41\nnet_h2,0.5\nout_o1,0.75")
    assert "First wrong: net_h1. 1 with few digits, 2 wrong, 40 blank." in marking.texts()


def test_cells_of_a_spreadsheet_with_decimal_commas_are_pasted_by_the_button(marking, window):
    QGuiApplication.clipboard().setText(sheet(window, "\t").replace(".", ","))
    QTest.mouseClick(marking.dialog.findChild(QPushButton, "paper_paste"), LEFT)
    marking.wait()
    assert "No line is wrong. 12 right, 31 blank." in marking.texts()


def test_a_file_is_opened_and_a_click_or_enter_leads_to_the_line(marking, window, tmp_path, qtbot):
    path = tmp_path / "answers.csv"
    path.write_text(sheet(window, out_o2="0.5"))
    QTest.mouseClick(marking.dialog.findChild(QPushButton, "paper_open"), LEFT)
    marking.dialog.findChild(QFileDialog).fileSelected.emit(str(path))
    marking.wait()
    assert marking.row("out_o2")[2] == "≠ wrong"
    marking.table.setFocus()
    QTest.keyClick(marking.table, Qt.Key.Key_Return)
    assert window.walkthrough.step.symbol_text == "out_o2"
    marking.click(2)
    assert window.walkthrough.step.symbol_text == "net_h2"
    QTest.keyClick(marking.table, Qt.Key.Key_Escape)
    assert not marking.dialog.isVisible()


def test_fewer_digits_can_be_asked_for(marking, window):
    marking.paste(sheet(window, out_h1="0.593"))
    assert marking.row("out_h1")[2] == "… few digits"
    digits = marking.dialog.findChild(QSpinBox, "marked_digits")
    digits.setFocus()
    digits.selectAll()
    QTest.keyClicks(digits, "3")
    QTest.keyClick(digits, Qt.Key.Key_Tab)
    marking.wait()
    assert marking.row("out_h1")[2] == "✓ right"


NOT_MARKED = {
    "": 'what was pasted, line 1: there is no column "symbol"; the first line names the columns',
    "symbol,value\n": "what was pasted: there are no answers in it; each line has a symbol and its value",
    "symbol,value\nnet_h1,0,3775": (
        "what was pasted, line 2: more cells than columns; numbers with a decimal comma need quotes, or ; between the"
        " cells"
    ),
    "symbol,value\nnet_h1,1\nnet_h1,2": "what was pasted, line 3: net_h1 of update 1 is there twice",
    "symbol,value,update\nnet_h1,1,5000": (
        "what was pasted: answers to update 5,000, but no more than 1,000 are marked"
    ),
    "symbol,value\nnet_h9,1": 'what was pasted, line 2: "net_h9" is not a symbol of update 1; did you mean "net_h2"?',
}


def test_what_cannot_be_marked_is_told_in_a_sentence_also_after_a_sheet_that_can(marking, window):
    marking.paste(sheet(window))
    for text, sentence in NOT_MARKED.items():
        marking.paste(text)
        assert sentence in marking.texts()
        assert marking.rows() == []


def test_answers_beyond_where_numbers_stop_being_finite_are_told(open_app, qtbot):
    window = open_app("line")
    window.walkthrough.set_learning_rate(1e300)
    marking = Marking(window, qtbot)
    name = Trace(window.walkthrough.run.pass_of(1))[1].symbol_text
    marking.paste(f"symbol,value,update,sample\n{name},1,900,1")
    assert any("the numbers stop being finite before it" in text for text in marking.texts())


def test_symbols_and_signs_are_those_of_the_screen_in_the_chosen_notation(marking, window):
    marking.paste("symbol,value\ndelta_o1,-0.74137\ndE_total/dw5,-0.43983\nw5+,0.35892")
    assert marking.row("δ_o1")[1] == "−0.74137"
    assert marking.row("δ_o1")[3] == "−0.74137 is wrong, expected 0.138498562"
    assert marking.row("∂E_total/∂w5")[3] == "right from your δ_o1"
    marking.paste("symbol,value\ndelta_o1,-0.5\ndE_total/dw5,0.082167")
    assert marking.row("∂E_total/∂w5")[3] == "right, but not from your δ_o1, which is wrong: copied?"
    window.display.set_notation(Notation.MATRIX)
    assert marking.row("∂E/∂w³₁₁")[3] == "right, but not from your δ³₁, which is wrong: copied?"


def test_what_is_no_number_is_shown_as_it_was_written(marking, window):
    marking.paste(sheet(window, net_h2="abc"))
    assert marking.row("net_h2")[1:] == ["abc", "≠ wrong", '"abc" is no number, expected 0.3925']
    assert "First wrong: net_h2. 11 right, 1 wrong, 31 blank." in marking.texts()


def test_after_an_edit_it_is_marked_against_the_numbers_that_are_there_now(marking, window):
    marking.paste(sheet(window))
    window.session.set_number("i1", 0.06)
    marking.wait()
    assert marking.row("net_h1")[2] != "✓ right"
    window.findChild(QAction, "undo").trigger()
    marking.wait()
    assert marking.row("net_h1")[2] == "✓ right"


def test_nothing_is_told_while_a_result_is_asked_for(marking, window):
    marking.paste(sheet(window, net_h1="0.4"))
    window.walkthrough.hide_result()
    assert marking.rows() == []
    assert marking.texts() == [QUIET]
    QTest.keyClick(marking.dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert marking.rows() == []
    window.walkthrough.reveal_result()
    assert marking.row("net_h1")[1] == "0.4"
