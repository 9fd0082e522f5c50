"""Nothing outlives its cause: messages, tips and the frame of what is selected."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QCursor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QWidget

from explainer.trace.lines.elements import unit_element, weight_element

ALT = Qt.KeyboardModifier.AltModifier
RIGHT, ESC = Qt.Key.Key_Right, Qt.Key.Key_Escape
H1 = unit_element(1, 0)


def message(window):
    return window.statusBar().currentMessage()


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key as a person does: the window gets it, shortcuts included."""
    QTest.keyClick(window.windowHandle(), key, modifiers)
    QApplication.processEvents()


def type_into(window, text):
    for letter in text:
        QTest.keyClick(window.windowHandle(), letter)


def test_why_an_entry_cannot_be_taken_is_gone_with_the_entry(window, qtbot):
    window.findChild(QWidget, "canvas").edit(weight_element(0))
    type_into(window, "abc")
    press(window, Qt.Key.Key_Return)
    assert "is not a number" in message(window)
    press(window, ESC)
    assert not message(window)


@pytest.mark.parametrize("name", ["setting_learning_rate", "to_update", "setting_init_seed"])
def test_a_bad_entry_is_not_told_of_while_a_better_one_is_typed(window, name):
    window.findChild(QAction, "settings").trigger()
    entry = next(field for field in window.findChildren(QLineEdit) if field.objectName() == name)
    entry.setFocus()
    entry.selectAll()
    type_into(window, "x")
    press(window, Qt.Key.Key_Return)
    assert message(window)
    press(window, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    assert message(window), "Shift alone is no answer"
    type_into(window, "1")
    assert not message(window)


def test_what_was_done_is_told_until_something_else_is_done(window):
    window.findChild(QAction, "new_random_weights").trigger()
    QApplication.processEvents()
    assert "seed" in message(window)
    canvas = window.findChild(QWidget, "canvas")
    place = canvas.viewport().mapTo(window, QPoint(5, canvas.height() // 2))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert not message(window)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform says so of every tooltip
def test_a_tip_tells_of_the_step_that_is_shown(window, qtbot):
    canvas = window.findChild(QWidget, "canvas")
    card = canvas.drawing.picture.cards["net", 1, 0]
    place = canvas.mapFromScene(card.box.right - 10, card.box.y)
    QCursor.setPos(canvas.viewport().mapToGlobal(place))
    QApplication.processEvents()
    QApplication.sendEvent(canvas.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, QCursor.pos()))
    assert QToolTip.text() == "net of h1: not computed yet (step 1)"
    press(window, RIGHT)
    qtbot.waitUntil(lambda: "net of h1 = 0.3775" in QToolTip.text())
    press(window, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "not computed yet" in QToolTip.text())
    window.walkthrough.grow(1)
    window.walkthrough.go_to(2, 2)
    qtbot.waitUntil(lambda: "net of h1 = 0.37" in QToolTip.text())
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


@pytest.mark.parametrize("selected", [None, H1])
def test_the_frame_stays_where_it_is_when_something_with_the_focus_is_hidden(window, qtbot, selected):
    canvas, control = window.findChild(QWidget, "canvas"), Qt.KeyboardModifier.ControlModifier
    canvas.select(selected)
    for number in (2, 3, 4, 5, 1):
        press(window, Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert canvas.selected == selected, number
    press(window, Qt.Key.Key_Comma, control)
    assert window.findChild(QWidget, "settings_panel").isVisible()
    press(window, Qt.Key.Key_Comma, control)
    assert canvas.selected == selected
    assert canvas.hasFocus()
