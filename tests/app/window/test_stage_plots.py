"""A stage shows the plot or the table that is asked for, and nothing to change it with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QTableView, QWidget

from explainer.lessons.shipped import lesson
from explainer.views.plots.plot_tabs.tabs import PlotTabs


def named(window, name):
    return window.findChild(QWidget, name)


@pytest.fixture
def stage(qtbot, window):
    window.findChild(QAction, "present").trigger()
    qtbot.waitUntil(window.isFullScreen)
    return window


def test_a_plot_that_is_asked_for_takes_the_place_of_the_line(stage, qtbot):
    stage.findChild(QAction, "plot_loss").trigger()
    qtbot.waitUntil(named(stage, "loss_page").isVisible)
    assert not named(stage, "derivation").isVisible()
    assert named(stage, "canvas").isVisible()
    assert not [bar for bar in stage.findChildren(QTabBar) if bar.isVisible()]
    stage.findChild(QAction, "close_plots").trigger()
    assert named(stage, "derivation").isVisible()
    assert not named(stage, "loss_page").isVisible()


def test_the_desk_has_its_lines_again_and_the_next_stage_too(stage, qtbot):
    stage.findChild(QAction, "plot_loss").trigger()
    stage.findChild(QAction, "leave_presentation").trigger()
    assert named(stage, "derivation").isVisible()
    stage.findChild(QAction, "present").trigger()
    assert named(stage, "derivation").isVisible()


def test_the_desk_has_the_plots_that_were_open(qtbot, window):
    tabs = window.findChild(PlotTabs)
    window.findChild(QAction, "plot_weights").trigger()
    before = [tabs.tabText(index) for index in range(tabs.count())], tabs.currentIndex()
    window.findChild(QAction, "present").trigger()
    for asked in ("plot_activation", "table_steps", "plot_surface"):
        window.findChild(QAction, asked).trigger()
    qtbot.waitUntil(named(window, "surface_page").isVisible)
    window.findChild(QAction, "leave_presentation").trigger()
    assert ([tabs.tabText(index) for index in range(tabs.count())], tabs.currentIndex()) == before
    assert named(window, "weights_page").isVisible()


@pytest.mark.parametrize(
    ("asked", "page", "size", "is_stacked"),
    [
        ("plot_weights", "weights_page", (800, 768), True),
        ("plot_weights", "weights_page", (1280, 720), False),
        ("table_steps", "step_table", (1280, 720), True),
    ],
)
def test_a_table_is_below_the_picture_and_a_plot_where_the_stage_is_narrow(stage, asked, page, size, is_stacked, qtbot):
    stage.setWindowState(Qt.WindowState.WindowNoState)
    stage.resize(*size)
    stage.findChild(QAction, asked).trigger()
    canvas, plot = named(stage, "canvas"), named(stage, page)
    qtbot.waitUntil(plot.isVisible)

    def below():
        return plot.mapTo(stage, plot.rect().topLeft()).y() > canvas.mapTo(stage, canvas.rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: below() is is_stacked)


def test_samples_can_be_looked_at_and_not_changed(stage, qtbot):
    stage.findChild(QAction, "table_data").trigger()
    grid = stage.findChild(QTableView, "samples")
    qtbot.waitUntil(grid.isVisible)
    assert not named(stage, "add_row").isVisible()
    before = stage.walkthrough.undo_stack.count()
    grid.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_5):
        QTest.keyClick(grid, key)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.currentIndex()).center())
    assert grid.state() != QTableView.State.EditingState
    assert stage.walkthrough.undo_stack.count() == before


def test_cards_bring_their_plots_and_tables_and_take_them_away(stage, qtbot):
    cards = lesson("and_or_xor").cards
    walk = stage.session.lesson
    stage._lessons.start("and_or_xor")
    seen = set()
    for index in range(len(cards)):
        walk.go(index)
        qtbot.waitUntil(lambda: walk.card is not None and walk.place.is_here, timeout=20_000)
        window = walk.card.calculation.window
        page = f"{window.plot}_page" if window.plot else "data_table" if window.tab == "Data" else "derivation"
        qtbot.waitUntil(named(stage, page).isVisible)
        assert named(stage, "derivation").isVisible() is (page == "derivation")
        seen.add(page)
    assert {"boundary_page", "activation_page", "loss_page", "data_table", "derivation"} <= seen


def test_a_card_can_let_the_check_begin(open_app, qtbot):
    window = open_app()
    window._lessons.start("hidden_layer")
    window.session.lesson.go(10)
    table = named(window, "gradient_table")
    qtbot.waitUntil(lambda: table.checker.outcome is not None, timeout=20_000)
    assert window.session.lesson.card.calculation.window.check
