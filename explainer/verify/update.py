"""What the rows of one update have shown so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from explainer.verify.rows import TraceRow


class RowsSoFar(NamedTuple):
    """A number that is settled, and the row that made it or used it first; 0: it starts from that."""

    value: float
    row: int
    made: bool = True


class SumSoFar(NamedTuple):
    """A sum that runs through the samples, and what bounds its rounding: how many terms, and their absolute total."""

    known: RowsSoFar
    terms: int = 0
    size: float = 0.0


@dataclass
class Update:
    """What is known of one update so far."""

    number: int
    epoch: int
    steps: int = 0
    made: dict[str, dict[str, RowsSoFar]] = field(default_factory=dict)
    latest: dict[str, RowsSoFar] = field(default_factory=dict)
    sums: dict[str, SumSoFar] = field(default_factory=dict)
    settings: dict[str, RowsSoFar] = field(default_factory=dict)
    masks: dict[tuple[str, str], RowsSoFar] = field(default_factory=dict)
    awaited: dict[tuple[str, str], tuple[TraceRow, float]] = field(default_factory=dict)
    claims: dict[str, tuple[frozenset[str], int]] = field(default_factory=dict)
    trained: dict[str, None] = field(default_factory=dict)

    @property
    def samples(self) -> int:
        return len(self.made) - ("" in self.made)

    def makes(self, symbol: str) -> bool:
        """Tell whether a row about the whole batch has made the symbol."""
        return symbol in self.made.get("", ())
