"""The fitted curve: the outputs of a network with one input, and the targets."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, one_unit

from explainer.files.examples import example
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Phase
from explainer.views.plots.curves.fit_plot import FitPlot


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(example("parabola"), "parabola")


@pytest.fixture
def plot(qtbot, walkthrough):
    plot = FitPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.resize(560, 380)
    with qtbot.waitExposed(plot):
        plot.show()
    qtbot.waitUntil(lambda: plot.answers.answers.is_complete)
    return plot


def by_hand(theta, x):
    return np.tanh(np.outer(x, theta[:4]) + theta[4:8]) @ theta[8:12] + theta[12]


def told(walkthrough):
    """Go where all outputs are computed, and no parameter is changed yet."""
    plan = walkthrough.trace.plan
    walkthrough.go_to(1, next(span.first for span in plan.spans if span.phase is Phase.UPDATE) - 1)


def test_the_curve_is_what_the_network_puts_out(plot, walkthrough):
    told(walkthrough)
    table = plot.table()
    assert table.names == ("i1", "o1")
    assert len(table) == 401
    assert table["o1"] == pytest.approx(by_hand(walkthrough.scenario.theta, table["i1"]), rel=1e-12)


def test_it_follows_the_cursor_within_an_update_too(qtbot, plot, walkthrough):
    length = walkthrough.length_of(1)
    walkthrough.go_to(1, length - 3)
    qtbot.waitUntil(lambda: plot.answers.answers.is_complete)
    plot.redraw()
    theta = walkthrough.known.theta
    assert not np.array_equal(theta, walkthrough.run.theta(1))
    assert plot.table()["o1"] == pytest.approx(by_hand(theta, plot.table()["i1"]), rel=1e-12)


def test_the_samples_stand_at_their_targets(plot, walkthrough):
    data = walkthrough.scenario.data
    spots = [tuple(spot.pos()) for spot in plot.points.points()]
    assert spots == [pytest.approx(pair) for pair in zip(data.inputs[:, 0], data.targets[:, 0], strict=True)]


def test_the_sample_at_the_cursor_is_ringed_and_its_miss_drawn(plot, walkthrough):
    told(walkthrough)
    plot.redraw()
    row, data = walkthrough.known.row, walkthrough.scenario.data
    x, target = data.inputs[row, 0], data.targets[row, 0]
    assert tuple(plot.ring.points()[0].pos()) == pytest.approx((x, target))
    ends = plot.miss.getData()[1]
    assert ends[0] == target
    assert ends[1] == pytest.approx(by_hand(walkthrough.scenario.theta, [x])[0])


def test_what_a_line_is_still_to_make_is_not_told(plot, walkthrough):
    data, none = walkthrough.scenario.data, np.zeros(0)
    table = plot.table()
    of_samples = np.isclose(table["i1"][:, None], data.inputs[:, 0]).any(1)
    np.testing.assert_array_equal(np.isnan(table["o1"]), of_samples)
    assert of_samples.any()
    assert np.array_equal(plot.miss.getData()[1], none)
    told(walkthrough)
    plot.redraw()
    assert not np.isnan(plot.table()["o1"]).any()


def test_zoomed_out_the_curve_goes_on(qtbot, plot):
    plot.plot.plotItem.vb.setRange(xRange=(-5, 5), padding=0)
    qtbot.waitUntil(lambda: plot.table()["i1"][0] == pytest.approx(-5))
    assert plot.table()["i1"][-1] == pytest.approx(5)


def test_two_outputs_are_two_curves_and_two_inputs_none(qtbot, plot, walkthrough):
    walkthrough.open(mazur(), "mazur")
    assert plot.reason.isVisible()
    assert plot.reason.text().endswith("this network has 2 inputs.")
    walkthrough.open(example("sine"), "sine")
    qtbot.waitUntil(lambda: plot.answers.answers.is_complete)
    assert plot.plot.isVisible()
    assert plot.table().names == ("i1", "o1")


def test_hidden_it_computes_nothing(qtbot, plot, walkthrough):
    plot.hide()
    with qtbot.assertNotEmitted(plot.answers.changed, wait=60):
        walkthrough.grow(5)
        walkthrough.go_to(4, 0)


def test_it_is_saved_without_being_shown(qtbot, walkthrough, tmp_path):
    plot = FitPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.finish()
    plot.save_svg(tmp_path / "fit.svg")
    plot.save_png(tmp_path / "fit.png")
    assert len(plot.table()) == 401
    assert "A parabola from four tanh units" in (tmp_path / "fit.svg").read_text("utf-8")


def test_outputs_that_are_not_finite_are_gaps(qtbot):
    plot = FitPlot(Walkthrough(one_unit([1e308], 0.0, "linear", [[0.0]]), "x"), Display())
    qtbot.addWidget(plot)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.walkthrough.go_to(1, 5)
    plot.plot.plotItem.vb.setRange(xRange=(-1000, 1000), padding=0)
    plot.draw()
    plot.answers.finish()
    outputs = plot.table()["o1"]
    assert np.isfinite(outputs).sum() == 1
    assert outputs[200] == 0


def test_a_curve_that_is_not_in_sight_is_told_of(qtbot, plot, walkthrough):
    assert plot.notice.text == ""
    theta = walkthrough.scenario.theta.copy()
    theta[12] = 1e150
    walkthrough.open(walkthrough.scenario.with_theta(theta), "far")
    plot.finish()
    assert plot.notice.isVisible()
    assert plot.notice.text == "No curve is in sight: the outputs here are 1·10¹⁵⁰."
    assert plot.notice.text in plot.accessibleDescription()
    plot.plot.plotItem.vb.setYRange(0.9e150, 1.1e150)
    plot.finish()
    assert not plot.notice.isVisible()


def test_outputs_that_are_not_finite_are_told_of(plot, walkthrough):
    theta = walkthrough.scenario.theta.copy()
    theta[8:13] = 1.7e308
    theta[4:8] = 100.0
    walkthrough.open(walkthrough.scenario.with_theta(theta), "far")
    plot.finish()
    assert not np.isfinite(plot.answers.curve.outputs).any()
    assert "not finite" in plot.notice.text
