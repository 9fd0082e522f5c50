"""Inverted dropout (Srivastava and others, 2014): which hidden units an update leaves out, for each of its samples."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.written import Value

PURPOSE = 1
"""What tells the generator of dropout from that of shuffling, which has the same seed."""


def keep_mask(scenario: Scenario, update: int, samples: int, units: int) -> Array:
    """Return 1 for each unit that is kept and 0 for each that is dropped, shape (samples, hidden units of all layers).

    A function of the scenario and the update's number alone: one generator for each update, drawn from sample by
    sample in batch order, and for each sample layer by layer.
    """
    drawn = np.random.default_rng([scenario.seed, PURPOSE, update]).random((samples, units))
    return (drawn >= scenario.dropout).astype(np.float64)


def dropped(a: Value, keep: Value, dropout: Value) -> Value:
    """Nothing of a unit that is left out, and more of the others, so that sums stay as large on average."""
    return a * keep / (1 - dropout)
