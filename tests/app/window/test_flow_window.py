"""The flow in the window: by menu and F6, for as long as E is held, with everything else as always."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def is_flow(window) -> bool:
    flow = window.findChild(QWidget, "flow_picture")
    return flow is not None and flow.isVisible() and not window.findChild(QWidget, "canvas").isVisible()


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def test_f6_shows_the_flow_in_the_place_of_the_canvas_and_the_canvas_again(window):
    press(Qt.Key.Key_F6)
    assert is_flow(window)
    assert window.findChild(QAction, "flow").isChecked()
    press(Qt.Key.Key_F6)
    assert not is_flow(window)
    assert window.findChild(QWidget, "canvas").isVisible()
    assert QApplication.focusWidget() is window.findChild(QWidget, "canvas")


def test_the_flow_is_there_for_as_long_as_e_is_held(window):
    QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_E)
    assert is_flow(window)
    QTest.keyRelease(QApplication.focusWidget(), Qt.Key.Key_E)
    assert not is_flow(window)
    assert not window.findChild(QAction, "flow").isChecked()
    assert QApplication.focusWidget() is window.findChild(QWidget, "canvas")


def test_e_released_leaves_a_flow_that_was_chosen(window):
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_E)
    assert is_flow(window)


def test_e_is_let_go_of_where_the_window_is_left(window):
    QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_E)
    other = QWidget()
    other.show()
    other.activateWindow()
    QTest.qWaitForWindowActive(other)
    assert not is_flow(window)
    other.close()
    other.deleteLater()


def test_an_e_that_is_typed_is_a_letter(qtbot, window):
    field = next(field for field in window.findChildren(QLineEdit) if field.isVisible() and not field.isReadOnly())
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyPress(field, Qt.Key.Key_E)
    assert not is_flow(window)
    QTest.keyRelease(field, Qt.Key.Key_E)


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_e_with_another_key_is_no_flow(window, keys):
    QTest.keyPress(window, Qt.Key.Key_E, keys | Qt.KeyboardModifier.ShiftModifier)
    assert not is_flow(window)
    QTest.keyRelease(window, Qt.Key.Key_E, keys | Qt.KeyboardModifier.ShiftModifier)


def test_stepping_goes_on_as_always(window):
    press(Qt.Key.Key_F6)
    flow = window.findChild(QWidget, "flow_picture")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert window.walkthrough.cursor.step == 2
    assert "layer 2, sigmoid, not computed yet" in flow.accessibleDescription()
    press(Qt.Key.Key_End)
    assert "layer 2, sigmoid, 0.0187256" in flow.accessibleDescription()
    press(Qt.Key.Key_Left)
    assert window.walkthrough.cursor.step == 42


def test_on_a_stage_the_flow_is_looked_at_only(qtbot, window):
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen)
    press(Qt.Key.Key_F6)
    flow = window.findChild(QWidget, "flow_picture")
    assert is_flow(window)
    assert flow.read_only
    assert not window.findChild(QWidget, "flow_forward").isVisible()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert is_flow(window)
    assert not flow.read_only
