"""The weights plot: the run's own parameters, names of a few, what is selected in front, a click that goes there."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.picture.palette import DARK, LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation, show
from explainer.trace.lines.elements import weight_element
from explainer.views.plots.histories.weights_plot import HINT, WeightsPlot

W5 = 6


def large():
    """A network of 441 weights and biases."""
    network = Network.of(default_names([20, 20, 1]), ["tanh", "linear"], "per_unit")
    rng = np.random.default_rng(3)
    data = Data(frozen(rng.normal(size=(4, 20))), frozen(rng.normal(size=(4, 1))))
    return replace(mazur(), network=network, theta=frozen(rng.normal(size=network.size)), data=data)


class Desk:
    def __init__(self, qtbot, scenario) -> None:
        self.bot = qtbot
        self.walkthrough = Walkthrough(scenario)
        self.pointing, self.display = Pointing(self.walkthrough), Display()
        self.plot = WeightsPlot(self.walkthrough, self.pointing, self.display)
        qtbot.addWidget(self.plot)
        self.plot.resize(640, 400)
        with qtbot.waitExposed(self.plot):
            self.plot.show()

    def train(self, count) -> None:
        self.walkthrough.grow(count)
        self.walkthrough.last_step()
        self.settle()
        self.bot.waitUntil(lambda: self.plot.plot.plotItem.vb.viewRect().right() >= count)

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.plot.history.is_complete and not self.plot._is_stale)

    def curve(self, name):
        series = next(series for series in self.plot.series if series.name == name)
        return series.curve.getOriginalDataset()

    def click(self, x, double=False) -> None:
        box = self.plot.plot.plotItem.vb
        place = self.plot.plot.mapFromScene(box.mapViewToScene(QPointF(x, box.viewRect().center().y())))
        self.bot.mouseClick(self.plot.plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
        if double:
            self.bot.mouseDClick(self.plot.plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
            self.bot.mouseRelease(self.plot.plot.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, mazur())


def test_before_training_there_is_the_start(desk) -> None:
    desk.settle()
    assert [series.y.tolist() for series in desk.plot.series[4:6]] == [[0.40], [0.45]]


def test_the_curves_are_the_parameters_after_each_update(desk) -> None:
    desk.train(20)
    run = desk.walkthrough.run
    x, y = desk.curve("w5")
    assert x.tolist() == list(range(21))
    assert y.tolist() == [run.theta(done)[W5] for done in range(21)]
    assert y[1] == pytest.approx(0.358916480)  # as the source of the example prints it
    assert [series.name for series in desk.plot.series] == [f"w{n}" for n in range(1, 9)] + ["b1", "b2"]


def test_names_follow_the_notation(desk) -> None:
    desk.train(2)
    desk.display.set_notation(Notation.THETA)
    desk.settle()
    assert [series.name for series in desk.plot.series][4] == "Θ₁₁⁽²⁾"
    assert desk.plot.table().names[5] == "Θ₁₁⁽²⁾"


def test_what_is_selected_is_thick_and_the_rest_pale(desk) -> None:
    desk.train(20)
    w1, w5 = desk.plot.series[0], desk.plot.series[4]
    before = w1.curve.opts["pen"].widthF(), w1.colour
    desk.pointing.select(weight_element(W5))
    desk.settle()
    assert w5.curve.opts["pen"].widthF() > before[0]
    assert w1.colour != before[1]
    assert desk.plot.readout.text() == f"before update 20: w5 = {show(desk.walkthrough.run.theta(19)[W5])}"
    desk.pointing.select(None)
    desk.settle()
    assert (w1.curve.opts["pen"].widthF(), w1.colour) == before


def test_colours_are_those_of_the_sign_and_of_the_theme(desk) -> None:
    desk.train(100)  # w5 falls below zero, b1 stays where it is
    falling, bias = desk.plot.series[4], desk.plot.series[8]
    assert bias.colour == LIGHT.weight_plus.lower()
    assert falling.y[-1] < 0
    before = falling.colour
    desk.display.set_theme("dark")
    desk.settle()
    assert bias.colour == DARK.weight_plus.lower()
    assert falling.colour != before


def test_a_click_goes_to_the_update_and_a_double_click_stays(desk) -> None:
    desk.train(20)
    desk.click(7)
    assert desk.walkthrough.cursor == (8, 0)
    desk.bot.waitUntil(lambda: desk.plot.marker.line.value() == 7)
    desk.click(12, double=True)
    assert desk.walkthrough.cursor == (8, 0)
    desk.click(500)
    assert desk.walkthrough.cursor.update <= 21


def test_of_a_long_run_it_says_which_updates_it_draws(desk) -> None:
    desk.train(1000)
    assert "every 2nd update" in desk.plot.readout.text()
    assert len(desk.curve("w1")[0]) == 501


def test_of_many_curves_few_have_names_and_all_are_in_the_table(qtbot) -> None:
    desk = Desk(qtbot, large())
    desk.train(4)
    assert desk.plot.series == ()
    assert desk.plot.readout.text() == f"200 of 441 weights and biases, evenly spread · {HINT}"
    drawn = sum(int(np.isnan(item.getData()[1]).sum()) for item in desk.plot._others.values())
    assert drawn == 200
    desk.pointing.select(weight_element(1))
    desk.settle()
    assert [series.name for series in desk.plot.series] == ["w2"]
    assert desk.curve("w2")[1].tolist() == [desk.walkthrough.run.theta(done)[1] for done in range(5)]
    table = desk.plot.table()
    assert len(table.columns) == 202
    assert table["w2"].tolist() == desk.curve("w2")[1].tolist()


def test_the_file_has_every_digit(desk, tmp_path) -> None:
    desk.train(3)
    desk.plot.save_csv(tmp_path / "w.csv")
    rows = list(csv.DictReader(StringIO((tmp_path / "w.csv").read_text("utf-8"))))
    assert [row["updates done"] for row in rows] == ["0", "1", "2", "3"]
    assert float(rows[3]["w5"]) == desk.walkthrough.run.theta(3)[W5]


def test_another_scenario_has_curves_of_its_own(desk) -> None:
    desk.train(30)
    desk.pointing.select(weight_element(W5))
    desk.walkthrough.open(large(), "large")
    desk.train(2)
    assert desk.plot.series == ()
    assert len(desk.plot.table()) == 3


def test_hidden_it_works_nothing_out(qtbot, desk) -> None:
    desk.train(3)
    desk.plot.hide()
    desk.walkthrough.grow(50)
    qtbot.wait(60)
    assert desk.plot.history.done.size == 4
    desk.plot.show()
    desk.settle()
    assert len(desk.curve("w1")[0]) == 54


def test_an_edit_is_seen_where_it_was_made(desk) -> None:
    desk.train(10)
    desk.walkthrough.go_to(6, 0)
    desk.walkthrough.set_parameter(desk.walkthrough.scenario.network.parameter(W5), 2.0)
    desk.train(5)
    y = desk.curve("w5")[1]
    assert y[5] == 2.0
    assert y[4] < 0.4
