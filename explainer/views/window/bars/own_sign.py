"""A sign in the status bar that numbers of the person's own are shown; a click mends them."""

from __future__ import annotations

from PySide6.QtGui import QAction

from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import YOURS
from explainer.trace.notations.naming import spoken_name
from explainer.views.controls.controls import ActionButton

_MOST = 2


class OwnSign(ActionButton):
    """Listens to the walkthrough and the display; seen while own numbers are in the update."""

    def __init__(self, walkthrough: Walkthrough, display: Display, mend: QAction) -> None:
        self._walkthrough, self._display = walkthrough, display
        super().__init__(mend)
        self.setObjectName("own_sign")
        walkthrough.moved.connect(self._show)
        display.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setVisible(self._walkthrough.known.has_own)
        self._show_action()

    def _show_action(self) -> None:
        """Name the numbers; the action is called by what it does."""
        can_mend = self.defaultAction().isEnabled()
        text = f"{YOURS} yours: {self._names()}{'  ×' if can_mend else ''}"
        if text != self.text():
            self.setText(text)
        self.setAccessibleName(f"Your own numbers: {self._names()}{'. Press to mend them' if can_mend else ''}")

    def _names(self) -> str:
        known, notation = self._walkthrough.known, self._display.writing.notation
        own = known.own_numbers
        names = [spoken_name(known.scenario, symbol, notation) for symbol in own[:_MOST]]
        return ", ".join([*names, *([f"{len(own) - _MOST} more"] if len(own) > _MOST else [])])
