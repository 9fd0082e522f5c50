"""The race as a person sees it: pressed, typed and read; its curves are the runs' own losses."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from valley import height, slope, valley

from explainer.functions.optimizers import OPTIMIZERS
from explainer.picture.palette import LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.race_plot.curves import apart
from explainer.views.plots.race_plot.entrants import MORE, NOT_COMPUTED, READY, line_style
from explainer.views.plots.race_plot.panel import RacePlot

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(valley("sgd", 1.5), "valley")


@pytest.fixture
def plot(qtbot, walkthrough):
    plot = RacePlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.resize(1200, 500)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def race(qtbot, plot):
    qtbot.mouseClick(plot.go, LEFT)
    qtbot.waitUntil(lambda: not plot.racing.is_running)
    qtbot.waitUntil(lambda: " of " not in plot.sentence.text().split("updates")[0])


def test_before_it_says_what_to_do(plot):
    assert plot.sentence.text() == READY
    assert len(plot.table()) == 0


def test_axes_have_numbers_as_soon_as_these_are_about_something(qtbot, plot):
    axes = [plot.curves.plot.getAxis(side) for side in ("bottom", "left")]
    assert [axis.style["showValues"] for axis in axes] == [False, False]
    race(qtbot, plot)
    assert [axis.style["showValues"] for axis in axes] == [True, True]
    plot.racing.set_updates(50)
    qtbot.waitUntil(lambda: not any(axis.style["showValues"] for axis in axes))


def test_pressed_it_races_and_says_who_is_ahead(qtbot, plot):
    race(qtbot, plot)
    ahead = plot.racing.race.ranking[0]
    assert plot.sentence.text().startswith("After 100 updates RMSprop is ahead with a loss of")
    assert ahead.name == "rmsprop"
    assert plot.accessibleDescription() == plot.sentence.text()


def test_the_curves_are_what_a_person_works_out(qtbot, plot):
    race(qtbot, plot)
    qtbot.waitUntil(lambda: plot.map.is_complete)
    plot.walkthrough.last_step()
    table = plot.table()
    weights, losses = np.array([3.0, -2.0]), []
    for _ in range(101):
        losses.append(height(*weights))
        weights = weights - 1.5 * slope(weights)
    assert table["updates done"].tolist() == list(range(101))
    np.testing.assert_allclose(table["gradient descent"], losses, rtol=1e-6)
    assert table["gradient descent w2"][0] == -2.0
    assert {"Adam", "RMSprop", "momentum", "Adam w1"} <= set(table.names)


def test_a_number_that_a_line_is_still_to_make_is_not_told(qtbot, plot, walkthrough):
    race(qtbot, plot)
    qtbot.waitUntil(lambda: plot.map.is_complete)
    last = walkthrough.length_of(1)
    for line, is_told in ((0, [False, True, True]), (last - 1, [True, True, True]), (last, [True, True, True])):
        walkthrough.go_to(1, line)
        table = plot.table()
        assert np.isfinite(table["gradient descent"][:3]).tolist() == is_told
        assert np.isfinite(table["gradient descent w1"][:3]).tolist() == [True, line == last, True]
    walkthrough.go_to(101, 0)
    qtbot.waitUntil(lambda: plot.sentence.text() == NOT_COMPUTED.format(101))
    plot.order.setChecked(True)
    rows = plot.standings.rows
    assert [[rows.text(row, column) for column in (0, 2)] for row in range(len(rows))] == [["–", "–"]] * 4
    walkthrough.go_to(101, last)
    qtbot.waitUntil(lambda: plot.sentence.text().startswith("After 100 updates RMSprop is ahead"))


def test_ticks_and_rates_say_who_races_how(qtbot, plot):
    rows = plot.field.rows
    rows["sgd"].tick.click()
    rows["adagrad"].tick.click()
    rows["adagrad"].rate.setFocus()
    rows["adagrad"].rate.selectAll()
    QTest.keyClicks(rows["adagrad"].rate, "1/2")
    QTest.keyClick(rows["adagrad"].rate, Qt.Key.Key_Return)
    assert rows["adagrad"].rate.text() == "0.5"
    race(qtbot, plot)
    names = {racer.name: racer.settings.learning_rate for racer in plot.racing.race.racers}
    assert "sgd" not in names
    assert names["adagrad"] == 0.5


@pytest.mark.parametrize("typed", ["abc", "-1", "1/0"])
def test_a_rate_that_is_none_is_not_taken(qtbot, plot, typed):
    row, said = plot.field.rows["adam"], []
    plot.said.connect(said.append)
    row.rate.setFocus()
    row.rate.selectAll()
    QTest.keyClicks(row.rate, typed)
    QTest.keyClick(row.rate, Qt.Key.Key_Return)
    assert row.rate.text() == "0.1"
    assert said


def test_minimisers_have_no_rate(plot):
    assert not plot.field.rows["bfgs"].rate.isVisible()
    assert plot.field.rows["bfgs"].tick.isEnabled()


def test_its_length_can_be_chosen(qtbot, plot):
    plot.updates.setValue(7)
    race(qtbot, plot)
    assert plot.sentence.text().startswith("After 7 updates")
    assert len(plot.table()) == 8


def test_one_that_runs_away_is_named(qtbot, plot):
    plot.racing.set_rate("sgd", 1e4)
    plot.updates.setValue(500)
    race(qtbot, plot)
    qtbot.waitUntil(lambda: "Gradient descent is out" in plot.sentence.text())
    assert "10000" in plot.sentence.text()
    assert np.isnan(plot.table()["gradient descent"][-1])


def test_curves_are_named_where_they_end(qtbot, plot):
    race(qtbot, plot)
    plot.curves.redraw()
    names = {name.text: name for name in plot.curves.names._names}
    assert set(names) == {"gradient descent", "momentum", "RMSprop", "Adam"}
    assert plot.curves.is_logarithmic
    assert names["Adam"].height == pytest.approx(np.log10(plot.table()["Adam"][100]))
    plot.logarithmic.click()
    plot.curves.redraw()
    names = {name.text: name for name in plot.curves.names._names}
    assert names["Adam"].height == plot.table()["Adam"][100]


def test_hidden_it_waits(qtbot, plot):
    plot.updates.setValue(100_000)
    qtbot.mouseClick(plot.go, LEFT)
    plot.hide()
    assert not [timer for timer in plot.findChildren(QTimer) if timer.isActive()]
    plot.show()
    qtbot.waitUntil(lambda: plot.racing.race.done > 0)
    assert plot.go.text() == "Stop"
    qtbot.mouseClick(plot.go, LEFT)
    assert plot.go.text() == "Race"
    assert not plot.racing.is_running


def test_it_leaves_the_walkthrough_alone(qtbot, plot, walkthrough):
    race(qtbot, plot)
    assert walkthrough.run.updates == 0
    assert walkthrough.undo_stack.count() == 0


def test_what_there_is_no_room_for_is_not_squeezed_in(qtbot, plot):
    assert plot.ground.isVisible()
    assert plot.field.isVisible()
    plot.resize(480, 300)
    assert not plot.ground.isVisible()
    assert not plot.field.isVisible()
    assert plot.curves.isVisible()
    qtbot.mouseClick(plot.who, LEFT)
    assert plot.field.isVisible()
    assert not plot.curves.isVisible(), "a strip of 180 points is no plot"


def test_in_a_low_narrow_panel_the_curves_have_most_of_the_room(qtbot, plot):
    race(qtbot, plot)
    said = plot.sentence.text()
    plot.resize(390, 215)
    qtbot.waitUntil(lambda: not plot.sentence.isVisible())
    assert len({widget.y() for widget in (plot.go, plot.updates, plot.who, plot.logarithmic)}) == 1
    qtbot.waitUntil(lambda: plot.curves.plot.height() > 0.7 * plot.height())
    assert plot.curves.plot.toolTip() == f"{said} {MORE}"
    assert plot.accessibleDescription() == said
    plot.resize(390, 400)
    qtbot.waitUntil(plot.sentence.isVisible)
    qtbot.waitUntil(lambda: plot.curves.plot.toolTip() == MORE)


def test_a_race_gives_the_room_of_the_field_to_the_ways(qtbot, plot):
    plot.resize(740, 400)
    assert (plot.field.isVisible(), plot.ground.isVisible()) == (True, False)
    race(qtbot, plot)
    assert (plot.field.isVisible(), plot.ground.isVisible()) == (False, True)
    qtbot.mouseClick(plot.who, LEFT)
    assert plot.field.isVisible(), "it is asked for"


def test_where_curves_are_narrow_the_crosshair_names_them_by_colour(qtbot, plot):
    race(qtbot, plot)
    plot.resize(1800, 500)
    qtbot.waitUntil(lambda: "momentum" in [reading.name for reading in plot.curves.reading(50.0, 1.0)])
    plot.resize(390, 300)
    qtbot.waitUntil(lambda: plot.curves.plot.plotItem.vb.width() < 240)
    first, *curves = plot.curves.reading(50.0, 1.0)
    assert first.name == "updates done"
    assert {reading.name for reading in curves} == {""}
    assert len({reading.colour for reading in curves}) == 4


def test_the_saved_pictures_show_both_plots(qtbot, plot):
    plot.finish()
    image = QImage.fromData(plot.png())
    middle = image.width() // 2
    for half in (range(0, middle, 9), range(middle, image.width(), 9)):
        assert len({image.pixel(x, y) for x in half for y in range(0, image.height(), 9)}) > 20
    svg = plot.svg().decode()
    assert "gradient descent" in svg
    assert "updates done" in svg
    assert "w2" in svg


def test_no_two_optimizers_look_alike():
    assert len({line_style(name, LIGHT) for name in OPTIMIZERS}) == len(OPTIMIZERS)


@given(st.lists(st.floats(0, 300), max_size=13), st.floats(1, 20))
def test_names_are_apart_in_their_order_and_within(heights, gap):
    heights.sort()
    placed = apart(heights, gap, 5.0, 295.0)
    assert len(placed) == len(heights)
    assert all(above - below >= gap - 1e-6 for below, above in pairwise(placed))
    assert all(5.0 - 1e-6 <= place <= 295.0 + 1e-6 for place in placed)


def test_names_that_have_room_stay_where_they_are():
    assert apart([10.0, 50.0, 200.0], 12.0, 5.0, 295.0) == [10.0, 50.0, 200.0]
    assert apart([100.0, 100.0], 10.0, 5.0, 295.0) == [95.0, 105.0]


def test_fit_shows_the_ways_closely(qtbot, plot):
    race(qtbot, plot)
    qtbot.waitUntil(lambda: plot.map.is_complete)
    before = plot.map.frame
    button = next(button for button in plot.ground.findChildren(QToolButton) if button.text() == "Fit")
    qtbot.mouseClick(button, LEFT)
    frame = plot.map.frame
    assert frame.right - frame.left < before.right - before.left
    for trail in plot.map.trails.values():
        assert frame.left < trail.x.min() <= trail.x.max() < frame.right
        assert frame.bottom < trail.y.min() <= trail.y.max() < frame.top


def test_where_there_is_no_room_for_the_ways_it_says_where_they_are(qtbot, plot):
    plot.resize(390, 300)
    qtbot.waitUntil(lambda: plot.sentence.text() == f"{READY} {MORE}")
    race(qtbot, plot)
    plot.resize(1000, 600)
    qtbot.waitUntil(plot.ground.isVisible)
    qtbot.waitUntil(lambda: plot.curves.plot.toolTip() == "")


def test_the_crosshair_has_names_where_they_find_room(qtbot, plot):
    race(qtbot, plot)
    plot.resize(900, 700)
    qtbot.waitUntil(plot.ground.isVisible)
    box = plot.curves.plot.plotItem.vb
    qtbot.waitUntil(lambda: 200 < box.width() < 300)
    assert "momentum" in [reading.name for reading in plot.curves.reading(10, 1)]
    plot.resize(640, 500)
    qtbot.waitUntil(lambda: box.width() < 120)
    assert "momentum" not in [reading.name for reading in plot.curves.reading(10, 1)]
