"""The step table: the lines of the update, what is known of them, and the keys it leaves to the window."""

from __future__ import annotations

import pytest
from networks import network_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow
from worked import mazur, square

from explainer.picture.palette import LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import DASH, full, show
from explainer.views.tables.step_table.view import StepTable

COLUMNS = ["step", "phase", "operation", "unit", "parameter", "symbol", "formula", "substitution", "value"]
ROLE = Qt.ItemDataRole


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def table(qtbot, walkthrough):
    return shown(qtbot, walkthrough)


def shown(qtbot, walkthrough):
    table = StepTable(walkthrough, Display())
    qtbot.addWidget(table)
    table.resize(1000, 300)
    with qtbot.waitExposed(table):
        table.show()
    return table


def cell(table, step, column, role=ROLE.DisplayRole):
    return table.model().index(step - 1, COLUMNS.index(column)).data(role)


def row(table, step):
    return [cell(table, step, column) for column in COLUMNS]


def click(qtbot, table, step, column="symbol"):
    place = table.visualRect(table.model().index(step - 1, COLUMNS.index(column))).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def rows_told(table):
    told = []
    table.model().dataChanged.connect(lambda first, last: told.append((first.row() + 1, last.row() + 1)))
    return told


def test_its_columns(table):
    model = table.model()
    seen = [i for i in range(model.columnCount()) if not table.isColumnHidden(i)]
    assert [model.headerData(i, Qt.Orientation.Horizontal) for i in seen] == COLUMNS
    assert model.rowCount() == 43


def test_a_reached_line_is_written_out(table, walkthrough):
    walkthrough.go_to(1, 17)
    assert row(table, 1) == [
        *("1", "forward", "net", "h1", "", "net_h1"),
        *("w1*i1 + w2*i2 + b1*1", "0.15*0.05 + 0.2*0.1 + 0.35*1", "0.3775"),
    ]
    assert row(table, 17)[5:] == [
        *("delta_o2", "dE_total/dout_o2 * dout_o2/dnet_o2", "(−0.217072) * 0.175510", "−0.0380982"),
    ]


def test_a_line_not_reached_yet_has_its_formula_but_no_numbers(table, walkthrough):
    walkthrough.go_to(1, 5)
    assert row(table, 18) == [
        *("18", "backward", "gradient", "o1", "w5", "dE_total/dw5", "delta_o1*out_h1", "–", "–"),
    ]
    assert cell(table, 18, "value", ROLE.ToolTipRole) == "–"


def test_back_again_the_numbers_are_gone(table, walkthrough):
    walkthrough.go_to(1, 10)
    walkthrough.go_to(1, 3)
    assert cell(table, 3, "value") != "–"
    assert cell(table, 4, "value") == "–"


def test_tips_have_all_digits(table, walkthrough):
    walkthrough.go_to(1, 17)
    step = walkthrough.step
    assert cell(table, 17, "value", ROLE.ToolTipRole) == full(step.value)
    assert cell(table, 17, "substitution", ROLE.ToolTipRole) == step.substitution


def test_the_current_row_has_the_colour_of_its_phase_and_is_in_sight(table, walkthrough):
    walkthrough.go_to(1, 40)
    ground = cell(table, 40, "symbol", ROLE.BackgroundRole)
    assert isinstance(ground, QColor)
    assert cell(table, 39, "symbol", ROLE.BackgroundRole) is None
    assert cell(table, 40, "phase", ROLE.ForegroundRole).name() == LIGHT.update.lower()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    assert table.currentIndex().row() == 39
    walkthrough.go_to(1, 1)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_a_smaller_table_still_shows_the_current_row(table, walkthrough):
    walkthrough.go_to(1, 9)
    table.resize(1000, 120)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_stepping_does_not_scroll_sideways(table, walkthrough):
    table.resize(400, 300)
    table.horizontalScrollBar().setValue(200)
    walkthrough.go_to(1, 30)
    assert table.horizontalScrollBar().value() == 200


