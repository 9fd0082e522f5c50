"""The error over the nudged parameter as a part of the page: curve, nudge, secant and tangent."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.engine.arrays import Array
from explainer.engine.measure.nudge import Nudge
from explainer.picture.pages.ink import Ink


@dataclass(frozen=True, kw_only=True)
class NudgeChart(Ink):
    """`errors` over w + `offsets`, as far as they are finite. Everything is measured from the point at w, so that the
    tiniest nudge is drawn exactly. `found` is the slope of the nudge up and `slope` the tangent's, NaN where they are
    not to be seen.

    `names` are those of the two axes, `steps` how far the nudge goes along both of them, in words.
    """

    offsets: Array
    errors: Array
    nudge: Nudge
    found: float
    slope: float
    names: tuple[str, str]
    steps: tuple[str, str]
    scale: float
