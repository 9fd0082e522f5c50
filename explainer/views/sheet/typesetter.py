"""Sets symbols while nobody waits: first those that are on the page, then those of the lines ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from PySide6.QtCore import QObject, Signal

from explainer.state.background.work import Slices, until_time_is_up
from explainer.views.look.typeset import is_prepared, prepare

_SECONDS = 0.004
"""How long a slice is; a key that is pressed meanwhile waits no longer than this and one symbol."""


class Typesetter(QObject):
    """Prepares what it is asked for in slices of a few milliseconds, and emits `page_ready` when the page is done,
    `later_ready` at the end of each group of symbols for later.

    It works from `start` until all is prepared or `stop`.
    """

    page_ready = Signal()
    later_ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._slices = Slices(until_time_is_up(self._set_next, seconds=_SECONDS), self, is_urgent=True)
        self._last_of_page: str | None = None
        self._work: Iterator[str | None] = iter(())
        self._is_done = True

    def ask(self, page: Iterable[str], *later: Iterable[str]) -> None:
        """Take up the symbols of a page, then those for later, instead of what was asked before."""
        missing = [tex for tex in dict.fromkeys(page) if not is_prepared(tex)]
        self._last_of_page = missing[-1] if missing else None
        self._work = chain(missing, *(chain(group, (None,)) for group in later))
        self._is_done = False

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
        if tex == self._last_of_page:
            self._last_of_page = None
            self.page_ready.emit()
        return True
