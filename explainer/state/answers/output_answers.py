"""What the network at the cursor answers to every sample of the data set: a truth table, where inputs are 0 and 1."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.state.answers.class_answers import LIVE_MS
from explainer.state.answers.network_answers import PictureAnswers
from explainer.state.answers.network_at_cursor import NetworkAtCursor
from explainer.state.walkthrough.walkthrough import Walkthrough

_MOST_COMPARED = 200
"""Among more samples none is looked for that has the same inputs as another."""


class LastUsedNetwork(NetworkAtCursor):
    """The network at the cursor; before the first line of an update that of the update before, whose answers are the
    last that have been computed."""

    @property
    def done(self) -> int:
        return super().done - 1 if self._is_before_first_line and not self.is_live else super().done

    @property
    def theta(self) -> Array:
        return self._walkthrough.run.theta(self.done) if self._is_before_first_line else super().theta

    @property
    def hidden_rows(self) -> frozenset[int]:
        """The samples whose outputs are hidden: a line that the cursor has not reached makes them."""
        known, inputs = self._walkthrough.known, self.settings.data.inputs
        if self.done != known.update - 1:
            return frozenset()
        if len(inputs) <= _MOST_COMPARED:  # samples with the same inputs have the same outputs
            return frozenset(np.flatnonzero(self.are_hidden(inputs)).tolist())
        return frozenset(map(int, known.rows[known.answered :]))

    @property
    def _is_before_first_line(self) -> bool:
        cursor = self._walkthrough.cursor
        return not cursor.step and cursor.update > 1


class OutputAnswers(PictureAnswers):
    """Puts every sample through the network. Emits `changed` also where only what is hidden may have changed."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        self.network = LastUsedNetwork(walkthrough, parent, LIVE_MS)
        super().__init__(walkthrough, parent, at_cursor=self.network)
        self._inputs: Array | None = None
        self.at_cursor.changed.connect(self._on_network)

    def _on_network(self) -> None:
        if self.at_cursor.is_watched:
            self._ask()
            self.changed.emit()

    def _ask(self) -> None:
        inputs = self.at_cursor.settings.data.inputs
        if inputs is not self._inputs:
            self._inputs = inputs
            self.answers.ask([inputs])

    @property
    def outputs(self) -> Array | None:
        """The outputs for all samples, shape (rows, output units); None as long as there are none of these data."""
        answer, data = self.answers.answer, self.at_cursor.settings.data
        return answer.outputs if answer and len(answer.outputs) == len(data.inputs) else None

    @property
    def update(self) -> int:
        """The update whose weights give the answers, before it changes them."""
        return self.at_cursor.done + 1

    @property
    def hidden_rows(self) -> frozenset[int]:
        """The samples whose outputs are hidden: a line that the cursor has not reached makes them."""
        return self.network.hidden_rows
