"""What is said of a person's answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Symbol
from explainer.variants.slips.slip import Slip


class AnswerVerdict(StrEnum):
    """Right; right from a wrong number of one's own; a slip that is known; too few digits; wrong; not there."""

    RIGHT = "right"
    FOLLOWS = "follows"
    SLIP = "slip"
    FEW_DIGITS = "few digits"
    WRONG = "wrong"
    BLANK = "blank"


class Named(NamedTuple):
    """A slip that gives a number: its kind, by which one is told from another, and the sentence about it."""

    kind: str
    sentence: str
    slip: Slip | None = None

    def spoken(self, notation: Notation) -> str:
        """Return the sentence with symbols as the screen has them."""
        return self.slip.spoken(notation) if self.slip else self.sentence


@dataclass(frozen=True)
class Marked:
    """A line, or a number of the scenario, and what is said of the answer. `given` is text where
    it is no number; `expected` is what it comes to from the person's own numbers; `follows_from` the wrong one among
    these, by name, that it is made of, and `origin` its symbol."""

    update: int
    sample: int | None
    symbol: Symbol
    name: str
    given: float | str | None
    expected: float
    verdict: AnswerVerdict
    slips: tuple[Named, ...] = ()
    follows_from: str | None = None
    origin: Symbol | None = None

    @property
    def is_wrong(self) -> bool:
        return self.verdict in (AnswerVerdict.SLIP, AnswerVerdict.WRONG)


@dataclass(frozen=True)
class MarkedSheet:
    """All marked lines of a person, in their order."""

    rows: Sequence[Marked]

    @property
    def first_wrong(self) -> Marked | None:
        return next((row for row in self.rows if row.is_wrong), None)

    def count(self, verdict: AnswerVerdict) -> int:
        """Return how many lines have a verdict; the same slip twice counts once."""
        if verdict is AnswerVerdict.SLIP:
            return len(self.kinds)
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def kinds(self) -> Counter[str]:
        """How often each slip was made, by the name of its kind; of a number that several give, the first."""
        seen: Counter[str] = Counter()
        for row in self.rows:
            if row.verdict is AnswerVerdict.SLIP:
                names = [slip.kind for slip in row.slips]
                seen[next((name for name in names if name in seen), names[0])] += 1
        return seen
