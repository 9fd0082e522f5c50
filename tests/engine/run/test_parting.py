"""Where two runs part: more than rounding, and not before."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.engine.run.parting import first_apart, is_apart

NAN = float("nan")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (0.1 + 0.2, 0.3, False),  # one bit
        (1.0, 1.0 + 1e-9, True),
        (0.0, 1e-300, True),
        (-2.0, 2.0, True),
        (NAN, NAN, False),
        (NAN, 1.0, True),
        (float("inf"), float("inf"), False),
    ],
)
def test_numbers_are_apart_by_more_than_rounding(one, other, apart):
    assert is_apart(one, other) is apart


def test_the_first_loss_that_differs_is_found_among_those_of_both():
    here = np.array([0.5, 0.25, 0.125, 0.0625])
    assert first_apart(here, np.array([0.5, 0.25, 0.2, 0.0625])) == 3
    assert first_apart(here, here[:2]) is None
    assert first_apart(here, np.zeros(0)) is None
