"""What is heard of a number of a picture, and by what it is found again."""

from __future__ import annotations

from typing import NamedTuple

from explainer.picture.geometry import Box
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element


class Seat(NamedTuple):
    """In which card or shape a number is, and which of its numbers it is; -1 for a card without numbers."""

    card: tuple[str | int, ...]
    text: int


class Heard(NamedTuple):
    """What is said of a number and how much it is, its place in the picture, and what it belongs to."""

    name: str
    value: str
    box: Box
    element: Element | None
    symbol: Symbol | None = None
