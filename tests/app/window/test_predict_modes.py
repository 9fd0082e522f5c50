"""The modes of predicting in the window: by the keys and by the mouse, and the page at the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from explainer.state.session.kept_settings import KeptSettings, kept_file


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def type_answer(qtbot, text):
    qtbot.keyClicks(QApplication.focusWidget(), text)
    press(qtbot, Qt.Key.Key_Return)


def named(window, name):
    return window.findChild(QWidget, name)


def click(qtbot, widget):
    assert widget.isVisible()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(window, mode):
    """Choose a mode from the button at the answer, as far as that can be done without an open menu."""
    (action,) = (it for it in named(window, "predict_mode").menu().actions() if it.objectName() == mode)
    action.trigger()


@pytest.fixture
def still(window):
    named(window, "canvas").player.reduce_motion = True
    return window


def rows(window):
    model = named(window, "slips_made").model()
    return [model.index(row, 0).data().strip() for row in range(model.rowCount())]


def heard(window, name):
    """Return what a screen reader says of a number on the canvas."""
    numbers = QAccessible.queryAccessibleInterface(named(window, "canvas"))
    children = [numbers.child(index) for index in range(numbers.childCount())]
    said = [" ".join(child.text(it) for it in (QAccessible.Text.Name, QAccessible.Text.Value)) for child in children]
    return next(words for words in said if name in words)


def table_value(window, line):
    table = named(window, "step_table").model()
    column = next(i for i in range(table.columnCount()) if table.headerData(i, Qt.Orientation.Horizontal) == "value")
    return table.index(line - 1, column).data()


def test_a_wrong_number_is_taken_on_and_mended_with_the_keys(still, qtbot):
    window = still
    window.findChild(QAction, "predict_fix").trigger()
    press(qtbot, Qt.Key.Key_P)
    window.session.go_to("delta_o1")
    type_answer(qtbot, "0.74136")
    assert "Go on with your number" in named(window, "answer_message").text()
    press(qtbot, Qt.Key.Key_Return)
    assert named(window, "canvas").hasFocus()
    assert named(window, "own_sign").text() == "* yours: δ_o1  ×"
    assert table_value(window, 14) == "0.74136*"
    window.findChild(QAction, "copy_text").trigger()
    assert QApplication.clipboard().text().endswith("0.74136 (yours)")
    press(qtbot, Qt.Key.Key_Right)
    assert QApplication.focusWidget().objectName() == "answer"
    press(qtbot, Qt.Key.Key_M)
    assert not named(window, "own_sign").isVisible()
    assert table_value(window, 14) == "0.138499"
    assert window.session.line == "dE_total/dout_o2"


def test_a_wrong_number_is_taken_on_and_mended_with_the_mouse(still, qtbot):
    window = still
    window.findChild(QAction, "predict").trigger()
    choose(window, "predict_fix")
    window.session.go_to("delta_o1")
    click(qtbot, named(window, "answer"))
    type_answer(qtbot, "0.74136")
    bar = named(window, "answer_bar")
    room = bar.minimumSizeHint().width()
    click(qtbot, named(window, "go_on_with_mine_button"))
    assert heard(window, "delta of o1").endswith("0.74136, yours")
    assert bar.minimumSizeHint().width() == room
    click(qtbot, named(window, "mend_button"))
    assert bar.minimumSizeHint().width() == room, "the picture stays where it is"
    assert heard(window, "delta of o1").endswith("0.138499")
    window.walkthrough.next_step()
    click(qtbot, named(window, "answer"))
    type_answer(qtbot, "9")
    press(qtbot, Qt.Key.Key_G)
    click(qtbot, named(window, "own_sign"))
    assert not window.walkthrough.known.has_own


def test_an_exam_ends_with_a_page_that_leads_to_the_slips(still, qtbot):
    window = still
    choose(window, "predict_at_end")
    press(qtbot, Qt.Key.Key_P, Qt.Key.Key_Right)
    type_answer(qtbot, "0.0275")
    assert not window.findChild(QAction, "hint").isEnabled()
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert "Type a number first" in named(window, "answer_message").text()
    type_answer(qtbot, "0.50687")
    assert named(window, "answer_score").text() == "2 answered"
    press(qtbot, Qt.Key.Key_P)
    assert named(window, "walk_title").text() == "1 of 2 right at first"
    assert rows(window)[:2] == ["You left out the bias, b1:", "net_h1: 0.0275, not 0.3775"]
    assert rows(window)[2:] == ["Right from your own numbers:", "out_h1: right from your own numbers"]
    assert not window.walkthrough.known.has_own
    press(qtbot, Qt.Key.Key_Return)
    assert window.session.line == "net_h1"
    press(qtbot, Qt.Key.Key_Escape)
    assert not named(window, "walk_page").isVisible()
    assert named(window, "canvas").hasFocus()


def test_lines_are_practised_from_the_page(still, qtbot):
    window = still
    press(qtbot, Qt.Key.Key_P, Qt.Key.Key_Right)
    type_answer(qtbot, "0.0275")
    window.findChild(QAction, "predict").trigger()
    window.walkthrough.go_to(1, 5)
    list_of = named(window, "slips_made")
    qtbot.mouseClick(
        list_of.viewport(), Qt.MouseButton.LeftButton, pos=list_of.visualRect(list_of.model().index(1, 0)).center()
    )
    assert window.session.line == "net_h1"
    click(qtbot, named(window, "practise"))
    assert not named(window, "walk_page").isVisible()
    assert window.session.prediction.is_asked
    assert window.findChild(QAction, "predict").isChecked()
    assert QApplication.focusWidget().objectName() == "answer"
    type_answer(qtbot, "0.3775")
    press(qtbot, Qt.Key.Key_Right)
    assert named(window, "walk_title").text() == "1 of 1 right at first"
    assert not window.findChild(QAction, "predict").isChecked()
    (close,) = named(window, "walk_page").findChildren(QToolButton, "close_walk")
    click(qtbot, close)
    assert named(window, "canvas").hasFocus()


@pytest.mark.parametrize("kept", ["2026-01-02 3 4", "2026-99-02 1 2;2026-01-02 9 4;2026-01-02 3 4;x", "junk"])
def test_walks_before_are_told_as_far_as_they_can_be_read(open_app, qtbot, kept):
    settings = KeptSettings(kept_file())
    settings.keep("walks/mazur", kept)
    settings.write()
    for told in ("Before: 3 of 4 on 2 Jan" if "3 4" in kept else "", "1 of 1 on"):
        window = open_app()
        press(qtbot, Qt.Key.Key_P, Qt.Key.Key_Right)
        type_answer(qtbot, "0.3775")
        press(qtbot, Qt.Key.Key_P)
        shown = [label.text() for label in named(window, "walk_page").findChildren(QWidget) if hasattr(label, "text")]
        assert any(told in text for text in shown)
        window.close()


def test_the_mode_is_remembered(open_app):
    window = open_app()
    window.findChild(QAction, "predict_at_end").trigger()
    window.close()
    window = open_app()
    assert window.findChild(QAction, "predict_at_end").isChecked()
    assert named(window, "predict_mode").accessibleName() == "After a wrong answer: Say It at the End"
