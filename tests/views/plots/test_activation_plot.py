"""The activation explorer: curves of the engine's function, and the unit's own numbers at the cursor."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from worked import mazur

from explainer.functions.activations import ACTIVATIONS
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.elements import unit_element
from explainer.views.plots.curves.activation_plot import ActivationPlot


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def pointing(walkthrough):
    return Pointing(walkthrough)


@pytest.fixture
def plot(qtbot, walkthrough, pointing):
    plot = ActivationPlot(walkthrough, pointing, Display())
    qtbot.addWidget(plot)
    plot.resize(560, 380)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def go_to(walkthrough, operation, unit):
    trace = walkthrough.trace
    walkthrough.go_to(
        1, next(n for n in range(1, len(trace) + 1) if (trace[n].operation, trace[n].unit) == (operation, unit))
    )


def settled(plot):
    plot.redraw()
    return plot


def said(plot):
    return plot.readout.text().replace("\xa0", " ")


def dots(plot):
    return [tuple(spot.pos()) for spot in plot.dot.points()]


def test_curves_are_the_function_and_its_slope(plot):
    table = plot.table()
    by_hand = 1 / (1 + np.exp(-table["net"]))
    assert table["out"] == pytest.approx(by_hand, rel=1e-12)
    assert table["slope"] == pytest.approx(by_hand * (1 - by_hand), rel=1e-9)
    assert plot.function.y.tolist() == table["out"].tolist()


def test_what_is_not_computed_has_no_point_and_a_dash(plot, walkthrough):
    assert said(plot) == "net_h1 = ▢   out_h1 = ▢   slope = ▢"
    assert dots(plot) == []
    go_to(walkthrough, "net", "h1")
    settled(plot)
    assert dots(plot) == [(pytest.approx(0.3775), 0.0)]
    assert plot.tangent.getData()[0].size == 0


def test_the_point_and_its_tangent_are_the_units_numbers(plot, walkthrough):
    go_to(walkthrough, "dout_dnet", "o1")
    settled(plot)
    net, out, slope = 1.105905967, 0.751365070, 0.186815602
    assert dots(plot) == [
        (pytest.approx(net), pytest.approx(out)),
        (pytest.approx(net), pytest.approx(slope)),
    ]
    x, y = plot.tangent.getData()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(walkthrough.step.value)
    assert said(plot) == "net_o1 = 1.10591   out_o1 = 0.751365   slope = 0.186816"
    assert plot.accessibleDescription().replace("\xa0", " ").startswith("o1: net_o1 = 1.10591")


def test_it_follows_what_is_selected(qtbot, plot, walkthrough, pointing):
    go_to(walkthrough, "out", "o2")
    pointing.select(unit_element(1, 1))
    qtbot.waitUntil(lambda: said(plot).startswith("net_h2 = 0.3925"))


def test_any_function_can_be_chosen_by_keyboard(qtbot, plot, walkthrough):
    go_to(walkthrough, "out", "h1")
    plot.chooser.setFocus()
    qtbot.keyClick(plot.chooser, Qt.Key.Key_Down)  # sigmoid
    qtbot.keyClick(plot.chooser, Qt.Key.Key_Down)
    assert plot.explorer.chosen == "tanh"
    settled(plot)
    assert f"tanh(net_h1) = {math.tanh(0.3775):.6g}" in said(plot)
    assert plot.table()["out"] == pytest.approx(np.tanh(plot.table()["net"]), rel=1e-12)
    assert isinstance(plot.chooser, QComboBox)
    assert plot.chooser.findText("formula…") == 2 + len(ACTIVATIONS), "the last, below a line"


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear", "step", "softmax"])
def test_every_function_is_drawn(plot, walkthrough, name):
    go_to(walkthrough, "out", "h1")
    plot.explorer.choose(name)
    settled(plot)
    assert np.isfinite(plot.table()["slope"]).all()
    assert len(dots(plot)) == (1 if plot.explorer.is_own else 2), "the slope of the unit itself is not computed yet"
    assert plot.note.isVisible() == (name == "softmax")


def test_it_says_that_a_step_is_flat(plot, walkthrough):
    go_to(walkthrough, "out", "h1")
    plot.explorer.choose("step")
    settled(plot)
    assert plot.warning.isVisible()
    assert plot.warning.text() == "A step is flat everywhere, so no blame passes it."
    plot.explorer.choose("")
    settled(plot)
    assert not plot.warning.isVisible()


def test_names_follow_the_notation(qtbot, plot, walkthrough):
    go_to(walkthrough, "out", "h1")
    plot.display.set_notation(Notation.THETA)
    assert said(plot).startswith("z₁⁽²⁾ = 0.3775")


def test_a_double_click_fits_the_axes_again(qtbot, plot):
    box, viewport = plot.plot.plotItem.vb, plot.plot.viewport()
    QApplication.processEvents()
    whole = np.ravel(box.viewRange())
    box.setRange(xRange=(100.0, 101.0), yRange=(5.0, 6.0))
    QApplication.processEvents()
    place = plot.plot.mapFromScene(box.sceneBoundingRect().center())
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: np.ravel(box.viewRange()) == pytest.approx(whole, abs=0.5))


def test_a_picture_has_the_scenario_in_its_title_and_only_what_is_computed(plot, walkthrough):
    plot.prepare()
    assert plot.picture_title() == f"sigmoid · {walkthrough.title}"
    go_to(walkthrough, "net", "h1")
    plot.redraw()
    assert plot.picture_title().replace("\N{NO-BREAK SPACE}", " ") == f"sigmoid · net_h1 = 0.3775 · {walkthrough.title}"


def test_neither_curve_has_the_colour_of_a_phase(plot):
    palette = plot.display.palette
    phases = {colour.lower() for colour in (palette.forward, palette.loss, palette.backward, palette.update)}
    assert not phases & {series.colour.lower() for series in (plot.function, plot.slope)}
