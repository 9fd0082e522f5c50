"""Predicting in the window: by the keys alone and by the mouse alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from explainer.bugs.catalogue import with_bug
from explainer.files.examples import example
from explainer.trace.lines.elements import weight_element
from explainer.variants.questions.kinds import Wanted
from explainer.views.controls.controls import ScrolledPage


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def type_answer(qtbot, text):
    qtbot.keyClicks(QApplication.focusWidget(), text)
    press(qtbot, Qt.Key.Key_Return)


def text_of(window, name):
    return window.findChild(QWidget, name).text()


def button_of(widget, action):
    return next(button for button in widget.findChildren(QToolButton) if button.defaultAction() is action)


@pytest.fixture
def predicting(window, qtbot):
    window.findChild(QWidget, "canvas").player.reduce_motion = True
    press(qtbot, Qt.Key.Key_P, Qt.Key.Key_Right)
    return window


def test_lines_are_answered_with_the_keys_alone(predicting, qtbot):
    window, canvas = predicting, predicting.findChild(QWidget, "canvas")
    assert QApplication.focusWidget().objectName() == "answer"
    type_answer(qtbot, "0.0275")
    assert text_of(window, "answer_message") == "You left out the bias, b1."
    assert QApplication.focusWidget().objectName() == "answer"
    type_answer(qtbot, "0,3775")
    assert text_of(window, "answer_message").startswith("✓ Right")
    assert canvas.hasFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert window.session.line == "out_h1"
    assert text_of(window, "answer") == ""
    type_answer(qtbot, "0.59327")
    assert text_of(window, "answer_score") == "1 right at first, 1 with help, 0 shown"
    press(qtbot, Qt.Key.Key_P)
    assert not window.findChild(QWidget, "answer_bar").isVisible()


def test_a_number_that_is_typed_elsewhere_is_the_answer_and_no_size_of_a_step(predicting, qtbot):
    window, by_line = predicting, predicting.findChild(QAction, "step_by_line")
    window.findChild(QAction, "present").trigger()
    window.findChild(QWidget, "canvas").setFocus()
    for sign in "0.3775":
        qtbot.keyClicks(QApplication.focusWidget(), sign)
    assert text_of(window, "answer") == "0.3775"
    press(qtbot, Qt.Key.Key_Return)
    assert text_of(window, "answer_message").startswith("✓ Right")
    qtbot.keyClicks(QApplication.focusWidget(), "0.59327")
    assert by_line.isChecked()
    press(qtbot, Qt.Key.Key_P, Qt.Key.Key_3)
    assert not by_line.isChecked()


def test_letters_are_keys_of_the_window_while_a_number_is_typed(predicting, qtbot):
    press(qtbot, Qt.Key.Key_H)
    assert "w1" in text_of(predicting, "answer_message")
    qtbot.keyClicks(QApplication.focusWidget(), "3.775e-1")
    assert text_of(predicting, "answer") == "3.775e-1"
    press(qtbot, Qt.Key.Key_R)
    assert text_of(predicting, "answer_score") == "0 right at first, 0 with help, 1 shown"
    assert predicting.findChild(QWidget, "canvas").hasFocus()


def test_an_empty_answer_lets_the_arrows_step(predicting, qtbot):
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert predicting.session.line == "out_h1"
    press(qtbot, Qt.Key.Key_Left)
    assert predicting.session.line == "net_h1"


def test_lines_are_asked_and_shown_with_the_mouse_alone(window, qtbot):
    window.findChild(QAction, "predict").trigger()
    bar = window.findChild(QWidget, "answer_bar")
    following = button_of(window, window.findChild(QAction, "next_step"))
    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    assert window.session.prediction.is_asked
    hint, show = (button_of(bar, window.findChild(QAction, name)) for name in ("hint", "reveal"))
    qtbot.mouseClick(hint, Qt.MouseButton.LeftButton)
    assert "w1" in text_of(window, "answer_message")
    qtbot.mouseClick(window.findChild(QWidget, "answer"), Qt.MouseButton.LeftButton)
    assert window.findChild(QWidget, "answer").hasFocus()
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert not window.session.prediction.is_asked
    assert not show.isEnabled()
    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    assert window.session.line == "out_h1"


def test_an_opened_scenario_is_asked_from_its_first_line(predicting, qtbot):
    predicting.walkthrough.open(predicting.walkthrough.scenario, "again")
    predicting.walkthrough.next_step()
    assert predicting.session.prediction.is_asked
    assert text_of(predicting, "answer_message") == ""


def ask(window, what, line):
    window.findChild(QAction, f"ask_{what}").trigger()
    window.walkthrough.go_to(1, line)


def test_signs_and_formulas_are_chosen_with_keys(predicting, qtbot):
    window, canvas = predicting, predicting.findChild(QWidget, "canvas")
    ask(window, "signs", 14)
    assert QApplication.focusWidget().objectName() == "choices"
    qtbot.keyClicks(QApplication.focusWidget(), "-")
    assert "is positive" in text_of(window, "answer_message")
    qtbot.keyClicks(QApplication.focusWidget(), "+")
    assert text_of(window, "answer_message").startswith("✓ Right")
    assert canvas.hasFocus()
    ask(window, "formulas", 18)
    explanation = window.findChild(QWidget, "explanation")
    assert not explanation.isTabEnabled(1)
    assert "out_h1" not in window.findChild(QWidget, "derivation").accessibleDescription()
    texts = [option.text for option in window.session.prediction.choice.options]
    qtbot.keyClicks(QApplication.focusWidget(), "ABCD"[texts.index("δ_o1·out_h1")].lower())
    assert text_of(window, "answer_message").startswith("✓ Right")
    assert explanation.isTabEnabled(1)


def test_options_stay_until_another_line_and_go_with_another_kind_of_question(predicting, qtbot):
    window = predicting
    ask(window, "signs", 14)
    qtbot.keyClicks(QApplication.focusWidget(), "+")
    option = window.findChild(QPushButton, "option_1")
    assert option.isVisible()
    assert option.isChecked()
    assert not option.isEnabled()
    window.walkthrough.go_to(1, 15)
    window.findChild(QAction, "ask_numbers").trigger()
    assert not window.findChild(QWidget, "choices").isVisible()
    assert QApplication.focusWidget().objectName() == "answer"


def test_edges_are_clicked_in_the_picture(predicting, qtbot):
    window, canvas = predicting, predicting.findChild(QWidget, "canvas")
    ask(window, "places", 24)
    for index in (6, 8):
        at = canvas.rect_of(weight_element(index)).center()
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(window.findChild(QWidget, "compare"), Qt.MouseButton.LeftButton)
    assert text_of(window, "answer_message").startswith("✓ Right")
    assert canvas.selected is None


def test_what_is_asked_is_remembered(predicting, open_app):
    predicting.findChild(QAction, "ask_mixture").trigger()
    predicting.findChild(QAction, "ask_more_each_round").trigger()
    assert text_of(predicting, "answer_round") == "Round 1 of 6: updates, a mixture"
    predicting.close()
    assert open_app().findChild(QAction, "ask_mixture").isChecked()


def test_a_right_answer_is_a_short_joy_unless_less_motion_is_asked_for(predicting, qtbot):
    joy = predicting.findChild(QWidget, "answer_bar").joy
    type_answer(qtbot, "0.3775")
    assert joy.isVisible()
    qtbot.waitUntil(joy.isHidden)
    predicting.findChild(QAction, "reduce_motion").trigger()
    press(qtbot, Qt.Key.Key_Right)
    type_answer(qtbot, "0.59327")
    assert text_of(predicting, "answer_message").startswith("✓ Right")
    assert joy.isHidden()


@pytest.mark.parametrize("zoom", [1.0, 1.6])
def test_a_long_message_leaves_the_formula_its_room(predicting, zoom):
    window = predicting
    window.resize(1024, 700)
    window.display.set_zoom(zoom)
    window.walkthrough.go_to(1, 14)
    for wrong in ("0.74136", "0.7"):
        window.session.prediction.answer(wrong)
    QApplication.processEvents()
    derivation, bar = window.findChild(QWidget, "derivation"), window.findChild(QWidget, "answer_bar")
    message = window.findChild(QWidget, "answer_message")
    assert message.height() >= message.heightForWidth(message.width())
    assert derivation.mapTo(window, derivation.rect().bottomLeft()).y() <= bar.mapTo(window, bar.rect().topLeft()).y()
    assert derivation.height() >= 130


def test_options_of_several_lines_push_nothing_out_of_a_small_window(predicting):
    window = predicting
    window.resize(1024, 700)
    window.walkthrough.open(with_bug(example("softmax"), "one_path"), "softmax")
    window.session.prediction.asked.want(Wanted.FORMULAS)
    window.walkthrough.go_to(1, 10)
    QApplication.processEvents()
    window.session.prediction.choose(0)
    for _ in range(3):
        QApplication.processEvents()
    assert len(window.session.prediction.choice.options) == 4
    assert text_of(window, "answer_message")
    pages = [page for page in window.findChildren(ScrolledPage) if page.width() > 900]
    assert [page.verticalScrollBar().maximum() for page in pages] == [0]
