"""How a window says what a scenario file would call otherwise."""

from __future__ import annotations

import pytest

from explainer.state.edits.choice_names import in_words


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (
            'layers[2].activation: binary_cross_entropy needs sigmoid outputs, got "tanh"',
            "Binary cross-entropy needs sigmoid outputs, got tanh",
        ),
        (
            "data.targets[3][1]: categorical_cross_entropy needs targets",
            "Sample 4, target no: categorical cross-entropy needs targets",
        ),
        ("data.targets[0]: targets sum to 1", "Sample 1: targets sum to 1"),
        ("batch_size: bfgs needs the whole data set in one batch", "BFGS needs the whole data set in one batch"),
        ("optimizer.learning_rate: expected less, got 2", "Learning rate: expected less, got 2"),
        ("optimizer.beta1: expected less, got 2", "Beta1: expected less, got 2"),
        ('optimizer.name: "adam" is none', "Adam is none"),
        ("A layer has at least 1 unit.", "A layer has at least 1 unit."),
        ("Test part: expected a number below 1, got 2.0", "Test part: expected a number below 1, got 2.0"),
        ("Nothing was changed. Sample 1: no", "Nothing was changed. Sample 1: no"),
    ],
)
def test_a_refusal_has_no_words_of_a_file(reason, expected):
    assert in_words(reason, ("yes", "no")) == expected
    assert in_words(expected, ("yes", "no")) == expected
