"""Every control is reached by keyboard, says what it is, and shows that it has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QMenuBar, QWidget

TABS = ("show_lines", "show_matrix", "show_code", "show_paths", "show_nudge")


def focusable(window):
    """Return the controls that can have the focus and are seen, but for parts of others."""
    found = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]
    return [widget.focusProxy() or widget for widget in found if not isinstance(widget.parent(), QComboBox)]


def spoken(widget):
    if isinstance(widget, QAbstractButton | QLabel) and not widget.accessibleName():
        return widget.text()
    return widget.accessibleName()


def test_every_control_has_a_name(window):
    window.findChild(QAction, "settings").trigger()
    for tab in TABS:
        window.findChild(QAction, tab).trigger()
        window.walkthrough.next_step()
        assert [widget for widget in focusable(window) if not spoken(widget).strip()] == [], tab


@pytest.mark.parametrize("tab", TABS)
def test_tab_comes_to_every_control_and_round_again(window, tab):
    window.resize(1280, 800)
    window.findChild(QAction, tab).trigger()
    window.walkthrough.go_to(1, 24)
    canvas = window.findChild(QWidget, "canvas")
    canvas.setFocus()
    wanted, seen = {widget for widget in focusable(window) if not isinstance(widget, QMenuBar)}, set()
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        seen |= {focused, focused.focusProxy() or focused}
        if wanted <= seen:
            break
    assert [spoken(widget) for widget in wanted - seen] == []


def test_a_button_with_the_focus_looks_different(window):
    window.resize(1280, 800)
    for name in ("previous_step", "next_step", "open"):
        button = next(
            button
            for button in window.findChildren(QAbstractButton)
            if getattr(button, "defaultAction", lambda: None)() is window.findChild(QAction, name)
            and button.isVisible()
        )
        window.findChild(QWidget, "canvas").setFocus()
        before = button.grab().toImage()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert button.grab().toImage() != before, name


def test_the_step_is_told_as_it_is_made(window):
    derivation = window.findChild(QWidget, "derivation")
    window.findChild(QAction, "show_code").trigger()
    told = []
    for _ in range(3):
        window.findChild(QAction, "next_step").trigger()
        told.append(derivation.accessibleDescription().split("\n"))
    assert [lines[1] for lines in told] == ["net_h1", "out_h1", "net_h2"]
    assert [len(lines) for lines in told] == [5, 5, 5]


def test_a_hidden_result_is_not_told(window):
    window.findChild(QAction, "step_by_term").trigger()
    derivation = window.findChild(QWidget, "derivation")
    lengths = []
    for _ in range(3):
        window.findChild(QAction, "next_step").trigger()
        lengths.append(len(derivation.accessibleDescription().split("\n")))
    assert lengths == [3, 3, 5]
