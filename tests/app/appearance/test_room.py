"""However large everything is and however small the window, all tabs are in reach and the window is not scrolled."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QScrollBar, QTabBar, QToolButton, QWidget

from explainer.views.controls.controls import ActionButton
from explainer.views.explanation.explanation_tabs import TITLES, Explanation
from explainer.views.plots.plot_tabs.tabs import PlotTabs
from explainer.views.window.main_area import MainArea

LEFT = Qt.MouseButton.LeftButton
SIZES = ((1024, 700), (1280, 800), (1920, 1080))
MANY = ("weights", "gradients", "activation", "classes", "race")


def trigger(window, *names):
    for name in names:
        window.findChild(QAction, name).trigger()
    QApplication.processEvents()


def set_up(window, size, zoom, with_settings):
    window.resize(*size)
    window.display.set_zoom(zoom)
    if window.findChild(QAction, "settings").isChecked() != with_settings:
        trigger(window, "settings")
    for _ in range(3):
        QApplication.processEvents()


def more_of(bar):
    return bar.findChild(QToolButton, "more_tabs")


def listed(bar):
    """Return what the button behind the tabs offers, nothing where there is none in sight."""
    button = more_of(bar)
    if button.isHidden():
        return []
    assert button.visibleRegion().boundingRect() == button.rect()
    button.menu().aboutToShow.emit()
    return [action.text() for action in button.menu().actions()]


def in_sight(bar):
    """Return the tabs of which all is seen."""
    seen = bar.visibleRegion().boundingRect()
    return [bar.tabText(i) for i in range(bar.count()) if bar.isTabVisible(i) and seen.contains(bar.tabRect(i))]


def titles(bar):
    return [bar.tabText(index) for index in range(bar.count())]


def bars_of_the_page(window):
    """Return the scroll bars that move all that is in the window."""
    page = window.centralWidget()
    return [bar for bar in page.findChildren(QScrollBar) if bar.isVisible() and bar.parent().parent() is page]


@pytest.mark.parametrize("size", SIZES)
def test_every_tab_is_seen_or_listed_and_the_window_is_not_scrolled(window, size):
    trigger(window, *(f"plot_{name}" for name in MANY))
    tab_bars = [window.findChild(kind).tabBar() for kind in (Explanation, PlotTabs)]
    for zoom, with_settings in product((0.8, 1.0, 1.5, 2.0), (True, False)):
        for shown in ("show_lines", "plot_weights"):
            set_up(window, size, zoom, with_settings)
            trigger(window, shown)
            set_up(window, size, zoom, with_settings)
            assert bars_of_the_page(window) == [], (zoom, with_settings)
            is_wide = size[0] >= 1600 * max(zoom, 1)
            assert [bar.isVisible() for bar in tab_bars] == [
                is_wide or shown == name for name in ("show_lines", "plot_weights")
            ]
            for bar in filter(QTabBar.isVisible, tab_bars):
                assert bar.tabText(bar.currentIndex()) in in_sight(bar), (zoom, with_settings)
                assert in_sight(bar) == titles(bar) or listed(bar) == titles(bar), (zoom, with_settings)


@pytest.mark.parametrize("size", SIZES)
def test_the_flow_takes_no_more_room_than_the_canvas(window, size):
    trigger(window, "flow")
    for zoom in (0.8, 1.0, 2.0, 3.0):
        set_up(window, size, zoom, False)
        with_flow = bars_of_the_page(window), window.findChild(MainArea).split.sizes()
        trigger(window, "flow")
        set_up(window, size, zoom, False)
        assert with_flow == (bars_of_the_page(window), window.findChild(MainArea).split.sizes()), zoom
        trigger(window, "flow")


def test_the_bar_is_high_enough_for_a_tab_with_a_cross_that_comes_back_into_sight(window):
    set_up(window, (1280, 800), 2.0, False)
    tabs, split = window.findChild(PlotTabs), window.findChild(MainArea).split
    trigger(window, "plot_weights")
    for table in ("Weights", "Data", "Check"):
        tabs.setCurrentIndex([tabs.tabText(i) for i in range(tabs.count())].index(table))
        set_up(window, (1280, 800), 2.0, False)
        split.setSizes([1, 1])
        set_up(window, (1280, 800), 2.0, False)
        set_up(window, (1920, 1080), 2.0, False)
        assert tabs.tabBar().height() >= tabs.tabBar().sizeHint().height()
        assert table in in_sight(tabs.tabBar())


@pytest.mark.parametrize("size", SIZES)
def test_the_five_ways_to_see_a_step_are_all_seen_beside_the_settings(window, size):
    set_up(window, size, 1.0, True)
    five, others = [*TITLES[:5]], TITLES[5:]
    seen = in_sight(window.findChild(Explanation).tabBar())
    assert seen[: len(five)] == five
    listed = more_of(window.findChild(Explanation).tabBar()).toolTip()
    assert all(title in seen or title in listed for title in others)


def test_a_tab_chosen_in_the_list_is_shown_among_the_others(window, qtbot):
    set_up(window, (1024, 700), 2.0, True)
    explanation = window.findChild(Explanation)
    bar = explanation.tabBar()
    listed(bar)
    choose = {action.text(): action for action in more_of(bar).menu().actions()}
    assert choose["Lines"].isChecked()
    choose["Nudge"].trigger()
    assert explanation.currentIndex() == TITLES.index("Nudge")
    assert "Nudge" in in_sight(bar)
    assert "Lines" in more_of(bar).toolTip()


def test_arrows_go_through_all_tabs_seen_or_not(window, qtbot):
    set_up(window, (1024, 700), 2.0, True)
    bar = window.findChild(Explanation).tabBar()
    bar.setFocus()
    last = bar.count() - 1
    for place in (*range(1, last + 1), last):
        qtbot.keyClick(bar, Qt.Key.Key_Right)
        assert bar.currentIndex() == place
    for place in (*range(last - 1, -1, -1), 0):
        qtbot.keyClick(bar, Qt.Key.Key_Left)
        assert bar.currentIndex() == place


def test_a_plot_is_closed_by_its_cross_however_many_there_are(window, qtbot):
    set_up(window, (1024, 700), 1.0, False)
    trigger(window, *(f"plot_{name}" for name in MANY))
    tabs = window.findChild(PlotTabs)
    cross = tabs.tabBar().tabButton(tabs.currentIndex(), QTabBar.ButtonPosition.RightSide)
    assert cross.toolTip() == "Close Race"
    qtbot.mouseClick(cross, LEFT)
    assert "Race" not in titles(tabs.tabBar())
    assert tabs.tabText(tabs.currentIndex()) in in_sight(tabs.tabBar())


def test_what_steps_is_whole_where_everything_is_twice_as_large(window):
    set_up(window, (1024, 700), 2.0, False)
    for name in ("previous_step", "play_pause", "next_step"):
        action = window.findChild(QAction, name)
        button = next(b for b in window.findChildren(ActionButton) if b.defaultAction() is action and b.isVisible())
        assert button.visibleRegion().boundingRect() == button.rect(), name
    assert not [bar for bar in window.findChildren(QScrollBar) if bar.isVisible() and "Sideways" in str(bar.parent())]


def test_the_canvas_keeps_half_of_what_the_settings_leave(window):
    for zoom, size in product((1.0, 1.5, 2.0), SIZES):
        set_up(window, size, zoom, False)
        set_up(window, size, zoom, True)
        canvas, side = window.findChild(QWidget, "canvas"), window.findChild(Explanation)
        assert canvas.width() >= side.width() - 1, (size, zoom)
