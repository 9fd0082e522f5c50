"""The gradient plot: sizes of the run's own gradients, one curve a layer, and a sentence on what becomes of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from worked import mazur

from explainer.engine.update.training_loop import run_pass
from explainer.files.locate import load
from explainer.picture.palette import luminance
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.histories.gradient_plot import GradientPlot


class Desk:
    def __init__(self, qtbot, scenario) -> None:
        self.bot, self.walkthrough, self.display = qtbot, Walkthrough(scenario), Display()
        self.plot = GradientPlot(self.walkthrough, self.display)
        qtbot.addWidget(self.plot)
        self.plot.resize(640, 400)
        with qtbot.waitExposed(self.plot):
            self.plot.show()

    def train(self, count) -> None:
        self.walkthrough.grow(count)
        self.walkthrough.last_step()
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.plot.history.is_complete and not self.plot._is_stale)


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, mazur())


def test_before_the_first_update_there_is_none(desk) -> None:
    desk.settle()
    assert all(series.y.size == 0 for series in desk.plot.series)
    assert desk.plot.readout.text() == ""
    assert len(desk.plot.table()) == 0


def test_the_curves_are_root_mean_squares_of_the_updates_gradients(desk) -> None:
    desk.train(12)
    assert [series.name for series in desk.plot.series] == ["layer 2", "layer 3"]
    for done in range(12):
        gradient = run_pass(mazur(), done + 1, desk.walkthrough.run.state(done)).arrays.gradient
        for series, part in zip(desk.plot.series, (gradient[0:4], gradient[6:10]), strict=True):
            assert series.x[done] == done
            assert series.y[done] == pytest.approx(np.sqrt(np.mean(part**2)), rel=1e-12)


def test_the_switch_shows_the_largest(desk) -> None:
    desk.train(1)
    desk.plot.largest.click()
    desk.settle()
    assert desk.plot.series[1].y[0] == pytest.approx(0.082667628)  # dE/dw6 of the worked example
    assert desk.plot.left == "gradient (largest)"
    table = desk.plot.table()
    assert table["layer 3, largest"][0] == pytest.approx(0.082667628)
    assert table["layer 3, root mean square"][0] == pytest.approx(0.060442850)


def test_the_axis_is_logarithmic_and_leaves_zeros_out(qtbot) -> None:
    desk = Desk(qtbot, load("zero_weights"))
    desk.train(5)
    assert desk.plot.is_logarithmic
    hidden = desk.plot.series[0]
    assert np.isnan(hidden.y[0])
    assert hidden.y[1] > 0
    assert desk.plot.table()["layer 2, largest"][0] == 0
    desk.walkthrough.go_to(2, 0)
    desk.plot.prepare()
    assert "no gradient reaches layer 2" in desk.plot.readout.text()
    desk.plot.logarithmic.click()
    assert hidden.y[0] == 0


def test_vanishing_is_said(qtbot) -> None:
    desk = Desk(qtbot, load("vanishing_sigmoid"))
    desk.train(3)
    said = desk.plot.readout.text()
    assert said.startswith("Update 3: layer 2 gets 0.000")
    assert said.endswith("times the gradient of layer 7: it vanishes on its way back.")
    assert desk.plot.accessibleDescription() == said


def test_the_sentence_and_the_line_follow_the_cursor(desk) -> None:
    desk.train(12)
    desk.walkthrough.go_to(9, 0)
    desk.plot.prepare()
    assert desk.plot.readout.text().startswith("Update 8: "), "of update 9 no gradient is computed yet"
    assert len(desk.plot.table()) == len(desk.plot.series[0].x) == 11
    assert desk.plot.marker.line.value() == 8


def test_it_grows_with_the_run_and_changes_with_the_theme(desk) -> None:
    desk.train(3)
    first = desk.plot.series[0]
    before = first.colour
    desk.train(700)
    assert first.x[-1] == 702
    assert "every 2nd update" in desk.plot.readout.text()
    desk.display.set_theme("dark")
    desk.settle()
    assert first.colour != before


def test_layers_go_along_one_ramp_of_no_phases_colour(desk) -> None:
    desk.train(3)
    phases = {getattr(desk.display.palette, phase).lower() for phase in ("forward", "loss", "backward", "update")}
    lights = [luminance(series.colour) for series in desk.plot.series]
    assert lights == sorted(lights, reverse=True)
    assert len(set(lights)) == len(lights)
    assert not phases & {series.colour.lower() for series in desk.plot.series}


def test_layers_of_another_scenario_replace_those_of_this(desk) -> None:
    desk.train(3)
    desk.walkthrough.open(load("spiral"), "spiral")
    desk.train(2)
    assert [series.name for series in desk.plot.series] == ["layer 2", "layer 3", "layer 4"]
    assert [series.y.size for series in desk.plot.series] == [2, 2, 2]


def test_it_can_be_saved_unseen_with_gaps_where_a_logarithmic_axis_has_no_place(qtbot, qapp, tmp_path) -> None:
    walkthrough = Walkthrough(load("zero_weights"))
    walkthrough.go_to(41, 0)
    plot = GradientPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.finish()
    plot.save_svg(tmp_path / "g.svg")
    text = (tmp_path / "g.svg").read_text("utf-8")
    assert "layer 2" in text
    assert plot.series[0].colour in text
    plot.save_csv(tmp_path / "g.csv")
    first = (tmp_path / "g.csv").read_text("utf-8").splitlines()[1].split(",")
    assert first[:3] == ["0", "0", "0"]
    assert float(first[4]) > 0


def test_neighbouring_layers_differ_in_their_lines_too(qtbot) -> None:
    desk = Desk(qtbot, load("vanishing_sigmoid"))
    desk.train(2)
    styles = [series.style for series in desk.plot.series]
    assert len(styles) == 6
    assert all(one != other for one, other in pairwise(styles))
