"""What the network makes of every pair of inputs in a part of their plane, with the borders that it draws there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.measure.classes import UNDECIDED, Classes, Labels, classes_of, lead
from explainer.engine.measure.contours import contour_lines
from explainer.engine.measure.loss_surface import SurfaceGrid
from explainer.engine.scenario.data import Data
from explainer.files.wording import counted
from explainer.state.answers.network_answers import PictureAnswers
from explainer.state.walkthrough.walkthrough import Walkthrough

FINENESS = (24, 48, 96, 192)
"""How many points there are along each side, from rough to fine."""
_MARGIN = 0.15


class Extent(NamedTuple):
    """A part of the plane, in the units of the data set."""

    left: float
    right: float
    bottom: float
    top: float


class AnswerField(NamedTuple):
    """The answers in the middles of the cells that an extent is cut into.

    `x` and `y` have shape (side,), `outputs` (side, side, output units), row by row from the bottom. With several
    outputs `strength` is how far the largest is ahead of the next, 0 to 1, and `named` which it is. A single output
    is measured from `level`: `strength` is 1 where it is as far above it as targets are, −1 as far below. Where no
    output is ahead, or it is at the level, `named` is UNDECIDED.
    """

    extent: Extent
    x: Array
    y: Array
    outputs: Array
    named: Labels
    strength: Array
    level: float
    done: int
    is_live: bool


class BoundaryAnswers(PictureAnswers):
    """The outputs over an extent of the inputs, roughly first and then finely."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, parent)
        self._extent: Extent | None = None
        self._field: AnswerField | None = None

    @property
    def why_not(self) -> str:
        """Why there is no plane, in words; nothing where there is."""
        units = self.at_cursor.settings.network.layers[0].units
        if units == 2:
            return ""
        return f"A decision boundary is drawn over two inputs; this network has {counted(units, 'input')}."

    @property
    def natural_extent(self) -> Extent:
        """The part of the plane where the samples are, with a margin."""
        inputs = self.at_cursor.settings.data.inputs
        return Extent(*with_margin(inputs[:, 0], _MARGIN), *with_margin(inputs[:, 1], _MARGIN))

    def look_at(self, extent: Extent) -> None:
        """Look at this part of the plane. One that is empty, or not finite, is not taken."""
        has_room = np.isfinite(extent).all() and extent.left < extent.right and extent.bottom < extent.top
        if self.why_not:
            self._extent = self._field = None
            self.answers.forget()
        elif has_room and extent != self._extent:
            self._extent = extent
            self.answers.ask([_points(extent, side) for side in FINENESS])

    @property
    def field(self) -> AnswerField | None:
        """The last answers; None before the first, and where the network has other inputs or outputs now."""
        return self._field if self.answers.answer is not None and not self.why_not else None

    @property
    def classes(self) -> Classes | None:
        """The classes that the targets name, if they do."""
        return classes_of(self.at_cursor.settings.data.targets)

    def at(self, x: float, y: float) -> Array:
        """Return the outputs at a point, shape (output units,)."""
        return self.answers.at(np.array([x, y]))

    def _on_answer(self) -> None:
        answer = self.answers.answer
        if answer is None or answer.inputs.shape[1] != 2:
            return
        side = FINENESS[answer.level]
        inputs = answer.inputs.reshape(side, side, 2)
        x, y = inputs[0, :, 0], inputs[:, 0, 1]
        level, named, strength = _read(answer.outputs, answer.settings.data.targets)
        shape = (side, side)
        self._field = AnswerField(
            _extent_of(x, y),
            x,
            y,
            answer.outputs.reshape(*shape, -1),
            named.reshape(shape),
            strength.reshape(shape),
            level,
            answer.done,
            answer.is_live,
        )
        self.changed.emit()


def with_margin(values: Array, margin: float) -> tuple[float, float]:
    """Return the range of some values, wider by `margin` of itself on both sides; 1 to each side of a single value."""
    low, high = float(values.min()), float(values.max())
    more = margin * (high - low) or 1.0
    return low - more, high + more


def _points(extent: Extent, side: int) -> Array:
    """Return the middles of side × side cells, row by row from the bottom, shape (cells, 2)."""
    steps = (np.arange(side) + 0.5) / side
    x = extent.left + steps * (extent.right - extent.left)
    y = extent.bottom + steps * (extent.top - extent.bottom)
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def _extent_of(x: Array, y: Array) -> Extent:
    """Return the extent whose cells have these middles."""
    half = [(values[-1] - values[0]) / (len(values) - 1) / 2 for values in (x, y)]
    sides = (values[end] + (half[i] if end else -half[i]) for i, values in enumerate((x, y)) for end in (0, -1))
    return Extent(*(float(side) for side in sides))


def level_of(targets: Array) -> tuple[float, float]:
    """Return from where a single output is measured, and how far targets are from there: the border of two classes,
    else 0.5 where all targets are from 0 to 1, else 0."""
    classes, is_share = classes_of(targets), bool(np.all((targets >= 0) & (targets <= 1)))
    level = classes.border if classes else 0.5 if is_share else 0.0
    return level, float(np.abs(targets - level).max()) or 1.0


def _read(outputs: Array, targets: Array) -> tuple[float, Labels, Array]:
    """Return level, class and strength of every row of outputs."""
    if outputs.shape[1] > 1:
        with np.errstate(invalid="ignore"):
            return 0.0, Classes(outputs.shape[1]).named_by(outputs), np.clip(lead(outputs), 0, 1)
    level, far = level_of(targets)
    named = Classes(2, level).named_by(outputs)
    return level, named, np.clip((outputs[:, 0] - level) / far, -1, 1)


def is_other_data(before: Data, after: Data) -> bool:
    """Tell whether the samples differ, not just one of them: a picture then needs other axes."""
    if before.inputs.shape != after.inputs.shape:
        return True
    return int(np.any(before.inputs != after.inputs, axis=1).sum()) > 1


def borders(field: AnswerField) -> Array:
    """Return where one class meets another, as straight pieces of shape (pieces, 2 ends, x and y)."""
    outputs, count = field.outputs, field.outputs.shape[2]
    if count == 1:
        return contour_lines(SurfaceGrid(field.x, field.y, outputs[:, :, 0]), field.level)
    pieces = [np.empty((0, 2, 2))]
    for unit in np.unique(field.named[field.named != UNDECIDED]).tolist():
        with np.errstate(invalid="ignore"):  # infinite outputs have no border
            ahead = outputs[:, :, unit] - np.delete(outputs, unit, axis=2).max(2)
        pieces.append(contour_lines(SurfaceGrid(field.x, field.y, ahead), 0.0))
    return np.concatenate(pieces)
