"""Where a number can come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Symbol
from explainer.trace.notations.naming import spoken_name
from explainer.variants.slips.slip import Slip


class Rank(IntEnum):
    """Kinds of change, the plainest first."""

    MISREAD = 1
    SLIP_HERE = 2
    SETTING = 3
    ROUNDING = 4
    RATE = 5
    DOUBLED = 6
    SLIP_BEFORE = 7
    BUG = 8
    EVERYWHERE = 9


class Change(NamedTuple):
    """What is changed, in words of files, and `told` in words of the screen where these are others: a slip at its
    line, or at every such line."""

    words: str
    rank: Rank
    slip: Slip | None = None
    told: str = ""

    def spoken(self, notation: Notation) -> str:
        """Return the change as the screen tells it, with its symbols."""
        slip = self.slip
        if slip is None:
            return self.told or self.words
        if self.rank is Rank.EVERYWHERE:
            return f"the slip {self.told}: {slip.spoken(notation)}"
        if self.rank is Rank.SLIP_HERE:
            return f"a slip here: {slip.spoken(notation)}"
        step = slip.step
        name = spoken_name(step.scenario, step.symbol, notation)
        return f"a slip at {name} of update {step.of.number:,}: {slip.spoken(notation)}"


Changes = tuple[Change, ...]
_SAME = 12
"""Numbers with as many digits in common are the same."""


@dataclass(frozen=True)
class Match:
    """A place where the number is after some changes: line `step` of an update, or 0 for a number that no line of the
    scenario as it is makes."""

    update: int
    sample: int | None
    step: int
    symbol: Symbol
    name: str
    value: float
    changes: Changes = ()

    @property
    def place(self) -> tuple[int, int | None, str]:
        return self.update, self.sample, self.name

    def has(self, rank: Rank) -> bool:
        return any(change.rank is rank for change in self.changes)

    @property
    def value_there(self) -> tuple[object, ...]:
        """By which a slip made everywhere, or a cut, is not told where something plainer comes to the same number."""
        return *self.place, f"{self.value:.{_SAME}g}"

    @property
    def way(self) -> tuple[object, ...]:
        """What tells it from other matches."""
        return *self.place, *(change.slip.sentence if change.slip else change.words for change in self.changes)

    def plainness(self, number: float) -> tuple[int, ...]:
        """What is less comes first: of 0.3 what is just that, before what is rounded to it; a slip shortly before the
        place is likelier than one long before."""
        slips = (change.slip.step for change in self.changes if change.slip)
        nearest = max(((step.of.number, step.number) for step in slips), default=(0, 0))
        rank = sum(change.rank for change in self.changes)
        return rank, self.value != number, self.update, self.step, -nearest[0], -nearest[1]


@dataclass(frozen=True)
class FoundPlaces:
    """The matches, fewest changes first; `places` is at how many places the number is in all, so far as was looked.
    What is not `whole` was looked for without slips and roundings, since the updates are large."""

    digits: int
    matches: tuple[Match, ...]
    places: int
    whole: bool = True
