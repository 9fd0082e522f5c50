"""Which lines of the cursor's update are apart in two runs: looked for in slices, told as far as they are known."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QObject, Signal

from explainer.state.background.work import Slices, Watched
from explainer.state.comparison.second_run import SecondRun
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.side_by_side.line_pairs import LinePair, LinePairs

MOST_LINES = 20_000
"""Of an update with more lines the rest is not gone through."""


class ApartLines(Watched):
    """Puts the lines of both runs beside each other and goes through them while it is watched.

    Listens to the second run, and by it to the walkthrough; `changed` when there is something else to tell.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, second: SecondRun, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._second = walkthrough, second
        self._slices = Slices(self._look_at, self)
        self._pairs: LinePairs | None = None
        self._apart: list[int] = []
        self._done = 0
        second.changed.connect(self._look)

    @property
    def pairs(self) -> LinePairs | None:
        """The lines of the cursor's update beside the other's; None while there is no other."""
        return self._pairs

    @property
    def is_complete(self) -> bool:
        return self._pairs is not None and self._done == self._most

    @property
    def _most(self) -> int:
        return min(len(self._pairs), MOST_LINES) if self._pairs else 0

    @property
    def compared(self) -> int:
        """How many of the lines that are known were gone through."""
        return min(self._walkthrough.known.reached, self._done)

    @property
    def is_up_to_date(self) -> bool:
        """Whether these are all that are gone through."""
        return self.compared == min(self._walkthrough.known.reached, self._most)

    @property
    def count(self) -> int:
        """How many of those are apart."""
        return bisect_right(self._apart, self.compared)

    def first(self, most: int) -> list[LinePair]:
        """Return the first ones that are apart, of those that are known."""
        pairs = self._pairs
        return [pairs.at(number) for number in self._apart[: min(most, self.count)]] if pairs else []

    def finish(self) -> None:
        """Go through all of them at once."""
        self._look()
        while self._look_at(MOST_LINES):
            pass

    def _on_watched(self) -> None:
        if self.is_watched:
            self._look()
        else:
            self._slices.stop()

    def _look(self) -> None:
        """Begin anew where it is another update, or another run."""
        other, here = self._second.trace, self._walkthrough.trace
        if other is None:
            self._pairs, self._apart, self._done = None, [], 0
        elif self._pairs is None or not self._pairs.is_like(here, other):
            self._pairs, self._apart, self._done = LinePairs(here, other), [], 0
        if self.is_watched and self._done < self._most:
            self._slices.start()
        self.changed.emit()

    def _look_at(self, count: int) -> int:
        pairs, last = self._pairs, min(self._done + count, self._most)
        if pairs is None or self._done >= last:
            return 0
        numbers = range(self._done + 1, last + 1)
        self._apart += [number for number in numbers if pairs.at(number).is_apart]
        self._done = last
        if self._done == self._most:
            self.changed.emit()
        return len(numbers)
