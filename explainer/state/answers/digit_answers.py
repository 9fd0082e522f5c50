"""Inputs that are pictures of 8 × 8 pixels: the sample at the cursor, the weights that look at them, and a drawing."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.engine.scenario.classes import classes_of
from explainer.engine.scenario.data import Data
from explainer.files.base.wording import counted
from explainer.state.answers.class_answers import class_names
from explainer.state.answers.network_answers import Answering
from explainer.state.answers.network_at_cursor import Present
from explainer.state.answers.pad import BLOCK, PIXELS, SIDE, Pad
from explainer.state.walkthrough.walkthrough import Walkthrough


class Pictures(QObject):
    """Follows the present network, and what it answers to the drawing on `pad`; `changed` when any of it is another.

    Works only while `present` is wanted.
    """

    changed = Signal()

    def __init__(
        self, walkthrough: Walkthrough, clock: Callable[[], float] = perf_counter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self.present, self.pad = Present(walkthrough, self), Pad(self)
        self.answering = Answering(self.present, clock, self)
        self._asked: bytes = b""
        self.present.changed.connect(self._on_changed)
        self.pad.changed.connect(self._on_changed)
        self.answering.changed.connect(self.changed)

    @property
    def why_not(self) -> str:
        """Why there are no pictures, in words; nothing where there are."""
        units = self.present.settings.network.layers[0].units
        if units == PIXELS:
            return ""
        return f"Pictures have {SIDE} × {SIDE} = {PIXELS} inputs; this network has {counted(units, 'input')}."

    @property
    def when(self) -> str:
        """How many updates made the network that is looked at, in words."""
        return f"after {counted(self.present.done, 'update')}"

    @property
    def brightest(self) -> float:
        """The input of a pixel that is all ink, in the units of the data set."""
        return float(self.present.settings.data.inputs.max()) or 1.0

    @property
    def sample(self) -> Array:
        """The sample at the cursor, shape (8, 8), from 0 to 1; NaN where there are no pictures."""
        inputs = self._walkthrough.known.scenario.data.inputs[self._walkthrough.known.row]
        return np.full((SIDE, SIDE), np.nan) if self.why_not else _square(np.clip(inputs / self.brightest, 0, 1))

    @property
    def sample_name(self) -> str:
        """Which sample that is and, where targets are classes, what it shows."""
        data, row = self._walkthrough.known.scenario.data, self._walkthrough.known.row
        classes, names = classes_of(data.targets), self._walkthrough.run.scenario.network.layers[-1].names
        name = f"sample {row + 1:,}"
        if classes is None:
            return name
        return f"{name}: {class_names(names, data.targets)[int(classes.named_by(data.targets[row : row + 1])[0])]}"

    @property
    def weights(self) -> Array:
        """The weights of each unit of the first layer, shape (units, 8, 8)."""
        weights = self.present.settings.network.layers[1].weights(self.present.theta)
        return np.zeros((0, SIDE, SIDE)) if self.why_not else weights.reshape(-1, SIDE, SIDE)

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The names of the units of the first layer."""
        return self.present.settings.network.layers[1].names

    @property
    def drawing(self) -> Array:
        """The drawing, shape (8, 8), from 0 to 1 in sixteenths."""
        return _square(self.pad.levels / BLOCK**2)

    @property
    def inputs(self) -> Array:
        """The drawing as inputs in the units of the data set, shape (64,)."""
        return self.drawing.ravel() * self.brightest

    @property
    def output_names(self) -> tuple[str, ...]:
        return self.present.settings.network.layers[-1].names

    @property
    def outputs(self) -> Array:
        """What the network makes of the drawing, shape (output units,); NaN as long as there is none, or it
        may not be told."""
        answer = self.answering.answer
        is_asked = not self.pad.is_empty and not self.why_not
        if answer is None or not is_asked or self.present.untold(self.inputs[None])[0]:
            return np.full(len(self.output_names), np.nan)
        return np.asarray(answer.outputs[0])

    def feed(self) -> str:
        """Put the drawing in the place of the sample that is shown: one edit, which can be undone.

        Return in words what stays as it was and what else is another; nothing where nothing was fed in.
        """
        before = self._data
        if not self.why_not and not self.pad.is_empty:
            self._walkthrough.set_inputs(self.inputs)
        return "" if self._data.same_as(before) else self._fed(before)

    @property
    def _data(self) -> Data:
        return self._walkthrough.known.scenario.data

    def _fed(self, before: Data) -> str:
        """Say what is still the target of the drawing, and how many inputs are scaled otherwise than before."""
        sample, _, target = self.sample_name.partition(": ")
        its = f"its target is still {target}" if target else "its targets are what they were"
        said = f"{sample[:1].upper()}{sample[1:]} is your drawing now; {its} (change that on the canvas or in Data)."
        others = int(np.not_equal(before.scaling, self._data.scaling).any(0).sum())
        if not others:
            return said
        are = "is" if others == 1 else "are"
        return f"{said} Scaling follows from all samples, so {counted(others, 'input')} {are} scaled otherwise now."

    def finish(self) -> None:
        """Answer now."""
        self._ask()
        self.answering.finish()

    def _on_changed(self) -> None:
        if self.present.is_watched:
            self._ask()
            self.changed.emit()

    def _ask(self) -> None:
        """Ask about the drawing, if it is another."""
        if self.why_not or self.pad.is_empty:
            self.answering.forget()
            self._asked = b""
        elif self._asked != self.inputs.tobytes():
            self._asked = self.inputs.tobytes()
            self.answering.ask([self.inputs[None]])


def _square(pixels: Array) -> Array:
    return np.asarray(pixels.reshape(SIDE, SIDE))
