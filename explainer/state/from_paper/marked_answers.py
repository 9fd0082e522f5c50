"""A person's answers to the run, marked in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explainer.engine.scenario.written_answer import WrittenAnswer
from explainer.export.marked import why_unplaced
from explainer.files.answers import PASTED, read_answers, read_pasted
from explainer.files.checks import ScenarioError
from explainer.files.ordinary_file import as_given
from explainer.files.wording import counted
from explainer.state.background.work import Slices, until_time_is_up
from explainer.state.from_paper.places import updates_as_begun
from explainer.state.from_paper.withheld import Withheld
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.variants.marking.marked import Marked, MarkedSheet
from explainer.variants.marking.marking import marked_in_pieces
from explainer.variants.marking.placing import UnplacedError
from explainer.variants.typed_number import DIGITS

MOST_UPDATES = 1000
_NONE = "there are no answers in it; each line has a symbol and its value"


class MarkedAnswers(Withheld):
    """Marks one sheet at a time, and again after an edit or with other digits; `changed` tells that it is done, cannot
    be done, or that less is told: while a result is asked for, nothing is. `marked` tells that it is done with another
    sheet."""

    marked = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, parent)
        self.source = ""
        """Where the answers are from."""
        self.digits = DIGITS
        self.is_done, self._is_other = True, False
        self._answers: Sequence[WrittenAnswer] = ()
        self._sheet: MarkedSheet | None = None
        self._rows: list[Marked] = []
        self._coming: Iterator[Marked | None] = iter(())
        self._slices = Slices(until_time_is_up(self._piece), self)
        walkthrough.edited.connect(self._mark)

    @property
    def sheet(self) -> MarkedSheet | None:
        """All that is marked; None until it is, and while nothing may be told."""
        return None if self.is_withheld else self._sheet

    def open_path(self, path: str) -> None:
        """Mark the answers in a CSV file."""
        self._read(as_given(Path(path)), lambda: read_answers(Path(path)))

    def paste(self, text: str) -> None:
        """Mark the answers in a text, or in cells of a spreadsheet."""
        self._read(PASTED, lambda: read_pasted(text))

    def ask_for(self, digits: int) -> None:
        """Mark again, with so many significant digits asked for."""
        if digits != self.digits:
            self.digits = digits
            self._mark()

    def _read(self, source: str, read: Callable[[], Sequence[WrittenAnswer]]) -> None:
        self.source, self._mistake, self._answers, self._is_other = source, "", (), True
        try:
            self._answers = read()
        except ScenarioError as error:
            self._refuse(str(error))
        else:
            self._mark()

    def _mark(self) -> None:
        if not self.source or (self._mistake and not self._answers):
            return
        updates = max((answer.update for answer in self._answers), default=0)
        begun = updates_as_begun(self._walkthrough.run)
        if not updates:
            self._refuse(f"{self.source}: {_NONE}")
        elif updates > MOST_UPDATES:
            self._refuse(f"{self.source}: answers to update {updates:,}, but no more than {MOST_UPDATES:,} are marked")
        elif begun is not None and updates > begun:
            self._refuse(
                f"{self.source}: answers to update {updates:,}, but numbers or settings were changed after"
                f" {counted(begun, 'update')}. Undo the change to mark them"
            )
        else:
            self._begin()

    def _begin(self) -> None:
        self._mistake, self._sheet, self._rows, self.is_done = "", None, [], False
        self._coming = marked_in_pieces(self._walkthrough.run.scenario_after(0), self._answers, digits=self.digits)
        self._slices.start()
        self.changed.emit()

    def _refuse(self, sentence: str) -> None:
        self._slices.stop()
        self._mistake, self._sheet, self._rows, self.is_done = sentence, None, [], True
        self.changed.emit()

    def _piece(self) -> bool:
        try:
            for row in self._coming:
                if row is not None:
                    self._rows.append(row)
                return True
        except UnplacedError as error:
            self._refuse(f"{self.source}, line {error.answer.place}: {why_unplaced(error)}")
            return False
        self._sheet, self.is_done = MarkedSheet(self._rows), True
        self.changed.emit()
        if self._is_other and not self.is_withheld:
            self._is_other = False
            self.marked.emit()
        return False
