"""A figure that a book, a lecture or a page prints of a calculation."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.printed_number import PrintedNumber, read_printed


class PrintedFigure(NamedTuple):
    """What is printed for a symbol of an update (from 1), of one sample (a row of the data, from 1; None where the
    update has one only). It is `factor` times ours; `wrong` where it is known to be, with what was done in `note`."""

    update: int
    symbol: str
    printed: str
    sample: int | None = None
    factor: float = 1.0
    wrong: bool = False
    note: str = ""

    @property
    def number(self) -> PrintedNumber:
        return read_printed(self.printed)
