"""What the window has by name, for those who cannot see it: whatever takes keys, and whatever holds other things."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGraphicsView,
    QGroupBox,
    QHeaderView,
    QMenuBar,
    QSplitter,
    QStackedWidget,
    QStatusBar,
    QTabBar,
    QTabWidget,
    QWidget,
)

from explainer.views.canvas.view import Canvas
from explainer.views.plotting.panel import Panel
from explainer.views.window.help_page import Help

CONTAINERS = (
    QAbstractItemView,
    QGraphicsView,
    QGroupBox,
    QMenuBar,
    QSplitter,
    QStatusBar,
    QTabBar,
    QTabWidget,
    Panel,
)
OF_ANOTHER = ("qt_scrollarea_viewport", "qt_spinbox_lineedit")
"""Parts of a control, which Qt tells of with it; so it does of the heads of tables."""
NO_FOCUS = Qt.FocusPolicy.NoFocus


def takes_keys(widget):
    return widget.focusPolicy() != NO_FOCUS and widget.focusProxy() is None


def is_group(widget):
    """Whether it is a part of the window of its own that holds several controls, no mere box for a layout."""
    controls = sum(map(takes_keys, widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)))
    return type(widget).__module__.startswith("explainer.") and controls > 1


def unnamed(window):
    for widget in window.findChildren(QWidget):
        if widget.objectName() in OF_ANOTHER or isinstance(widget, QHeaderView):
            continue
        if takes_keys(widget) or isinstance(widget, CONTAINERS) or is_group(widget):
            words = widget.accessibleName() or (widget.text() if callable(getattr(widget, "text", None)) else "")
            if not words.strip():
                yield f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"


@pytest.mark.parametrize("name", ["mazur", "digits", "parabola"])
def test_all_that_takes_keys_or_holds_things_has_a_name(open_app, name):
    window = open_app(name)
    for action in window.findChildren(QAction):
        if action.objectName().startswith(("show_", "plot_", "table_")) and action.isEnabled():
            action.trigger()
            QApplication.processEvents()
    window.findChild(QAction, "settings").trigger()
    for pages in window.findChildren(QTabWidget):
        for page in range(pages.count()):
            pages.setCurrentIndex(page)
            QApplication.processEvents()
    assert sorted(set(unnamed(window))) == []


def test_lists_that_drop_down_are_named_as_what_they_belong_to(window):
    chooser = next(box for box in window.findChildren(QComboBox) if box.accessibleName() == "Notation")
    assert chooser.view().accessibleName() == "Notation"


def test_dialogs_have_names_too(window, qtbot):
    for name in ("shortcuts", "export_csv"):
        window.findChild(QAction, name).trigger()
    window.findChild(Canvas).formula_wanted.emit(1)
    dialogs = window.findChildren(QDialog)
    assert len(dialogs) == 3
    assert any(isinstance(dialog, Help) for dialog in dialogs)
    for dialog in dialogs:
        assert dialog.windowTitle()
        assert sorted(set(unnamed(dialog))) == []


def test_cells_of_the_confusion_matrix_are_read_by_key(open_app, qtbot):
    window = open_app("softmax")
    window.findChild(QAction, "plot_classes").trigger()
    page = window.findChild(QStackedWidget, "classes_page")
    qtbot.waitUntil(lambda: page.view is not None and page.view.matrix.confusion is not None)
    matrix = page.view.matrix
    matrix.setFocus()
    told = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_End):
        QTest.keyClick(matrix, key)
        told.append(matrix.accessibleDescription())
    confusion = matrix.confusion
    last = len(confusion.columns) - 1
    assert told == [confusion.sentence(*cell) for cell in ((0, 1), (1, 1), (1, 0), (1, last), (1, last))]
