"""The printed figures of the scenario that is open, held against ours in slices."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from explainer.engine.scenario.scenario import Published
from explainer.state.background.work import Slices, Watched, until_time_is_up
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.variants.printed.as_printed import FoundCause, explained_in_pieces
from explainer.variants.printed.comparison import Compared, compared

Found = tuple[Compared, FoundCause]


class PrintedFigures(Watched):
    """Compares while it is watched. `changed` tells that more is found, or that other figures are asked for."""

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self.published: Published | None = None
        self.found: list[Found] = []
        self._coming: Iterator[Found | None] = iter(())
        self._some = until_time_is_up(self._piece)
        self._slices = Slices(self._work, self)
        walkthrough.edited.connect(self._look)
        self._look()

    @property
    def applies(self) -> bool:
        """Whether the numbers are still those that the figures are printed for."""
        run, published = self._walkthrough.run, self.published
        return published is not None and published.applies_to(run.settings(run.updates))

    def _look(self) -> None:
        published = self._walkthrough.scenario.published
        if published is not self.published:
            self.published, self.found = published, []
            self._coming = _each(published) if published else iter(())
        self._on_watched()
        self.changed.emit()

    def _on_watched(self) -> None:
        if self.is_watched:
            self._slices.start()
        else:
            self._slices.stop()

    def _work(self, count: int) -> int:
        before = len(self.found)
        done = self._some(count)
        if len(self.found) > before:
            self.changed.emit()
        return done

    def _piece(self) -> bool:
        for found in self._coming:
            if found is not None:
                self.found.append(found)
            return True
        return False


def _each(published: Published) -> Iterator[Found | None]:
    """Yield each figure with what explains it, and None after each piece of work on the way to that."""
    for found in compared(published):
        for explanation in explained_in_pieces(found, published):
            yield None if explanation is None else (found, explanation)
