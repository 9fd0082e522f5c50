"""What an update draws: which samples it is made from, and which hidden units dropout leaves out.

Dropout is inverted (Srivastava and others, 2014).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario

Rows = NDArray[np.intp]
DROPOUT_PURPOSE = 1
"""What tells the generator of dropout from that of shuffling, which has the same seed."""


def batch_rows(scenario: Scenario, update: int) -> Rows:
    """Return the rows of the data set, in order, that update number `update` (from 1) is made from."""
    epoch, position = divmod(update - 1, scenario.updates_per_epoch)
    order = _order(scenario.data.samples, scenario.shuffle, scenario.seed, epoch + 1)
    size = scenario.samples_per_batch
    return order[position * size : (position + 1) * size]


@lru_cache(maxsize=4)
def _order(samples: int, shuffle: bool, seed: int, epoch: int) -> Rows:
    order = np.random.default_rng([seed, epoch]).permutation(samples) if shuffle else np.arange(samples)
    order.flags.writeable = False
    return order


def keep_mask(scenario: Scenario, update: int, samples: int, units: int) -> Array:
    """Return 1 for each unit that is kept and 0 for each that is dropped, shape (samples, hidden units of all layers).

    A function of the scenario and the update's number alone: one generator for each update, drawn from sample by
    sample in batch order, and for each sample layer by layer.
    """
    drawn = np.random.default_rng([scenario.seed, DROPOUT_PURPOSE, update]).random((samples, units))
    return (drawn >= scenario.dropout).astype(np.float64)
