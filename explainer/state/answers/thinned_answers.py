"""What the thinned networks of dropout make of the sample that is shown, with the weights before the update."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.measure.evaluate import as_network_gets_them
from explainer.engine.measure.thinned_networks import Ensemble, ThinnedNetworks, hidden_units
from explainer.engine.run.run import Run
from explainer.engine.scenario.batches import keep_mask
from explainer.engine.scenario.scenario import Scenario
from explainer.state.background.work import Slices, Watched, until_time_is_up
from explainer.state.walkthrough.walkthrough import Walkthrough

NO_DROPOUT = "No unit sits out: this scenario has no dropout. It is set in Settings, under Training."
NO_HIDDEN = "No unit can sit out: dropout is for hidden units, and this network has none."


def why_not_thinned(scenario: Scenario) -> str:
    """Return why there are no thinned networks, in words; nothing where there are."""
    if not scenario.dropout:
        return NO_DROPOUT
    return "" if hidden_units(scenario) else NO_HIDDEN


class ThinnedAnswers(Watched):
    """Puts the sample at the cursor through every thinned network, little by little while it is watched.

    Listens to the walkthrough; `changed` when there is another result, or another network is the one of this update.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._networks: ThinnedNetworks | None = None
        self._of: tuple[Run, int, int] | None = None
        self._ensemble: Ensemble | None = None
        self._slices = Slices(until_time_is_up(self._answer_some, perf_counter), self)
        walkthrough.moved.connect(self._on_moved)

    @property
    def scenario(self) -> Scenario:
        """The scenario in force at the cursor's update."""
        return self._walkthrough.known.scenario

    @property
    def why_not(self) -> str:
        """Why there is nothing to show, in words; nothing where there is."""
        return why_not_thinned(self.scenario)

    @property
    def row(self) -> int:
        """Which row of the data set the sample is."""
        return self._walkthrough.known.row

    @property
    def update(self) -> int:
        """The update whose weights give the answers, before it changes them."""
        return self._walkthrough.known.update

    @property
    def ensemble(self) -> Ensemble | None:
        """The result; None as long as it is not there, or while a result is asked for."""
        is_of_now = self._of == self._place() and not self._walkthrough.known.reveal.is_quiet
        return self._ensemble if is_of_now else None

    @property
    def drawn(self) -> int | None:
        """Which of the networks this update trains on the sample; None before its output is computed, and where it is
        not among them."""
        known, ensemble = self._walkthrough.known, self.ensemble
        if ensemble is None or known.answered <= known.sample:
            return None
        masks = keep_mask(known.scenario, known.update, known.samples, ensemble.masks.shape[1])
        same = np.flatnonzero((ensemble.masks == (masks[known.sample] > 0)).all(1))
        return int(same[0]) if same.size else None

    def finish(self) -> None:
        """Work out at once all that is missing."""
        self._look()
        while self._answer_some():
            pass

    def _place(self) -> tuple[Run, int, int]:
        return self._walkthrough.run, self.update, self.row

    def _on_watched(self) -> None:
        if self.is_watched:
            self._look()
        else:
            self._slices.stop()

    def _on_moved(self) -> None:
        if self.is_watched:
            self._look()
            self.changed.emit()

    def _look(self) -> None:
        """Begin anew where the cursor is at other weights or another sample."""
        if self._of != self._place():
            self._of, self._networks, self._ensemble = self._place(), None, None
            if not self.why_not:
                scenario = self._walkthrough.scenario
                data = scenario.data
                self._networks = ThinnedNetworks(scenario, as_network_gets_them(data, data.inputs[self.row][None])[0])
        if self._networks is not None and self.is_watched:
            self._slices.start()

    def _answer_some(self) -> bool:
        networks = self._networks
        if networks is None:
            return False
        has_more = networks.advance()
        if not has_more:
            self._ensemble, self._networks = networks.ensemble, None
            self.changed.emit()
        return has_more
