"""When a loss explodes: the rule, and the last update before it that was still good."""

from __future__ import annotations

import numpy as np

from explainer.engine.run.run import Run

MOST_TIMES = 1e6
"""How many times the first loss is an explosion."""
FACTOR, IN_A_ROW = 10.0, 5
"""So is a loss that grows by this factor in each of this many updates."""
_LEAST = 1.0
"""A loss below this has not exploded, however small the first was."""


def exploded(run: Run, looked_at: int = 0) -> int | None:
    """Return the first update after the first `looked_at` at which the loss has exploded, None where there is none.

    It has if it is above 1,000,000 times the first loss above 0, or has grown tenfold in each of the last 5 updates.
    """
    before = max(looked_at - IN_A_ROW, 0)
    losses = run.losses_after(before)
    if not losses.size:
        return None
    with np.errstate(all="ignore"):
        grown = losses[1:] > FACTOR * losses[:-1]
        is_bad = losses > MOST_TIMES * _first_above_zero(run)
        for end in np.flatnonzero(grown) + 1:
            is_bad[end] |= end >= IN_A_ROW and bool(grown[end - IN_A_ROW : end].all())
    bad = np.flatnonzero(is_bad & (losses > _LEAST)) + before + 1
    bad = bad[bad > looked_at]
    return int(bad[0]) if bad.size else None


def _first_above_zero(run: Run) -> float:
    """Return the first loss above 0; 0 where there is none."""
    first = run.loss(1)
    return first if first else float(run.losses[np.argmax(run.losses > 0)])


def last_good(run: Run, update: int) -> int:
    """Return the last update before `update` whose loss is not above that of update 1; update 1 where there is none."""
    losses = run.losses[: update - 1]
    good = np.flatnonzero(losses <= losses[0]) if losses.size else losses
    return int(good[-1]) + 1 if good.size else 1
