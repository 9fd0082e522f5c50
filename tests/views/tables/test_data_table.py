"""The data table: what it shows, and changes of the data by typing, keys, clipboard and file."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from networks import network_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QTableView,
    QTableWidget,
)
from worked import mazur, square

from explainer.engine.arrays import frozen
from explainer.engine.measure.evaluate import evaluate
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example
from explainer.picture.palette import LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.changes import Cause
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Writing, show
from explainer.trace.lines.operations import Operation
from explainer.views.controls.number_parsing import EntryError
from explainer.views.tables.data_table.panel import DataTable
from explainer.views.tables.data_table.pasted_block import read_block

LEFT, ROLE, KEY = Qt.MouseButton.LeftButton, Qt.ItemDataRole, Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Driver:
    """A data table in a window, driven by clicks and keys, and what was said."""

    def __init__(self, qtbot, scenario):
        self.qtbot, self.said = qtbot, []
        self.walkthrough = Walkthrough(scenario, "test")
        self.display = Display()
        self.table = DataTable(self.walkthrough, self.display)
        for speaker in (self.walkthrough, self.table):
            speaker.said.connect(self.said.append)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.table)
        qtbot.addWidget(self.window)
        self.window.resize(480, 230)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.grid = self.table.findChild(QTableView, "samples")
        self.grid.setFocus()

    @property
    def model(self):
        return self.grid.model()

    @property
    def data(self):
        return self.walkthrough.scenario.data

    @property
    def stack(self):
        return self.walkthrough.undo_stack

    @property
    def editor(self):
        """The editor that is open, if any; one that has closed goes away only when Qt next looks after it."""
        editors = self.grid.findChildren(QLineEdit, "number_editor")
        return next((editor for editor in editors if editor.isVisible()), None)

    def cell(self, row, column, role=ROLE.DisplayRole):
        return self.model.index(row - 1, column).data(role)

    def cells(self):
        """What the data set has; the answers of the network are not among it."""
        return self._cells(range(self._first_answer))

    def answers(self):
        return self._cells(range(self._first_answer, self.model.columnCount()))

    def _cells(self, columns):
        return [[self.model.index(row, column).data() for column in columns] for row in range(self.model.rowCount())]

    @property
    def _first_answer(self):
        return self.model.columnCount() - self.walkthrough.scenario.network.layers[-1].units

    def names(self):
        return [self.model.headerData(i, Qt.Orientation.Horizontal) for i in range(self._first_answer)]

    def numbers(self):
        return [self.model.headerData(i, Qt.Orientation.Vertical) for i in range(self.model.rowCount())]

    def press(self, button):
        self.qtbot.mouseClick(self.table.findChild(QPushButton, button), LEFT)

    def at(self, row, column):
        self.qtbot.mouseClick(self.grid.viewport(), LEFT, pos=self._place(row, column))

    def double_click(self, row, column):
        self.at(row, column)
        self.qtbot.mouseDClick(self.grid.viewport(), LEFT, pos=self._place(row, column))

    def _place(self, row, column):
        return self.grid.visualRect(self.model.index(row - 1, column)).center()

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.grid, key, modifier)

    def type(self, text, end=KEY.Key_Return):
        """Begin to type over the current cell, go on in the editor that opens, and end with a key."""
        self.key(text[0])
        self.qtbot.keyClicks(self.editor, text[1:])
        self.end(end)

    def end(self, key):
        self.qtbot.keyClick(self.editor, key)

    def paste(self, text):
        QGuiApplication.clipboard().setText(text)
        self.key(KEY.Key_V, CONTROL)


@pytest.fixture
def drive(qtbot):
    return lambda scenario=None: Driver(qtbot, scenario or square())


def classes() -> Scenario:
    """Return a softmax network with three classes."""
    network = Network.of(default_names([1, 3]), ["softmax"], "per_unit")
    data = Data(frozen([[1.0], [2.0]]), frozen([[1, 0, 0], [0, 0.5, 0.5]]))
    return Scenario(network, frozen(np.zeros(6)), data, loss="categorical_cross_entropy")


def with_test_part() -> Scenario:
    scenario = network_of((2, 2, 1), 8)
    return scenario.with_data(replace(scenario.data, test_fraction=0.25))


# what it shows


def test_a_row_for_every_sample_and_a_column_for_every_unit(drive):
    driver = drive(mazur())
    assert driver.names() == ["i1", "i2", "target o1", "target o2"]
    assert driver.cells() == [["0.05", "0.1", "0.01", "0.99"]]
    assert driver.numbers() == ["▸ 1"]
    assert driver.table.objectName() == "data_table"


def test_the_current_sample_is_marked(drive):
    driver = drive()
    assert driver.numbers() == ["▸ 1", "2", "3"]
    driver.walkthrough.go_to(1, driver.walkthrough.trace.plan.spans[4].first)
    row = driver.walkthrough.known.row
    assert row > 0
    assert driver.numbers()[row] == f"▸ {row + 1}"
    assert isinstance(driver.cell(row + 1, 0, ROLE.BackgroundRole), QColor)
    assert driver.cell(1, 0, ROLE.BackgroundRole) is None
    assert "the current sample" in driver.cell(row + 1, 0, ROLE.AccessibleTextRole)
    assert driver.table.findChild(QLabel, "data_note").text().split("; ")[0] == f"▸ sample {row + 1} of 3"


def test_the_test_part_has_a_column_of_its_own(drive):
    driver = drive(with_test_part())
    test = set(driver.data.test.rows)
    assert driver.names() == ["part", "i1", "i2", "target o1"]
    assert [row[0] for row in driver.cells()] == ["test" if row in test else "training" for row in range(8)]
    for row in range(8):
        colour = driver.cell(row + 1, 1, ROLE.ForegroundRole).name()
        assert colour == (LIGHT.muted if row in test else LIGHT.text).lower()
    assert "6 to train, 2 to test" in driver.table.findChild(QLabel, "data_note").text()


def test_the_part_cannot_be_typed_over(drive):
    driver = drive(with_test_part())
    driver.at(1, 0)
    driver.key(KEY.Key_1)
    assert driver.editor is None


def test_a_tip_has_all_digits_and_what_the_network_gets(drive):
    scenario = square()
    driver = drive(scenario.with_data(replace(scenario.data, scale="minmax")))
    inputs = [float(x) for x in scenario.data.inputs[:, 0]]
    middle = (inputs[1] - min(inputs)) / (max(inputs) - min(inputs))
    assert f"the network gets {middle:g}" in driver.cell(2, 0, ROLE.ToolTipRole)
    assert "network gets" not in driver.cell(2, 1, ROLE.ToolTipRole)
    assert "inputs scaled" in driver.table.findChild(QLabel, "data_note").text()


def test_moving_tells_only_of_the_rows_that_are_marked_otherwise(drive):
    driver = drive(network_of((2, 2, 1), 50))
    told = []
    driver.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    driver.walkthrough.next_step()
    assert told == []
    for _ in range(4):
        driver.walkthrough.next_phase()
    assert set(told) == {(0, 0), (1, 1)}


# cells


def test_typing_over_a_cell_is_one_step_of_undo(drive):
    driver = drive()
    old = driver.data.inputs[1, 0]
    driver.at(2, 0)
    driver.type("0,5")
    assert driver.data.inputs[1, 0] == 0.5
    assert driver.cell(2, 0) == "0.5"
    assert driver.stack.undoText() == "Change i1 of sample 2"
    assert driver.stack.count() == 1
    driver.stack.undo()
    assert driver.data.inputs[1, 0] == old
    assert driver.grid.currentIndex().row() == 1
    assert driver.said == []


def test_a_double_click_and_enter_open_a_cell_with_its_number(drive, qtbot):
    driver = drive(mazur())
    driver.double_click(1, 2)
    assert driver.editor.text() == "0.01"
    qtbot.keyClicks(driver.editor, "1/4")
    driver.end(KEY.Key_Return)
    assert driver.data.targets[0, 0] == 0.25
    assert driver.stack.undoText() == "Change target o1 of sample 1"
    driver.key(KEY.Key_Right)
    driver.key(KEY.Key_Return)
    qtbot.keyClicks(driver.editor, "0.75")
    driver.end(KEY.Key_Return)
    assert driver.data.targets[0, 1] == 0.75


def test_esc_keeps_the_old_number(drive):
    driver = drive(mazur())
    driver.at(1, 0)
    driver.type("7", KEY.Key_Escape)
    assert driver.data.inputs[0, 0] == 0.05
    assert driver.stack.count() == 0


def test_a_bad_entry_says_why_and_stays_open(drive, qtbot):
    driver = drive(mazur())
    driver.at(1, 0)
    driver.type("1.2.3")
    assert driver.said == ["“1.2.3” is not a number. Write a number such as 0.15, 0,15, -2 or 1/3."]
    assert driver.editor.isVisible()
    assert driver.data.inputs[0, 0] == 0.05
    driver.editor.selectAll()
    qtbot.keyClicks(driver.editor, "0.2")
    driver.end(KEY.Key_Return)
    assert driver.data.inputs[0, 0] == 0.2


def test_leaving_a_cell_takes_a_good_entry_and_no_bad_one(drive):
    driver = drive()
    driver.at(1, 0)
    driver.key(KEY.Key_4)
    driver.at(2, 0)
    assert driver.data.inputs[0, 0] == 4
    before = driver.data.inputs[1, 0]
    driver.key(KEY.Key_Minus)
    driver.at(3, 0)
    assert driver.data.inputs[1, 0] == before
    assert "is not a number" in driver.said[-1]


def test_the_same_number_again_is_no_edit(drive, qtbot):
    driver = drive(mazur())
    driver.double_click(1, 0)
    driver.end(KEY.Key_Return)
    driver.type("0.05")
    assert driver.stack.count() == 0


def test_shares_of_classes_go_on_adding_up_to_1(drive):
    driver = drive(classes())
    driver.at(2, 1)
    driver.type("0.2")
    np.testing.assert_allclose(driver.data.targets[1], [0.2, 0.4, 0.4])
    np.testing.assert_array_equal(driver.data.targets[0], [1, 0, 0])
    assert driver.stack.undoText() == "Change target o1 of sample 2"
    driver.type("2")
    assert "from 0 to 1" in driver.said[-1]
    assert driver.editor.isVisible()


def test_a_target_that_the_loss_cannot_take_is_refused_in_words(drive):
    driver = drive(replace(network_of((1, 1), 2), loss="binary_cross_entropy"))
    scenario = driver.walkthrough.scenario
    network = Network.of(default_names([1, 1]), ["sigmoid"], "per_unit")
    driver.walkthrough.open(replace(scenario, network=network), "classes")
    driver.at(2, 1)
    driver.type("3")
    assert driver.said[-1].startswith("Sample 2, target o1: binary cross-entropy needs targets from 0 to 1")


# rows


def test_a_row_is_added_as_a_copy_of_the_last(drive):
    driver = drive()
    last = driver.cells()[-1]
    driver.press("add_row")
    assert len(driver.data.inputs) == 4
    assert driver.cells()[-1] == last
    assert driver.grid.currentIndex().row() == 3
    assert driver.stack.undoText() == "Add sample 4"
    driver.stack.undo()
    assert len(driver.cells()) == 3


def test_selected_rows_are_deleted_but_never_the_last(drive):
    driver = drive()
    kept = driver.cells()[0]
    driver.at(2, 0)
    driver.key(KEY.Key_Down, SHIFT)
    driver.key(KEY.Key_Delete)
    assert driver.cells() == [kept]
    assert driver.stack.undoText() == "Delete 2 samples"
    driver.press("delete_rows")
    assert driver.cells() == [kept]
    assert "one sample must be left" in driver.said[-1]
    driver.stack.undo()
    assert len(driver.cells()) == 3


# the clipboard


def test_a_block_is_pasted_from_the_current_cell_on_and_grows_rows(drive):
    driver = drive()
    driver.at(3, 0)
    driver.paste("7\t8\n9\t1/2\n")
    assert driver.cells()[2:] == [["7", "8"], ["9", "0.5"]]
    assert driver.stack.undoText() == "Paste 2 × 2 numbers"
    assert driver.said == ["Pasted 2 rows, 1 of them new."]
    driver.stack.undo()
    assert len(driver.cells()) == 3


def test_new_rows_are_otherwise_like_the_last(drive):
    driver = drive()
    target = driver.cells()[-1][1]
    driver.at(3, 0)
    driver.paste("7\n8\n")
    assert driver.cells()[3] == ["8", target]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1\t2\t3", "the block has 3 columns, but from i1 on there is room for 2 columns"),
        ("1\t2\n3\tx", "row 2, column 2: “x” is not a number"),
        ("1\t2\n3", "row 2 has 1 cell, but row 1 has 2"),
        ("  \n", "no numbers on the clipboard"),
        ("0,5\n0,25", "may be one number or two"),
    ],
)
def test_a_bad_block_changes_nothing(drive, text, why):
    driver = drive()
    before = driver.cells()
    driver.at(1, 0)
    driver.paste(text)
    assert why in driver.said[-1]
    assert driver.cells() == before
    assert driver.stack.count() == 0


def test_pasted_targets_must_fit_the_loss(drive):
    driver = drive(classes())
    driver.at(1, 1)
    driver.paste("1\t1\t0")
    assert driver.said[-1].startswith("Nothing was changed. Sample 1: categorical cross-entropy needs targets that sum")
    assert driver.stack.count() == 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1;2\n3;4", [[1, 2], [3, 4]]),
        ("0,5;1,5", [[0.5, 1.5]]),
        ("0,5\t1,5\r\n2\t3\r\n", [[0.5, 1.5], [2, 3]]),
        ("0.5,1.5\n2,3", [[0.5, 1.5], [2, 3]]),
        ("0, 1\n1, 0", [[0, 1], [1, 0]]),
        ("1,2,3", [[1, 2, 3]]),
        ("0,5", [[0.5]]),
        ("1e-3\n1/4", [[0.001], [0.25]]),
    ],
)
def test_blocks(text, numbers):
    assert read_block(text).tolist() == numbers


def test_an_empty_cell_in_a_block_is_named():
    with pytest.raises(EntryError, match="row 1, column 2: Nothing was typed"):
        read_block("1\t\t3")


def test_what_is_copied_can_be_pasted(drive):
    driver = drive(with_test_part())
    driver.at(1, 1)
    driver.key(KEY.Key_Right, SHIFT)
    driver.key(KEY.Key_Down, SHIFT)
    driver.key(KEY.Key_C, CONTROL)
    np.testing.assert_array_equal(read_block(QGuiApplication.clipboard().text()), driver.data.inputs[:2])
    assert driver.said == ["Copied 2 rows of 2 numbers."]
    before = driver.data.inputs[:2].copy()
    driver.at(3, 1)
    driver.key(KEY.Key_V, CONTROL)
    np.testing.assert_array_equal(driver.data.inputs[2:4], before)


# keys


def test_arrows_move_in_the_table_and_other_keys_are_the_windows(drive):
    driver = drive(mazur())
    pressed = []
    for key in ("Right", "Left", "Space", "Home", "End", "2", "Shift+Right", "Ctrl+Right", "PgDown"):
        QShortcut(QKeySequence(key), driver.window).activated.connect(lambda key=key: pressed.append(key))
    driver.at(1, 0)
    driver.key(KEY.Key_Right)
    driver.key(KEY.Key_Right)
    driver.key(KEY.Key_Left)
    assert driver.grid.currentIndex().column() == 1
    driver.key(KEY.Key_Right, SHIFT)
    assert pressed == []
    for key in (KEY.Key_Space, KEY.Key_Home, KEY.Key_End, KEY.Key_PageDown):
        driver.key(key)
    driver.key(KEY.Key_Right, CONTROL)
    assert pressed == ["Space", "Home", "End", "PgDown", "Ctrl+Right"]
    driver.key(KEY.Key_2)
    assert driver.editor is not None
    assert "2" not in pressed
    driver.end(KEY.Key_Escape)
    driver.table.findChild(QPushButton, "add_row").setFocus()
    driver.qtbot.keyClick(driver.window, KEY.Key_Right)
    assert pressed[-1] == "Right"


def test_tab_leaves_the_table(drive):
    driver = drive()
    driver.at(1, 0)
    driver.key(KEY.Key_Tab)
    assert not driver.grid.hasFocus()


# the steps of a sample


def test_a_click_on_a_row_number_goes_to_the_steps_of_the_sample(drive, qtbot):
    driver = drive()
    header = driver.grid.verticalHeader()
    place = QPoint(5, header.sectionViewportPosition(2) + 5)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert driver.walkthrough.step.place[:2] == (Operation.NET, 1)
    assert driver.walkthrough.known.row == 2
    assert driver.numbers()[2] == "▸ 3"


def test_a_sample_of_another_batch_is_told(drive):
    scenario = replace(network_of((2, 2, 1), 8), batch_size=3, shuffle=True, seed=4)
    driver = drive(scenario)
    order = np.random.default_rng([4, 1]).permutation(8)
    driver.at(int(order[7]) + 1, 0)
    driver.press("show_sample")
    assert driver.said == [f"Sample {order[7] + 1} is not in update 1: in this epoch it comes in update 3."]
    assert driver.walkthrough.cursor == (1, 0)
    driver.walkthrough.go_to(3, 0)
    driver.press("show_sample")
    assert driver.walkthrough.known.row == order[7]


def test_a_sample_of_the_test_part_has_no_steps(drive):
    driver = drive(with_test_part())
    driver.at(int(driver.data.test.rows[0]) + 1, 1)
    driver.press("show_sample")
    assert "test part" in driver.said[-1]


# files


def choose(driver, tmp_path, text):
    path = tmp_path / "points.csv"
    path.write_text(text, "utf-8")
    driver.table.choose_columns(str(path))
    return driver.table.findChild(QDialog, "columns")


def check(qtbot, dialog, row, column):
    """Move to a cell of the chooser and press Space."""
    table = dialog.findChild(QTableWidget)
    table.setFocus()
    table.setCurrentCell(row, column)
    qtbot.keyClick(table, KEY.Key_Space)


def accept(qtbot, dialog):
    button = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Import")
    qtbot.mouseClick(button, LEFT)


def test_import_takes_the_last_columns_as_targets(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 1), 4))
    accept(qtbot, choose(driver, tmp_path, "x1,x2,y\n1,2,3\n4,5,6\n"))
    assert driver.cells() == [["1", "2", "3"], ["4", "5", "6"]]
    assert driver.stack.undoText() == "Import points.csv"
    assert driver.said[-1].startswith("Imported 2 samples from points.csv.")
    driver.stack.undo()
    assert len(driver.cells()) == 4


def test_other_columns_are_chosen_and_the_network_fits_itself_to_them(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 1), 4))
    dialog = choose(driver, tmp_path, "name,x1,x2,y\na,1,2,3\nb,4,5,6\n")
    message = dialog.findChild(QLabel, "columns_message")
    assert "3 inputs and 1 output" in message.text()
    check(qtbot, dialog, 0, 1)
    assert "These fit the network" in message.text()
    check(qtbot, dialog, 2, 1)
    accept(qtbot, dialog)
    assert driver.cells() == [["1", "3"], ["4", "6"]]
    assert driver.walkthrough.scenario.network.layers[0].units == 1


WORDS = "size,weight,kind\n1,2,plum\n3,4,apple\n5,6,Pear\n7,8,plum\n"


def test_a_last_column_of_words_becomes_an_output_for_each_class(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 3), 4))
    dialog = choose(driver, tmp_path, WORDS)
    assert dialog.classes.isChecked()
    expected = "The network will get 2 inputs and an output for each class in “kind”."
    assert dialog.findChild(QLabel, "columns_message").text() == expected
    accept(qtbot, dialog)
    assert [row[2:] for row in driver.cells()] == [["0", "0", "1"], ["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"]]
    assert driver.walkthrough.scenario.data.classes == ("apple", "Pear", "plum")
    assert driver.said[-1].startswith("Imported 4 samples from points.csv. Outputs stand for apple, Pear, plum.")
    assert driver.walkthrough.scenario.network.layers[0].names == ("size", "weight")
    driver.stack.undo()
    assert driver.walkthrough.scenario.data.classes == ()


def test_numbers_may_name_classes_too(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 1), 4))
    dialog = choose(driver, tmp_path, "x1,x2,y\n1,2,10\n3,4,2\n5,6,10\n")
    assert not dialog.classes.isChecked()
    dialog.classes.setFocus()
    qtbot.keyClick(dialog.classes, KEY.Key_Space)
    accept(qtbot, dialog)
    assert driver.walkthrough.scenario.data.classes == ("2", "10")
    assert [row[2:] for row in driver.cells()] == [["0", "1"], ["1", "0"], ["0", "1"]]


def test_only_a_single_target_may_name_classes(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 3), 4))
    dialog = choose(driver, tmp_path, WORDS)
    check(qtbot, dialog, 1, 2)
    assert not dialog.classes.isEnabled()
    assert not dialog.classes.isChecked()
    check(qtbot, dialog, 1, 2)
    assert dialog.classes.isChecked()
    check(qtbot, dialog, 2, 1)  # an input, too
    assert not dialog.classes.isEnabled()


def test_a_single_class_is_refused_beside_the_choice(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 1), 4))
    dialog = choose(driver, tmp_path, "x1,x2,kind\n1,2,plum\n3,4,plum\n")
    accept(qtbot, dialog)
    message = 'column "kind": there is only one class in it, "plum": nothing is to be told apart'
    assert dialog.findChild(QLabel, "columns_message").text() == message
    assert dialog.isVisible()
    assert driver.stack.count() == 0


@pytest.mark.parametrize(
    ("columns", "names"), [("age,petal length (cm)", ("age", "petal_length_cm")), ("w1,age", ("i1", "i2"))]
)
def test_columns_name_the_inputs_where_they_can(drive, qtbot, tmp_path, columns, names):
    driver = drive(network_of((2, 2, 1), 4))
    accept(qtbot, choose(driver, tmp_path, f"{columns},y\n1,2,3\n4,5,6\n"))
    assert driver.walkthrough.scenario.network.layers[0].names == names


def test_columns_name_the_inputs_of_the_past_too(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 1), 2))
    driver.walkthrough.grow(3)
    driver.walkthrough.go_to(3, 2)
    accept(qtbot, choose(driver, tmp_path, "age,size,y\n1,2,3\n4,5,6\n"))
    assert driver.cells() == [["1", "2", "3"], ["4", "5", "6"]]
    for update in (3, 1):
        driver.walkthrough.go_to(update, 1)
        assert driver.walkthrough.known.scenario.network.layers[0].names == ("age", "size")
    driver.stack.undo()
    assert driver.walkthrough.scenario.network.layers[0].names == ("i1", "i2")


def test_without_a_target_nothing_can_be_imported(drive, qtbot, tmp_path):
    driver = drive(network_of((2, 2, 1), 4))
    dialog = choose(driver, tmp_path, "x1,x2,y\n1,2,3\n")
    check(qtbot, dialog, 2, 2)
    button = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Import")
    assert not button.isEnabled()
    dialog.close()
    assert driver.stack.count() == 0


def test_a_file_that_cannot_be_read_is_explained(drive, qtbot, tmp_path):
    driver = drive()
    driver.table.choose_columns(str(tmp_path / "none.csv"))
    assert "none.csv" in driver.said[-1]
    dialog = choose(driver, tmp_path, "x,y\n1,2\n3,word\n")
    accept(qtbot, dialog)
    assert "line 3" in dialog.findChild(QLabel, "columns_message").text()
    assert dialog.isVisible()
    assert driver.stack.count() == 0


def test_the_button_asks_for_a_file_without_blocking(drive):
    driver = drive()
    driver.press("import_csv")
    dialog = driver.table.findChild(QFileDialog)
    assert dialog.isVisible()
    dialog.close()


def test_numbers_have_the_chosen_digits_and_their_columns_room_for_them(drive):
    driver = drive(network_of((2, 2, 1), 3))
    before = driver.grid.columnWidth(0)
    driver.display.set_digits(12)
    assert driver.cell(1, 0) == show(driver.data.inputs[0, 0], 12)
    assert driver.grid.columnWidth(0) > before


# large data sets


def test_of_a_large_data_set_only_what_is_in_sight_is_written(drive, monkeypatch):
    driver = drive(replace(network_of((4, 2, 1), 100_000), batch_size=1))
    written = []
    monkeypatch.setattr(Writing, "show", lambda _, value: (written.append(value), show(value))[1])
    driver.grid.bring_into_sight(60_000)
    driver.grid.grab()
    assert driver.model.rowCount() == 100_000
    assert driver.cell(60_000, 0) == show(driver.data.inputs[59_999, 0])
    assert len(written) < 300


def test_a_step_copies_nothing_of_a_large_data_set(drive):
    driver = drive(replace(network_of((4, 2, 1), 100_000), batch_size=1))
    tracemalloc.start()
    try:
        driver.walkthrough.moved.emit(Cause.JUMP)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 100_000  # the numbers alone are 4 MB


@pytest.mark.parametrize(
    "block", ["1\t2\n" * 60_000, "1;2;" * 60_000, "1," * 120_000, "1\n" * 120_000, "1" * 10_000_000]
)
def test_a_block_that_is_too_large_is_refused_before_it_is_read(block):
    tracemalloc.start()
    try:
        with pytest.raises(EntryError, match="there is more on the clipboard than 100,000 numbers"):
            read_block(block)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_what_the_network_answers_stands_beside_each_sample_as_soon_as_it_is_computed(drive, qtbot):
    driver = drive(example("xor"))
    walkthrough = driver.walkthrough

    def shown(theta):
        return [[show(float(out))] for out in evaluate(walkthrough.scenario, theta).outputs[:, 0]]

    outs = shown(walkthrough.scenario.theta)
    assert driver.model.headerData(3, Qt.Orientation.Horizontal) == "o1 ="
    assert not driver.model.flags(driver.model.index(0, 3)) & Qt.ItemFlag.ItemIsEditable
    assert driver.answers() == [["–"]] * 4
    walkthrough.go_to(1, [step.symbol_text for step in walkthrough.trace].index("out_o1", 10) + 1)
    qtbot.waitUntil(lambda: driver.answers() == [*outs[:2], ["–"], ["–"]])
    walkthrough.grow(300)
    walkthrough.go_to(301, 0)
    qtbot.waitUntil(lambda: driver.answers() == shown(walkthrough.run.theta(299)))
    assert "answers: with the weights of update 300" in driver.table.findChild(QLabel, "data_note").text()
    walkthrough.go_to(301, 1)
    qtbot.waitUntil(lambda: driver.answers() == [["–"]] * 4)
