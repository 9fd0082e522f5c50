"""The run beside the one at hand: owned here, trained as far as the other one, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.run.checkpoints import MemoryBudget
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.locate import load_file
from explainer.files.wording import as_sentence, one_line
from explainer.state.background.work import Slices, Watched
from explainer.state.comparison.offers import BEFORE_EDIT, FILE, Offer, offers
from explainer.state.walkthrough.changes import Edited, EditKind
from explainer.state.walkthrough.known_of_run import known_losses
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Trace

SECRET = "While a bug is to be found there is nothing to compare with: it would tell too much."
NOTHING = "There is nothing to compare with: change a number or a setting, or open a file."
_NO_LOSSES = np.zeros(0)


class SecondRun(Watched):
    """Another run, chosen by its key among `offers`; without a choice that before the last edit, or the first there is.

    Listens to the walkthrough. `changed` when it is another run or there is more of it, `said` with a sentence for the
    person.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._slices = Slices(self._train, self)
        self._key = ""
        self._file: Scenario | None = None
        self._file_name = self._edit = ""
        self._offers: list[Offer] | None = None
        self._source: Run | Scenario | None = None
        self.run: Run | None = None
        walkthrough.edited.connect(self._on_edited)
        walkthrough.grew.connect(self._on_grew)
        walkthrough.moved.connect(self._on_moved)

    # which run

    @property
    def offers(self) -> Sequence[Offer]:
        """What may be chosen, the likeliest first."""
        if self._offers is None:
            walkthrough = self._walkthrough
            text = f"before “{self._edit}”" if self._edit else "before the last edit"
            before = [Offer(BEFORE_EDIT, text)] if walkthrough.ghost else []
            found = offers(walkthrough.run.origin(), walkthrough.name)
            file = [Offer(FILE, self._file_name)] if self._file else []
            if walkthrough.bug_shown is BugShown.CLOSED:
                found = [offer for offer in found if offer.key != "right"]
            self._offers = [*before, *file, *found]
        return self._offers

    @property
    def offer(self) -> Offer | None:
        """What is chosen; None where there is nothing to choose."""
        if self.why_not:
            return None
        chosen = next((offer for offer in self.offers if offer.key == self._key), None)
        return chosen or self.offers[0]

    @property
    def why_not(self) -> str:
        """Why there is no other run, in words; nothing where there is one."""
        if self._walkthrough.scenario.has_secret:
            return SECRET
        return "" if self.offers else NOTHING

    def choose(self, key: str) -> None:
        """Put another run beside."""
        self._key = key
        self._look()

    def open(self, path: str) -> None:
        """Put the run of a scenario file beside, or say why it cannot be read."""
        try:
            self._file = load_file(path)
        except ScenarioError as error:
            self.said.emit(as_sentence(str(error)))
            return
        self._file_name = self._file.title or one_line(Path(path).stem)
        self._offers = None
        self.choose(FILE)

    # what it has

    @property
    def is_behind(self) -> bool:
        """Whether it has still to be trained to be as far as the other."""
        return self.run is not None and self.run.stopped is None and self.run.updates < self._goal

    @property
    def _goal(self) -> int:
        """As many updates as the other run has, and the one that the cursor is in."""
        return max(self._walkthrough.run.updates, self._walkthrough.cursor.update - 1)

    @property
    def trace(self) -> Trace | None:
        """Its lines of the update that the cursor is in; None as long as it is not trained so far, or cannot be."""
        run, here = self.run, self._walkthrough.trace
        update = self._walkthrough.cursor.update
        if run is None or run.updates < update - 1 or (run.stopped is not None and run.stopped <= update):
            return None
        return here.alike(run.pass_of(update))

    @property
    def losses(self) -> tuple[Array, Array]:
        """The losses before each update, here and there, as far as they are known; there not of more than here."""
        known = self._walkthrough.known
        here = known_losses(known, self._walkthrough.run)
        there = known_losses(known, self.run) if self.run else _NO_LOSSES
        return here, there[: len(here)]

    def finish(self) -> None:
        """Train it at once as far as the other is."""
        self._look()
        while self._train(self._goal):
            pass

    # training it

    def _train(self, count: int) -> int:
        if not self.is_behind or self.run is None:
            return 0
        made = self.run.advance(min(count, self._goal - self.run.updates))
        self.changed.emit()
        return made

    def _look(self) -> None:
        """Take another run where another one is meant, and train it."""
        source = self._meant()
        if not _is_same(source, self._source):
            self.run = _run_of(source, self._walkthrough.run.memory)
            self._slices.forget()
        self._source = source
        if self.is_watched and self.is_behind:
            self._slices.start()
        self.changed.emit()

    def _meant(self) -> Run | Scenario | None:
        """Return what the other run is made of: the run before the edit, or a scenario."""
        offer = self.offer
        if offer is None:
            return None
        if offer.key == BEFORE_EDIT:
            return self._walkthrough.ghost
        return self._file if offer.make is None else offer.make(self._walkthrough.run.origin())

    def _on_watched(self) -> None:
        if self.is_watched:
            self._look()
        else:
            self._slices.stop()

    def _on_edited(self, edited: Edited) -> None:
        self._offers = None
        self._edit = "" if edited.kind is EditKind.UNDO else edited.text
        if self.is_watched:
            self._look()

    def _on_grew(self) -> None:
        if self.is_watched and self.is_behind:
            self._slices.start()

    def _on_moved(self) -> None:
        if self.is_watched:
            self._on_grew()
            self.changed.emit()


def _is_same(one: Run | Scenario | None, other: Run | Scenario | None) -> bool:
    return one is other or (isinstance(one, Scenario) and isinstance(other, Scenario) and one.same_as(other))


def _run_of(source: Run | Scenario | None, memory: MemoryBudget) -> Run | None:
    """Return a run of one's own: of a run that there is already one that goes the same way, so that the other stays as
    long as it was; undo brings it back."""
    if isinstance(source, Run):
        return Run(source.scenario, source.past, source.start, memory=memory)
    return None if source is None else Run(source, memory=memory)
