"""A number that a person has worked out, or has been given."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.printed_number import PrintedNumber


class WrittenAnswer(NamedTuple):
    """What a person has for a symbol of an update (from 1), of one sample (a row of the data, from 1; None where it is
    not said). `place` tells where it was read: the line of a file, from 1. What is written may be no number: then there
    is its `text`."""

    symbol: str
    number: PrintedNumber | None
    update: int = 1
    sample: int | None = None
    place: int = 0
    text: str = ""
