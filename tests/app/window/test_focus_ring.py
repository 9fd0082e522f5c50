"""Where the keys go is plain to see: one ring around what has the focus, in every theme, and none on a stage."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QTabWidget, QWidget

from explainer.picture.palette import THEMES, contrast
from explainer.views.look.focus_ring import FocusRing

MOST_STOPS = 300
LEAST_CONTRAST = 3.0


def rings(window):
    return [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]


def stops(window):
    """Go through all that Tab leads to, as long as it leads to something new."""
    seen = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused in seen[:-1]:
            return
        if not seen or focused is not seen[-1]:
            seen.append(focused)
            yield focused
    pytest.fail("Tab comes to no end")


def edge_colours(widget, ring):
    """The colours from the middle of the ring's upper edge inwards, as they are on the screen."""
    box = ring.ring
    image = widget.grab().toImage()
    return [image.pixelColor(QPoint(box.center().x(), box.top() + depth)).name() for depth in range(5)]


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_tab_leads_to_has_a_ring_that_stands_out(window, theme):
    window.display.set_theme(theme)
    palette = window.display.palette
    window.findChild(QAction, "settings").trigger()
    window.findChild(QWidget, "canvas").setFocus()
    kinds = set()
    for focused in stops(window):
        (ring,) = rings(window)
        assert ring.parentWidget() is focused
        if focused.visibleRegion().boundingRect().top() == 0:
            assert QColor(palette.weight_plus).name() in edge_colours(focused, ring), focused
        kinds.add(type(focused).__name__)
    assert len(kinds) > 12, kinds
    for ground in (palette.panel, palette.background, palette.soft):
        assert contrast(palette.weight_plus, ground) >= LEAST_CONTRAST
    for filled in (palette.text, palette.weight_plus):
        assert contrast(palette.panel, filled) >= LEAST_CONTRAST, "its inner line stands out from what is dark"


def test_a_window_opens_without_a_ring_and_the_mouse_takes_it_away(window):
    assert rings(window) == []
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert [ring.parentWidget().objectName() for ring in rings(window)] == ["canvas"]
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert rings(window) == []


def test_the_ring_is_around_the_tab_in_front_and_follows_it(window):
    bar = window.findChild(QTabWidget, "explanation").tabBar()
    assert isinstance(bar, QTabBar)
    window.findChild(QWidget, "canvas").setFocus()
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = rings(window)
    assert ring.ring == bar.tabRect(0)
    bar.setCurrentIndex(2)
    assert ring.ring == bar.tabRect(2)


def test_there_is_no_ring_on_a_stage(window):
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert rings(window)
    window.findChild(QAction, "present").trigger()
    QApplication.processEvents()
    assert rings(window) == []
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert rings(window) == []
    window.findChild(QAction, "present").trigger()


def test_a_ring_goes_with_its_widget_and_keeps_its_size(window):
    canvas = window.findChild(QWidget, "canvas")
    window.findChild(QTabWidget, "explanation").tabBar().setFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = rings(window)
    window.resize(window.width() - 120, window.height() - 60)
    QApplication.processEvents()
    assert ring.geometry() == canvas.rect()


def test_scroll_bars_do_not_cover_the_ring(window, qtbot):
    window.findChild(QAction, "settings").trigger()
    table = window.findChild(QWidget, "step_table")
    window.findChild(QAction, "table_steps").trigger()
    qtbot.waitUntil(table.isVisible)
    window.findChild(QWidget, "canvas").setFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = rings(window)
    window.resize(700, 500)
    window.resize(1000, 700)
    QApplication.processEvents()
    assert table.horizontalScrollBar().isVisible() or table.verticalScrollBar().isVisible()
    assert table.children()[-1] is ring


def test_tab_goes_through_settings_and_plots_as_they_are_seen(window, qtbot):
    window.findChild(QAction, "settings").trigger()
    window.findChild(QAction, "plot_loss").trigger()
    window.findChild(QAction, "train_10").trigger()
    page = window.findChild(QWidget, "loss_page")
    qtbot.waitUntil(lambda: page.view is not None and page.view.plot.isVisible())
    window.findChild(QWidget, "canvas").setFocus()
    names = [focused.accessibleName() for focused in stops(window)]
    parts = (
        ("Settings", "Units of layer 2", "Add hidden layer", "Biases", "Start weights"),
        (
            "Plots and tables",
            "Logarithmic loss axis",
            "Save the Loss plot",
            "Loss: loss (half squared error) over updates done",
        ),
    )
    for part in parts:
        places = [names.index(name) for name in part]
        assert places == sorted(places), names
