"""Which values of two parameters are looked at: as many as trails and points need, until a person chooses others."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from explainer.engine.measure.loss_surface import SurfaceFrame
from explainer.engine.run.weight_trail import Trail
from explainer.state.surface.surface_grid import SurfacePoint

REACH = 4.0
"""How far one looks to both sides at least, when nothing tells how far is enough."""
_MARGIN = 0.2
_CLOSE = 0.6
"""Of the longer side: how far one looks to both sides of what is narrow."""


def bounds(here: SurfacePoint, trails: Iterable[Trail]) -> SurfaceFrame:
    """Return the smallest range that has a point and all finite points of the trails."""
    trails = list(trails)
    sides: list[float] = []
    for axis, present in ((1, here.x), (2, here.y)):
        values = np.concatenate([[present], *(trail[axis] for trail in trails)])
        finite = values[np.isfinite(values)]
        sides += [float(finite.min()), float(finite.max())]
    return SurfaceFrame(*sides)


def around(needed: SurfaceFrame, reach: float = REACH) -> SurfaceFrame:
    """Return a range around what is needed, with some room, that goes at least so far to both sides of its middle."""
    left, right = _around(needed.left, needed.right, reach)
    bottom, top = _around(needed.bottom, needed.top, reach)
    return SurfaceFrame(left, right, bottom, top)


def closely(needed: SurfaceFrame) -> SurfaceFrame:
    """Return a range that is hardly larger than what is needed; around a single point, the usual one."""
    longer = max(needed.right - needed.left, needed.top - needed.bottom)
    return around(needed, _CLOSE * longer if longer > 0 else REACH)


def _around(low: float, high: float, reach: float) -> tuple[float, float]:
    middle, half = (low + high) / 2, max((0.5 + _MARGIN) * (high - low), reach)
    return middle - half, middle + half


class Framing:
    """The range that is looked at. As long as it `fits`, it grows with what is needed; chosen by a person, it stays."""

    def __init__(self) -> None:
        self.fits = True
        self._is_close = False
        self._frame: SurfaceFrame | None = None

    def frame(self, needed: SurfaceFrame, stays: bool = False) -> SurfaceFrame:
        """Return the range, made larger if it fits and something needed has left it, unless it `stays`."""
        if self._frame is None or (self.fits and not stays and not self._frame.holds(needed)):
            self._frame = closely(needed) if self._is_close else around(needed)
        return self._frame

    def choose(self, frame: SurfaceFrame) -> bool:
        """Take a person's range; tell whether it is another. One without room, or not finite, is not taken."""
        has_room = bool(np.isfinite(frame).all()) and frame.left < frame.right and frame.bottom < frame.top
        if not has_room or frame == self._frame:
            return False
        self._frame, self.fits = frame, False
        return True

    def fit(self) -> None:
        """Fit again, closely, now and from now on."""
        self._frame, self.fits, self._is_close = None, True, True
