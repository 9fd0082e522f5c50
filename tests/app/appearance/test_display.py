"""Theme, zoom, notation and digits: by key, menu and chooser, everywhere at once, and kept for the next start."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QTableView, QTabWidget, QToolButton, QWidget

from explainer.picture.palette import DARK, HIGH_CONTRAST, LIGHT
from explainer.trace.formula.notation import Notation
from explainer.views.plots.histories.loss_plot import LossPlot

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _desk_again(qapp):
    """Leave the application with the letters it had: they are its own, not a window's."""
    font, palette = qapp.font(), qapp.palette()
    yield
    qapp.setFont(font)
    qapp.setPalette(palette)


def trigger(window, name):
    window.findChild(QAction, name).trigger()


def key(qtbot, window, key, modifiers=CTRL):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


def choose(qtbot, window, name, down):
    chooser = window.findChild(QComboBox, name)
    chooser.setFocus()
    for _ in range(down):
        qtbot.keyClick(chooser, Qt.Key.Key_Down)
    return chooser


def ground_of(widget):
    """The colour that most of a widget has."""
    picture = widget.grab().toImage()
    places = product(range(0, picture.width(), 5), range(0, picture.height(), 5))
    return Counter(picture.pixelColor(*place).name() for place in places).most_common(1)[0][0]


@pytest.mark.parametrize(("name", "theme"), [("dark", DARK), ("high_contrast", HIGH_CONTRAST), ("light", LIGHT)])
def test_a_theme_reaches_every_view(window, qtbot, name, theme):
    trigger(window, "theme_dark" if name != "dark" else "theme_light")
    trigger(window, f"theme_{name}")
    tabs = window.findChild(QTabWidget)
    grounds = {view: ground_of(window.findChild(QWidget, view)) for view in ("canvas", "derivation", "timeline")}
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        grounds[tabs.tabText(index)] = ground_of(tabs.widget(index))
    assert grounds.pop("canvas") == theme.background.lower()
    assert grounds == dict.fromkeys(grounds, theme.panel.lower())
    assert window.findChild(QAction, f"theme_{name}").isChecked()


def test_keys_zoom_and_lead_back(window, qtbot):
    row, canvas = window.findChild(QTabWidget, "explanation"), window.findChild(QWidget, "canvas")
    qtbot.wait(1)
    before = canvas.transform().m11(), row.tabBar().height(), window.findChild(QWidget, "timeline").height()
    key(qtbot, window, Qt.Key.Key_Equal)
    key(qtbot, window, Qt.Key.Key_Plus)
    assert window.display.zoom == 1.25
    assert "125%" in window.statusBar().currentMessage()
    timeline = window.findChild(QWidget, "timeline")
    qtbot.waitUntil(lambda: row.tabBar().height() > before[1] and timeline.height() > before[2])
    key(qtbot, window, Qt.Key.Key_Minus)
    assert window.display.zoom == 1.1
    key(qtbot, window, Qt.Key.Key_0)
    assert window.display.zoom == 1
    qtbot.waitUntil(lambda: (canvas.transform().m11(), row.tabBar().height(), timeline.height()) == before)


def test_the_wheel_with_ctrl_zooms_over_any_view(window):
    for view, turned, zoom in (("canvas", 120, 1.1), ("timeline", 120, 1.25), ("step_table", -120, 1.1)):
        place = QPointF(window.findChild(QWidget, view).mapTo(window, QPoint(5, 5)))
        none = Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(place, place, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, CTRL, none, False)
        QApplication.sendEvent(window.windowHandle(), wheel)
        assert window.display.zoom == zoom


def test_zoom_ends_at_both_ends(window):
    for name in ("zoom_in", "zoom_out"):
        for _ in range(20):
            trigger(window, name)
        assert not window.findChild(QAction, name).isEnabled()
        assert {"zoom_in": "largest", "zoom_out": "smallest"}[name] in window.statusBar().currentMessage()


def test_text_of_the_network_is_never_smaller_than_the_zoom_unless_the_whole_is_to_be_seen(window, qtbot):
    canvas = window.findChild(QWidget, "canvas")
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: canvas.height() > 700)
    for _ in range(6):
        assert canvas.transform().m11() >= 0.93 * window.display.zoom
        trigger(window, "zoom_in")
        qtbot.wait(1)
    assert is_folded(canvas)
    largest = canvas.transform().m11()
    trigger(window, "fit_network")
    assert not is_folded(canvas)
    assert canvas.transform().m11() < largest
    trigger(window, "fit_network")
    assert is_folded(canvas)


def is_folded(canvas):
    """Whether a part of the network is drawn without its numbers."""
    return canvas.drawing.picture_input.layout.subject is not None


@pytest.mark.parametrize("zoom", [1.0, 1.4, 2.0, 3.0])
def test_at_any_zoom_the_window_is_no_larger_and_nothing_in_the_bars_is_cut(window, qtbot, zoom):
    window.resize(1280, 800)
    window.display.set_zoom(zoom)
    qtbot.waitUntil(lambda: window.width() == 1280)
    assert (window.width(), window.height()) == (1280, 800)
    for button in window.findChildren(QToolButton):
        if button.isVisible() and button.text():
            metrics = QFontMetrics(button.font())
            assert metrics.horizontalAdvance(button.text()) < button.width(), button.text()
            assert metrics.height() <= button.height(), button.text()


