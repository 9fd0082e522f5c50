"""Plots as tabs and windows: opened by action, closed, torn off and back, and remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QToolButton, QWidget

from explainer.app.window import open_window
from explainer.files.locate import load
from explainer.views.plots.plot_tabs.page import PlotPage
from explainer.views.plots.plot_tabs.plots import PLOTS
from explainer.views.plots.plot_tabs.tabs import PlotTabs
from explainer.views.small_curves.curve import SmallCurve

LEFT = Qt.MouseButton.LeftButton
SHOWN_BY = {"fit": "square", "digits": "digits", "ensemble": "dropout"}


def tabs_of(window):
    return window.findChild(PlotTabs)


def titles(window):
    tabs = tabs_of(window)
    return [tabs.tabText(index) for index in range(tabs.count())]


def trigger(window, name):
    window.findChild(QAction, name).trigger()


def page_of(window, name):
    return next(page for page in window.findChildren(PlotPage) if page.plot.name == name)


def current_title(window):
    return tabs_of(window).tabText(tabs_of(window).currentIndex())


def formula_of(window):
    return window.findChild(QWidget, "derivation")


def test_it_begins_with_the_explanation_alone(window):
    assert titles(window) == ["Weights", "Steps", "Data", "Check"]
    assert formula_of(window).isVisible()
    assert not tabs_of(window).isVisible()
    assert [page for page in window.findChildren(PlotPage) if page.view] == []
    assert not window.findChild(QAction, "close_plots").isEnabled()


def leave_by_esc(window):
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)


def leave_by_button(window):
    back = next(button for button in tabs_of(window).findChildren(QToolButton) if button.text() == "× Back")
    QTest.mouseClick(back, LEFT)


def leave_by_menu(window):
    trigger(window, "close_plots")


def leave_for_a_tab_of_the_explanation(window):
    trigger(window, "show_lines")


@pytest.mark.parametrize("leave", [leave_by_esc, leave_by_button, leave_by_menu, leave_for_a_tab_of_the_explanation])
def test_a_plot_or_a_table_covers_the_explanation_and_there_are_plain_ways_back(window, leave):
    window.resize(1280, 800)
    width = formula_of(window).width()
    for opened in ("plot_gradients", "table_steps", "table_data", "table_check"):
        trigger(window, opened)
        assert tabs_of(window).isVisible()
        assert not formula_of(window).isVisible()
        assert tabs_of(window).width() == pytest.approx(width, abs=2)
        leave(window)
        assert formula_of(window).isVisible()
        assert not tabs_of(window).isVisible()
        assert formula_of(window).width() == pytest.approx(width, abs=2)


def test_from_1600_pixels_on_plots_have_a_column_of_their_own(window, qtbot):
    window.resize(1600, 900)
    qtbot.waitUntil(tabs_of(window).isVisible)
    assert formula_of(window).isVisible()
    assert not [b for b in tabs_of(window).findChildren(QToolButton) if b.text() == "× Back" and b.isVisible()]
    window.resize(1599, 900)
    qtbot.waitUntil(lambda: not tabs_of(window).isVisible())
    window.resize(1600, 900)
    window.display.set_zoom(1.25)
    qtbot.waitUntil(lambda: not tabs_of(window).isVisible())


def test_columns_keep_their_widths_from_one_start_to_the_next(open_app, qtbot):
    first = open_app()
    split = first.findChild(QSplitter, "columns")
    for width, sizes in ((1280, [700, 579, 0]), (1700, [800, 500, 398])):
        first.resize(width, 800)
        qtbot.waitUntil(lambda width=width: first.width() == width and split.width() >= width - 2)
        split.setSizes(sizes)
    kept = split.sizes()
    first.close()
    second = open_app()
    again = second.findChild(QSplitter, "columns")
    second.resize(1700, 800)
    qtbot.waitUntil(lambda: again.sizes() == pytest.approx(kept, abs=3))
    second.resize(1280, 800)
    qtbot.waitUntil(lambda: again.sizes()[0] == pytest.approx(700, abs=3))


def test_the_window_is_painted_before_a_plot_is_made(qtbot):
    window = open_window()
    qtbot.addWidget(window)
    window.resize(1700, 900)
    page = page_of(window, "weights")
    assert page.view is None
    with qtbot.waitExposed(window):
        pass
    qtbot.waitUntil(lambda: page.view is not None and page.view.isVisible())


@pytest.mark.parametrize("scenario", ["mazur", *SHOWN_BY.values()])
def test_every_plot_is_opened_by_its_action_and_has_its_name(open_app, qtbot, scenario):
    window = open_app(scenario)
    for plot in (plot for plot in PLOTS if SHOWN_BY.get(plot.name, "mazur") == scenario):
        trigger(window, plot.action)
        assert current_title(window) == plot.title
        page = page_of(window, plot.name)
        qtbot.waitUntil(lambda page=page: page.view is not None and page.view.isVisible())
        assert page is window.findChild(QWidget, page.objectName())
        assert titles(window)[-3:] == ["Steps", "Data", "Check"]


def test_a_plot_that_makes_no_sense_says_why_until_it_does(window, qtbot):
    trigger(window, "plot_fit")
    page = tabs_of(window).currentWidget()
    assert page.currentWidget().text() == "A fitted curve is drawn over 1 input; this network has 2."
    assert page_of(window, "fit").view is None
    window.walkthrough.open(load("square"), "square")
    assert page_of(window, "fit").view.isVisible()


def test_the_cross_closes_a_plot(window, qtbot):
    trigger(window, "plot_weights")
    crosses = [button for button in tabs_of(window).tabBar().findChildren(QToolButton) if button.text() == "×"]
    assert len(crosses) == 1
    qtbot.mouseClick(crosses[0], LEFT)
    assert titles(window) == ["Steps", "Data", "Check"]
    trigger(window, "plot_loss")
    assert titles(window) == ["Loss", "Steps", "Data", "Check"]


def test_a_double_click_gives_a_plot_a_window_and_closing_it_leads_back(window, qtbot):
    trigger(window, "plot_weights")
    bar = tabs_of(window).tabBar()
    place = bar.tabRect(0).center()
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
    assert titles(window) == ["Weights", "Steps", "Data", "Check"]
    assert window.findChild(QWidget, "loss_window") is None


def test_menus_have_the_names_of_the_tabs(window):
    assert [window.findChild(QAction, plot.action).text() for plot in PLOTS] == [plot.title for plot in PLOTS]


def test_what_was_looked_at_before_is_seen_again_when_a_plot_is_closed_or_torn_off(window):
    for name in ("loss", "weights", "gradients"):
        trigger(window, f"plot_{name}")
    trigger(window, "plot_weights")
    trigger(window, "plot_window")
    assert current_title(window) == "Gradients"
    tabs_of(window).close_page(tabs_of(window).currentWidget())
    assert current_title(window) == "Loss"


def test_keys_step_in_the_window_of_a_plot_too(window, qtbot):
    trigger(window, "plot_window")
    torn = window.findChild(QWidget, "weights_window")
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
    assert titles(second) == ["Weights", "Steps", "Data", "Check"]
    assert second.findChild(QWidget, "gradients_window").isVisible()


def test_small_curves_are_there_where_the_explanation_does_not_need_their_room(window, qtbot):
    curves = window.findChild(QWidget, "small_curves")
    for size, is_there in (((1280, 800), True), ((1024, 700), False), ((1920, 1080), True)):
        window.resize(*size)
        qtbot.waitUntil(lambda is_there=is_there: curves.isVisible() == is_there)
    trigger(window, "present")
    assert not curves.isVisible()
    trigger(window, "present")
    qtbot.waitUntil(curves.isVisible)


def test_a_press_on_a_small_curve_opens_the_large_plot(window, qtbot):
    window.resize(1280, 800)
    window.walkthrough.go_to(1, 24)
    out = next(curve for curve in window.findChildren(SmallCurve) if curve.content and "out" in curve.content.title)
    qtbot.mouseClick(out, LEFT)
    assert current_title(window) == "Activation"
    assert tabs_of(window).isVisible()
