"""Which samples an update is made from: a function of the scenario and the update's number alone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explainer.engine.scenario.scenario import Scenario

Rows = NDArray[np.intp]


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
