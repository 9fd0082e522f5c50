"""Inputs that are pictures of digits: the sample at the cursor, the weights that look at them, and a drawing."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.measure.classes import classes_of
from explainer.engine.scenario.data import Data
from explainer.files.images.sizes import share_of_side, side_of, why_no_images
from explainer.files.images.stages import LEVELS
from explainer.files.wording import counted
from explainer.state.answers.class_answers import class_names
from explainer.state.answers.digits.pad import Pad
from explainer.state.answers.network_answers import PictureAnswers
from explainer.state.walkthrough.walkthrough import Walkthrough


class DigitAnswers(PictureAnswers):
    """The sample at the cursor and the weights of the first layer as pictures; the outputs for the drawing on `pad`."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, parent)
        self.pad = Pad(parent=self)
        self._asked: bytes = b""
        self._fitted: Array | None = None
        self.at_cursor.changed.connect(self._on_changed)
        self.pad.changed.connect(self._on_changed)
        self._fit_pad()

    @property
    def why_not(self) -> str:
        """Why there are no pictures, in words; nothing where there are."""
        return why_no_images(self.at_cursor.settings.network.layers[0].units)

    @property
    def side(self) -> int:
        """How many pixels a picture has in a row."""
        return side_of(self.at_cursor.settings.network.layers[0].units)

    @property
    def when(self) -> str:
        """How many updates made the network that is shown, in words."""
        return f"after {counted(self.at_cursor.done, 'update')}"

    @property
    def brightest(self) -> float:
        """The input of a pixel that is all ink, in the units of the data set."""
        return float(self.at_cursor.settings.data.inputs.max()) or 1.0

    @property
    def sample(self) -> Array:
        """The sample at the cursor, shape (side, side), from 0 to 1; NaN where there are no pictures."""
        inputs = self._walkthrough.known.scenario.data.inputs[self._walkthrough.known.row]
        if self.why_not:
            return np.full((self.side, self.side), np.nan)
        return self._square(np.clip(inputs / self.brightest, 0, 1))

    @property
    def sample_name(self) -> str:
        """Which sample that is and, where targets are classes, what it shows."""
        data, row = self._walkthrough.known.scenario.data, self._walkthrough.known.row
        classes, names = classes_of(data.targets), self._walkthrough.run.scenario.network.layers[-1].names
        name = f"sample {row + 1:,}"
        if classes is None:
            return name
        return f"{name}: {class_names(names, data)[int(classes.named_by(data.targets[row : row + 1])[0])]}"

    @property
    def weights(self) -> Array:
        """The weights of each unit of the first layer, shape (units, side, side)."""
        weights = self.at_cursor.settings.network.layers[1].weights(self.at_cursor.theta)
        return np.zeros((0, self.side, self.side)) if self.why_not else weights.reshape(-1, self.side, self.side)

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The names of the units of the first layer."""
        return self.at_cursor.settings.network.layers[1].names

    @property
    def drawing(self) -> Array:
        """The drawing, shape (side, side), from 0 to 1 in sixteenths."""
        if self.pad.side != self.side:  # it is about to follow another network
            return np.zeros((self.side, self.side))
        return self._square(self.pad.levels / LEVELS)

    @property
    def inputs(self) -> Array:
        """The drawing as inputs in the units of the data set, shape (side²,)."""
        return self.drawing.ravel() * self.brightest

    @property
    def output_names(self) -> tuple[str, ...]:
        """What the outputs are called: as the classes are that they stand for, if they do."""
        settings = self.at_cursor.settings
        names = settings.network.layers[-1].names
        return class_names(names, settings.data) if len(names) > 1 else names

    @property
    def outputs(self) -> Array:
        """What the network makes of the drawing, shape (output units,); NaN as long as there is none, or it
        is hidden."""
        answer = self.answers.answer
        is_asked = not self.pad.is_empty and not self.why_not
        if answer is None or not is_asked or self.at_cursor.are_hidden(self.inputs[None])[0]:
            return np.full(len(self.output_names), np.nan)
        return np.asarray(answer.outputs[0])

    def feed(self) -> str:
        """Put the drawing in the place of the sample that is shown: one edit, which can be undone.

        Return in words what stays as it was and what else has changed; nothing where nothing was fed in.
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
        self._fit_pad()
        self._ask()
        super().finish()

    def _fit_pad(self) -> None:
        """Have a pad of as many pixels, and digits on it as large, as those of the data are."""
        inputs = self.at_cursor.settings.data.inputs
        if not self.why_not and inputs is not self._fitted:
            self._fitted = inputs
            self.pad.set_side(self.side, share_of_side(inputs, self.side))

    def _on_changed(self) -> None:
        self._fit_pad()
        if self.at_cursor.is_watched:
            self._ask()
            self.changed.emit()

    def _ask(self) -> None:
        if self.why_not or self.pad.is_empty:
            self.answers.forget()
            self._asked = b""
        elif self._asked != self.inputs.tobytes():
            self._asked = self.inputs.tobytes()
            self.answers.ask([self.inputs[None]])

    def _square(self, pixels: Array) -> Array:
        return np.asarray(pixels.reshape(self.side, self.side))
