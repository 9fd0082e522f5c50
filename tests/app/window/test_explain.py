"""Explain: what a number, a symbol or a unit is, and the ways from there; nothing of what is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabWidget, QTextBrowser, QWidget

from explainer.trace.derived.questions import WHY
from explainer.trace.formula.symbols import Quantity
from explainer.views.explain.entries import LOCKED, NUDGE, PATHS
from explainer.views.explain.menu import ElementMenu

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # offscreen, of every menu


W5 = 6
"""Its place in theta: the weights of a layer, then its biases."""


class Asking:
    """A window whose line is asked about."""

    def __init__(self, window):
        self.window = window
        self.sheet = window.findChild(QWidget, "derivation")

    @property
    def menu(self):
        return self.window.findChild(ElementMenu)

    @property
    def said(self):
        return self.menu.findChild(QLabel, "explained").text()

    def go_to_gradient(self, parameter):
        walkthrough = self.window.walkthrough
        meant = Quantity.GRADIENT, parameter
        symbols = [(step.symbol.quantity, step.symbol.parameter) for step in walkthrough.trace]
        walkthrough.go_to(1, symbols.index(meant) + 1)

    def right_click(self, quantity):
        """Right-click the first symbol of a kind in the line."""
        symbol = next(symbol for symbol in self.sheet.page.symbols if symbol.quantity is quantity)
        place = next(ink.rect for ink in self.sheet.page.inks if ink.symbol == symbol).centre
        viewport = self.sheet.viewport()
        at = QPoint(round(place.x), round(place.y)) - self.sheet.offset.toPoint()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, event)

    def entries(self):
        actions = [action for action in self.menu.actions() if action.text()]
        return {action.text(): "" if action.isEnabled() else action.toolTip() for action in actions}

    def choose(self, text):
        next(action for action in self.menu.actions() if action.text() == text).trigger()
        self.close()

    def close(self):
        self.menu.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def asking(window):
    asking = Asking(window)
    asking.go_to_gradient(W5)
    yield asking
    if asking.menu is not None:
        asking.close()


def test_a_symbol_of_the_line_is_explained_and_leads_on(asking):
    asking.right_click(Quantity.GRADIENT)
    assert "0.08216704" in asking.said
    assert "<b>gradient</b>: How the error changes with a weight or bias" in asking.said
    ways = {"Freeze it: training leaves it as it is", "Change…", WHY, PATHS, NUDGE, "Glossary: gradient"}
    assert ways <= set(asking.entries())
    asking.choose(PATHS)
    tabs = asking.window.findChild(QTabWidget, "explanation")
    assert tabs.tabText(tabs.currentIndex()) == "Paths"
    assert asking.window.pointing.selected.parameter == W5


def test_the_glossary_opens_at_the_term_of_a_symbol(asking):
    asking.right_click(Quantity.GRADIENT)
    asking.choose("Glossary: gradient")
    assert asking.window.findChild(QTextBrowser, "glossary_entry").toPlainText().startswith("gradient")


def test_a_weight_is_frozen_from_the_line(asking):
    asking.right_click(Quantity.GRADIENT)
    asking.choose("Freeze it: training leaves it as it is")
    assert W5 in asking.window.walkthrough.scenario.network.frozen


def test_a_number_is_changed_from_the_line(asking):
    asking.right_click(Quantity.GRADIENT)
    asking.choose("Change…")
    assert asking.window.pointing.selected.parameter == W5
    assert QApplication.focusWidget().accessibleName() != ""
    assert asking.window.findChild(QWidget, "canvas").isAncestorOf(QApplication.focusWidget())


def test_the_key_explains_what_the_line_makes(asking):
    QTest.keyClick(asking.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert "0.08216704" in asking.said


def test_the_key_explains_what_is_selected(asking):
    asking.window.session.select("h1")
    asking.window.findChild(QAction, "explain").trigger()
    assert "h1" in asking.said
    assert "<b>output</b>" in asking.said or "<b>unit</b>" in asking.said


def test_nothing_is_told_of_what_is_asked_for(asking):
    asking.window.findChild(QAction, "predict").trigger()
    asking.window.findChild(QAction, "explain").trigger()
    assert "0.0821" not in asking.said
    assert "<b>gradient</b>" not in asking.said
    assert "answer first" in asking.said
    assert not {PATHS, NUDGE, "Glossary: gradient"} & set(asking.entries())


def test_before_the_first_line_it_is_said_what_to_do(window):
    window.findChild(QAction, "explain").trigger()
    assert window.findChild(ElementMenu) is None
    assert window.statusBar().currentMessage().startswith("Select a number or a unit first")


def test_on_a_stage_nothing_can_be_changed(asking):
    asking.window.display.set_stage(True)
    asking.right_click(Quantity.GRADIENT)
    assert asking.entries()["Change…"] == LOCKED


def test_each_way_is_offered_once_and_none_leads_to_where_one_is(asking):
    asking.right_click(Quantity.GRADIENT)
    texts = [action.text() for action in asking.menu.actions() if action.text()]
    assert texts.count(WHY) == 1
    assert "Go to the step that made it" not in texts
    assert "Copy as TeX" in texts
    asking.close()
    asking.right_click(Quantity.DELTA)
    assert "Go to the step that made it" in asking.entries()


def test_what_flows_is_explained_too(asking):
    asking.window.findChild(QAction, "flow").trigger()
    flow = asking.window.findChild(QWidget, "flow_picture")
    asking.window.session.select("w5")
    at = flow.place_of(asking.window.pointing.selected).toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, flow.mapToGlobal(at))
    QApplication.sendEvent(flow, event)
    assert "<b>weight</b>" in asking.said
    asking.choose("Change…")
    canvas = asking.window.findChild(QWidget, "canvas")
    assert canvas.isVisible()
    assert canvas.isAncestorOf(QApplication.focusWidget())
