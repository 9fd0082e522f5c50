"""What names a class, and how classes are confused."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.engine.measure.classes import UNDECIDED, classes_of, confusion, lead, leader

CASES = [
    ([[0.0], [1.0]], [[0.5], [0.51], [-3.0]], [UNDECIDED, 1, 0]),
    ([[-1.0], [1.0]], [[-0.1], [0.2], [0.0]], [0, 1, UNDECIDED]),
    ([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]], [[0.2, 0.7, 0.1], [0.4, 0.3, 0.3], [0.4, 0.2, 0.4]], [1, 0, UNDECIDED]),
]


@pytest.mark.parametrize(("targets", "outputs", "named"), CASES)
def test_outputs_name_a_class(targets, outputs, named):
    classes = classes_of(np.array(targets))
    assert classes is not None
    assert classes.named_by(np.array(outputs)).tolist() == named


@pytest.mark.parametrize("targets", [[[0.01, 0.99]], [[0.3], [0.7]], [[1.0, 1.0]], [[2.0], [1.0]], [[0.0, 0.0]]])
def test_other_targets_are_no_classes(targets):
    assert classes_of(np.array(targets)) is None


def test_confusions_are_counted_row_by_right_class():
    counts = confusion(np.array([0, 0, 0, 2, 1, 1]), np.array([0, 1, 1, 2, 2, UNDECIDED]), 3)
    assert counts.tolist() == [[1, 2, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]


@pytest.mark.parametrize(("outputs", "first"), [([0.1, 0.7, 0.2], 1), ([0.4, 0.2, 0.4], UNDECIDED), ([0.3], 0)])
def test_the_leader_is_ahead_of_all_others(outputs, first):
    assert leader(np.array(outputs)) == first


def test_the_lead_is_over_the_next_best():
    assert lead(np.array([[0.7, 0.2, 0.1], [0.1, 0.45, 0.45]])) == pytest.approx([0.5, 0.0])
