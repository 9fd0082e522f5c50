"""Rounding as on paper: decimal, and half away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite
from typing import Literal, NamedTuple

Kind = Literal["digits", "decimals"]
KINDS: tuple[Kind, ...] = ("decimals", "digits")
MOST_PLACES = 15
_CONTEXT = Context(prec=700, rounding=ROUND_HALF_UP)
_BINARY = 15
"""Digits of a result that are those of the arithmetic; what is behind them comes from binary numbers."""


class Rounding(NamedTuple):
    """To how many significant digits or decimals each result is rounded."""

    kind: Kind
    places: int

    def __call__(self, value: float) -> float:
        """Return the number as it is written down: 0.3775 is 0.378 with 3 decimals, −2.5 is −3 with none. What is not
        finite stays."""
        exact = Decimal(f"{value:.{_BINARY}g}") if isfinite(value) else None
        if not exact:
            return value if exact is None else 0.0
        last = -self.places if self.kind == "decimals" else exact.adjusted() + 1 - self.places
        return float(exact.quantize(Decimal(1).scaleb(last), context=_CONTEXT)) + 0.0

    @property
    def spoken(self) -> str:
        """What it is in words: 3 decimals, 1 digit."""
        return f"{self.places} {self.kind if self.places != 1 else self.kind.removesuffix('s')}"
