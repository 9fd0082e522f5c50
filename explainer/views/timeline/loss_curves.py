"""What the track of updates draws: the losses of the run and of the run before, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.picture.curve import Peaks, Scale, scale_of
from explainer.state.walkthrough.known_of_run import all_losses, known_loss, told_of
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show

_NONE = np.zeros(0)
Line = tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class LossCurves:
    """The line of the run and that of the run before, each as x and y, over `end` updates done.

    `until` is how many updates were done at the last loss that is known, 0 where none is; the scale is None where there
    is nothing to draw.
    """

    line: Line
    ghost: Line
    end: int
    until: int
    scale: Scale | None


class LossPeaks:
    """Finds the losses of the walkthrough's run and of the run before it; the peaks of each are kept until it grows."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        self._walkthrough = walkthrough
        self._kept: dict[Run, tuple[tuple[int, int], Peaks]] = {}

    def curves(self, columns: int, end: int, logarithmic: bool | None) -> LossCurves:
        """Return what is drawn in that many columns of pixels, over `end` updates."""
        walkthrough = self._walkthrough
        run, ghost = walkthrough.run, walkthrough.ghost
        self._kept = {one: kept for one, kept in self._kept.items() if one in (run, ghost)}
        line, until = self._line(run, columns)
        before, _ = self._line(ghost, columns) if ghost is not None else ((_NONE, _NONE), 0)
        return LossCurves(line, before, end, until, scale_of(line[1], before[1], logarithmic=logarithmic))

    def _line(self, run: Run, columns: int) -> tuple[Line, int]:
        """Return the line, and how many updates were done at the last of its losses."""
        peaks = self._peaks(run, columns)
        told = told_of(self._walkthrough.known, run, peaks.values.size)
        return peaks.points(*told), max(told.first - 1, 0)

    def _peaks(self, run: Run, columns: int) -> Peaks:
        key = run.updates, columns
        kept = self._kept.get(run)
        if kept is None or kept[0] != key:
            kept = self._kept[run] = key, Peaks.of(all_losses(run), columns)
        return kept[1]

    def difference(self, update: int) -> str:
        """Tell how the loss of an update compares with that of the run before; nothing where one is not known."""
        ghost, known = self._walkthrough.ghost, self._walkthrough.known
        if ghost is None or update > ghost.updates:
            return ""
        return difference_text(known_loss(known, self._walkthrough.run, update), ghost.loss(update))


def difference_text(loss: float, before: float) -> str:
    """Return how a loss compares with that of the run before: "3.2 % below the run before"."""
    if not np.isfinite(loss - before):
        return ""
    if loss == before:
        return "as in the run before"
    side = "below" if loss < before else "above"
    if before <= 0:
        return f"{show(abs(loss - before), 2)} {side} the run before"
    if not 0.01 <= loss / before < 2:
        return f"{show(loss / before, 2)} times the run before"
    return f"{show(100 * abs(loss - before) / before, 2)} % {side} the run before"
