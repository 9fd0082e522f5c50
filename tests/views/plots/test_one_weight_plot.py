"""The loss over one weight: Mazur's example written out in plain Python, and nothing before it is computed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from painted_texts import TextDevice
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter

from explainer.files.examples import example
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.plot_tabs.plots import make_plot, plot_named


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def mazur_loss(w5):
    """The total error of the worked example with another w5."""
    h1 = sigmoid(0.15 * 0.05 + 0.2 * 0.1 + 0.35)
    h2 = sigmoid(0.25 * 0.05 + 0.3 * 0.1 + 0.35)
    o1 = sigmoid(w5 * h1 + 0.45 * h2 + 0.6)
    o2 = sigmoid(0.5 * h1 + 0.55 * h2 + 0.6)
    return 0.5 * (0.01 - o1) ** 2 + 0.5 * (0.99 - o2) ** 2


@pytest.fixture
def session(qapp):
    session = Session(Walkthrough(example("mazur"), "mazur"))
    session.select("w5")
    return session


@pytest.fixture
def plot(session, qtbot):
    plot = make_plot(plot_named("one_weight"), session)
    qtbot.addWidget(plot)
    plot.resize(600, 400)
    plot.show()
    return plot


def shown(plot):
    plot.finish()
    plot.redraw()
    return plot


def test_the_curve_is_the_loss_with_that_weight_moved(session, plot):
    session.go_to("dE_total/dw5")
    table = shown(plot).table()
    assert table.names == ("w5", "loss")
    expected = [mazur_loss(w5) for w5 in table["w5"].tolist()]
    np.testing.assert_allclose(table["loss"], expected, rtol=1e-12)
    assert table["w5"].min() < 0.4 < table["w5"].max()


def test_loss_slope_and_step_come_as_they_are_computed(session, plot):
    """0.298371, 0.082167 and 0.35891648, as Mazur prints them."""
    session.walkthrough.go_to(1, 0)
    assert shown(plot).loss.x.size == 0
    assert "not computed yet" in plot.note.text()
    session.go_to("E_total")
    assert shown(plot).loss.x.size > 100
    assert plot.tangent.x.size == 0
    session.go_to("dE_total/dw5")
    tangent = shown(plot).tangent
    slope = (tangent.y[1] - tangent.y[0]) / (tangent.x[1] - tangent.x[0])
    assert slope == pytest.approx((mazur_loss(0.4 + 1e-6) - mazur_loss(0.4 - 1e-6)) / 2e-6, rel=1e-7)
    assert plot.step.getData()[0].size == 0
    session.walkthrough.go_to(1, len(session.walkthrough.trace))
    shown(plot)
    assert plot.step.getData()[0].tolist() == pytest.approx([0.4, 0.35891648], abs=1e-8)


def test_the_steps_so_far_are_dots(session, plot):
    session.walkthrough.go_to(4, 0)
    session.go_to("E_total", 4)
    x, y = shown(plot).trail.getData()
    run = session.walkthrough.run
    np.testing.assert_allclose(x, [run.theta(done)[6] for done in range(3)])
    assert x[1] == pytest.approx(0.35891648, abs=1e-8)
    np.testing.assert_allclose(y, run.losses[:3])


def test_another_weight_is_another_curve(session, plot):
    session.go_to("E_total")
    shown(plot)
    session.select("w1")
    assert shown(plot).table().names == ("w1", "loss")
    assert plot.measured.value == 0.15


def test_an_edit_is_followed(session, plot):
    session.go_to("E_total")
    shown(plot)
    session.set_number("w5", 1.5)
    session.go_to("E_total")
    table = shown(plot).table()
    np.testing.assert_allclose(table["loss"], [mazur_loss(w5) for w5 in table["w5"].tolist()], rtol=1e-12)
    assert 1.5 in table["w5"]


def test_a_wide_curve_reaches_to_where_units_are_saturated(session, plot):
    session.go_to("E_total")
    shown(plot)
    plot.wide.click()
    table = shown(plot).table()
    far = table["w5"]
    assert (far[0], far[-1]) == pytest.approx((0.4 - 8, 0.4 + 8))
    np.testing.assert_allclose(table["loss"], [mazur_loss(w5) for w5 in far.tolist()], rtol=1e-12)


def test_the_key_names_the_marks_that_are_drawn_and_is_in_the_picture(session, plot):
    session.walkthrough.go_to(3, 0)
    assert shown(plot).key.isHidden()
    session.go_to("E_total", 3)
    assert shown(plot).key.accessibleName() == "Key: now, before earlier updates"
    session.walkthrough.go_to(3, len(session.walkthrough.trace))
    assert shown(plot).key.accessibleName() == "Key: now, step, before earlier updates"
    device = TextDevice(QSize(900, 600))
    with QPainter(device) as painter:
        plot.paint_picture(painter, QRect(0, 0, 900, 600))
    said = " ".join(device.engine.texts)
    assert all(words in said for words in ("now", "step", "before earlier updates", "need not lie on the curve"))
