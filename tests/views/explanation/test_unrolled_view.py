"""The unrolled vector on the Matrix tab: hover both ways, copy, paste."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from worked import mazur

from explainer.files.examples import example
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import weight_element
from explainer.views.explanation.matrix.tab import MatrixTab


@pytest.fixture
def session(qapp):
    return Session(Walkthrough(mazur("per_unit")))


@pytest.fixture
def tab(qtbot, session):
    tab = MatrixTab(session.walkthrough, session.pointing, session.display)
    qtbot.addWidget(tab)
    tab.resize(480, 420)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.forms.setFocus()
    QTest.keyClick(tab.forms, Qt.Key.Key_Down)
    return tab


def rows(tab):
    model = tab.vector.table.model()
    return [[model.data(model.index(row, column)) for column in range(4)] for row in range(model.rowCount())]


def choose_next(picker):
    picker.setFocus()
    QTest.keyClick(picker, Qt.Key.Key_Down)


def test_the_worked_example_down_its_columns_and_along_its_rows(tab):
    assert tab.vector.isVisible()
    assert [row[1] for row in rows(tab)[:6]] == ["b_h1", "b_h2", "w1", "w3", "w2", "w4"]
    assert rows(tab)[3] == ["4", "w3", "Theta1(2,2)", "0.25"]
    choose_next(tab.vector.order)
    assert [row[1] for row in rows(tab)[:6]] == ["b_h1", "w1", "w2", "b_h2", "w3", "w4"]
    assert rows(tab)[3][::2] == ["3", "Theta1[1,0]"]


def test_numbers_follow_the_cursor(tab, session):
    choose_next(tab.vector.what)
    choose_next(tab.vector.what)
    assert {row[3] for row in rows(tab)} == {"–"}
    session.walkthrough.go_to(1, 18)
    session.walkthrough.go_to(1, session.walkthrough.trace.plan.length)
    assert next(row[3] for row in rows(tab) if row[1] == "w5") == "0.0821670"


def test_an_entry_lights_its_weight_and_a_weight_its_entry(tab, session, qtbot):
    table = tab.vector.table
    index = table.model().index(3, 1)
    QTest.mouseMove(table.viewport(), table.visualRect(table.model().index(1, 1)).center())
    QTest.mouseMove(table.viewport(), table.visualRect(index).center() + QPoint(1, 0))
    assert session.pointing.hovered == weight_element(2)  # w3
    ground = Qt.ItemDataRole.BackgroundRole
    assert table.model().data(index, ground) is not None
    session.pointing.hover(weight_element(0))
    assert table.model().data(index, ground) is None
    assert table.model().data(table.model().index(2, 1), ground) is not None


def test_a_large_vector_scrolls_to_what_is_pointed_at_in_the_picture(tab, session):
    session.walkthrough.open(example("digits"), "digits")
    QApplication.processEvents()
    table = tab.vector.table
    last = session.walkthrough.scenario.network.layers[2].start
    session.pointing.hover(weight_element(last))
    row = next(i for i in range(table.model().rowCount()) if table.model().element(i) == weight_element(last))
    assert table.viewport().rect().intersects(table.visualRect(table.model().index(row, 0)))


def test_copied_and_pasted_in_another_order_it_is_an_edit_that_can_be_undone(tab, session):
    before = session.walkthrough.scenario.theta
    tab.vector.table.setFocus()
    QTest.keyClick(tab.vector.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("[0.35; 0.35; 0.15; 0.25; 0.2; 0.3; ")
    QTest.keyClick(tab.vector.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not session.walkthrough.undo_stack.canUndo()  # the same numbers are no edit
    choose_next(tab.vector.order)
    tab.vector.table.setFocus()
    QTest.keyClick(tab.vector.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    after = session.walkthrough.scenario
    assert after.network.layers[1].biases(after.theta).tolist() == [0.35, 0.25]
    assert session.walkthrough.undo_stack.undoText() == "Paste weights and biases"
    session.walkthrough.undo_stack.undo()
    assert np.array_equal(session.walkthrough.scenario.theta, before)


@pytest.mark.parametrize(
    "text", ["nn_params = [{}]/10;", "theta = np.array([{}])/10", "[{}]'/10", "[{}] * 0.1", "({})/10"]
)
def test_a_vector_is_pasted_as_it_is_typed_in_octave_or_numpy(tab, session, text):
    numbers = ", ".join(str(number) for number in range(1, 13))
    QGuiApplication.clipboard().setText(text.format(numbers))
    tab.vector.paste_action.trigger()
    first = session.walkthrough.scenario.network.layers[1]
    assert first.biases(session.walkthrough.scenario.theta).tolist() == pytest.approx([0.1, 0.2])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1; 2; 3]/0", "A vector cannot be multiplied with 0, or divided by it."),
        ("[1; 2; 3]/two", "“two” is not a number."),
        ("[1; 2; 3]", "The vector has 3 numbers; this network's has 12."),
        ("[1; two; 3]", "Number 2 of the vector, “two”, is not a number."),
        ("np.array([1, 2, __import__('os')])", "Number 3 of the vector"),
        ("[1, 2, nan]", "Number 3 of the vector, “nan”, is not a number."),
        ("", "There is no vector on the clipboard."),
        ("[[1, 2], [3, 4]]", "Number 1 of the vector, “[1”, is not a number."),
    ],
)
def test_what_cannot_be_taken_is_said_and_changes_nothing(tab, session, qtbot, text, said):
    before = session.walkthrough.scenario
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(session.walkthrough.said) as heard:
        tab.vector.paste_action.trigger()
    assert heard.args[0].startswith(said)
    assert session.walkthrough.scenario.same_as(before)


def test_gradients_are_not_pasted(tab):
    choose_next(tab.vector.what)
    assert not tab.vector.paste_action.isEnabled()
