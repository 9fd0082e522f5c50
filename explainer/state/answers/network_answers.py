"""What the network at the cursor answers to many inputs: in slices of milliseconds, roughly first and then finely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array, frozen
from explainer.engine.measure.evaluate import Forward, as_network_gets_them
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.state.answers.network_at_cursor import REPAINT_MS, NetworkAtCursor
from explainer.state.background.work import SLICE_SECONDS, Slices
from explainer.state.walkthrough.walkthrough import Walkthrough

LIVE_SECONDS = 0.001
"""So long a rough answer may take where a finer one follows, or the next network does."""
_MOST_ROWS = 2048
_FEWEST_ROWS = 64


class Answer(NamedTuple):
    """What the network with these settings and parameters, after `done` updates, makes of the question's inputs.

    `outputs` has shape (samples, output units) and belongs to the inputs of number `level` of the question.
    """

    level: int
    inputs: Array
    outputs: Array
    settings: Scenario
    theta: Array
    done: int
    is_live: bool


class NetworkAnswers(QObject):
    """Answers a question, which is made of inputs at several levels from rough to fine, anew whenever the network at
    the cursor changes.

    Emits `changed` when there is a new answer: one for each level, but rough ones are left out where a finer one takes
    only a moment, and fine ones while the run grows. Unwatched it computes nothing, and the answer may be an old one.
    """

    changed = Signal()

    def __init__(
        self, at_cursor: NetworkAtCursor, clock: Callable[[], float] = perf_counter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.at_cursor, self._clock = at_cursor, clock
        self._question: tuple[Array, ...] = ()
        self._answer: Answer | None = None
        self._asked: Answer | None = None
        self._pieces: list[Array] = []
        self._first = 0
        self._is_stale = False
        self._row_seconds = 0.0
        self._forwards: dict[int, Forward] = {}
        self._forwards_of: Scenario | None = None
        self._slices = Slices(self._work, self, clock, is_urgent=True)
        at_cursor.changed.connect(self._on_changed)

    @property
    def answer(self) -> Answer | None:
        """The last answer; None before the first and where the network has another shape now."""
        return self._answer if self._fits(self._answer) else None

    @property
    def is_complete(self) -> bool:
        """Whether the finest level has been answered for the network at the cursor."""
        return not self._slices.is_working and self._is_answered()

    def ask(self, levels: Sequence[Array]) -> None:
        """Ask for the outputs at these inputs, in the units of the data set; each of shape (samples, input units)."""
        self._question = tuple(frozen(level) for level in levels)
        self._asked = None
        self._on_changed()

    def finish(self) -> None:
        """Answer the finest level now, watched or not."""
        if self._is_possible() and not self._is_answered():
            self._slices.stop()
            self._is_stale = False
            self._start(len(self._question) - 1, self.at_cursor.settings, self.at_cursor.theta)
            while self._asked:
                self._work()

    def at(self, inputs: Array) -> Array:
        """Return the outputs for a single sample, shape (output units,), at once; NaN where they are hidden."""
        settings = self.at_cursor.settings
        if self.at_cursor.are_hidden(inputs[None])[0]:
            return np.full(settings.network.layers[-1].units, np.nan)
        scaled = as_network_gets_them(settings.data, inputs[None])
        return np.asarray(Forward(settings, 1).outputs(self.at_cursor.theta, scaled)[0])

    def forget(self) -> None:
        """Ask nothing any more."""
        self._question, self._answer, self._asked = (), None, None
        self._slices.stop()

    def _on_changed(self) -> None:
        """Begin anew; but finish what is rough, so that a network that never rests is answered, too."""
        if not self.at_cursor.is_watched or not self._is_possible():
            self._slices.stop()
            self._asked = None
            return
        if self._slices.is_working and self._fits(self._asked) and self._asked and self._asked.level == self._first:
            self._is_stale = True
        else:
            self._begin()

    def _is_possible(self) -> bool:
        """Tell whether there is a question, and one for a network with its number of inputs."""
        inputs = self.at_cursor.settings.network.layers[0].units
        return bool(self._question) and self._question[0].shape[1] == inputs

    def _fits(self, answer: Answer | None) -> bool:
        network = self.at_cursor.settings.network
        return answer is not None and answer.settings.network.shape == network.shape

    def _is_answered(self) -> bool:
        """Tell whether the answer is about the finest inputs and the very parameters that are there now."""
        last, settings = self._answer, self.at_cursor.settings
        return (
            last is not None
            and bool(self._question)
            and last.inputs is self._question[-1]
            and _is_same_function(last.settings, settings)
            and np.array_equal(last.theta, self.at_cursor.theta)
        )

    def _begin(self) -> None:
        self._slices.stop()
        self._is_stale = False
        if self._is_answered():
            self._say_again()
            return
        self._first = self._affordable()
        self._start(self._first, self.at_cursor.settings, self.at_cursor.theta)
        self._slices.start()

    def _say_again(self) -> None:
        """The numbers are the same, but perhaps of a later update."""
        if self._answer and (self._answer.done, self._answer.is_live) != (self.at_cursor.done, self.at_cursor.is_live):
            self._answer = self._answer._replace(done=self.at_cursor.done, is_live=self.at_cursor.is_live)
            self.changed.emit()

    def _affordable(self) -> int:
        """Return the finest level that takes a moment only, as far as is known; else the roughest."""
        if not self._row_seconds:
            return 0
        return max((k for k, x in enumerate(self._question) if len(x) * self._row_seconds <= LIVE_SECONDS), default=0)

    def _start(self, level: int, settings: Scenario, theta: Array) -> None:
        none, at_cursor = np.empty((0, 0)), self.at_cursor
        self._asked = Answer(level, self._question[level], none, settings, theta, at_cursor.done, at_cursor.is_live)
        self._pieces = []

    def _work(self, _: int = 1) -> int:
        asked, begun = self._asked, self._clock()
        if asked is None:
            return 0
        total, rows, elapsed = len(asked.inputs), 0, 0.0
        done = sum(len(piece) for piece in self._pieces)
        while done < total and elapsed < SLICE_SECONDS:
            piece = self._piece(asked, done)
            self._pieces.append(piece)
            done, rows = done + len(piece), rows + len(piece)
            elapsed = self._clock() - begun
        self._row_seconds = elapsed / rows if rows else self._row_seconds
        if done == total:
            self._finish(asked)
        return 1

    def _piece(self, asked: Answer, start: int) -> Array:
        if self._forwards_of is not asked.settings:
            self._forwards, self._forwards_of = {}, asked.settings
        most = self._rows_at_once()
        inputs = asked.inputs[start : start + most]
        size = 1 << (len(inputs) - 1).bit_length() if len(inputs) else 1
        forward = self._forwards.get(size) or self._forwards.setdefault(size, Forward(asked.settings, size))
        return forward.outputs(asked.theta, as_network_gets_them(asked.settings.data, inputs))

    def _rows_at_once(self) -> int:
        """Return how many rows take about a third of a slice: a power of two."""
        rows = SLICE_SECONDS / 3 / self._row_seconds if self._row_seconds else 256
        return int(2 ** np.floor(np.log2(np.clip(rows, _FEWEST_ROWS, _MOST_ROWS))))

    def _finish(self, asked: Answer) -> None:
        self._answer = asked._replace(outputs=frozen(np.concatenate(self._pieces)))
        is_last = asked.level == len(self._question) - 1
        self._asked = None
        if self._is_stale:
            self._begin()
        elif is_last or asked.is_live:
            self._slices.stop()  # while the run grows there is no time for what is fine
        else:
            self._start(asked.level + 1, asked.settings, asked.theta)
        self.changed.emit()


class PictureAnswers(QObject):
    """What a picture asks of the network at the cursor, answered while `at_cursor` is watched. Emits `changed` when
    there is something else to show."""

    changed = Signal()

    def __init__(
        self,
        walkthrough: Walkthrough,
        parent: QObject | None,
        repaint_ms: int = REPAINT_MS,
        at_cursor: NetworkAtCursor | None = None,
    ) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self.at_cursor = at_cursor or NetworkAtCursor(walkthrough, self, repaint_ms)
        self.answers = NetworkAnswers(self.at_cursor, parent=self)
        self.answers.changed.connect(self._on_answer)

    def _on_answer(self) -> None:
        self.changed.emit()

    def finish(self) -> None:
        """Answer now, as finely as ever."""
        self.answers.finish()


def _is_same_function(one: Scenario, other: Scenario) -> bool:
    """Tell whether the same parameters make the same outputs of the same inputs in both scenarios."""
    layers = [[(layer.units, layer.activation) for layer in scenario.network.layers] for scenario in (one, other)]
    return (
        layers[0] == layers[1] and one.network.shape == other.network.shape and _is_scaled_alike(one.data, other.data)
    )


def _is_scaled_alike(one: Data, other: Data) -> bool:
    if one is other or one.scale == other.scale == "none":
        return True
    pairs = zip(one.scaling, other.scaling, strict=True)
    return one.scale == other.scale and all(np.array_equal(a, b) for a, b in pairs)
