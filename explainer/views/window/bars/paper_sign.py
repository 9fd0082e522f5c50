"""A sign in the status bar that lines are also told as on paper; a click puts that away."""

from __future__ import annotations

from PySide6.QtGui import QAction

from explainer.state.session.display import Display
from explainer.views.controls.controls import ActionButton


class PaperSign(ActionButton):
    """Listens to the display; seen while lines are rounded on paper."""

    def __init__(self, display: Display, action: QAction) -> None:
        self._display = display
        super().__init__(action)
        self.setObjectName("paper_sign")
        display.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        paper = self._display.writing.paper
        self.setVisible(paper is not None)
        self._show_action()

    def _show_action(self) -> None:
        """Say how lines are rounded; the action is called by what it does."""
        text = f"On paper: {self._display.rounding.spoken}  ×"
        if text != self.text():
            self.setText(text)
        self.setAccessibleName(f"On paper: {self._display.rounding.spoken}. Press to leave that out")
