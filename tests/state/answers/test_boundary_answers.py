"""The field over two inputs: the engine's outputs in the middles of cells, and borders where classes meet."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, one_unit

from explainer.files.examples import example
from explainer.state.answers.over_inputs.boundary_answers import FINENESS, BoundaryAnswers, Extent, borders, level_of
from explainer.state.answers.over_inputs.fit_answers import FitAnswers, Range
from explainer.state.walkthrough.walkthrough import Walkthrough

SQUARE = Extent(-1.0, 3.0, 0.0, 2.0)


def plane_of(scenario, extent=SQUARE):
    boundary = BoundaryAnswers(Walkthrough(scenario, "x"))
    boundary.look_at(extent)
    boundary.finish()
    return boundary


def test_outputs_stand_in_the_middles_of_the_cells(qapp):
    boundary = plane_of(example("moons"))
    field, side = boundary.field, FINENESS[-1]
    assert field.x == pytest.approx(-1 + 4 * (np.arange(side) + 0.5) / side)
    assert field.y == pytest.approx(2 * (np.arange(side) + 0.5) / side)
    assert field.extent == pytest.approx(SQUARE)
    for row, column in ((0, 0), (3, 150), (191, 20)):
        assert field.outputs[row, column] == pytest.approx(boundary.at(field.x[column], field.y[row]), rel=1e-12)


def test_a_border_is_where_a_single_unit_is_undecided(qapp):
    # sigmoid(2x - y + 1) is 0.5 on the line y = 2x + 1
    scenario = one_unit([2.0, -1.0], 1.0, "sigmoid", [[0.0, 0.0], [1.0, 1.0]])
    boundary = plane_of(scenario)
    pieces = borders(boundary.field)
    assert len(pieces) > 20
    points = pieces.reshape(-1, 2)
    assert points[:, 1] == pytest.approx(2 * points[:, 0] + 1, abs=1e-3)
    assert boundary.field.level == 0.5


def test_of_several_outputs_the_largest_wins_and_borders_are_where_two_are_equal(qapp):
    boundary = plane_of(example("blobs"), Extent(-2.0, 2.0, -2.0, 2.0))
    field = boundary.field
    assert field.named.tolist() == field.outputs.argmax(2).tolist()
    ordered = np.sort(field.outputs, axis=2)
    assert field.strength == pytest.approx(ordered[:, :, -1] - ordered[:, :, -2])
    for x, y in borders(field).reshape(-1, 2)[::40]:
        outputs = np.sort(boundary.at(x, y))
        assert outputs[-1] - outputs[-2] < 0.02


@pytest.mark.parametrize(
    ("targets", "level"),
    [([0.0, 1.0], (0.5, 0.5)), ([-1.0, 1.0], (0.0, 1.0)), ([0.25, 0.75], (0.5, 0.25)), ([-3.0, 2.0], (0.0, 3.0))],
)
def test_a_single_output_is_measured_from_where_classes_part(targets, level):
    assert level_of(np.array(targets)[:, None]) == level


def test_it_says_why_there_is_no_plane(qapp):
    boundary = plane_of(example("digits"))
    assert boundary.why_not == "A decision boundary is drawn over two inputs; this network has 64 inputs."
    assert boundary.field is None
    assert plane_of(mazur()).why_not == ""


def test_it_follows_the_network_only_while_it_is_wanted(qtbot):
    walkthrough = Walkthrough(mazur(), "mazur")
    boundary = BoundaryAnswers(walkthrough)
    boundary.look_at(SQUARE)
    with qtbot.assertNotEmitted(boundary.changed, wait=30):
        walkthrough.go_to(2, 0)
    boundary.at_cursor.set_watched(True)
    qtbot.waitUntil(lambda: boundary.answers.is_complete)
    assert boundary.field.done == 1
    walkthrough.go_to(1, 0)
    qtbot.waitUntil(lambda: boundary.field.done == 0 and boundary.answers.is_complete)
    boundary.at_cursor.set_watched(False)


def test_a_single_sample_still_has_a_plane_around_it(qapp):
    extent = plane_of(mazur()).natural_extent
    assert extent.left < 0.05 < extent.right
    assert extent.bottom < 0.10 < extent.top


def test_a_curve_over_one_input(qapp):
    walkthrough = Walkthrough(example("parabola"), "parabola")
    fit = FitAnswers(walkthrough)
    fit.look_at(Range(-2.0, 2.0))
    fit.finish()
    w = walkthrough.scenario.theta
    x = np.linspace(-2, 2, 401)
    by_hand = np.tanh(np.outer(x, w[:4]) + w[4:8]) @ w[8:12] + w[12]
    assert fit.curve.x == pytest.approx(x)
    assert fit.curve.outputs[:, 0] == pytest.approx(by_hand, rel=1e-12)
    assert fit.at(0.5)[0] == pytest.approx(np.tanh(0.5 * w[:4] + w[4:8]) @ w[8:12] + w[12])
    walkthrough.open(mazur(), "mazur")
    assert fit.why_not.endswith("this network has 2 inputs.")
    assert fit.curve is None
