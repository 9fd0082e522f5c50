"""What comes of a formula: function and slope, typeset and as curves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from explainer.state.answers.drafted_function import TARGET, DraftedFunction
from explainer.state.session.display import Display
from explainer.trace.typeset.function_tex import activation_lines, loss_lines
from explainer.views.own_functions.function_curves import FunctionCurves
from explainer.views.own_functions.function_lines import FunctionLines

_BAR = 14


class FunctionPicture(QWidget):
    """Shows a function; faded while what is typed is another one, or none yet."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._lines, self._curves = FunctionLines(display), FunctionCurves(display)
        self._book = QScrollArea()
        self._book.setAccessibleName("Function and slope as formulas")
        self._book.setFrameShape(QScrollArea.Shape.NoFrame)
        self._book.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._book.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._book.setWidgetResizable(True)
        self._book.setWidget(self._lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._book)
        layout.addWidget(self._curves, 1)

    def show_function(self, function: DraftedFunction | None, name: str, is_loss: bool, is_faded: bool) -> None:
        """Show a function by its name, or nothing where there is none yet."""
        if function is None:
            self._lines.show_lines((), is_faded)
            self._curves.show_curve(None, ("", "", ""), is_faded)
            return
        if is_loss:
            lines = loss_lines(function.value, function.slope)
            names = (f"E where target = {TARGET:g}", "its slope by out", "out")
        else:
            lines = activation_lines(name, function.value, function.slope)
            names = (name, "its slope", "x")
        self._lines.show_lines(lines, is_faded)
        self._curves.show_curve(function.curve, names, is_faded)
        self._book.setFixedHeight(self._lines.sizeHint().height() + _BAR)
