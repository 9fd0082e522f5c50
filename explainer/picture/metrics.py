"""How large texts come out: told by whoever draws them, so that pictures can be made without drawing."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol


class LabelMetrics(Hashable, Protocol):
    """The widths of labels and numbers on the canvas."""

    def width(self, text: str, bold: bool = False) -> float:
        """Return how wide a text gets, in pixels of the picture."""
