"""Inputs that are pictures of 8 × 8 pixels: the sample at the cursor, the weights that look at them, and a drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array, frozen
from explainer.engine.measure.classes import classes_of
from explainer.engine.scenario.data import Data
from explainer.files.wording import counted
from explainer.state.answers.class_answers import class_names
from explainer.state.answers.network_answers import PictureAnswers
from explainer.state.walkthrough.walkthrough import Walkthrough

SIDE, BLOCK = 8, 4
DOTS = SIDE * BLOCK
PIXELS = SIDE * SIDE
BRUSH = 3.0
"""The radius of the brush, in dots: strokes as wide as those of the data set."""


class Pad(QObject):
    """32 × 32 dots of ink. Each 4 × 4 of them make one pixel, from 0 to 16 by how many are inked: this is how the
    digits of the data set were made from scanned forms (E. Alpaydin, C. Kaynak, UCI Machine Learning Repository).

    `changed` when there is more or less ink. Places are (x, y) in dots, from 0, the upper left first.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dots = np.zeros((DOTS, DOTS), dtype=np.bool_)

    @property
    def dots(self) -> NDArray[np.bool_]:
        """The ink, shape (rows, columns)."""
        return self._dots

    @property
    def is_empty(self) -> bool:
        return not self._dots.any()

    @property
    def levels(self) -> Array:
        """The pixels row by row, shape (64,), each from 0 to 16."""
        blocks = self._dots.reshape(SIDE, BLOCK, SIDE, BLOCK)
        return frozen(blocks.sum(axis=(1, 3)).ravel())

    def stroke(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a line with the round brush."""
        (x0, y0), (x1, y1) = start, end
        dx, dy = x1 - x0, y1 - y0
        y, x = np.mgrid[:DOTS, :DOTS] + 0.5
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / ((dx * dx + dy * dy) or 1.0), 0, 1)
        self._ink(np.hypot(x - x0 - along * dx, y - y0 - along * dy) <= BRUSH)

    def fill_pixel(self, column: int, row: int) -> None:
        """Ink one pixel whole."""
        self._set(self._with_pixel(column, row, True))

    def clear_pixel(self, column: int, row: int) -> None:
        """Take the ink of one pixel away."""
        self._set(self._with_pixel(column, row, False))

    def clear(self) -> None:
        self._set(np.zeros_like(self._dots))

    def fill_frame(self) -> None:
        """Make the drawing as high as the pad and put it in the middle, as the digits of the data set are."""
        rows, columns = np.flatnonzero(self._dots.any(1)), np.flatnonzero(self._dots.any(0))
        if not rows.size:
            return
        height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
        scale = DOTS / max(height, width)
        y, x = ((np.arange(DOTS) + 0.5 - DOTS / 2) / scale for _ in range(2))
        y, x = y + rows[0] + height / 2, x + columns[0] + width / 2
        is_within = np.logical_and.outer(np.abs(y - rows[0] - height / 2) <= height / 2, (x >= 0) & (x < DOTS))
        nearest = self._dots[np.ix_(*(np.clip(axis, 0, DOTS - 1).astype(int) for axis in (y, x)))]
        self._set(nearest & is_within)

    def _with_pixel(self, column: int, row: int, is_inked: bool) -> NDArray[np.bool_]:
        dots = self._dots.copy()
        dots[row * BLOCK : (row + 1) * BLOCK, column * BLOCK : (column + 1) * BLOCK] = is_inked
        return dots

    def _ink(self, more: NDArray[np.bool_]) -> None:
        self._set(self._dots | more)

    def _set(self, dots: NDArray[np.bool_]) -> None:
        if not np.array_equal(dots, self._dots):
            self._dots = dots
            self.changed.emit()


class DigitAnswers(PictureAnswers):
    """The sample at the cursor and the weights of the first layer as pictures; the outputs for the drawing on `pad`."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, parent)
        self.pad = Pad(self)
        self._asked: bytes = b""
        self.at_cursor.changed.connect(self._on_changed)
        self.pad.changed.connect(self._on_changed)

    @property
    def why_not(self) -> str:
        """Why there are no pictures, in words; nothing where there are."""
        units = self.at_cursor.settings.network.layers[0].units
        if units == PIXELS:
            return ""
        return f"Pictures have {SIDE} × {SIDE} = {PIXELS} inputs; this network has {counted(units, 'input')}."

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
        weights = self.at_cursor.settings.network.layers[1].weights(self.at_cursor.theta)
        return np.zeros((0, SIDE, SIDE)) if self.why_not else weights.reshape(-1, SIDE, SIDE)

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The names of the units of the first layer."""
        return self.at_cursor.settings.network.layers[1].names

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
        return self.at_cursor.settings.network.layers[-1].names

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
        self._ask()
        super().finish()

    def _on_changed(self) -> None:
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


def _square(pixels: Array) -> Array:
    return np.asarray(pixels.reshape(SIDE, SIDE))
