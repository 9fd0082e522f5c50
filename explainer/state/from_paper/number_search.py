"""Where a number that was typed can come from in the run, looked for in slices."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from explainer.files.answers import number_in
from explainer.files.checks import ScenarioError
from explainer.state.background.work import Slices, until_time_is_up
from explainer.state.from_paper.places import updates_as_begun
from explainer.state.from_paper.withheld import Withheld
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.variants.finding.find import UPDATES, found_in_pieces
from explainer.variants.finding.match import FoundPlaces


class NumberSearch(Withheld):
    """Looks for one number at a time, and again after an edit; `changed` tells that more is found, or less is told:
    while a result is asked for, nothing is."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, parent)
        self.text = ""
        self.updates = UPDATES
        """The first so many updates are looked through."""
        self.is_done = True
        self._found: FoundPlaces | None = None
        self._coming: Iterator[FoundPlaces | None] = iter(())
        self._slices = Slices(until_time_is_up(self._piece), self)
        walkthrough.edited.connect(self._on_edited)

    @property
    def found(self) -> FoundPlaces | None:
        """What is found by now; None before anything is, and while nothing may be told."""
        return None if self.is_withheld else self._found

    def look_for(self, text: str) -> None:
        """Look for a number as it is typed; what is none is told as a `mistake`."""
        self._stop()
        self.text = text.strip()
        if self.text:
            try:
                number = number_in(self.text)
            except ScenarioError as error:
                self._mistake = str(error)
            else:
                run = self._walkthrough.run
                self.updates = min(UPDATES, updates_as_begun(run) or UPDATES)
                self._coming, self.is_done = found_in_pieces(number, run.scenario_after(0), self.updates), False
                self._slices.start()
        self.changed.emit()

    def forget(self) -> None:
        """Look for nothing."""
        self._stop()
        self.changed.emit()

    def _stop(self) -> None:
        self._slices.stop()
        self.text, self._mistake, self._found = "", "", None
        self._coming, self.is_done = iter(()), True

    def _on_edited(self) -> None:
        if self.text:
            self.look_for(self.text)

    def _piece(self) -> bool:
        for found in self._coming:
            if found is not None:
                self._found = found
                self.changed.emit()
            return True
        self.is_done = True
        self.changed.emit()
        return False
