"""The digits network in scikit-learn."""

from __future__ import annotations

import warnings

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier


def classifier(inputs, labels, hidden, batch_size, learning_rate):
    """Return a network that is set up, and trained for one epoch; each `epoch` trains it for one more."""
    mlp = MLPClassifier(
        (hidden,),
        activation="logistic",
        solver="sgd",
        alpha=0,
        momentum=0,
        nesterovs_momentum=False,
        batch_size=batch_size,
        learning_rate_init=learning_rate,
        max_iter=1,
        warm_start=True,
        random_state=1,
    )
    epoch(mlp, inputs, labels)
    return mlp


def epoch(mlp, inputs, labels):
    """Train for one epoch, in an order drawn anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # says that one epoch may be too few
        mlp.fit(inputs, labels)
