"""A run that explodes in a real window: it stops, says why, and one click leads back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton


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
