"""The objective over two parameters: heights worked out by hand, and the order in which they are measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from strategies import examples, scenarios
from valley import height, valley
from worked import mazur, square

from explainer.engine.measure.evaluate import evaluate
from explainer.engine.measure.loss_surface import Landscape, SurfaceFrame, Survey

FRAME = SurfaceFrame(-1.0, 3.0, -6.0, 2.0)


def surveyed(landscape, levels):
    survey = Survey(landscape, FRAME)
    while survey.levels < levels:
        survey.measure(7)
    return survey


def over_weights(scenario):
    return Landscape(scenario, scenario.network.parameter(0), scenario.network.parameter(1))


def test_the_heights_of_a_bowl():
    grid = surveyed(over_weights(valley()), 2).grid
    assert (grid.x[0], grid.x[-1], grid.y[0], grid.y[-1]) == FRAME
    assert grid.values.shape == (17, 17)
    across, up = np.meshgrid(grid.x, grid.y)
    np.testing.assert_allclose(grid.values, height(across, up), rtol=1e-12, atol=1e-15)


def test_a_finer_level_has_the_points_of_the_one_before():
    survey = surveyed(over_weights(valley()), 1)
    coarse = survey.grid
    assert coarse.values.shape == (9, 9)
    while not survey.is_complete:
        survey.measure(1000)
    fine = survey.grid
    assert fine.values.shape == (129, 129)
    np.testing.assert_array_equal(fine.values[::16, ::16], coarse.values)
    assert np.isfinite(fine.values).all()


def test_no_point_is_measured_twice():
    places = []

    class Counted:
        def value(self, x, y):
            places.append((x, y))
            return 0.0

    survey = surveyed(Counted(), 3)
    assert len(set(places)) == len(places) == 33 * 33
    assert survey.left == 65 * 65 - 33 * 33


def test_nothing_is_there_before_the_first_level():
    survey = Survey(over_weights(valley()), FRAME)
    survey.measure(80)
    assert survey.grid is None
    survey.measure(5)
    assert survey.grid is not None


@given(scenarios())
@examples(20)
def test_at_the_present_values_it_is_the_objective(scenario):
    first, second = scenario.network.parameter(0), scenario.network.parameter(scenario.network.size - 1)
    theta = scenario.theta
    value = Landscape(scenario, first, second).value(theta[first.index], theta[second.index])
    assert value == pytest.approx(evaluate(scenario, theta).objective, rel=1e-12, nan_ok=True)


def test_other_parameters_are_held_and_the_penalty_counts():
    scenario = square()
    theta = scenario.theta.copy()
    theta[[0, 5]] = 2.0, -3.0
    landscape = Landscape(scenario, scenario.network.parameter(0), scenario.network.parameter(5))
    landscape.value(9.0, 9.0)
    assert landscape.value(2.0, -3.0) == evaluate(scenario, theta).objective


def test_a_bias_in_common_moves_for_the_whole_layer():
    scenario = mazur()  # b1 and b2, frozen, each the bias of two units
    theta = scenario.theta.copy()
    theta[[4, 5]] = 0.1
    landscape = Landscape(scenario, scenario.network.parameter(4), scenario.network.parameter(0))
    assert landscape.value(0.1, theta[0]) == evaluate(scenario, theta).objective


def test_what_is_not_finite_comes_out_as_such():
    assert not np.isfinite(over_weights(valley()).value(1e300, 0.0))


def test_a_frame_is_zoomed_around_its_middle():
    assert SurfaceFrame(0, 4, -1, 1).zoomed(0.5) == SurfaceFrame(1, 3, -0.5, 0.5)
    assert SurfaceFrame(0, 4, -1, 1).holds(SurfaceFrame(1, 3, -1, 1))
    assert not SurfaceFrame(1, 3, -1, 1).holds(SurfaceFrame(0, 2, 0, 0))
