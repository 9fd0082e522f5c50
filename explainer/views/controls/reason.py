"""Why a plot has nothing to show, in the middle of where it would be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.views.controls.controls import Label


class Reason(Label):
    """Takes the place of `plot`, and of all other widgets, while there is a reason why they cannot be shown."""

    def __init__(self, *plot: QWidget) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, margin=24)
        self._plot = plot
        self.setProperty("role", "caption")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.hide()

    def show_reason(self, text: str) -> bool:
        """Show the reason, or the plot where there is none; return whether there is one."""
        self.setText(text)
        self.setVisible(bool(text))
        for widget in self._plot:
            widget.setVisible(not text)
        return bool(text)
