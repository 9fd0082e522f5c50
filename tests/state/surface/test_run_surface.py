"""The landscape around the cursor: what it is about, when it is measured, and the point that is dragged."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest
from valley import height, valley
from worked import mazur, square

from explainer.engine.measure.evaluate import evaluate
from explainer.engine.measure.loss_surface import SurfaceFrame
from explainer.engine.update.objective import Objective
from explainer.files.scenario.settings_by_path import with_settings
from explainer.state.surface.run_surface import RunSurface
from explainer.state.surface.surface import steepest
from explainer.state.surface.surface_grid import LONGEST, SurfacePoint
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import parameter_element


def surveying(scenario, **settings):
    walkthrough = Walkthrough(scenario, "mine")
    return walkthrough, RunSurface(walkthrough, Pointing(walkthrough), parent=walkthrough, **settings)


@pytest.fixture
def in_valley(qapp):
    walkthrough, surface = surveying(valley())
    yield walkthrough, surface
    surface.set_watched(False)


@pytest.fixture
def in_example(qapp):
    walkthrough, surface = surveying(mazur())
    yield walkthrough, surface
    surface.set_watched(False)


def complete(qtbot, surface):
    qtbot.waitUntil(lambda: surface.is_complete)


def test_while_looked_at_it_measures_by_itself(qtbot, in_valley):
    surface = in_valley[1]
    surface.set_watched(True)
    complete(qtbot, surface)
    grid, frame = surface.grid, surface.frame
    assert (grid.x[0], grid.x[-1], grid.y[0], grid.y[-1]) == frame
    across, up = np.meshgrid(grid.x, grid.y)
    np.testing.assert_allclose(grid.values, height(across, up), rtol=1e-9, atol=1e-15)
    assert surface.here == (3.0, -2.0)
    assert surface.value(SurfacePoint(1.0, 11.0)) == pytest.approx(0.5)


def test_it_costs_nothing_before_and_after(qtbot, in_valley):
    walkthrough, surface = in_valley
    walkthrough.grow(5)
    walkthrough.go_to(3, 0)
    qtbot.wait(1)
    assert surface.grid is None
    surface.set_watched(True)
    surface.set_watched(False)
    qtbot.wait(1)
    assert surface.grid is None


def test_the_steepest_two_are_looked_at_first(in_example):
    # dE/dw5 = 0.0822 and dE/dw6 = 0.0827 are the largest of the worked example
    assert [parameter.index for parameter in in_example[1].axes.pair] == [6, 7]
    assert in_example[1].others == 6


def test_frozen_biases_are_looked_at_last():
    # all weights 0: no gradient is steeper than another
    still = with_settings(mazur(), {"layers.1.weights": [[0, 0], [0, 0]], "layers.2.weights": [[0, 0], [0, 0]]})
    flat = with_settings(still, {"data.targets": [[0.5, 0.5]], "layers.2.biases": [0, 0]})
    assert not np.any(Objective(flat).gradient(flat.theta))
    assert [parameter.index for parameter in steepest(flat)] == [0, 1]
    one_layer = with_settings(flat, {"frozen": ["w1", "w2", "w3"]})
    assert [parameter.index for parameter in steepest(one_layer)] == [3, 6], "w4 and w5, not the bias between them"


def test_a_weight_selected_in_the_picture_is_the_second(qtbot, qapp):
    walkthrough = Walkthrough(mazur())
    pointing = Pointing(walkthrough)
    surface = RunSurface(walkthrough, pointing, parent=walkthrough)
    pointing.select(parameter_element(walkthrough.scenario, walkthrough.scenario.network.parameter(0)))
    assert [parameter.index for parameter in surface.axes.pair] == [6, 0]
    pointing.select(parameter_element(walkthrough.scenario, walkthrough.scenario.network.parameter(6)))
    assert [parameter.index for parameter in surface.axes.pair] == [6, 0], "it is one of the two already"


def test_choosing_what_the_other_axis_has_exchanges_them(in_example):
    axes = in_example[1].axes
    axes.across.choose(axes.up.parameter)
    assert [parameter.index for parameter in axes.pair] == [7, 6]


def test_other_axes_are_another_landscape(qtbot, in_example):
    walkthrough, surface = in_example
    surface.set_watched(True)
    complete(qtbot, surface)
    surface.axes.up.choose(walkthrough.scenario.network.parameter(0))
    assert surface.grid is None
    complete(qtbot, surface)
    theta = walkthrough.scenario.theta.copy()
    theta[[6, 0]] = surface.grid.x[3], surface.grid.y[5]
    assert surface.grid.values[5, 3] == evaluate(walkthrough.scenario, theta).objective


def test_what_moves_the_others_moves_the_landscape(qtbot, in_example):
    walkthrough, surface = in_example
    surface.set_watched(True)
    complete(qtbot, surface)
    walkthrough.grow(100)
    walkthrough.go_to(101, 0)
    complete(qtbot, surface)
    theta = walkthrough.run.theta(100).copy()
    theta[[6, 7]] = surface.grid.x[0], surface.grid.y[0]
    assert surface.grid.values[0, 0] == evaluate(walkthrough.scenario, theta).objective
    assert surface.done == 100


def test_where_nothing_else_is_trained_it_is_measured_once(qtbot, in_valley):
    walkthrough, surface = in_valley
    assert surface.others == 0
    surface.set_watched(True)
    complete(qtbot, surface)
    before = surface.grid
    walkthrough.grow(20)
    walkthrough.go_to(15, 3)
    walkthrough.set_learning_rate(0.1)
    walkthrough.undo_stack.undo()
    walkthrough.go_to_end()
    qtbot.waitUntil(lambda: len(surface.trail.done) == 21)
    complete(qtbot, surface)
    assert surface.grid is before
    np.testing.assert_array_equal(surface.trail.x, [walkthrough.run.theta(done)[0] for done in range(21)])


def test_the_range_grows_with_the_trail_until_a_person_chooses_it(qtbot, in_valley):
    walkthrough, surface = in_valley
    surface.set_watched(True)
    assert surface.frame == SurfaceFrame(-1.0, 7.0, -6.0, 2.0)
    walkthrough.set_parameter(surface.axes.pair[0], 20.0)
    assert surface.frame.right > 20
    surface.set_frame(SurfaceFrame(0.0, 1.0, 0.0, 1.0))
    walkthrough.set_parameter(surface.axes.pair[0], 50.0)
    assert surface.frame == SurfaceFrame(0.0, 1.0, 0.0, 1.0)
    surface.zoom(2.0)
    assert surface.frame == SurfaceFrame(-0.5, 1.5, -0.5, 1.5)
    surface.fit()
    assert surface.frame.holds(SurfaceFrame(50.0, 50.0, -2.0, -2.0))


@pytest.mark.parametrize(
    "frame",
    [SurfaceFrame(1.0, 1.0, 0.0, 1.0), SurfaceFrame(0.0, np.inf, 0.0, 1.0), SurfaceFrame(0.0, np.nan, 0.0, 1.0)],
)
def test_a_range_without_room_is_not_taken(in_valley, frame):
    surface = in_valley[1]
    before = surface.frame
    surface.set_frame(frame)
    assert surface.frame == before


def test_a_drag_sets_both_as_one_edit(in_valley):
    walkthrough, surface = in_valley
    before = surface.frame
    walkthrough.begin_drag()
    surface.drag_to(SurfacePoint(2.0, 0.5))
    surface.drag_to(SurfacePoint(-9.0, 0.25))
    assert surface.frame == before, "nothing moves under the mouse"
    walkthrough.end_drag()
    assert walkthrough.scenario.theta.tolist() == [-9.0, 0.25, 0.0]
    assert walkthrough.undo_stack.count() == 1
    assert walkthrough.undo_stack.undoText() == "Change w1 and w2"
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.theta.tolist() == [3.0, -2.0, 0.0]
    surface.drag_to(SurfacePoint(5.0, 5.0))
    assert walkthrough.scenario.theta.tolist() == [3.0, -2.0, 0.0], "nobody drags any more"


def test_a_drag_can_be_taken_back(in_valley):
    walkthrough, surface = in_valley
    walkthrough.begin_drag()
    surface.drag_to(SurfacePoint(2.0, 0.5))
    walkthrough.cancel_drag()
    assert surface.here == (3.0, -2.0)
    assert walkthrough.undo_stack.count() == 0


def test_another_network_has_axes_of_its_own(qtbot, in_valley):
    walkthrough, surface = in_valley
    surface.set_watched(True)
    complete(qtbot, surface)
    walkthrough.open(square(), "square")
    complete(qtbot, surface)
    theta = square().theta.copy()
    theta[[surface.axes.pair[0].index, surface.axes.pair[1].index]] = surface.grid.x[8], surface.grid.y[1]
    assert surface.grid.values[1, 8] == evaluate(square(), theta).objective


def test_a_slow_landscape_stays_coarse(qtbot, qapp):
    """Each look at the clock is 0.03 seconds later, so the next level, of 208 points, would take too long."""
    ticks = count(step=0.03)
    _, surface = surveying(valley(), clock=lambda: next(ticks))
    surface.set_watched(True)
    complete(qtbot, surface)
    assert surface.grid.values.shape == (9, 9)
    assert LONGEST < 208 * 0.03
    surface.set_watched(False)


def test_everything_at_once_for_a_picture(in_example):
    walkthrough, surface = in_example
    walkthrough.grow(50)
    surface.finish()
    assert surface.is_complete
    assert surface.trail.done.tolist() == [0, *range(2, 51)], "the weights after the cursor's update wait for its lines"
    walkthrough.go_to(1, walkthrough.length_of(1))
    assert surface.trail.done.tolist() == list(range(51))


def test_where_the_cursor_is_the_height_is_told_with_the_loss(in_example):
    walkthrough, surface = in_example
    surface.finish()
    x, y = surface.here
    surface.set_frame(SurfaceFrame(x - 1, x + 1, y - 1, y + 1))
    surface.finish()
    assert np.isnan(surface.value(surface.here))
    assert surface.value(SurfacePoint(x, y + 0.01)) == pytest.approx(
        walkthrough.run.pass_of(1).arrays.objective, abs=0.01
    )
    assert np.count_nonzero(np.isnan(surface.heights)) == 1
    walkthrough.go_to(1, 11)
    assert surface.value(surface.here) == pytest.approx(walkthrough.known.loss, rel=1e-12)
    assert not np.isnan(surface.heights).any()
