"""In a real window: what would lose a training is asked first, wherever the edit comes from, and nothing blocks."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QLabel, QLineEdit, QPushButton, QWidget

PLACE = (363, 5)


@pytest.fixture
def trained(window):
    """Return the window in update 363, with the settings open."""
    window.walkthrough.go_to(*PLACE)
    window.findChild(QAction, "settings").trigger()
    QApplication.processEvents()
    return window


def bar_of(window):
    return window.findChild(QFrame, "restart")


def button(window, name):
    return bar_of(window).findChild(QPushButton, name)


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose_shared_biases(window):
    """Go down the list of biases with the keys, from “frozen” to “one per layer”."""
    box = window.findChild(QComboBox, "setting_biases")
    box.setFocus()
    for _ in range(2):
        QTest.keyClick(box, Qt.Key.Key_Down)
    return box


def test_one_per_layer_is_asked_and_kept(trained):
    box = choose_shared_biases(trained)
    bar = bar_of(trained)
    assert bar.isVisible()
    assert "update 1" in bar.findChild(QLabel).text()
    assert "363 updates" in bar.findChild(QLabel).text()
    assert box.currentData() == "per_unit", "the list shows what is so"
    assert trained.walkthrough.cursor == PLACE
    click(button(trained, "keep"))
    assert not bar.isVisible()
    assert box.hasFocus()
    assert trained.walkthrough.cursor == PLACE
    assert trained.walkthrough.scenario.network.biases == "per_unit"


def test_one_per_layer_starts_anew_when_that_is_the_answer_and_undo_leads_back(trained):
    box = choose_shared_biases(trained)
    click(button(trained, "start_anew"))
    assert not bar_of(trained).isVisible()
    assert trained.walkthrough.cursor == (1, 0)
    assert box.currentData() == "shared"
    trained.findChild(QAction, "undo").trigger()
    assert trained.walkthrough.cursor == PLACE


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_the_keys_are_at_keep_while_it_asks(trained, key):
    box = choose_shared_biases(trained)
    assert button(trained, "keep").hasFocus()
    assert "363 updates" in button(trained, "keep").accessibleDescription()
    QTest.keyClick(QApplication.focusWidget(), key)
    assert not bar_of(trained).isVisible()
    assert box.hasFocus()
    assert trained.walkthrough.cursor == PLACE


def test_nothing_is_blocked_while_it_asks(trained):
    choose_shared_biases(trained)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert trained.walkthrough.cursor == (363, 6)
    assert bar_of(trained).isVisible()
    trained.walkthrough.set_learning_rate(0.1)
    assert not bar_of(trained).isVisible(), "another change is an answer"


def test_forty_people_are_not_asked(trained):
    choose_shared_biases(trained)
    trained.findChild(QAction, "present").trigger()
    assert not bar_of(trained).isVisible()
    trained.findChild(QAction, "leave_presentation").trigger()
    assert not bar_of(trained).isVisible()
    assert trained.walkthrough.cursor == PLACE


def test_a_wider_layer_is_asked_about(trained):
    entry = trained.findChild(QLineEdit, "units_2")
    entry.setFocus()
    entry.selectAll()
    QTest.keyClicks(entry, "3")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert bar_of(trained).isVisible()
    assert entry.text() == "2"


def test_a_new_row_of_the_data_table_is_asked_about(trained):
    table = trained.findChild(QWidget, "data_table")
    table.add_row()
    assert bar_of(trained).isVisible()
    assert trained.walkthrough.cursor == PLACE
    click(button(trained, "start_anew"))
    assert trained.walkthrough.scenario.data.samples == 2
    assert trained.walkthrough.cursor == (1, 0)


def test_at_the_very_start_nothing_is_asked(window):
    window.findChild(QAction, "settings").trigger()
    QApplication.processEvents()
    choose_shared_biases(window)
    assert not bar_of(window).isVisible()
    assert window.walkthrough.scenario.network.biases == "shared"


def test_the_question_is_whole_at_the_smallest_window(trained, qtbot):
    choose_shared_biases(trained)
    label = bar_of(trained).findChild(QLabel)
    for width in (1024, 1600, 1024):
        trained.resize(width, 700)
        qtbot.waitUntil(partial(_is_whole, label))


def _is_whole(label):
    return label.height() == label.heightForWidth(label.width()) and label.height() < 5 * label.fontMetrics().height()


def test_the_panel_says_from_which_update_a_change_counts(trained):
    since = trained.findChild(QLabel, "settings_since")
    assert since.text() == "A change counts from update 363 on"
    trained.walkthrough.go_to(2, 1)
    assert since.text() == "A change counts from update 2 on"
    trained.walkthrough.first_step()
    assert since.text() == "A change counts from the start"
    assert not trained.findChild(QPushButton, "settings_from_start").isVisible()


def test_a_change_of_mid_run_is_made_to_count_from_the_start(trained, qtbot):
    apply, entry = (trained.findChild(QWidget, name) for name in ("settings_from_start", "setting_learning_rate"))
    assert apply.isVisible()
    assert not apply.isEnabled()
    entry.setFocus()
    entry.selectAll()
    QTest.keyClicks(entry, "0.1")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    rate_at = trained.walkthrough.run.settings
    assert [rate_at(done).optimizer.learning_rate for done in (0, 361, 362)] == [0.5, 0.5, 0.1]
    assert apply.isEnabled()
    click(apply)
    rate_at = trained.walkthrough.run.settings
    assert {rate_at(done).optimizer.learning_rate for done in (0, 361, 362)} == {0.1}
    assert trained.walkthrough.cursor == PLACE
    assert not apply.isEnabled()
    assert "from update 1 on" in trained.statusBar().currentMessage()
    trained.findChild(QAction, "undo").trigger()
    assert trained.walkthrough.run.settings(0).optimizer.learning_rate == 0.5
    assert apply.isEnabled()
