"""How large things are drawn, in the picture's own pixels, of which one is never less than one on screen.

Text is 12 of them high (9 points): nothing is smaller, so nothing gets smaller than that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

TEXT = 12
LINE = 15.0
CHIP_HEIGHT = 20.0
CONTRIBUTION_WIDTH = 94.0
BADGE_HEIGHT = 20.0
BADGE_WIDTH = 112.0
TARGET_WIDTH = 86.0
TARGET_HEIGHT = 40.0
TARGET_HEIGHT_STACKED = 54.0
DIAMOND = (116.0, 50.0)
MARGIN = 8.0
TOP = 44.0
STATUS_LINE = 20.0
MOST_CHIPS = 20
"""A pair of layers with more edges than this has labels on the edges of the step only, as have folded pictures."""
WIDEST_GAP = 260.0
LARGEST_SCALE = 3.0


@dataclass(frozen=True)
class Form:
    """One way of drawing units. `pitch` is the least distance of rows, `ease` the one that is comfortable.

    `gap` and `ease_gap` are the same for the room between columns; `badge` the distance from a unit to the badge above
    or below it. The name of a unit stands beside its numbers in a flat one and makes it wider.
    """

    is_round: bool
    input: tuple[float, float]
    unit: tuple[float, float]
    gap: float
    ease_gap: float
    badge: float
    pitch: float
    ease: float

    def fitted(self, name_width: float, chip_width: float) -> Form:
        """Return the form for names of this width, with room between columns for chips of that width."""
        unit = self.unit if self.is_round else (self.unit[0] + name_width, self.unit[1])
        gap = max(self.gap, chip_width + 8)
        return replace(self, unit=unit, gap=gap, ease_gap=max(self.ease_gap, gap))


ROUND = Form(True, (78, 60), (84, 84), gap=132, ease_gap=150, badge=3, pitch=138, ease=146)
FLAT = Form(False, (78, 34), (80, 34), gap=90, ease_gap=136, badge=1, pitch=57, ease=84)
BIAS_UNDER_UNIT = CHIP_HEIGHT + 6
