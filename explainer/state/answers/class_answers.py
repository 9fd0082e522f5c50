"""Which class the network at the cursor puts every sample into, against the class that it belongs to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.measure.classes import classes_of, classes_to_tell, confusion
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.state.answers.network_answers import Answer, PictureAnswers
from explainer.state.walkthrough.walkthrough import Walkthrough

LIVE_MS = 150
"""How often all samples are sorted while the run grows: nobody reads counts that change more often."""
NO_CLASSES = (
    "The targets name no classes. To name them, each sample has a 1 at one output and 0 at all others, or a single"
    " output with the targets 0 and 1, or −1 and 1."
)
ONE_CLASS = "All targets name one class: there is nothing to tell apart."
NUMBERS = "The outputs are {}: they are to find numbers, not classes."


class ClassCounts(NamedTuple):
    """How many samples of each class (row) were put into each class (column), in the last column into none;
    `training` and, where there is a test part, `test` have shape (classes, classes + 1). `names` are the classes'."""

    names: tuple[str, ...]
    training: NDArray[np.intp]
    test: NDArray[np.intp] | None
    done: int
    is_live: bool


def accuracy_of(counts: NDArray[np.intp]) -> float:
    """Return the share of samples that are put into their own class."""
    return float(np.trace(counts) / counts.sum())


class ClassAnswers(PictureAnswers):
    """Sorts all samples of the data set by the outputs for them."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, parent, LIVE_MS)
        self._inputs: Array | None = None
        self._sorted: tuple[Answer, ClassCounts | None] | None = None
        self.at_cursor.changed.connect(self._on_network)

    @property
    def why_not(self) -> str:
        """Why there is nothing to sort, in words; nothing where there is."""
        return _why_not(self.at_cursor.settings)

    def _on_network(self) -> None:
        if self.at_cursor.is_watched:
            self._ask()

    def finish(self) -> None:
        self._ask()
        super().finish()

    def _ask(self) -> None:
        inputs = self.at_cursor.settings.data.inputs
        if inputs is self._inputs:
            return
        self._inputs = inputs
        if self.why_not:
            self.answers.forget()
        else:
            self.answers.ask([inputs])

    @property
    def counts(self) -> ClassCounts | None:
        """The last result; None as long as there is none of these data."""
        answer = self.answers.answer
        if answer is None or len(answer.outputs) != len(answer.settings.data.inputs):
            return None
        if self._sorted is None or self._sorted[0] is not answer:
            self._sorted = (answer, _count(answer))
        return self._sorted[1]


def _why_not(scenario: Scenario) -> str:
    """Return why there are no classes to tell apart, or nothing where there are."""
    if classes_to_tell(scenario):
        return ""
    if not classes_of(scenario.data.targets):
        return NO_CLASSES
    activation = ACTIVATIONS[scenario.network.layers[-1].activation]
    return ONE_CLASS if activation.limits else NUMBERS.format(activation.spoken)


def _count(answer: Answer) -> ClassCounts | None:
    """Sort the answers of all samples; None where targets are no classes or outputs not finite."""
    data = answer.settings.data
    classes = classes_to_tell(answer.settings)
    if classes is None or not np.isfinite(answer.outputs).all():
        return None
    right, named = classes.named_by(data.targets), classes.named_by(answer.outputs)
    parts = [rows if len(rows) else None for rows in (data.training.rows, data.test.rows)]
    counts = [None if rows is None else confusion(right[rows], named[rows], classes.count) for rows in parts]
    if counts[0] is None:
        return None
    names = class_names(answer.settings.network.layers[-1].names, data)
    return ClassCounts(names, counts[0], counts[1], answer.done, answer.is_live)


def class_names(outputs: tuple[str, ...], data: Data) -> tuple[str, ...]:
    """Return what the classes are called: as in the data, else by their output units or, with a single one, by the two
    targets."""
    if len(outputs) > 1:
        return data.classes if len(data.classes) == len(outputs) else outputs
    return ("−1", "1") if -1.0 in data.targets else ("0", "1")