def test_a_click_goes_to_the_step(qtbot, table, walkthrough):
    click(qtbot, table, 4)
    assert walkthrough.cursor == (1, 4)
    click(qtbot, table, 2, "value")
    assert walkthrough.cursor == (1, 2)


def test_moving_tells_of_the_rows_between_only(table, walkthrough):
    walkthrough.go_to(1, 5)
    told, resets = rows_told(table), []
    table.model().modelReset.connect(lambda: resets.append(1))
    walkthrough.go_to(1, 9)
    walkthrough.go_to(1, 8)
    walkthrough.go_to(1, 0)
    walkthrough.go_to(1, 2)
    assert told == [(5, 9), (8, 9), (1, 8), (1, 2)]
    assert resets == []


def test_another_update_of_the_same_shape_is_new_numbers_not_a_new_table(table, walkthrough):
    walkthrough.go_to(2, 18)
    value = cell(table, 18, "value")
    walkthrough.go_to(1, 18)
    assert cell(table, 18, "value") != value
    assert cell(table, 18, "value") == show(walkthrough.step.value)
    walkthrough.set_learning_rate(3.0)
    walkthrough.go_to(1, 43)
    assert cell(table, 43, "value") == show(walkthrough.step.value)


def test_an_update_of_another_shape_is_a_new_table(table, walkthrough):
    resets = []
    table.model().modelReset.connect(lambda: resets.append(1))
    walkthrough.open(square(), "square")
    assert resets == [1]
    assert table.model().rowCount() == len(walkthrough.trace)


def test_a_large_update_writes_only_what_is_in_sight(qtbot, qapp, monkeypatch):
    walkthrough = Walkthrough(network_of((20, 20, 10), 60))
    assert len(walkthrough.trace) > 50_000
    table = shown(qtbot, walkthrough)
    written = []
    write = type(walkthrough.trace).__getitem__
    monkeypatch.setattr(
        type(walkthrough.trace), "__getitem__", lambda self, number: (written.append(number), write(self, number))[1]
    )
    walkthrough.go_to(1, 40_000)
    table.grab()
    assert 40_000 in written
    assert len(set(written)) < 100


def test_long_lines_are_cut(qtbot, qapp):
    walkthrough = Walkthrough(network_of((200, 2), 1))
    walkthrough.go_to(1, 1)
    table = shown(qtbot, walkthrough)
    assert len(cell(table, 1, "substitution")) == 301
    assert cell(table, 1, "substitution").endswith("…")
    assert len(cell(table, 1, "substitution", ROLE.ToolTipRole)) == 2001


def test_up_and_down_are_its_own_and_the_other_keys_the_windows(qtbot, walkthrough):
    window = QMainWindow()
    table = StepTable(walkthrough, Display())
    window.setCentralWidget(table)
    pressed = []
    for key in ("Right", "Left", "Space", "Home", "End", "1"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: pressed.append(key))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    table.setFocus()
    assert walkthrough.cursor == (1, 0)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_1):
        qtbot.keyClick(table, key)
    assert pressed == ["Right", "Left", "Space", "Home", "End", "1"]
    assert walkthrough.cursor == (1, 0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert walkthrough.cursor == (1, 1)
    walkthrough.go_to(1, 43)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert walkthrough.cursor == (1, 43)


def test_keys_without_a_shortcut_are_passed_on(qtbot, table, walkthrough):
    walkthrough.go_to(1, 5)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(table, key)
    assert walkthrough.cursor == (1, 5)
    assert table.currentIndex().row() == 4


def test_a_result_that_is_still_added_up_is_not_told(table, walkthrough):
    walkthrough.next(Granularity.TERM)
    assert cell(table, 1, "substitution") == "0.15*0.05 + 0.2*0.1 + 0.35*1"
    assert cell(table, 1, "value") == DASH
    assert cell(table, 1, "value", ROLE.ToolTipRole) == DASH
    told = rows_told(table)
    walkthrough.next_step()
    assert (1, 1) in told
    assert cell(table, 1, "value") == "0.3775"
