"""Where a formula comes from: asked for by right-click, link and key, told at the cursor's numbers, and judged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QTabWidget,
    QToolButton,
    QWidget,
)

from explainer.picture.pages.ink import EmptyBox, LettersInk, Paragraph
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import unit_element, weight_element
from explainer.trace.notations.naming import parameter_names
from explainer.views.canvas.view import Canvas
from explainer.views.explain.menu import ElementMenu
from explainer.views.explanation.derivation import DerivationPanel
from explainer.views.explanation.why.chooser import QuestionChooser
from explainer.views.explanation.why.sheet import WhySheet
from explainer.views.tables.step_table.view import StepTable

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # offscreen, of every menu

WHY = "Why this formula?"
SLOPE_O1, SLOPE_H1, GRADIENT_W5 = 13, 25, 18
RIGHT = Qt.Key.Key_Right


def go(window, line, update=1):
    window.walkthrough.go_to(update, line)


def opened(window):
    window.findChild(QAction, "show_why").trigger()
    return window.findChild(WhySheet)


def shown_tab(window):
    explanation = window.findChild(QTabWidget, "explanation")
    return explanation.tabText(explanation.currentIndex())


def said(sheet):
    return [ink.text for ink in sheet.page.inks if isinstance(ink, Paragraph)]


def values(sheet):
    """The numbers at the right edge, boxes where there are none."""
    inks = [ink for ink in sheet.page.inks if isinstance(ink, LettersInk)]
    right = max(ink.rect.right for ink in inks)
    return [ink.text if not isinstance(ink, EmptyBox) else "▢" for ink in inks if abs(ink.rect.right - right) < 1]


def menu_of(window, element, symbol=None):
    """Open the menu of what is on the canvas, by a click of the right button on its number."""
    canvas = window.findChild(Canvas)
    place = canvas.rect_of(element).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), event)
    return canvas.findChild(ElementMenu)


def choose(menu, text):
    (action,) = [action for action in menu.actions() if action.text() == text]
    action.trigger()
    menu.close()


def type_line(window, text):
    field = window.findChild(QLineEdit, "own_line")
    field.clear()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return field


def judgements(sheet):
    return [text[2:] for text in said(sheet) if text[0] in "✓≠"]


def test_the_slope_of_the_sigmoid_has_the_same_value_on_every_line(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    assert said(sheet)[0] == "Why this formula for ∂out_o1/∂net_o1?"
    assert any(text.startswith("quotient rule: ") for text in said(sheet))
    assert values(sheet) == ["0.186816"] * 5


def test_it_follows_the_cursor(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    QTest.keyClick(sheet, RIGHT)
    assert said(sheet)[0] == "Why this formula for δ_o1?"
    assert values(sheet)[-1] == "0.138499"


def test_a_right_click_on_a_unit_explains_its_slope_before_it_is_computed(window):
    go(window, 6)
    choose(menu_of(window, unit_element(1, 0)), WHY)
    sheet = window.findChild(WhySheet)
    assert shown_tab(window) == "Why"
    assert said(sheet)[0] == "Why this formula for ∂out_h1/∂net_h1?"
    assert {*values(sheet)} == {"▢"}
    go(window, SLOPE_H1)
    assert {*values(sheet)} == {"0.241301"}


def test_a_right_click_on_a_weight_explains_its_gradient(window):
    go(window, GRADIENT_W5)
    w5 = parameter_names(window.walkthrough.scenario)["w5"]
    choose(menu_of(window, weight_element(w5.index)), WHY)
    sheet = window.findChild(WhySheet)
    assert said(sheet)[0] == "Why this formula for ∂E_total/∂w5?"
    assert values(sheet) == ["0.593270"] * 3 + ["0.0821670"] * 2


def test_an_input_has_no_formula_to_be_explained(window):
    menu = menu_of(window, unit_element(0, 0))
    assert WHY not in [action.text() for action in menu.actions()]
    menu.close()


def test_the_sentence_of_the_line_has_a_link_that_a_key_reaches(window):
    go(window, SLOPE_O1)
    panel, link = window.findChild(DerivationPanel), window.findChild(QAbstractButton, "why_link")
    assert panel.isVisible()
    assert link.isVisible()
    panel.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(20):
        if QApplication.focusWidget() is link:
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is link
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert shown_tab(window) == "Why"
    assert QApplication.focusWidget() is window.findChild(WhySheet)


def test_a_click_on_the_link_shows_the_line_even_where_another_formula_was_asked_for(window):
    go(window, GRADIENT_W5)
    choose(menu_of(window, unit_element(1, 0)), WHY)
    window.findChild(QAction, "show_lines").trigger()
    QTest.mouseClick(window.findChild(QAbstractButton, "why_link"), Qt.MouseButton.LeftButton)
    assert said(window.findChild(WhySheet))[0] == "Why this formula for ∂E_total/∂w5?"


@pytest.mark.parametrize("line", [1, 3, 43])
def test_a_line_of_which_nothing_is_derived_has_no_link_and_says_so(window, line):
    go(window, line)
    assert not window.findChild(QAbstractButton, "why_link").isVisible()
    sheet = opened(window)
    assert any("Nothing is derived here." in text for text in said(sheet))
    assert not window.findChild(QLineEdit, "own_line").isVisible()


def test_the_table_of_steps_has_it_in_its_menu(window):
    window.findChild(QAction, "table_steps").trigger()
    table = window.findChild(StepTable)
    go(window, 2)
    place = table.visualRect(table.model().index(SLOPE_O1 - 1, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    choose(window.findChild(QMenu, "canvas_menu"), WHY)
    sheet = window.findChild(WhySheet)
    assert sheet.isVisible()
    assert said(sheet)[0] == "Why this formula for ∂out_o1/∂net_o1?"
    assert {*values(sheet)} == {"▢"}


def test_the_list_above_it_offers_one_of_each_kind(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    chooser = window.findChild(QuestionChooser)
    texts = [chooser.itemText(i) for i in range(chooser.count())]
    assert texts[:3] == ["the line of the step", "∂E_total/∂out_o1", "∂out_o1/∂net_o1"]
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert said(sheet)[0] == "Why this formula for ∂E_total/∂out_o1?"
    QTest.keyClick(chooser, Qt.Key.Key_Up)
    assert said(sheet)[0] == "Why this formula for ∂out_o1/∂net_o1?"


def test_nothing_is_told_while_the_result_is_asked_for(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    window.walkthrough.hide_result()
    assert {*values(sheet)} == {"▢"}
    assert "0.186816" not in sheet.text()


def test_typed_lines_are_judged_and_where_their_chain_breaks_is_told(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    for text in ("exp(-net)/(1 + exp(-net))**2", "out - out**2", "out*(1 + out)", "out_o1*(1 - out_o1)"):
        assert type_line(window, text).text() == ""
    assert judgements(sheet) == [
        "Line 1 is equal to the formula.",
        "Line 2 is equal to line 1.",
        "Line 3 differs from line 2: at the current numbers 1.31591 against 0.186816.",
        "Line 4 differs from line 3: at the current numbers 0.186816 against 1.31591. "
        "It is equal to the formula again.",
    ]
    clear = next(button for button in window.findChild(QWidget, "why").findChildren(QToolButton) if button.isVisible())
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert not judgements(sheet)


def test_typed_lines_are_judged_before_the_number_is_there_without_telling_it(window):
    go(window, 6)
    choose(menu_of(window, unit_element(1, 0)), WHY)
    type_line(window, "out*(1 - out)")
    type_line(window, "out")
    sheet = window.findChild(WhySheet)
    equal, different = judgements(sheet)
    assert equal == "Line 1 is equal to the formula."
    assert different.startswith("Line 2 differs from line 1: at other numbers than the current ones ")
    assert "0.241" not in sheet.text()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("out*(1 - ou)", "Character 10: “ou” is no name in this formula; did you mean “out”?"),
        ("out*(1 - out", "Character 13: expected “)”, got the end."),
        ("out^2", "Character 4: “^” cannot be in a formula; a power is written **."),
        ("", "Type an equal form of the formula first."),
    ],
)
def test_a_mistake_of_typing_is_one_sentence_with_its_place(window, text, sentence):
    go(window, SLOPE_O1)
    sheet = opened(window)
    field = type_line(window, text)
    assert field.text() == text
    words = [label.text() for label in window.findChild(QWidget, "why").findChildren(QLabel) if label.isVisible()]
    assert sentence in words
    assert not judgements(sheet)


def test_lines_of_another_formula_go(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    type_line(window, "out*(1 - out)")
    go(window, SLOPE_O1 + 1)
    assert not judgements(sheet)


def test_it_is_read_aloud_and_copied_as_text(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    assert "= out_o1·(1 − out_o1) = 0.186816" in sheet.accessibleDescription()
    sheet.copy_line()
    assert "quotient rule" in QApplication.clipboard().text()


def test_a_click_on_a_symbol_goes_to_the_line_that_made_it(window):
    go(window, SLOPE_O1)
    sheet = opened(window)
    place = next(ink.rect.centre for ink in sheet.page.inks if ink.symbol and ink.symbol.quantity is Quantity.NET)
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(place.x), round(place.y)))
    assert window.walkthrough.step.symbol_text == "net_o1"
