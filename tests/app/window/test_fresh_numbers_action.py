"""The same with other numbers, from the window: by key, as one step of undo, and while results are asked for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolButton

from explainer.files.examples import example

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_the_key_draws_other_numbers_and_undo_brings_the_old_ones_back(window, qtbot):
    walkthrough = window.walkthrough
    walkthrough.go_to(1, 14)
    qtbot.keyClick(window, Qt.Key.Key_M, CONTROL_SHIFT)
    qtbot.waitUntil(lambda: "other numbers" in walkthrough.title)
    assert walkthrough.cursor == (1, 14)
    assert not np.array_equal(walkthrough.scenario.theta, example("mazur").theta)
    assert "other numbers" in window.windowTitle()
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.same_as(example("mazur"))
    assert walkthrough.cursor == (1, 14)


def test_a_line_is_asked_for_anew(window, qtbot):
    walkthrough, prediction = window.walkthrough, window.session.prediction
    window.findChild(QAction, "predict").trigger()
    walkthrough.go_to(1, 14)
    prediction.reveal()
    assert not prediction.is_asked
    window.findChild(QAction, "fresh_numbers").trigger()
    qtbot.waitUntil(lambda: "other numbers" in walkthrough.title)
    assert walkthrough.cursor == (1, 14)
    assert prediction.is_asked


def test_after_three_wrong_answers_the_line_can_be_asked_again_with_other_numbers(window, qtbot):
    prediction = window.session.prediction
    window.findChild(QAction, "predict").trigger()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    again = window.findChild(QToolButton, "fresh_numbers_button")
    for wrong in ("5", "6", "7"):
        assert not again.isVisible()
        qtbot.keyClicks(QApplication.focusWidget(), wrong)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not prediction.is_asked
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: prediction.is_asked)
    assert window.walkthrough.cursor == (1, 1)
    assert not again.isVisible()
    assert QApplication.focusWidget().objectName() == "answer"


def test_an_edit_meanwhile_gives_it_up(window, qtbot):
    walkthrough = window.walkthrough
    window.findChild(QAction, "fresh_numbers").trigger()
    walkthrough.reset()
    qtbot.wait(50)
    assert "other numbers" not in walkthrough.title


def test_a_large_network_has_new_random_weights(open_app, qtbot):
    window = open_app("digits")
    window.findChild(QAction, "fresh_numbers").trigger()
    assert "New random weights" in window.walkthrough.undo_stack.undoText()
