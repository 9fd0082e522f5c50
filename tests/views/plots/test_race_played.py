"""A race that is played: dots, order and slider at one moment; fair rates; settings and seeds as racers."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from valley import height, slope, valley

from explainer.engine.run.fair_rates import RATES, RateTrial
from explainer.engine.run.optimizer_race import Race, first_below, loss_at
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.state.edits.choice_names import spoken
from explainer.state.session.display import Display
from explainer.state.surface.race_clock import RaceClock
from explainer.state.surface.race_field import RaceField
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.race_plot.field_chooser import ANY
from explainer.views.plots.race_plot.panel import RacePlot

LEFT = Qt.MouseButton.LeftButton


def descent(rate, updates):
    """Gradient descent in the valley, by hand: the losses before each update and after the last."""
    weights, losses = np.array([3.0, -2.0]), []
    for _ in range(updates + 1):
        losses.append(height(*weights))
        weights = weights - rate * slope(weights)
    return losses


@pytest.fixture
def plot(qtbot, qapp):
    plot = RacePlot(Walkthrough(valley("sgd", 1.5), "valley"), Display())
    qtbot.addWidget(plot)
    plot.resize(1200, 640)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def raced(qtbot, plot):
    qtbot.mouseClick(plot.go, LEFT)
    qtbot.waitUntil(lambda: not plot.racing.is_running)
    plot.order.setChecked(True)
    plot.curves.redraw()
    return plot


def test_loss_and_first_below_are_those_worked_out_by_hand():
    race = Race(valley(), [OptimizerSettings("sgd", 1.5), OptimizerSettings("sgd", 0.5)], 30)
    race.advance(30)
    fast, slow = descent(1.5, 30), descent(0.5, 30)
    assert [loss_at(racer, 7) for racer in race.racers] == pytest.approx([fast[7], slow[7]])
    expected = [next(done for done, loss in enumerate(losses) if loss < 0.05) for losses in (fast, slow)]
    assert [first_below(racer, 0.05) for racer in race.racers] == expected
    assert first_below(race.racers[0], 1e-9) is None
    assert np.isnan(loss_at(race.racers[0], 31))


@pytest.mark.parametrize("at_once", [1, 200])
def test_the_fair_rate_is_the_one_that_is_first_below(at_once):
    """By hand: of the rates of the series, 1 and 2 leave a loss of the flat direction only; the slope there is 0.01."""
    trial = RateTrial(valley(), OptimizerSettings("sgd", 0.001), 200, 0.04)
    while not trial.is_over:
        trial.go_on(at_once)
    with np.errstate(all="ignore"):
        needed = {
            rate: next((done for done, loss in enumerate(descent(rate, 200)) if loss < 0.04), 1000) for rate in RATES
        }
    assert trial.best.learning_rate == min(needed, key=lambda rate: (needed[rate], rate))


def test_where_none_comes_below_the_lowest_in_the_end_is_taken():
    trial = RateTrial(valley(), OptimizerSettings("sgd", 0.001), 20, 1e-12)
    while not trial.is_over:
        trial.go_on(7)
    with np.errstate(all="ignore"):
        ends = {rate: descent(rate, 20)[-1] for rate in RATES}
    assert trial.best.learning_rate == min(ends, key=lambda rate: ends[rate])


def test_dots_order_and_slider_show_one_moment(qtbot, plot):
    raced(qtbot, plot)
    plot.player.moment.setValue(25)
    assert plot.clock.at == 25
    dots = {round(float(y), 9) for y in plot.curves.dots.getData()[1]}
    losses = {racer.name: loss_at(racer, 25) for racer in plot.racing.race.racers}
    assert dots == {round(float(np.log10(loss)), 9) for loss in losses.values()}
    rows = plot.standings.rows
    order = [rows.text(row, 1).split("  ")[0] for row in range(len(rows))]
    assert order == [spoken(name) for name in sorted(losses, key=losses.__getitem__)]
    assert plot.player.where.text() == "25 of 100"
    qtbot.waitUntil(lambda: plot.sentence.text().startswith(f"After 25 of 100 updates {order[0]} is ahead"))


def test_it_plays_from_the_start_and_stays_at_the_end(qtbot, plot):
    raced(qtbot, plot)
    plot.player.speed.setCurrentIndex(4)
    qtbot.mouseClick(plot.player.play, LEFT)
    assert plot.player.play.text() == "Pause"
    qtbot.waitUntil(lambda: 0 < plot.clock.at < 100)
    qtbot.waitUntil(lambda: not plot.clock.is_playing)
    assert plot.clock.at == 100
    assert plot.player.play.text() == "Play"


def test_space_pauses(qtbot, plot):
    raced(qtbot, plot)
    plot.player.play.setFocus()
    QTest.keyClick(plot.player.play, Qt.Key.Key_Space)
    assert plot.clock.is_playing
    QTest.keyClick(plot.player.play, Qt.Key.Key_Space)
    assert not plot.clock.is_playing


def test_keys_of_the_slider_go_from_update_to_update(qtbot, plot):
    raced(qtbot, plot)
    moment = plot.player.moment
    qtbot.mouseClick(plot.player.first, LEFT)
    assert plot.clock.at == 0
    moment.setFocus()
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_End, 100)):
        QTest.keyClick(moment, key)
        assert plot.clock.at == at
    QTest.keyClick(moment, Qt.Key.Key_Home)
    QTest.keyClick(moment, Qt.Key.Key_Space)
    assert plot.clock.is_playing
    qtbot.waitUntil(lambda: plot.clock.at > 0)
    QTest.keyClick(moment, Qt.Key.Key_Space)
    assert not plot.clock.is_playing


def test_the_clock_goes_with_the_time_and_waits_while_hidden(qtbot, plot):
    raced(qtbot, plot)
    now = [0.0]
    clock = RaceClock(plot.racing, lambda: now[0])
    clock.play_or_pause()
    now[0] = 2.0
    clock.tick()
    assert clock.at == 25, "a race takes 8 seconds"
    plot.clock.play_or_pause()
    plot.hide()
    at = plot.clock.at
    qtbot.wait(60)
    assert (plot.clock.at, plot.clock.is_playing) == (at, True)
    plot.show()
    qtbot.waitUntil(lambda: plot.clock.at > at)


def test_the_order_tells_no_loss_that_a_line_is_still_to_make(qtbot, plot):
    raced(qtbot, plot)
    plot.clock.go_to(0)
    rows = plot.standings.rows
    assert {rows.text(row, 2) for row in range(len(rows))} == {"–"}
    plot.walkthrough.go_to(1, plot.walkthrough.length_of(1))
    plot.redraw()
    rows = plot.standings.rows
    assert {rows.text(row, 2) for row in range(len(rows))} == {plot.display.writing.show(height(3, -2))}


def test_who_came_below_a_loss_first_is_said_and_lit(qtbot, plot):
    raced(qtbot, plot)
    plot.player.below.setText("0.05")
    plot.player.below.editingFinished.emit()
    plot.redraw()
    needed = {racer.name: first_below(racer, 0.05) for racer in plot.racing.race.racers}
    least = min(found for found in needed.values() if found is not None)
    assert f"after update {least:,}." in plot.sentence.text()
    plot.clock.go_to(least - 1)
    qtbot.waitUntil(lambda: plot.sentence.text().endswith("Nobody is below 0.05 yet."))
    rows = plot.standings.rows
    assert {rows.text(row, 3) for row in range(len(rows))} == {"not yet"}
    plot.clock.go_to(least)
    assert f"update {least:,}" in {plot.standings.rows.text(row, 3) for row in range(len(rows))}
    plot.player.below.setText("-1")
    with qtbot.waitSignal(plot.said):
        plot.player.below.editingFinished.emit()
    assert plot.player.below.text() == "0.05"


def test_fair_rates_can_be_taken_back(qtbot, plot):
    before = {entrant.name: entrant.settings.learning_rate for entrant in plot.racing.entrants}
    plot.racing.below = 0.04
    qtbot.mouseClick(plot.chooser.rates, LEFT)
    assert plot.fair.is_searching
    qtbot.waitUntil(lambda: not plot.fair.is_searching)
    after = {entrant.name: entrant.settings.learning_rate for entrant in plot.racing.entrants}
    assert after["sgd"] != before["sgd"]
    assert after["nesterov"] == before["nesterov"], "it does not take part"
    assert plot.chooser.rates.text() == "Take back rates"
    plot.redraw()
    assert f"gradient descent {after['sgd']:g}" in plot.sentence.text()
    qtbot.mouseClick(plot.chooser.rates, LEFT)
    assert {entrant.name: entrant.settings.learning_rate for entrant in plot.racing.entrants} == before


def test_values_of_a_setting_race(qtbot, plot):
    plot.chooser.kind.setCurrentIndex(plot.chooser.kind.findData("optimizer.learning_rate"))
    QTest.keyClicks(plot.chooser.values, "1.5, 0.5")
    QTest.keyClick(plot.chooser.values, Qt.Key.Key_Return)
    raced(qtbot, plot)
    first, second = plot.racing.race.racers
    assert [first.name, second.name] == ["learning rate 1.5", "learning rate 0.5"]
    np.testing.assert_allclose(first.losses, descent(1.5, 100), rtol=1e-9)
    np.testing.assert_allclose(second.losses, descent(0.5, 100), rtol=1e-9)
    names = [column for column in plot.table().names if column.startswith("learning rate")]
    assert names[:2] == ["learning rate 1.5", "learning rate 0.5"]
    plot.chooser.kind.setCurrentIndex(0)
    assert plot.racing.field is None


@pytest.mark.parametrize(
    ("path", "text"),
    [("optimizer.learning_rate", "-1"), ("init.seed", "9-1"), ("l2", "1,,2"), (ANY, "0.5, 1"), (ANY, "nowhere=1")],
)
def test_what_cannot_race_is_said(qtbot, plot, path, text):
    plot.chooser.kind.setCurrentIndex(plot.chooser.kind.findData(path))
    plot.chooser.values.setText(text)
    with qtbot.waitSignal(plot.said) as said:
        QTest.keyClick(plot.chooser.values, Qt.Key.Key_Return)
    assert said.args[0].endswith(".")
    assert plot.racing.field is None


def test_any_setting_of_a_file_races(plot):
    plot.walkthrough.open(valley("momentum", 0.5, momentum=0.9), "valley")
    plot.chooser.kind.setCurrentIndex(plot.chooser.kind.findData(ANY))
    QTest.keyClicks(plot.chooser.values, "optimizer.momentum=0, 0.5")
    QTest.keyClick(plot.chooser.values, Qt.Key.Key_Return)
    plot.racing.finish()
    none, half = plot.racing.race.racers
    np.testing.assert_allclose(none.losses, descent(0.5, 100), rtol=1e-9)
    assert half.losses[2] != none.losses[2]


def test_seeds_are_other_starts():
    starts = RaceField("init.seed", (1, 2)).starts(example("xor"))
    assert list(starts) == ["seed 1", "seed 2"]
    assert starts["seed 1"].theta.tolist() != starts["seed 2"].theta.tolist()
    with pytest.raises(ScenarioError):
        RaceField("init.seed", ()).starts(example("xor"))


def test_an_edit_lets_the_field_stay_as_far_as_it_fits(qtbot, plot):
    plot.racing.set_field(RaceField("l2", (0.0, 0.1)))
    plot.walkthrough.set_learning_rate(0.7)
    plot.racing.refresh()
    assert list(plot.racing.others) == ["L2 0", "L2 0.1"]
    assert all(start.optimizer.learning_rate == 0.7 for start in plot.racing.others.values())
