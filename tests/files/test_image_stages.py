"""From a picture of a digit to few pixels: pictures that can be worked out by hand, and the built-in digits back."""

from __future__ import annotations

import numpy as np
import pytest
from images import bar, blown_up
from numpy.testing import assert_array_equal

from explainer.engine.measure.evaluate import Forward
from explainer.engine.run.run import Run
from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.files.images.ink import otsu_threshold
from explainer.files.images.stages import image_stages, resampled


def rows_of(levels, side=8):
    return np.reshape(levels, (side, side))


def test_a_bar_of_16_by_8_dots_fills_four_columns():
    stages = image_stages(bar(8), 8)
    assert_array_equal(rows_of(stages.levels), np.tile([0, 0, 16, 16, 16, 16, 0, 0], (8, 1)))
    assert stages.is_turned
    assert stages.cropped.shape == (16, 8)
    assert stages.centred.shape == (16, 16)


def test_a_pixel_that_is_half_ink_is_half_full():
    assert_array_equal(rows_of(image_stages(bar(6), 8).levels), np.tile([0, 0, 8, 16, 16, 8, 0, 0], (8, 1)))


def test_where_the_writing_is_and_how_large_makes_no_difference():
    levels = image_stages(bar(6), 8).levels
    for other in (bar(6, left=0, top=0), bar(6, left=34, top=24), bar(12, 32, size=90), 1 - bar(6), 0.5 + bar(6) / 5):
        assert_array_equal(image_stages(other, 8).levels, levels)


@pytest.mark.parametrize("side", [5, 8, 16, 28])
def test_any_side_has_as_much_ink(side):
    """A bar of three quarters of the width, whatever the pixels: their mean is three quarters."""
    stages = image_stages(bar(12), side)
    assert stages.averaged.shape == (side, side)
    assert stages.averaged.mean() == pytest.approx(0.75)
    assert stages.averaged.max() == pytest.approx(1)


def test_a_digit_may_take_a_share_of_the_side():
    averaged = image_stages(bar(20, 20), 28, share=20 / 28).averaged
    expected = np.zeros((28, 28))
    expected[4:24, 4:24] = 1
    assert averaged == pytest.approx(expected)


def test_the_middle_of_the_ink_comes_to_the_middle():
    """An L whose stem is thick: the ink is left of the middle of its box, so the box goes to the right."""
    grey = np.ones((30, 30))
    grey[5:21, 5:9] = 0
    grey[19:21, 5:13] = 0
    columns = np.flatnonzero(image_stages(grey, 16).centred.any(0))
    middle = (64 * 2 + 8 * 6) / 72  # of the ink, in dots from the left of its box
    assert (columns[0], columns[-1]) == (round(8 - middle), round(8 - middle) + 7)


def test_specks_are_no_part_of_the_writing():
    grey = bar(8)
    grey[38, 38] = grey[2, 20] = 0
    assert_array_equal(image_stages(grey, 8).levels, image_stages(bar(8), 8).levels)


def test_a_part_that_does_not_touch_is_kept():
    grey = bar(8, height=12)
    grey[25:27, 7:15] = 0  # below a gap of two dots
    expected = np.zeros((8, 8))
    expected[:6, 2:6] = expected[7, 2:6] = 16
    assert_array_equal(rows_of(image_stages(grey, 8).levels), expected)


def test_light_that_falls_off_makes_no_ink():
    y, x = np.mgrid[-1:1:80j, -1:1:80j]
    light = 0.6 + 0.35 * x - 0.1 * y * x
    grey = light * np.where(bar(16, 32, size=80, left=30, top=20) == 0, 0.4, 1)
    assert (light.min(), grey[20:52, 30:46].max()) < (0.3, 0.3)  # paper is darker in a corner than ink in the middle
    assert_array_equal(image_stages(grey, 8).levels > 0, image_stages(bar(8), 8).levels > 0)


def test_the_threshold_is_where_two_groups_part():
    assert 0.2 < otsu_threshold(np.array([0.1, 0.2, 0.2, 0.8, 0.9])) <= 0.8
    mixed = np.concatenate([np.full(500, 0.1), np.full(100, 0.5), np.full(60, 0.9)])
    values = np.unique(mixed)
    spread = [
        np.mean(mixed < cut) * np.mean(mixed >= cut) * (mixed[mixed < cut].mean() - mixed[mixed >= cut].mean()) ** 2
        for cut in values[1:]
    ]
    best = values[1:][int(np.argmax(spread))]
    assert values[values < best].max() < otsu_threshold(mixed) <= best


def test_a_threshold_of_ones_own_is_taken():
    grey = bar(8)
    grey[11:27, 15:19] = 0.6  # a pale bar beside the black one
    wide, narrow = (image_stages(grey, 8, threshold).cropped.shape for threshold in (0.2, 0.8))
    assert (wide, narrow) == ((16, 12), (16, 8))


@pytest.mark.parametrize("grey", [np.ones((20, 20)), np.full((9, 30), 0.3), np.ones((1, 1))])
def test_an_empty_picture_is_refused(grey):
    with pytest.raises(ScenarioError, match="nothing in the picture"):
        image_stages(grey, 8)


def test_resampling_keeps_the_mean():
    square = np.random.default_rng(1).random((37, 37))
    for side in (1, 5, 8, 28, 60):
        assert resampled(square, side).mean() == pytest.approx(square.mean())
    assert resampled(square, 37) == pytest.approx(square)


def test_built_in_digits_that_are_blown_up_come_back():
    """Nearly as they were, and most are read right by a network that was trained on others."""
    run = Run(example("digits"))
    run.advance(10 * run.scenario.updates_per_epoch)
    data = run.scenario.data
    pixels, truth = data.inputs[data.test.rows], data.targets[data.test.rows].argmax(1)
    back = np.array([image_stages(blown_up(row), 8).levels for row in pixels])
    assert np.abs(back - pixels).mean() < 1.6  # of 16
    outputs = Forward(run.scenario, len(back)).outputs(run.theta(run.updates), back / 16)
    assert np.mean(outputs.argmax(1) == truth) > 0.9
