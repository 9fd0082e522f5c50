"""What of a whole run is known at the cursor."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.engine.run.weight_trail import Trail
from explainer.trace.known.known import NAN, Known
from explainer.trace.known.known_update import KnownUpdate

QUIET = "Not while a result is asked for: this would give it away."


def known_loss(known: Known, run: Run, update: int) -> float:
    """Return the loss before an update; NaN where it is hidden, or is not computed."""
    if update == known.update:
        return known.loss
    return run.loss(update) if update <= run.updates and known.tells_loss(update) else NAN


def update_done(known: Known, run: Run) -> KnownUpdate | None:
    """Return the update whose last line is the cursor's, or before whose next one the cursor is; None elsewhere."""
    if known.line and known.is_complete:
        return KnownUpdate(known, known_loss(known, run, 1), known_loss(known, run, known.update + 1))
    if known.line or known.update == 1:
        return None
    trace = known.trace.alike(run.pass_of(known.update - 1))
    return KnownUpdate(Known(trace, len(trace)), known_loss(known, run, 1), known.loss, is_past=True)


def last_known(known: Known) -> int:
    """Return the last update, up to the cursor's, whose loss is known; 0 before the first."""
    return known.update if known.tells_loss(known.update) else known.update - 1


def all_losses(run: Run) -> Array:
    """Return the loss before each update and that which the last of them came to, where that is finite.

    There is nothing where no update is made. Which of them may be shown `told_of` says.
    """
    losses = run.losses
    if losses.size and run.stopped is None:
        last = run.pass_of(run.updates + 1).arrays.objective
        losses = np.append(losses, last) if np.isfinite(last) else losses
    return losses


class Told(NamedTuple):
    """How many losses are known, from that before update 1 on, and the index of one among them that is not, or -1."""

    first: int
    gap: int


def told_of(known: Known, run: Run, size: int) -> Told:
    """Return which of this many losses of a run are known: not what the last update leads to, nor the loss of the
    cursor's update, before that is computed."""
    return _told(known, _come_to(known, run, size))


def _come_to(known: Known, run: Run, size: int) -> int:
    """Return how many of this many losses were walked to, or trained on purpose: the last update may have been computed
    on the way to one of its first lines."""
    last = run.updates
    if _tells_last(known, run):
        return size
    return min(size, last if known.update >= last or known.tells_loss(last) else last - 1)


def _told(known: Known, size: int) -> Told:
    count, at = min(size, known.update) if known.reveal.is_quiet else size, known.update - 1
    if at >= count or known.tells_loss(known.update):
        return Told(count, -1)
    return Told(at, -1) if at == count - 1 else Told(count, at)


def _tells_last(known: Known, run: Run) -> bool:
    """Tell whether the loss that the last update led to may be shown: it is that of an update to come."""
    return known.tells_parameters(run.updates) and known.tells_loss(run.updates + 1)


def known_losses(known: Known, run: Run) -> Array:
    """Return the loss before each update and that which the last of them came to, as far as they are known."""
    losses = all_losses(run) if _tells_last(known, run) else run.losses
    return only_known(known, losses[: _come_to(known, run, len(losses))])


def only_known(known: Known, losses: Array) -> Array:
    """Return losses before update 1, 2, … without those that are hidden: NaN stands for one among others."""
    count, gap = _told(known, len(losses))
    kept = losses[:count]
    if gap >= 0:
        kept = np.array(kept)
        kept[gap] = np.nan
    return kept


def known_trail(known: Known, trail: Trail) -> Trail:
    """Return the moments of a trail whose parameters are known."""
    is_known = np.array([known.tells_parameters(done) for done in trail.done.tolist()], dtype=np.bool_)
    return Trail(trail.done[is_known], trail.x[is_known], trail.y[is_known])


def are_hidden(known: Known, inputs: Array) -> NDArray[np.bool_]:
    """Tell for each of some inputs, shape (any, input units), whether what the network makes of them is hidden:
    where a sample of the batch has them whose outputs are still to be computed."""
    waiting = known.scenario.data.inputs[list(known.rows[known.answered :])]
    return np.asarray(np.any(np.all(np.isclose(inputs[:, None], waiting), axis=2), axis=1))
