"""A run that explodes in a real window: it stops, says why, and one click leads back."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from explainer.state.edits.function_edits import with_function


def last_good(window):
    return window.findChild(QAction, "last_good")


def explode(qtbot, window):
    window.walkthrough.set_learning_rate(10.0)
    bar = window.findChild(QFrame, "trouble")
    assert not bar.isVisible()
    window.findChild(QAction, "train_1000").trigger()
    qtbot.waitUntil(bar.isVisible)
    return bar


def test_the_bar_says_why_and_a_click_leads_back(open_app, qtbot):
    window = open_app("square")
    bar = explode(qtbot, window)
    assert window.walkthrough.run.updates < 1000
    text = bar.findChild(QLabel).text()
    assert "learning rate of 10 " in text
    assert bar.accessibleDescription() == text
    button = bar.findChild(QPushButton)
    assert button.text() == "Go to update 1, the last good one"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.walkthrough.cursor == (1, 0)
    assert not bar.isVisible()


def test_the_bar_names_a_formula_that_has_no_value(open_app, qtbot):
    window = open_app("square")
    window.walkthrough.change(lambda scenario: with_function(scenario, 1, "root(x) = sqrt(x + 0.2)"))
    window.findChild(QAction, "train_1000").trigger()
    bar = window.findChild(QFrame, "trouble")
    qtbot.waitUntil(bar.isVisible)
    told = r"The formula of root has no finite value for net input −\S+ of h\d in layer 2\."
    assert re.search(told, bar.findChild(QLabel).text())


def test_it_is_whole_at_the_smallest_window_and_can_be_closed(open_app, qtbot):
    window = open_app("square")
    bar = explode(qtbot, window)
    window.resize(1024, 700)
    label = bar.findChild(QLabel)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    bottom = bar.mapTo(window, bar.rect().bottomLeft()).y()
    assert bottom < window.statusBar().y() + 1
    qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_key_leads_back_as_long_as_there_is_trouble(open_app, qtbot):
    window = open_app("square")
    assert not last_good(window).isEnabled()
    bar = explode(qtbot, window)
    assert "Ctrl+G" in bar.findChild(QPushButton).toolTip()
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.walkthrough.cursor == (1, 0)
    assert not bar.isVisible()
    assert not last_good(window).isEnabled()


def test_the_bar_hands_the_focus_back_to_the_picture(open_app, qtbot):
    window = open_app("square")
    bar = explode(qtbot, window)
    bar.findChild(QPushButton).setFocus()
    qtbot.keyClick(bar.findChild(QPushButton), Qt.Key.Key_Space)
    assert window.walkthrough.cursor == (1, 0)
    assert window.findChild(QWidget, "canvas").hasFocus()


def test_the_end_of_the_numbers_is_told_in_one_place(open_app, qtbot):
    window = open_app("square")
    bar = explode(qtbot, window)
    window.findChild(QAction, "train_1000").trigger()
    qtbot.waitUntil(lambda: "not finite" in bar.findChild(QLabel).text())
    assert window.walkthrough.run.stopped == window.walkthrough.run.updates + 1
    assert window.statusBar().currentMessage() == ""
    window.walkthrough.next_step()
    assert window.statusBar().currentMessage() == ""
    assert bar.isVisible()


def test_while_presenting_it_is_one_line_with_the_key(open_app, qtbot):
    window = open_app("square")
    bar = explode(qtbot, window)
    why = bar.findChild(QLabel).text()
    window.findChild(QAction, "present").trigger()
    window.resize(1280, 720)
    label, button = bar.findChild(QLabel), bar.findChild(QPushButton)
    qtbot.waitUntil(lambda: bar.width() == 1280 and label.height() < 2 * label.fontMetrics().height())
    assert why.startswith(label.text())
    assert label.text().count(".") < why.count(".")
    assert button.text() == "Go to update 1  (Ctrl+G)"
    qtbot.waitUntil(lambda: bar.height() <= button.height() + 10)
    assert bar.accessibleDescription() == why
    window.findChild(QAction, "present").trigger()
    assert label.text() == why
