"""The colours of the plane: the class that the network names, the fuller the surer it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from explainer.engine.arrays import Array
from explainer.engine.measure.classes import UNDECIDED
from explainer.picture.palette import Palette
from explainer.state.answers.over_inputs.boundary_answers import AnswerField
from explainer.views.plotting.over_inputs import class_colours

_PALEST, _FULLEST = 0.04, 0.62
"""How much colour there is where the network is undecided, and where it is sure."""


def field_colours(field: AnswerField, palette: Palette) -> NDArray[np.uint8]:
    """Return the colour of every cell, shape (side, side, 3): that of the class, the fuller the surer, and the ground
    where none is ahead."""
    units = field.outputs.shape[2]
    colours = class_colours(palette, max(units, 2))
    full = np.array([QColor(colour).getRgb()[:3] for colour in colours], dtype=np.float64)[field.named]  # type: ignore[index]
    ground = np.array(QColor(palette.panel).getRgb()[:3], dtype=np.float64)  # type: ignore[index]
    sure: Array = _PALEST + (_FULLEST - _PALEST) * np.abs(np.nan_to_num(field.strength))
    sure[field.named == UNDECIDED] = 0
    return np.asarray(ground + (full - ground) * sure[:, :, None]).round().astype(np.uint8)
