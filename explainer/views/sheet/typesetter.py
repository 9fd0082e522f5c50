"""Sets symbols while nobody waits: first those that are on the page, then those of the lines ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from explainer.state.background.work import Slices, until_time_is_up
from explainer.views.look.typeset import is_prepared, prepare

_SECONDS = 0.004
"""How long a slice is; a key that is pressed meanwhile waits no longer than this and one symbol."""


class TexNeeded(NamedTuple):
    """The symbols of a page in parts, the most important one first, and groups of those for later."""

    page: Sequence[Iterable[str]] = ()
    later: Sequence[Iterable[str]] = ()


class Typesetter(QObject):
    """Prepares what it is asked for in slices of a few milliseconds, and emits `page_ready` when a part of the page is
    done that was not before, `later_ready` at the end of each group of symbols for later.

    It works from `start` until all is prepared or `stop`.
    """

    page_ready = Signal()
    later_ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._slices = Slices(until_time_is_up(self._set_next, seconds=_SECONDS), self, is_urgent=True)
        self._work: Iterator[str | None] = iter(())
        self._is_done = True

    def ask(self, needed: TexNeeded) -> None:
        """Take up the symbols of a page, part by part, then those for later, instead of what was asked before."""
        parts = (self._part(part) for part in needed.page)
        self._work = chain(*parts, *(chain(group, (None,)) for group in needed.later))
        self._is_done = False

    def _part(self, part: Iterable[str]) -> Iterator[str]:
        missing = [tex for tex in dict.fromkeys(part) if not is_prepared(tex)]
        yield from missing
        if missing:
            self.page_ready.emit()

    def start(self) -> None:
        if not self._is_done:
            self._slices.start()

    def stop(self) -> None:
        self._slices.stop()

    def _set_next(self) -> bool:
        try:
            tex = next(self._work)
        except StopIteration:
            self._is_done = True
            return False
        if tex is None:
            self.later_ready.emit()
            return True
        prepare(tex)
        return True
