"""Printed figures in the window: a tab with each beside ours, and a mark at the lines that they are of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTabWidget, QWidget

from explainer.picture.pages.ink import Paragraph
from explainer.views.explanation.derivation import DerivationPanel
from explainer.views.explanation.printed import PrintedTable

MANY = 26 + 5
"""Figures of the worked example."""


def tabs(window):
    explanation = window.findChild(QTabWidget, "explanation")
    return [explanation.tabText(place) for place in range(explanation.count())]


def opened(window, qtbot):
    """Open the tab and wait until all figures are compared."""
    window.findChild(QAction, "show_printed").trigger()
    table = window.findChild(PrintedTable)
    count = len(window.walkthrough.scenario.published.figures)
    qtbot.waitUntil(lambda: table.model().rowCount() == count)
    return table


def cells(table, row):
    return [table.model().index(row, column).data() for column in range(table.model().columnCount())]


def row_of(table, symbol):
    rows = range(table.model().rowCount())
    return next(row for row in rows if table.model().index(row, 1).data() == symbol)


def click(table, row):
    place = table.visualRect(table.model().index(row, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def said(window):
    """What the page of the line says in sentences."""
    page = window.findChild(DerivationPanel).page
    return "\n".join(ink.text for ink in page.inks if isinstance(ink, Paragraph))


def labels(window):
    return [label.text() for label in window.findChild(QWidget, "printed").findChildren(QLabel) if label.isVisible()]


def test_every_figure_is_a_row_beside_ours(window, qtbot):
    table = opened(window, qtbot)
    assert table.model().rowCount() == MANY
    assert cells(table, 0) == ["✓", "net_h1", "0.3775", "0.3775", ""]
    assert cells(table, MANY - 4)[1] == "E_total, update 10,000"
    assert cells(table, row_of(table, "∂E_o2/∂out_h1"))[:5] == [
        "≠",
        "∂E_o2/∂out_h1",
        "−0.019049119",
        "−0.019049118258",
        "1",
    ]
    assert "Matt Mazur: A Step by Step Backpropagation Example" in labels(window)
    assert "26 of 31 figures agree. Click one to go to its line; Enter shows the line." in labels(window)


def test_a_click_goes_to_the_line_and_says_why_it_differs(window, qtbot):
    table = opened(window, qtbot)
    click(table, row_of(table, "∂E_o2/∂out_h1"))
    assert window.walkthrough.step.symbol_text == "dE_o2/dout_h1"
    assert (
        "Off by 1 in the last printed digit. This is known to be a slip. From a rounded δ: −0.038098237 · 0.5 ="
        " −0.0190491185." in labels(window)
    )


def test_keys_go_through_the_figures_and_enter_to_the_line(window, qtbot):
    table = opened(window, qtbot)
    table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    row = table.currentIndex().row()
    assert window.walkthrough.step.symbol_text == cells(table, row)[1]


def mark_of(window):
    """Return the panel of the line and where its mark of a printed figure is."""
    panel = window.findChild(DerivationPanel)
    ink = next(ink for ink in panel.page.inks if isinstance(ink, Paragraph) and "Printed" in ink.text)
    return panel, QPointF(ink.rect.left + 20, ink.rect.top + 6) - panel.offset


def test_the_mark_at_the_line_leads_to_the_row_of_its_figure_and_enter_there_back(window, qtbot):
    window.walkthrough.go_to(1, 40)
    window.walkthrough.go_to(1, 23)
    panel, place = mark_of(window)
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    table = window.findChild(PrintedTable)
    assert table.isVisible()
    qtbot.waitUntil(lambda: table.currentIndex().isValid())
    assert cells(table, table.currentIndex().row())[1] == "∂E_o2/∂out_h1"
    assert table.hasFocus()
    click(table, row_of(table, "net_h1"))
    assert table.isVisible()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert window.walkthrough.step.symbol_text == "net_h1"


def test_the_mark_is_reached_by_tab(window):
    window.walkthrough.go_to(1, 40)
    window.walkthrough.go_to(1, 23)
    panel = window.findChild(DerivationPanel)
    panel.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(len(panel.page.symbols)):
        QTest.keyClick(panel, Qt.Key.Key_Tab)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert window.findChild(PrintedTable).isVisible()


def test_a_double_click_shows_the_line(window, qtbot):
    table = opened(window, qtbot)
    place = table.visualRect(table.model().index(4, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.findChild(DerivationPanel).isVisible()


def test_a_figure_of_a_later_update_leads_there(window, qtbot):
    table = opened(window, qtbot)
    click(table, MANY - 5)
    assert window.walkthrough.cursor.update == 2
    assert window.walkthrough.step.symbol_text == "E_total"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (1, "✓ Printed 0.3775: equal to 4 digits."),
        (3, ""),
        (23, "≠ Printed −0.019049119: differs."),
    ],
)
def test_the_line_has_a_mark_where_something_is_printed_of_it(window, step, words):
    window.walkthrough.go_to(1, 40)  # from there nothing moves on the way
    window.walkthrough.go_to(1, step)
    assert words in said(window)
    assert ("Printed" in said(window)) == bool(words)


def test_after_an_edit_what_is_printed_is_no_longer_about_the_numbers(window, qtbot):
    table = opened(window, qtbot)
    window.walkthrough.set_learning_rate(0.25)
    assert not table.isVisible()
    assert any("so what is printed is not about them" in text for text in labels(window))
    window.findChild(QAction, "show_lines").trigger()
    window.walkthrough.go_to(1, 40)
    window.walkthrough.go_to(1, 1)
    assert "Printed" not in said(window)
    window.findChild(QAction, "undo").trigger()
    window.walkthrough.go_to(1, 40)
    window.walkthrough.go_to(1, 1)
    assert "Printed 0.3775" in said(window)
    assert opened(window, qtbot).isVisible()


def test_the_tab_is_there_only_where_something_is_printed(window):
    chooser = window.findChild(QComboBox, "scenario")
    assert tabs(window)[-1] == "Printed"
    window.findChild(QAction, "show_printed").trigger()
    chooser.setCurrentIndex(chooser.findData("xor"))
    chooser.activated.emit(chooser.currentIndex())
    assert "Printed" not in tabs(window)
    window.findChild(QAction, "show_printed").trigger()
    assert window.statusBar().currentMessage() == "Of this scenario no figures are printed."
    chooser.setCurrentIndex(chooser.findData("schiendorfer"))
    chooser.activated.emit(chooser.currentIndex())
    assert tabs(window)[-1] == "Printed"


def test_published_examples_are_a_topic_of_the_list(window):
    chooser = window.findChild(QComboBox, "scenario")
    texts = [chooser.itemText(place) for place in range(chooser.count())]
    heading = texts.index("Published examples")
    assert chooser.itemData(heading) is None
    assert chooser.findData("han_kamber_fig9_5") > heading
    assert texts.index("Classes") < heading


def test_letters_find_an_author_in_the_list(window):
    chooser = window.findChild(QComboBox, "scenario")
    chooser.view().keyboardSearch("Karp")
    assert chooser.view().currentIndex().data() == "Karpathy: one tanh neuron"


def test_another_notation_names_the_figures(window, qtbot):
    table = opened(window, qtbot)
    window.findChild(QAction, "next_notation").trigger()
    assert cells(table, 0)[1] == "z₁⁽²⁾"
    QApplication.processEvents()