def test_the_rows_of_tables_grow_with_the_text(window, qtbot):
    window.findChild(QTabWidget).setCurrentIndex(1)
    table = window.findChild(QTableView, "step_table")
    before = table.rowHeight(0), table.columnWidth(0)
    window.display.set_zoom(2)
    qtbot.waitUntil(lambda: table.rowHeight(0) >= 1.8 * before[0] and table.columnWidth(0) >= 1.7 * before[1])
    window.display.zoom_reset()
    qtbot.waitUntil(lambda: (table.rowHeight(0), table.columnWidth(0)) == before)


def test_the_narrow_window_leaves_buttons_out_and_cuts_none(window, qtbot):
    bar = window.findChild(QComboBox, "scenario").parentWidget()

    def shown():
        return [button for button in bar.findChildren(QToolButton) if button.isVisible()]

    def is_whole(button):
        right = button.mapTo(bar, button.rect().topRight()).x()
        return button.width() >= button.sizeHint().width() and right < bar.visibleRegion().boundingRect().right()

    window.resize(1024, 700)
    qtbot.waitUntil(lambda: bar.width() == 1024 and all(map(is_whole, shown())))
    narrow = {button.text() for button in shown()}
    assert "Present" in narrow
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: {button.text() for button in shown()} > narrow | {"New weights"})


def test_notation_is_chosen_by_menu_and_chooser_alike(window, qtbot):
    chooser = window.findChild(QComboBox, "notation")
    trigger(window, "notation_theta")
    assert window.display.writing.notation is Notation.THETA
    assert chooser.currentData() == "theta"
    choose(qtbot, window, "notation", 1)
    assert window.display.writing.notation is Notation.MATRIX
    assert window.findChild(QAction, "notation_matrix").isChecked()
    assert not window.findChild(QAction, "notation_theta").isChecked()


def test_digits_are_chosen_by_key_and_chooser_alike(window, qtbot):
    window.walkthrough.go_to(1, 24)
    trigger(window, "plot_loss")
    qtbot.waitUntil(lambda: window.findChild(LossPlot) is not None)
    readout = window.findChild(LossPlot).readout
    qtbot.waitUntil(lambda: readout.text().endswith(" 0.298371"))
    key(qtbot, window, Qt.Key.Key_BracketRight)
    assert window.findChild(QComboBox, "digits").currentText() == "7 digits"
    assert readout.text().endswith(" 0.2983711")  # 0.298371108760…
    assert "7 significant digits" in window.statusBar().currentMessage()
    choose(qtbot, window, "digits", 2)
    assert readout.text().endswith(" 0.298371109")
    for _ in range(9):
        trigger(window, "digits_fewer")
    assert readout.text().endswith(" 0.2984")
    assert not window.findChild(QAction, "digits_fewer").isEnabled()


def test_choosers_are_named_and_reached_by_tab(window):
    for name in ("scenario", "notation", "digits"):
        chooser = window.findChild(QComboBox, name)
        assert chooser.accessibleName()
        assert chooser.toolTip()
        assert chooser.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_what_was_chosen_is_there_at_the_next_start(open_app):
    window = open_app()
    for name in ("theme_dark", "notation_matrix", "digits_more", "zoom_in", "zoom_in"):
        trigger(window, name)
    window.close()
    again = open_app().display
    assert again.palette == DARK
    assert again.zoom == 1.25
    assert (again.writing.notation, again.writing.digits) == (Notation.MATRIX, 7)


def test_the_table_of_steps_follows_notation_and_digits(window):
    table = window.findChild(QTableView, "step_table")
    names = [table.model().headerData(i, Qt.Orientation.Horizontal) for i in range(table.model().columnCount())]
    cells = dict(zip(names, range(len(names)), strict=True))
    window.walkthrough.go_to(1, 2)
    text = lambda column: table.model().index(1, cells[column]).data()  # noqa: E731
    assert (text("symbol"), text("value")) == ("out_h1", "0.593270")
    trigger(window, "notation_theta")
    trigger(window, "digits_fewer")
    assert (text("symbol"), text("value")) == ("a₁⁽²⁾", "0.59327")


def test_themes_and_notations_come_round_by_key(window):
    themes, notations = [], []
    for _ in range(4):
        themes.append(window.display.palette.name)
        notations.append(window.display.writing.notation.value)
        QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert themes == ["light", "dark", "high contrast", "light"]
    assert notations == ["worked", "theta", "matrix", "worked"]
    trigger(window, "next_theme")
    trigger(window, "next_theme")


def test_a_window_follows_the_display_of_its_session(window, qtbot):
    display = window.session.display
    display.set_theme("dark")
    display.set_notation(Notation.THETA)
    display.set_digits(7)
    assert window.findChild(QAction, "theme_dark").isChecked()
    assert window.findChild(QAction, "notation_theta").isChecked()
    assert window.findChild(QComboBox, "digits").currentText() == "7 digits"
    assert ground_of(window.findChild(QWidget, "timeline")) == DARK.panel.lower()
    height = window.findChild(QWidget, "timeline").height()
    display.set_zoom(1.6)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "timeline").height() > height)
