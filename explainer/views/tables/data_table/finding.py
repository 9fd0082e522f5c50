"""Where the steps of a sample are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explainer.engine.scenario.batches import batch_rows
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place


def show_sample(walkthrough: Walkthrough, row: int) -> str:
    """Go to the first step of a row of the data set (from 0) in the cursor's update; return why not, or nothing."""
    known = walkthrough.known
    if row in known.rows:
        number = known.trace.plan.number(Place(Operation.NET, 1, sample=known.rows.index(row), unit=0))
        if number is not None:
            walkthrough.go_to(known.update, number)
        return ""
    training = known.scenario.data.training.rows
    at = int(np.searchsorted(training, row))
    if at == len(training) or training[at] != row:
        return f"Sample {row + 1:,} is in the test part: the network never trains on it, so no step shows it."
    where = _update_with(walkthrough, at)
    return f"Sample {row + 1:,} is not in update {known.update:,}: in this epoch it comes in update {where:,}."


def _update_with(walkthrough: Walkthrough, sample: int) -> int:
    """Return the update of the cursor's epoch that a sample of the training part is in."""
    scenario, epoch = walkthrough.known.scenario, walkthrough.known.epoch
    order = batch_rows(replace(scenario, batch_size=None), epoch)  # one batch: the whole epoch
    place = int(np.flatnonzero(order == sample)[0])
    return (epoch - 1) * scenario.updates_per_epoch + place // scenario.samples_per_batch + 1
