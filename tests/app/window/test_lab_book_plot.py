"""The lab book in the window: trainings become rows, a sweep is typed, rows are hidden, opened and removed by keys."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView, QToolButton, QWidget


@pytest.fixture
def window(open_app):
    window = open_app("xor")
    window.findChild(QAction, "plot_lab_book").trigger()
    return window


@pytest.fixture
def panel(window, qtbot):
    page = window.findChild(QWidget, "lab_book_page")
    qtbot.waitUntil(lambda: page.view is not None)
    return page.view


def typed(panel, name, text):
    entry = panel.findChild(QLineEdit, name)
    entry.clear()
    QTest.keyClicks(entry, text)


def shown(panel):
    model = panel.findChild(QTableView, "experiments").model()
    head = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    rows = range(model.rowCount())
    return [head, *([model.index(row, column).data() for column in range(len(head))] for row in rows)]


def swept(panel, qtbot, values="", seeds="", most="3000"):
    panel.findChild(QToolButton, "lab_book_sweep").setChecked(True)
    typed(panel, "sweep_values", values)
    typed(panel, "sweep_seeds", seeds)
    typed(panel, "sweep_most", most)
    QTest.mouseClick(panel.findChild(QPushButton, "sweep_go"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.book.is_sweeping, timeout=20_000)


def test_it_says_what_it_is_for_until_there_is_a_row(panel):
    assert "row" in panel._empty.text()
    assert not panel._empty.isHidden()
    assert not panel.save_button.isEnabled()


def test_a_sweep_that_was_typed_becomes_rows_and_curves(panel, qtbot):
    swept(panel, qtbot, "1, 2")
    qtbot.waitUntil(lambda: len(shown(panel)) == 3)
    head, *rows = shown(panel)
    assert head == ["", "learning rate", "updates", "loss"]
    assert [row[:3] for row in rows] == [["1", "1", "1,036"], ["2", "2", "519"]]
    panel.curves.draw()
    assert [series.name for series in panel.curves.series] == ["1: 1", "2: 2"]
    read = list(csv.DictReader(io.StringIO(panel.csv())))
    assert [row["optimizer.learning_rate"] for row in read] == ["1.0", "2.0"]
    assert [row["updates"] for row in read] == ["1036", "519"]


def test_a_training_becomes_a_row(window, panel, qtbot):
    window.findChild(QAction, "train_10").trigger()
    qtbot.waitUntil(lambda: len(shown(panel)) == 2)
    assert shown(panel)[1][1] == "10"


def test_space_hides_a_curve_and_delete_removes_it(panel, qtbot):
    swept(panel, qtbot, seeds="1-3", most="5")
    grid = panel.findChild(QTableView, "experiments")
    grid.setFocus()
    grid.selectRow(1)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: [series.is_on for series in panel.curves.series] == [True, False, True])
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert [row[1] for row in shown(panel)[1:]] == ["1", "3"]
    panel.book.put_back()
    assert [row[1] for row in shown(panel)[1:]] == ["1", "2", "3"]


def test_a_name_leaves_what_is_hidden_and_chosen_as_it_is(panel, qtbot):
    swept(panel, qtbot, seeds="1-3", most="5")
    grid = panel.findChild(QTableView, "experiments")
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(1, 0))
    QTest.keyClick(grid, Qt.Key.Key_Space)
    panel.book.rename(1, "mine")
    assert (grid.places, grid.currentIndex().row()) == ([1], 1)
    qtbot.waitUntil(lambda: [series.is_on for series in panel.curves.series] == [True, False, True])


def test_where_a_row_is_removed_the_next_one_is_current(panel, qtbot):
    swept(panel, qtbot, seeds="1-3", most="5")
    grid = panel.findChild(QTableView, "experiments")
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(1, 0))
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert (grid.places, grid.currentIndex().row()) == ([], 1)


def test_what_is_cleared_can_be_put_back(panel, qtbot):
    swept(panel, qtbot, seeds="1-3", most="5")
    clear = panel.clear
    qtbot.waitUntil(clear.isEnabled)
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: clear.text() == "Put Back")
    assert len(shown(panel)) == 1
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: clear.text() == "Clear")
    assert [row[1] for row in shown(panel)[1:]] == ["1", "2", "3"]


def test_enter_opens_what_an_experiment_began_with(window, panel, qtbot):
    swept(panel, qtbot, "0.25", most="2")
    grid = panel.findChild(QTableView, "experiments")
    grid.selectRow(0)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert window.walkthrough.scenario.optimizer.learning_rate == 0.25
    window.findChild(QAction, "undo").trigger()
    assert window.walkthrough.scenario.optimizer.learning_rate == 5


@pytest.mark.parametrize(
    ("values", "seeds", "word"),
    [("", "", "values"), ("-1", "", "earning"), ("1", "9-1", "smaller seed"), ("1,,2", "", "commas")],
)
def test_what_cannot_be_swept_is_said_and_nothing_is_lost(panel, qtbot, values, seeds, word):
    with qtbot.waitSignal(panel.said) as said:
        swept(panel, qtbot, values, seeds)
    assert word in said.args[0]
    assert said.args[0].endswith(".")
    assert panel.findChild(QLineEdit, "sweep_values").text() == values


def test_it_is_quiet_while_a_result_is_asked_for(window, panel, qtbot):
    swept(panel, qtbot, "1", most="3")
    window.walkthrough.go_to(1, 3)
    window.walkthrough.hide_result()
    assert not panel.content.isVisible()
