"""How large texts come out in a plain face, without Qt: points are narrow, a minus is wide, all else is as wide."""

from __future__ import annotations

_SHARES = {**dict.fromkeys(" .,:·il", 0.5), "−": 1.25}
"""Of the width of a digit; exact in binary, so that what just fits does fit."""


class PlainLabels:
    """The widths of labels on the canvas."""

    def width(self, text: str, bold: bool = False) -> float:
        return (8.25 if bold else 7.5) * sum(_SHARES.get(letter, 1.0) for letter in text)


PLAIN_LABELS = PlainLabels()
