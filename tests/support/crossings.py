"""Which inks of a page lie on each other."""

from __future__ import annotations

import numpy as np


def crossings(inks, inner=0.0):
    """Return the pairs of inks that share area, the first of each made smaller by `inner` on every side."""
    left, top, width, height = np.reshape([ink.rect for ink in inks], (-1, 4)).T
    right, bottom = left + width, top + height
    across = ((left + inner)[:, None] < right) & (left < (right - inner)[:, None])
    down = ((top + inner)[:, None] < bottom) & (top < (bottom - inner)[:, None])
    return [(inks[one], inks[other]) for one, other in np.argwhere(np.triu(across & down, 1))]
