"""Without a mouse: typed numbers are taken on the way, and a tab's key leads into its page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QSlider,
    QSpinBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from explainer.trace.lines.elements import weight_element
from explainer.views.window.help_page import Help

W1, W2 = weight_element(0), weight_element(1)
ALT = Qt.KeyboardModifier.AltModifier


def key(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def type_into_w1(window, text):
    canvas = window.findChild(QWidget, "canvas")
    canvas.select(W1)
    key(Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), text)
    return canvas


def test_tab_takes_the_number_that_was_typed_and_goes_on(window):
    canvas = type_into_w1(window, "0.9")
    key(Qt.Key.Key_Tab)
    assert window.walkthrough.scenario.theta[0] == 0.9
    assert not canvas.findChild(QWidget, "number_editor").isVisible()
    assert canvas.selected == W2
    assert QApplication.focusWidget() is canvas


def test_tab_stays_at_what_is_not_a_number(window):
    canvas = type_into_w1(window, "much")
    key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is canvas.findChild(QWidget, "number_editor")
    assert canvas.selected == W1
    assert window.walkthrough.scenario.theta[0] == 0.15


def test_presenting_takes_the_number_that_was_typed(window):
    canvas = type_into_w1(window, "0.7")
    key(Qt.Key.Key_F5)
    assert canvas.read_only
    assert window.walkthrough.scenario.theta[0] == 0.7


def test_a_symbol_of_the_formula_is_followed_by_keys_alone(window):
    window.walkthrough.go_to(1, 26)  # the delta of h1: blame times slope
    key(Qt.Key.Key_1, ALT)
    key(Qt.Key.Key_Tab)  # the delta itself
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Return)
    assert window.walkthrough.cursor == (1, 24)


def test_the_arrows_step_on_in_every_tab(window):
    canvas = window.findChild(QWidget, "canvas")
    for step, tab in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5), start=1):
        canvas.setFocus()
        key(tab, ALT)
        assert QApplication.focusWidget() is not canvas, tab
        key(Qt.Key.Key_Right)
        assert window.walkthrough.cursor == (1, step), tab


def test_tab_goes_from_the_names_of_the_tabs_into_the_page(window):
    window.resize(1560, 900)  # all tabs have room
    window.walkthrough.go_to(1, 26)
    explanation = window.findChild(QWidget, "explanation")
    for title in ("matrix", "code", "paths", "nudge"):
        window.findChild(QAction, f"show_{title}").trigger()
        explanation.findChild(QTabBar).setFocus()
        key(Qt.Key.Key_Tab)
        assert explanation.currentWidget().isAncestorOf(QApplication.focusWidget()), title


def pickers(window):
    """Show the settings and what else has lists, sliders and numbers; go through those that are seen."""
    window.pointing.select(W1)  # else some of them follow the line
    for action in ("settings", "show_paths", "plot_activation", "plot_surface", "plot_race", "show_nudge"):
        window.findChild(QAction, action).trigger()
        QApplication.processEvents()
        yield from (
            widget
            for kind in (QComboBox, QSlider, QSpinBox)
            for widget in window.findChildren(kind)
            if widget.isVisible() and widget.isEnabled()
        )


def value_of(picker):
    return picker.currentIndex() if isinstance(picker, QComboBox) else picker.value()


def test_a_list_with_the_focus_leaves_the_keys_of_the_walk_to_the_window(window):
    for picker in dict.fromkeys(pickers(window)):
        window.findChild(QAction, "first_step").trigger()
        picker.setFocus()
        before, seen = value_of(picker), picker.accessibleName()
        keys = [(Qt.Key.Key_PageDown, (1, 1)), (Qt.Key.Key_PageUp, (1, 0))]
        if not isinstance(picker, QSpinBox):  # a number is typed: these lead through its text
            keys += [(Qt.Key.Key_Right, (1, 1)), (Qt.Key.Key_Left, (1, 0))]
            keys += [(Qt.Key.Key_End, (1, 43)), (Qt.Key.Key_Home, (1, 0))]
        for walk, cursor in keys:
            key(walk)
            assert window.walkthrough.cursor == cursor, (seen, walk)
            key(walk, Qt.KeyboardModifier.MetaModifier)  # no key of the window, nor of the list
            assert value_of(picker) == before, (seen, walk)
        if isinstance(picker, QComboBox):
            QTest.keyClicks(picker, "abcdefghijklmnopqrstuvwxyz")
        assert value_of(picker) == before, seen
    assert not window.walkthrough.undo_stack.canUndo()


@pytest.mark.parametrize(("plot", "text"), [("loss", "log"), ("gradients", "log"), ("gradients", "largest")])
def test_space_presses_the_buttons_of_a_plot_and_plays_nothing(window, qtbot, plot, text):
    window.walkthrough.grow(3)
    window.findChild(QAction, f"plot_{plot}").trigger()
    page = window.findChild(QWidget, f"{plot}_page").made()
    button = next(button for button in page.controls.findChildren(QToolButton) if button.text() == text)
    qtbot.waitUntil(button.isVisible)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    was = button.isChecked()
    key(Qt.Key.Key_Space)
    assert button.isChecked() != was
    assert not window.session.playback.is_playing


def test_the_wheel_passes_over_all_that_is_closed(window):
    for picker in dict.fromkeys(pickers(window)):
        before = value_of(picker)
        for turned in (-120, 120):
            assert not takes_wheel(picker, turned), f"{picker.accessibleName()}: what is around it is to scroll"
            assert value_of(picker) == before, picker.accessibleName()
    assert not window.walkthrough.undo_stack.canUndo()


def takes_wheel(widget, turned):
    """Turn the wheel over the middle of a widget, towards the person where `turned` is negative; tell whether the
    widget keeps that for itself."""
    middle = widget.rect().center()
    at, there = QPointF(middle), QPointF(widget.mapToGlobal(middle))
    buttons, modifiers, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, there, QPoint(), QPoint(0, turned), buttons, modifiers, phase, False)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_tab_with_the_focus_looks_different(window):
    bar = window.findChild(QWidget, "explanation").findChild(QTabBar)
    before = bar.grab().toImage()
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.hasFocus()
    assert bar.grab().toImage() != before


def test_the_page_of_help_says_what_the_mouse_does_in_the_formula_and_what_clickers_send(window):
    text = Help(window.display, window).findChild(QLabel).text()
    assert "The same" not in text, "each line is explained on its own"
    for words in ("Copy the line", "clickers send", "numbers of what is selected", "View: Digits"):
        assert words in text


def test_the_way_back_is_told_only_where_there_is_one(window):
    display, message = window.display, window.statusBar().currentMessage
    display.zoom_in()
    assert "Ctrl+0" in message()
    display.zoom_reset()
    assert message() == "Zoom 100%."
