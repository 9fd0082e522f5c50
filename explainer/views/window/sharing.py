"""How the canvas and what is beside it share the width of the window."""

from __future__ import annotations

CANVAS_SHARE = 0.62
_WHOLE = 680
"""In pixels at zoom 1: a canvas of this width shows the worked example whole."""


def canvas_and_side(width: int, tabs: int, zoom: float, beside_settings: bool) -> tuple[int, int]:
    """Return the widths of canvas and side, which are `width` together.

    The canvas, which is the largest thing, has its share, and beside the settings enough to show a small network whole;
    but the side has room for its `tabs`, or half of the width.
    """
    canvas = max(CANVAS_SHARE * width, _WHOLE * zoom if beside_settings else 0)
    side = round(max(width - canvas, min(tabs, width / 2)))
    return width - side, side
