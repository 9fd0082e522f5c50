"""The small curves: what they are of, that they tell nothing ahead, and that a press shows one large."""

from __future__ import annotations

import math

import numpy as np
import pytest
from networks import network_of
from pixels import pixels_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from worked import mazur

from explainer.picture.palette import LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show
from explainer.trace.lines.elements import unit_element, weight_element
from explainer.views.small_curves.view import SmallCurves


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def pointing(walkthrough):
    return Pointing(walkthrough)


def shown(qtbot, walkthrough, pointing):
    row = SmallCurves(walkthrough, pointing, Display())
    qtbot.addWidget(row)
    row.resize(480, 60)
    with qtbot.waitExposed(row):
        row.show()
    return row


@pytest.fixture
def row(qtbot, walkthrough, pointing):
    return shown(qtbot, walkthrough, pointing)


def finish(row):
    """Work out all that the curves show, and draw it."""
    for history in row._watches:
        history.finish()
    row.redraw()


def contents(row):
    return {curve.content.title: curve.content for curve in row.curves if curve.content}


def test_with_nothing_selected_they_are_of_the_cursors_line(row, walkthrough):
    walkthrough.grow(50)
    walkthrough.go_to(1, 24)
    finish(row)
    assert list(contents(row)) == ["w5", "w7", "h1: out over net", "δ h1"]
    assert all(curve.isVisible() for curve in row.curves)


def test_of_a_line_without_a_weight_they_are_of_its_unit(row, walkthrough):
    walkthrough.go_to(1, 4)
    finish(row)
    assert list(contents(row)) == ["w3", "w4", "h2: out over net", "δ h2"]
    assert contents(row)["δ h2"].y.size == 0


def test_they_are_of_what_is_selected(row, walkthrough, pointing):
    walkthrough.grow(50)
    walkthrough.go_to(1, 24)
    pointing.select(weight_element(0))
    finish(row)
    assert list(contents(row)) == ["w1", "h1: out over net", "δ h1"]
    pointing.select(unit_element(1, 1))
    finish(row)
    assert [curve.isVisible() for curve in row.curves] == [True] * 4
    assert list(contents(row)) == ["w3", "w4", "h2: out over net", "δ h2"]


def test_the_numbers_are_those_of_the_run_and_the_cursor_is_marked(row, walkthrough, pointing):
    walkthrough.grow(20)
    walkthrough.go_to(7, 43)
    pointing.select(weight_element(6))
    finish(row)
    weight, _, delta = contents(row).values()
    assert weight.y.tolist() == [walkthrough.run.theta(done)[6] for done in range(21)]
    assert weight.mark == (7, walkthrough.run.theta(7)[6]), "the last line has made the new weight"
    assert weight.number == show(walkthrough.run.theta(7)[6])
    assert delta.y.tolist() == [walkthrough.run.pass_of(update).layer(2).delta[0, 0] for update in range(1, 21)]
    assert delta.mark == (6, walkthrough.run.pass_of(7).layer(2).delta[0, 0])


def test_nothing_is_told_before_it_is_computed(row, walkthrough, pointing):
    pointing.select(unit_element(2, 0))
    for step in range(len(walkthrough.trace) + 1):
        walkthrough.go_to(1, step)
        finish(row)
        found, known = contents(row), walkthrough.known
        out, delta = known.layers[2].out[0], known.layers[2].delta[0]
        assert (found["o1: out over net"].mark is None) == math.isnan(out)
        assert found["δ o1"].y.tolist() == ([] if math.isnan(delta) else [delta])
        is_over = step == len(walkthrough.trace)
        assert found["w5"].x.tolist() == ([0, 1] if known.updated[6] or is_over else [0])


def test_the_delta_of_a_batch_is_the_mean(qtbot, qapp):
    walkthrough = Walkthrough(network_of((1, 1), 3))
    row = shown(qtbot, walkthrough, Pointing(walkthrough))
    walkthrough.grow(5)
    walkthrough.go_to(2, len(walkthrough.trace))
    finish(row)
    delta = contents(row)["δ o1, mean"]
    assert delta.mark == (1, pytest.approx(walkthrough.run.pass_of(2).layer(1).delta.mean()))


def test_weights_have_the_colour_of_their_sign_and_no_phases(row, walkthrough, pointing):
    walkthrough.grow(500)
    walkthrough.go_to(400, 1)
    for index in (0, 6):
        pointing.select(weight_element(index))
        finish(row)
        value = walkthrough.known.theta[index]
        assert next(iter(contents(row).values())).colour == LIGHT.weight(value)


def test_a_press_asks_for_the_large_plot(qtbot, row, walkthrough):
    walkthrough.grow(5)
    walkthrough.go_to(1, 30)
    finish(row)
    asked = []
    row.wanted.connect(asked.append)
    for curve in row.curves:
        if curve.isVisible():
            qtbot.mouseClick(curve, Qt.MouseButton.LeftButton)
    assert asked[-2:] == ["activation", "gradients"]
    assert set(asked[:-2]) == {"weights"}


def test_a_number_alone_is_a_dot_that_can_be_seen(row, walkthrough):
    walkthrough.grow(1)
    walkthrough.go_to(2, 3)
    finish(row)
    curve = next(curve for curve in row.curves if curve.content.title == "δ h2")
    assert (curve.content.y.size, curve.content.mark) == (1, None)
    away = np.abs(pixels_of(curve.grab().toImage()) - QColor(LIGHT.backward).getRgb()[:3]).sum(axis=2)
    assert (away < 30).sum() >= 8
