"""Contour lines: where they run on surfaces whose contours are known, and which heights have one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.engine.measure.contours import contour_levels, contour_lines
from explainer.engine.measure.loss_surface import SurfaceGrid

AXIS = np.linspace(-2, 2, 65)


def grid(function):
    x, y = np.meshgrid(AXIS, AXIS)
    return SurfaceGrid(AXIS, AXIS, function(x, y))


def test_the_contour_of_a_plane_is_straight_and_whole():
    lines = contour_lines(grid(lambda x, y: x + 2 * y), 0.3)
    assert lines[..., 0] + 2 * lines[..., 1] == pytest.approx(0.3)
    length = np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1).sum()
    assert length == pytest.approx(np.hypot(4, 2))  # from x = -2 to x = 2


def test_the_contour_of_a_bowl_is_a_closed_circle():
    lines = contour_lines(grid(lambda x, y: x**2 + y**2), 0.97)
    assert np.linalg.norm(lines, axis=-1) == pytest.approx(0.97**0.5, abs=2e-3)
    assert np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1).sum() == pytest.approx(2 * np.pi * 0.97**0.5, rel=2e-3)
    ends, counts = np.unique(lines.reshape(-1, 2).round(9), axis=0, return_counts=True)
    assert set(counts.tolist()) == {2}, "every end meets another"
    assert len(ends) == len(lines)


def test_columns_are_x_and_rows_are_y():
    lines = contour_lines(grid(lambda x, y: x), 0.7)
    assert lines[..., 0] == pytest.approx(0.7)
    assert np.ptp(lines[..., 1]) == pytest.approx(4.0)


def test_there_is_no_line_where_a_number_is_not_finite():
    lines = contour_lines(grid(lambda x, y: np.where(y > 0, np.inf, x)), 0.7)
    assert lines[..., 1].max() <= 0
    assert not len(contour_lines(grid(lambda x, y: x * np.nan), 0.0))


def test_no_line_at_a_height_that_is_not_reached():
    assert not len(contour_lines(grid(lambda x, y: x), 5.0))


def test_round_heights():
    assert contour_levels(0.0, 1.0, False, about=10).tolist() == pytest.approx(np.arange(1, 10) / 10)
    assert contour_levels(1e-5, 2.0, True).tolist() == pytest.approx(
        [3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0]
    )
    assert contour_levels(0.29, 0.31, True).tolist() == pytest.approx(np.arange(0.292, 0.309, 0.002))
    assert not len(contour_levels(1.0, 1.0, False))
    assert not len(contour_levels(np.inf, -np.inf, True))


@given(st.floats(1e-12, 1e6), st.floats(1.001, 1e12), st.booleans())
def test_there_are_some_heights_within_and_not_too_many(low, factor, logarithmic):
    levels = contour_levels(low, low * factor, logarithmic)
    assert 2 <= len(levels) <= 12
    assert (np.diff(levels) > 0).all()
    assert levels[0] > low
    assert levels[-1] < low * factor


def test_heights_may_be_as_large_as_numbers_are():
    huge = grid(lambda x, y: 4e307 * (2 + x))
    ends = contour_lines(huge, 9e307).reshape(-1, 2)
    assert np.ptp(ends[:, 1]) == pytest.approx(4.0)
    assert ends[:, 0] == pytest.approx(np.full(len(ends), 0.25))


def test_a_slope_may_be_steeper_than_the_largest_number():
    ends = contour_lines(grid(lambda x, y: 8e307 * x), 4e307).reshape(-1, 2)
    assert ends[:, 0] == pytest.approx(np.full(len(ends), 0.5))


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
def test_heights_are_found_between_any_two_numbers(one, other, logarithmic):
    low, high = min(one, other), max(one, other)
    levels = contour_levels(low, high, logarithmic and low > 0)
    assert np.isfinite(levels).all()
    assert ((levels > low) & (levels < high)).all()


@pytest.mark.parametrize("low", [-1.7e308, 0.0, 1e-308, 1.0, 9e307, 1.2e308])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_near_the_largest_number_there_are_heights_too(low, logarithmic):
    assert 2 <= len(contour_levels(low, 1.7e308, logarithmic and low > 0)) <= 12
