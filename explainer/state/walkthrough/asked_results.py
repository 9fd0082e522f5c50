"""Which results are asked for, which of them have been answered, and how far a person may go without an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.trace.known.known import Reveal
from explainer.trace.lines.trace import Step

HELD = "Type a number first: any number will do to go on with. P ends predicting."


class Cursor(NamedTuple):
    """A place in a run: the update, from 1, and the step within it; step 0 is before its first line."""

    update: int = 1
    step: int = 0


class Asking(NamedTuple):
    """Which lines are asked for, and of which the formula is hidden with the result."""

    asks: Callable[[Step], bool] = lambda step: True
    hides_formula: Callable[[Step], bool] = lambda step: False


class AskedResults:
    """What is asked for in a run, if anything is. Where that holds, no line that was asked for is passed without an
    answer, and those before the first one are not asked."""

    def __init__(self) -> None:
        self.asking: Asking | None = None
        self._answered: set[Cursor] = set()
        self._open: set[Cursor] = set()
        self._held_from: Cursor | None = None

    def ask(self, asking: Asking | None, held_from: Cursor | None) -> None:
        """Ask for these lines from now on, or for none."""
        self.asking, self._held_from = asking, held_from
        self.forget()

    def forget(self) -> None:
        """Let no line have an answer."""
        self._answered.clear()
        self._open.clear()

    def note(self, line: Cursor, is_asked: bool) -> None:
        """Remember that a person has come to a line."""
        if self._held_from and is_asked:
            self._open.add(line)

    def answer(self, line: Cursor) -> None:
        self._answered.add(line)
        self._open.discard(line)

    def first_open_before(self, line: Cursor) -> Cursor | None:
        """Return the line without an answer that keeps a person from going to another one."""
        return min((it for it in self._open if it < line), default=None)

    def reveal_at(self, line: Cursor, step: Step | None) -> Reveal:
        if self.asking is None:
            return Reveal.SHOWN
        is_asked = step is None or self.asking.asks(step)
        is_told = not is_asked or line in self._answered or (self._held_from and line < self._held_from)
        return Reveal.ANSWERED if is_told else Reveal.ASKED

    def hides_formula(self, step: Step | None) -> bool:
        """Tell whether the formula of a line that is asked for is hidden, too."""
        return self.asking is not None and step is not None and self.asking.hides_formula(step)
