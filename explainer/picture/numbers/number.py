"""A number on the canvas, and its text: always with all the digits that are asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from explainer.picture.metrics import LabelMetrics
from explainer.trace.formula.notation import YOURS, show
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.magnitudes import Magnitude, written_extremes

MORE = " +"
"""Written behind a sum that goes on."""
PLUS = "+"


class Number(NamedTuple):
    """A number with its label. A value that is not known yet is always `math.nan` itself, so that numbers compare.

    `symbol` is None for what no line makes; `is_result` tells the result of the current line, `is_operand` what it is
    made of, `is_partial` a sum that goes on, `is_signed` one whose plus is written too, `is_own` one of the
    person's own.
    """

    label: str
    value: float
    symbol: Symbol | None = None
    is_result: bool = False
    is_operand: bool = False
    is_partial: bool = False
    is_signed: bool = False
    is_own: bool = False

    def text(self, digits: int) -> str:
        """Return the number as it is written: with its plus where it shows one, and with what follows its sum."""
        before = PLUS if self.is_signed and self.value > 0 else ""
        after = (YOURS if self.is_own else "") + (MORE if self.is_partial else "")
        return f"{before}{show(self.value, digits)}{after}"


@lru_cache(maxsize=512)
def widest(
    metrics: LabelMetrics, magnitude: Magnitude, digits: int, bold: bool = False, is_signed: bool = False
) -> float:
    """Return how wide numbers of a magnitude get, written with that many digits."""
    before = metrics.width(PLUS, bold) if is_signed else 0.0
    widths = [(value < 0, metrics.width(show(value, digits), bold)) for value in written_extremes(magnitude, digits)]
    return max(width if is_negative else before + width for is_negative, width in widths)


@lru_cache(maxsize=1024)
def shortened(metrics: LabelMetrics, text: str, room: float, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it would be wider than `room`."""
    if metrics.width(text, bold) <= room:
        return text
    while text and metrics.width(f"{text}…", bold) > room:
        text = text[:-1]
    return f"{text}…"
