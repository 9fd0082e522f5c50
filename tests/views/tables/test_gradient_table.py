"""The gradient check on screen: its verdict, its rows, and the line that a row leads to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from networks import network_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QProgressBar, QPushButton, QTableView
from worked import mazur, square

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.picture.palette import DARK, LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import full
from explainer.trace.lines.operations import Operation
from explainer.views.tables.gradient_table.panel import GradientTable

LEFT, ROLE = Qt.MouseButton.LeftButton, Qt.ItemDataRole
PARAMETER, GRADIENT, SLOPE, ERROR, VERDICT = range(5)


class Driver:
    """A gradient table in a window, driven by clicks and keys, and what it said."""

    def __init__(self, qtbot, scenario, palette=LIGHT):
        self.qtbot, self.said = qtbot, []
        self.walkthrough = Walkthrough(scenario, "test")
        self.table = GradientTable(self.walkthrough, Display(palette))
        self.table.said.connect(self.said.append)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.table)
        qtbot.addWidget(self.window)
        self.window.resize(480, 230)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def find(self, kind, name):
        return self.table.findChild(kind, name)

    @property
    def grid(self):
        return self.find(QTableView, "gradients")

    def label(self, name):
        return self.find(QLabel, name).text()

    def check(self):
        self.qtbot.mouseClick(self.find(QPushButton, "check_gradients"), LEFT)
        self.finish()

    def finish(self):
        self.qtbot.waitUntil(lambda: not self.table.checker.is_checking)

    def cells(self, column):
        model = self.grid.model()
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def click(self, row, column=PARAMETER):
        place = self.grid.visualRect(self.grid.model().index(row, column)).center()
        self.qtbot.mouseClick(self.grid.viewport(), LEFT, pos=place)


@pytest.fixture
def drive(qtbot):
    return lambda scenario=None, palette=LIGHT: Driver(qtbot, scenario or mazur(), palette)


def relu_at_zero() -> Scenario:
    """Return one relu unit whose net input is exactly 0, where the slope jumps."""
    network = Network.of(default_names([1, 1]), ["relu"], "per_unit")
    return Scenario(network, frozen([0.5, -0.5]), Data(frozen([[1.0]]), frozen([[1.0]])))


def test_before_the_first_check_it_says_what_a_check_does(drive):
    driver = drive()
    hint = driver.label("gradient_hint")
    assert "nudges each weight" in hint
    assert "dropout" not in hint
    assert driver.find(QLabel, "gradient_hint").isVisible()
    assert not driver.grid.isVisible()


def test_a_check_of_a_network_with_dropout_says_that_it_is_off(drive):
    driver = drive(replace(mazur(), dropout=0.5))
    assert "dropout off" in driver.label("gradient_hint")
    driver.check()
    assert driver.label("gradient_note").endswith("dropout off")


def test_gradients_that_agree(drive):
    driver = drive()
    driver.check()
    assert driver.label("gradient_verdict").startswith("All 8 gradients agree; the largest relative error is ")
    assert driver.label("gradient_note") == "ε = 0.0001, 1 training sample, before update 1"
    assert driver.cells(PARAMETER) == ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"]
    assert driver.cells(VERDICT) == ["agrees"] * 8
    assert driver.cells(GRADIENT)[4:6] == ["0.0821670", "0.0826676"]  # 0.082167041 and 0.082667628 by the web page
    assert driver.cells(SLOPE)[4:6] == ["0.0821670", "0.0826676"]


def test_tips_have_all_digits(drive):
    driver = drive()
    driver.check()
    gradient = driver.walkthrough.trace.of.arrays.gradient[0]
    assert driver.grid.model().index(0, GRADIENT).data(ROLE.ToolTipRole) == full(gradient)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_sequential_updates_fail_worst_first(drive, palette):
    driver = drive(mazur(update_order="sequential"), palette)
    driver.check()
    assert driver.label("gradient_verdict").startswith("4 of 8 disagree: largest relative error 0.15, at w")
    assert "sequential order" in driver.label("gradient_why")
    assert set(driver.cells(PARAMETER)[:4]) == {"w1", "w2", "w3", "w4"}
    assert driver.cells(VERDICT) == ["DISAGREES"] * 4 + ["agrees"] * 4
    assert driver.label("gradient_verdict").endswith(f"at {driver.cells(PARAMETER)[0]}.")
    errors = [float(text) for text in driver.cells(ERROR)[:4]]
    assert errors == sorted(errors, reverse=True)


def test_a_kink_is_named_and_does_not_fail(drive):
    driver = drive(relu_at_zero())
    driver.check()
    assert "2 are at kinks" in driver.label("gradient_verdict")
    assert driver.cells(VERDICT) == ["kink", "kink"]
    assert "kink" in driver.grid.model().index(0, VERDICT).data(ROLE.ToolTipRole)


def test_biases_come_after_the_weights(drive):
    driver = drive(square())
    driver.check()
    assert driver.cells(PARAMETER) == [*(f"w{i}" for i in range(1, 9)), "b_h1", "b_h2", "b_h3", "b_h4", "b_o1"]


def test_a_click_on_a_header_sorts(drive, qtbot):
    driver = drive()
    driver.check()
    header = driver.grid.horizontalHeader()
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(header.sectionViewportPosition(GRADIENT) + 20, 8))
    ascending = [driver.walkthrough.trace.of.arrays.gradient[i] for i in (0, 1, 2, 3, 6, 7, 8, 9)]
    order = [f"w{i + 1}" for i in np.argsort(ascending)]
    assert driver.cells(PARAMETER) in (order, order[::-1])


def test_a_click_goes_to_the_line_that_makes_the_gradient(drive):
    driver = drive()
    driver.check()
    driver.click(2)
    step = driver.walkthrough.step
    assert (step.operation, step.parameter.index) == (Operation.GRADIENT, 2)
    assert driver.walkthrough.cursor.update == 1


def test_with_several_samples_it_is_the_line_of_the_batch(drive):
    driver = drive(square())
    driver.check()
    driver.click(1, GRADIENT)
    step = driver.walkthrough.step
    assert (step.operation, step.symbol_text) == (Operation.BATCH_GRADIENT, "dE_batch/dw2")
    assert driver.said == []


def test_a_batch_that_is_not_all_samples_is_told(drive):
    driver = drive(replace(network_of((2, 2, 1), 6), batch_size=4))
    driver.check()
    driver.click(0)
    assert driver.said == [
        "This number is not the one in the table: update 1 uses 4 of the 6 training samples, the check all of them."
    ]


def test_dropout_in_the_update_is_told(drive):
    driver = drive(replace(network_of((2, 2, 1), 6), dropout=0.5))
    driver.check()
    driver.click(0)
    assert driver.said == ["This number is not the one in the table: the update drops units, the check does not."]


def test_keys_choose_a_row_and_others_are_the_windows(drive, qtbot):
    driver = drive()
    pressed = []
    for key in ("Right", "Space", "Home", "2"):
        QShortcut(QKeySequence(key), driver.window).activated.connect(lambda key=key: pressed.append(key))
    driver.check()
    driver.grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(driver.grid, key)
    before = driver.walkthrough.cursor
    row = driver.grid.currentIndex().row()
    assert driver.walkthrough.cursor == before
    qtbot.keyClick(driver.grid, Qt.Key.Key_Return)
    assert driver.walkthrough.step.symbol_text == f"dE_total/d{driver.cells(PARAMETER)[row]}"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_2):
        qtbot.keyClick(driver.grid, key)
    assert pressed == ["Right", "Space", "Home", "2"]


def test_at_another_update_the_numbers_are_shown_as_those_of_theirs(drive):
    driver = drive()
    driver.check()
    driver.walkthrough.go_to(3, 0)
    assert driver.label("gradient_verdict").startswith("Before update 1: all 8 gradients agree")
    assert driver.label("gradient_why") == "You are at update 3: check again for its weights."
    colour = driver.grid.model().index(0, GRADIENT).data(ROLE.ForegroundRole)
    assert colour.name() == LIGHT.muted.lower()
    driver.click(0)
    assert driver.walkthrough.cursor.update == 1
    assert driver.label("gradient_verdict").startswith("All 8")
    assert not driver.find(QLabel, "gradient_why").isVisible()


def test_after_an_edit_the_numbers_are_gone(drive):
    driver = drive()
    driver.check()
    driver.walkthrough.set_input(0, 0.5)
    assert driver.grid.model().rowCount() == 0
    assert driver.find(QLabel, "gradient_hint").isVisible()


def test_the_nudge_is_typed(drive, qtbot):
    driver = drive()
    entry = driver.find(QLineEdit, "epsilon")
    for text, why in (("0", "above 0"), ("2", "at most 1"), ("x", "not a number")):
        entry.setFocus()
        entry.selectAll()
        qtbot.keyClicks(entry, text)
        qtbot.keyClick(entry, Qt.Key.Key_Return)
        assert why in driver.said[-1]
        assert not driver.table.checker.is_checking
    entry.selectAll()
    qtbot.keyClicks(entry, "1/100")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    driver.finish()
    assert driver.table.checker.outcome.result.epsilon == 0.01


def test_a_long_check_shows_its_progress_and_can_be_stopped(drive, qtbot):
    driver = drive(network_of((20, 20, 10), 60))
    qtbot.mouseClick(driver.find(QPushButton, "check_gradients"), LEFT)
    with qtbot.waitSignal(driver.table.checker.progressed):
        pass
    assert driver.find(QProgressBar, "checking_progress").isVisible()
    assert driver.find(QProgressBar, "checking_progress").text().endswith("of 630")
    qtbot.mouseClick(driver.find(QPushButton, "stop_checking"), LEFT)
    assert driver.label("gradient_verdict").startswith("Stopped: ")
    assert 0 < driver.grid.model().rowCount() < 630


def test_numbers_that_are_not_finite_are_not_called_agreement(drive):
    scenario = square()
    driver = drive(scenario.with_theta(np.full(scenario.theta.shape, 1e200)))
    driver.check()
    assert "NOT FINITE" in driver.cells(VERDICT)
    assert "disagree" in driver.label("gradient_verdict")


def test_it_has_names_for_screen_readers(drive):
    driver = drive()
    driver.check()
    assert driver.table.objectName() == "gradient_table"
    assert driver.table.accessibleName() == "Gradient check"
    assert driver.grid.model().index(0, SLOPE).data(ROLE.AccessibleTextRole) == "nudged slope: 0.000438568"


def test_where_there_is_little_room_the_table_keeps_it(drive):
    driver = drive(mazur(update_order="sequential"))
    driver.check()
    driver.window.resize(390, 150)
    assert not driver.find(QLabel, "gradient_why").isVisible()
    assert "sequential order" in driver.find(QLabel, "gradient_verdict").toolTip()
    driver.window.resize(480, 230)
    assert driver.find(QLabel, "gradient_why").isVisible()


def one_area() -> Scenario:
    """Return a network whose input is an area in square metres, within whose small nudges the error bends."""
    network = Network.of(default_names([1, 2, 1]), ["sigmoid", "linear"], "per_unit")
    theta = frozen([5e-4, -3.5e-4, 0.1, 0.2, 0.6, -0.4, 0.3])
    return Scenario(network, theta, Data(frozen([[2000.0]]), frozen([[1.0]])))


def test_what_agrees_over_a_shorter_nudge_is_told_and_is_no_failure(drive):
    driver = drive(one_area())
    driver.check()
    assert driver.label("gradient_verdict").endswith("2 agree over a shorter nudge only.")
    assert "bends within ε = 0.0001" in driver.label("gradient_why")
    assert driver.cells(VERDICT).count("bend") == 2
    assert set(driver.cells(VERDICT)) == {"agrees", "bend"}


def one_price() -> Scenario:
    """Return a network whose target is a price in whole currency, so that its error is beyond 1e15."""
    network = Network.of(default_names([1, 2, 1]), ["sigmoid", "linear"], "per_unit")
    theta = frozen([0.1, 0.2, 0.3, 0.4, 1e-3, 2e-3, 0.5])
    return Scenario(network, theta, Data(frozen([[1.0]]), frozen([[1e8]])))


def test_what_only_rounding_sets_apart_is_told_and_is_no_failure(drive):
    driver = drive(one_price())
    driver.check()
    assert driver.label("gradient_verdict").endswith("by no more than rounding.")
    assert "so large that its rounding alone moves a slope by up to" in driver.label("gradient_why")
    assert set(driver.cells(VERDICT)) <= {"agrees", "rounding"}
    assert "rounding" in driver.cells(VERDICT)
