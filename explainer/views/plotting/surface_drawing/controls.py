"""The controls of a landscape: over which two parameters it is, and small buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explainer.state.surface.surface import Axes
from explainer.views.controls.controls import OwnKeys
from explainer.views.controls.parameter_chooser import ParameterChooser
from explainer.views.plotting import Figure

_LETTERS_BELOW = 16
"""How many letters of a name an open chooser shows at least."""


def add_choosers(figure: Figure, axes: Axes) -> tuple[ParameterChooser, ParameterChooser]:
    """Add a chooser for each axis, from left to right and from bottom to top."""
    across, up = (
        ParameterChooser(figure.walkthrough, choice, figure.display, is_brief=True) for choice in (axes.across, axes.up)
    )
    for chooser, way in ((across, "from left to right"), (up, "from bottom to top")):
        chooser.setToolTip(f"What changes {way}")
        chooser.setAccessibleName(f"Weight or bias {way}")
        chooser.view().setMinimumWidth(chooser.fontMetrics().horizontalAdvance("m") * _LETTERS_BELOW)
        figure.add_control(chooser)
    return across, up


def add_button(figure: Figure, text: str, tip: str, do: Callable[[], None]) -> QToolButton:
    """Add a narrow button that does something; Space presses it."""
    button = QToolButton(figure)
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setProperty("role", "segment")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    OwnKeys(button, Qt.Key.Key_Space)
    button.clicked.connect(do)
    figure.add_control(button)
    return button
