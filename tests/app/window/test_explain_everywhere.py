"""A right-click explains a number in the tables and in the code, too, with the entries that it has in the picture."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget

from explainer.trace.derived.questions import WHY

pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
"""The offscreen platform does neither."""


def asked(window, table, row, column):
    """Right-click a cell; return what the menu says of it, and its entries."""
    viewport = table.viewport()
    place = table.visualRect(table.model().index(row, column)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    return menu_of(window)


def menu_of(window):
    menu = window.findChildren(QMenu, "canvas_menu")[-1]
    said, entries = menu.accessibleDescription(), [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return said, entries


@pytest.fixture
def walked(window):
    window.walkthrough.go_to(1, len(window.walkthrough.trace))
    return window


def test_the_table_of_steps(walked):
    walked.findChild(QAction, "table_steps").trigger()
    table = walked.findChild(QTableView, "step_table")
    said, entries = asked(walked, table, 17, 0)
    assert "0.0821670" in said
    assert WHY in entries
    assert any(entry.startswith("Glossary") for entry in entries)


def test_the_table_of_gradients(walked, qtbot):
    walked.findChild(QAction, "table_check").trigger()
    panel = walked.findChild(QWidget, "gradient_table")
    panel.check()
    qtbot.waitUntil(lambda: panel.checker.outcome is not None)
    grid = walked.findChild(QTableView, "gradients")
    said, entries = asked(walked, grid, 0, 0)
    assert "w1" in said
    assert {"Change…", "Its paths to the error", "Nudge it and see the error"} <= set(entries)


def test_the_table_of_data(walked):
    walked.findChild(QAction, "table_data").trigger()
    grid = walked.findChild(QTableView, "samples")
    said, entries = asked(walked, grid, 0, 0)
    assert "i1" in said
    assert "0.05" in said
    assert "Change…" in entries
    assert any("Copy" in entry for entry in entries), "what can be done with rows is still there"
    said, _ = asked(walked, grid, 0, 4)
    assert "0.751365" in said, "what o1 puts out"


def test_the_code(walked, qtbot):
    walked.findChild(QAction, "show_code").trigger()
    code = walked.findChild(QWidget, "code")
    qtbot.waitUntil(code.isVisible)
    line = next(line for line in range(len(code.rows)) if code._first_step(line) is not None)
    place = code.line_rect(line).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, code.viewport().mapToGlobal(place))
    QApplication.sendEvent(code.viewport(), event)
    said, entries = menu_of(walked)
    assert "net_h1" in said
    assert "Copy the program" in entries


def test_on_a_stage_nothing_is_offered_that_changes_a_number(walked):
    walked.findChild(QAction, "present").trigger()
    walked.findChild(QAction, "table_data").trigger()
    grid = walked.findChild(QTableView, "samples")
    _, entries = asked(walked, grid, 0, 0)
    assert not any("Paste" in entry for entry in entries)
