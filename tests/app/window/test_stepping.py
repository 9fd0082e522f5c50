"""Every size of a step through the keys of a real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from explainer.state.walkthrough.moves import Granularity

KEYS = dict(zip(Granularity, range(Qt.Key.Key_1, Qt.Key.Key_9), strict=True))
RIGHT, LEFT, SHIFT = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def place_of(window):
    return *window.walkthrough.cursor, window.walkthrough.part


PLACES = {
    Granularity.TERM: [(1, 1, 1), (1, 1, 2), (1, 1, None), (1, 2, None), (1, 3, 1)],
    Granularity.LINE: [(1, 1, None), (1, 2, None), (1, 3, None)],
    Granularity.UNIT: [(1, 2, None), (1, 4, None), (1, 6, None), (1, 8, None), (1, 9, None)],
    Granularity.LAYER: [(1, 4, None), (1, 8, None), (1, 10, None), (1, 11, None), (1, 21, None)],
    Granularity.PHASE: [(1, 8, None), (1, 11, None), (1, 35, None), (1, 43, None), (2, 8, None)],
    Granularity.UPDATE: [(2, 0, None), (3, 0, None)],
    Granularity.EPOCH: [(2, 0, None), (3, 0, None)],
    Granularity.SEVEN: [(1, 8, None), (1, 11, None), (1, 43, None), (2, 0, None), (2, 8, None)],
}


def test_its_digit_chooses_a_size_and_the_arrows_go_by_it(window, qtbot):
    for size, places in PLACES.items():
        press(qtbot, window, KEYS[size])
        assert window.findChild(QAction, f"step_by_{size}").isChecked()
        there = []
        for index in range(len(places)):
            press(qtbot, window, (RIGHT, Qt.Key.Key_PageDown)[index % 2])
            there.append(place_of(window))
        assert there == places, size
        back = []
        for index in range(len(places)):
            press(qtbot, window, (LEFT, Qt.Key.Key_PageUp)[index % 2])
            back.append(place_of(window))
        assert back == [*places[-2::-1], (1, 0, None)], size


def test_a_phase_is_finished_by_its_key(window, qtbot):
    for step, end in ((3, 8), (20, 35), (35, 35)):
        window.walkthrough.go_to(1, step)
        press(qtbot, window, Qt.Key.Key_End, SHIFT)
        assert place_of(window) == (1, end, None)
    action = window.findChild(QAction, "finish_phase")
    assert any(action in menu.menu().actions() for menu in window.menuBar().actions())


@pytest.mark.parametrize(("width", "height", "is_wide"), [(1024, 700, False), (1280, 800, True), (1920, 1080, True)])
def test_sizes_stand_side_by_side_or_in_a_list(window, width, height, is_wide):
    window.resize(width, height)
    QApplication.processEvents()
    shown = {button.text() for button in window.findChildren(QToolButton) if button.isVisible()}
    assert ({"term", "line", "unit", "layer", "phase", "update", "epoch"} <= shown) == is_wide
    assert ("step by line ▾" in shown) != is_wide
    assert {"+1", "+10", "+100", "+1000"} < shown


def test_an_edit_while_a_sum_is_built_keeps_its_place(window, qtbot):
    press(qtbot, window, Qt.Key.Key_1)
    press(qtbot, window, RIGHT)
    window.walkthrough.set_input(0, 1.0)
    assert place_of(window) == (1, 1, 1)
    assert window.findChild(QWidget, "canvas").isVisible()
    press(qtbot, window, Qt.Key.Key_2)
    press(qtbot, window, RIGHT)
    assert place_of(window) == (1, 1, None)
