"""Plots as tabs and windows: opened by action, closed, torn off and back, and remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from explainer.app.window import open_window
from explainer.files.locate import load
from explainer.views.plots.plot_tabs.page import PlotPage
from explainer.views.plots.plot_tabs.plots import PLOTS

LEFT = Qt.MouseButton.LeftButton
SHOWN_BY = {"fit": "square", "digits": "digits"}


def tabs_of(window):
    return next(tabs for tabs in window.findChildren(QTabWidget) if tabs.cornerWidget())


def titles(window):
    tabs = tabs_of(window)
    return [tabs.tabText(index) for index in range(tabs.count())]


def trigger(window, name):
    window.findChild(QAction, name).trigger()


def page_of(window, name):
    return next(page for page in window.findChildren(PlotPage) if page.plot.name == name)


def current_title(window):
    return tabs_of(window).tabText(tabs_of(window).currentIndex())


def test_it_begins_with_the_loss_and_the_tables(window):
    assert titles(window) == ["Loss", "Steps", "Data", "Check"]
    assert current_title(window) == "Loss"
    assert [page for page in window.findChildren(PlotPage) if page.view and page.plot.name != "loss"] == []


def test_the_window_is_painted_before_a_plot_is_made(qtbot):
    window = open_window()
    qtbot.addWidget(window)
    page = page_of(window, "loss")
    assert page.view is None
    with qtbot.waitExposed(window):
        pass
    qtbot.waitUntil(lambda: page.view is not None and page.view.isVisible())


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
def test_every_plot_is_opened_by_its_action_and_has_its_name(open_app, qtbot, plot):
    window = open_app(SHOWN_BY.get(plot.name, "mazur"))
    trigger(window, plot.action)
    assert current_title(window) == plot.title
    page = page_of(window, plot.name)
    qtbot.waitUntil(lambda: page.view is not None and page.view.isVisible())
    assert page is window.findChild(QWidget, page.objectName())
    assert titles(window)[-3:] == ["Steps", "Data", "Check"]


def test_a_plot_that_makes_no_sense_says_why_until_it_does(window, qtbot):
    trigger(window, "plot_fit")
    page = tabs_of(window).currentWidget()
    assert page.currentWidget().text() == "A fitted curve is drawn over 1 input; this network has 2."
    assert page_of(window, "fit").view is None
    window.walkthrough.open(load("square"), "square")
    assert page_of(window, "fit").view.isVisible()


def test_the_cross_closes_a_plot_and_the_loss_has_none(window, qtbot):
    trigger(window, "plot_weights")
    crosses = [button for button in tabs_of(window).tabBar().findChildren(QToolButton) if button.text() == "×"]
    assert len(crosses) == 1
    qtbot.mouseClick(crosses[0], LEFT)
    assert titles(window) == ["Loss", "Steps", "Data", "Check"]
    trigger(window, "plot_weights")
    assert titles(window) == ["Loss", "Weights", "Steps", "Data", "Check"]


def test_a_double_click_gives_a_plot_a_window_and_closing_it_leads_back(window, qtbot):
    trigger(window, "plot_weights")
    bar = tabs_of(window).tabBar()
    place = bar.tabRect(1).center()
    QTest.mouseDClick(bar, LEFT, Qt.KeyboardModifier.NoModifier, place)
    torn = window.findChild(QWidget, "weights_window")
    assert torn.isWindow()
    assert torn.isVisible()
    assert torn.findChild(QWidget, "weights_page").isVisible()
    assert "Weights" not in titles(window)
    trigger(window, "plot_weights")
    assert "Weights" not in titles(window)
    torn.close()
    assert current_title(window) == "Weights"
    assert window.findChild(QWidget, "weights_page").isVisible()


def is_active(torn):
    """Windows that have just been opened may still take turns."""
    torn.activateWindow()
    return torn.isActiveWindow()


@pytest.mark.parametrize(("key", "shift"), [(Qt.Key.Key_W, False), (Qt.Key.Key_T, True)])
def test_keys_put_a_plot_back_from_its_window(window, qtbot, key, shift):
    trigger(window, "plot_weights")
    trigger(window, "plot_window")
    torn = window.findChild(QWidget, "weights_window")
    with qtbot.waitExposed(torn):
        torn.activateWindow()
    qtbot.waitUntil(lambda: is_active(torn))
    control, both = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(torn, key, control | both if shift else control)
    assert not torn.isVisible()
    assert titles(window) == ["Loss", "Weights", "Steps", "Data", "Check"]
    assert window.findChild(QWidget, "loss_window") is None


def test_menus_have_the_names_of_the_tabs(window):
    assert [window.findChild(QAction, plot.action).text() for plot in PLOTS] == [plot.title for plot in PLOTS]


def test_what_was_looked_at_before_is_seen_again_when_a_plot_is_closed_or_torn_off(window):
    for name in ("weights", "gradients"):
        trigger(window, f"plot_{name}")
    trigger(window, "plot_weights")
    trigger(window, "plot_window")
    assert current_title(window) == "Gradients"
    tabs_of(window).close_page(tabs_of(window).currentWidget())
    assert current_title(window) == "Loss"


def test_keys_step_in_the_window_of_a_plot_too(window, qtbot):
    trigger(window, "plot_window")
    torn = window.findChild(QWidget, "loss_window")
    with qtbot.waitActive(torn):
        torn.activateWindow()
    qtbot.keyClick(torn, Qt.Key.Key_Right)
    assert window.walkthrough.cursor == (1, 1)


def test_open_plots_and_windows_are_there_again_at_the_next_start(open_app):
    first = open_app()
    trigger(first, "plot_weights")
    trigger(first, "plot_gradients")
    trigger(first, "plot_window")
    first.close()
    assert not [widget for widget in first.findChildren(QWidget) if widget.isWindow() and widget.isVisible()]
    second = open_app()
    assert titles(second) == ["Loss", "Weights", "Steps", "Data", "Check"]
    assert second.findChild(QWidget, "gradients_window").isVisible()
