"""What the network makes of a single input, over a range of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.files.wording import counted
from explainer.state.answers.network_answers import PictureAnswers
from explainer.state.answers.over_inputs.boundary_answers import with_margin
from explainer.state.walkthrough.walkthrough import Walkthrough

POINTS = 401
_MARGIN = 0.1


class Range(NamedTuple):
    """The values of the input that are shown, in the units of the data set."""

    left: float
    right: float


class FitCurve(NamedTuple):
    """The outputs, shape (points, output units), at the inputs `x`, shape (points,), after `done` updates."""

    x: Array
    outputs: Array
    done: int
    is_live: bool


class FitAnswers(PictureAnswers):
    """The outputs over a range of the input."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, parent)
        self._range: Range | None = None

    @property
    def why_not(self) -> str:
        """Why there is no curve, in words; nothing where there is."""
        units = self.at_cursor.settings.network.layers[0].units
        return "" if units == 1 else f"A curve is drawn over one input; this network has {counted(units, 'input')}."

    @property
    def natural_range(self) -> Range:
        """The values where the samples are, with a margin."""
        return Range(*with_margin(self.at_cursor.settings.data.inputs[:, 0], _MARGIN))

    def look_at(self, within: Range) -> None:
        """Look at these values. A range that is empty, or not finite, is not taken."""
        if self.why_not:
            self._range = None
            self.answers.forget()
        elif np.isfinite(within).all() and within.left < within.right and within != self._range:
            self._range = within
            self.answers.ask([np.linspace(*within, POINTS)[:, None]])

    @property
    def curve(self) -> FitCurve | None:
        """The last outputs; None before the first, and where the network has other inputs or outputs now."""
        answer = self.answers.answer
        if answer is None or self.why_not or answer.inputs.shape[1] != 1:
            return None
        return FitCurve(answer.inputs[:, 0], answer.outputs, answer.done, answer.is_live)

    def at(self, x: float) -> Array:
        """Return the outputs at one input, shape (output units,)."""
        return self.answers.at(np.array([x]))
