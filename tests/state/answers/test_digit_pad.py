"""The pad: 32 × 32 dots counted in blocks of 4 × 4, as the pictures of the data set were made."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.state.answers.digits.pad import BLOCK, Pad

DOTS = 8 * BLOCK


@pytest.fixture
def pad(qapp):
    return Pad()


def test_levels_are_how_many_dots_of_a_block_are_inked(pad):
    pad.stroke((5, 9), (27, 22))
    counts = [
        sum(bool(pad.dots[BLOCK * row + i, BLOCK * column + j]) for i in range(BLOCK) for j in range(BLOCK))
        for row in range(8)
        for column in range(8)
    ]
    assert pad.levels.tolist() == counts
    assert 0 < min(level for level in counts if level) < 16
    assert max(counts) <= 16


def test_a_stroke_inks_what_is_near_it(pad):
    pad.stroke((16, 4), (16, 28))
    assert pad.dots[4:28, 15:17].all()
    assert not pad.dots[:, :13].any()
    assert not pad.dots[:, 19:].any()


def test_pixels_are_filled_and_emptied_whole(pad, qtbot):
    with qtbot.waitSignal(pad.changed):
        pad.fill_pixel(3, 6)
    levels = pad.levels.reshape(8, 8)
    assert levels[6, 3] == 16
    assert levels.sum() == 16
    pad.clear_pixel(3, 6)
    assert pad.is_empty


def test_what_changes_nothing_is_not_told(pad, qtbot):
    pad.fill_pixel(0, 0)
    with qtbot.assertNotEmitted(pad.changed):
        pad.fill_pixel(0, 0)
    pad.clear()
    with qtbot.assertNotEmitted(pad.changed):
        pad.clear()


def test_a_small_drawing_can_fill_the_frame(pad):
    pad.stroke((4, 4), (4, 9))  # a bar in a corner
    width, height = (np.ptp(np.flatnonzero(pad.dots.any(axis))) + 1 for axis in (0, 1))
    pad.fill_frame()
    rows, columns = np.flatnonzero(pad.dots.any(1)), np.flatnonzero(pad.dots.any(0))
    assert (rows[0], rows[-1]) == (0, DOTS - 1)
    assert abs((columns[0] + columns[-1]) / 2 - (DOTS - 1) / 2) <= 1
    assert np.ptp(columns) + 1 == pytest.approx(width * DOTS / height, abs=2)
    before = pad.levels
    pad.fill_frame()
    assert np.array_equal(before, pad.levels)


def test_an_empty_pad_has_nothing_to_fill_with(pad):
    pad.fill_frame()
    assert pad.is_empty
