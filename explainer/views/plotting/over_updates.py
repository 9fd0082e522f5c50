"""A figure over the updates of the run, as far as a history has worked them out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from explainer.state.display import Display
from explainer.state.histories.history import History
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.marker import Marker

BELOW = "updates done"
_SPECIAL = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class OverUpdates(Figure):
    """Lets its history work only while it is seen; marks the cursor, and a click goes to an update."""

    tells_only_past = True

    def __init__(
        self,
        walkthrough: Walkthrough,
        display: Display,
        history: History,
        *,
        title: str,
        left: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, display, title=title, below=BELOW, left=left, parent=parent)
        self.history = history
        self.watch(history)
        self.marker = Marker(self)
        walkthrough.grew.disconnect(self.draw_soon)  # the history says so when it has followed
        history.changed.connect(self.draw_soon)

    @property
    def which_updates(self) -> str:
        """Tell which updates are drawn where not all of them are: "every 2nd update"."""
        stride = self.history.stride
        ending = _ENDINGS.get(stride % 10, "th") if stride % 100 not in _SPECIAL else "th"
        return f"every {stride:,}{ending} update" if stride > 1 else ""

    def finish(self) -> None:
        self.history.finish()

    def draw_cursor(self) -> None:
        """Mark the cursor; draw anew where other moments may be told there."""
        if self.is_told_otherwise:
            self.redraw()
        self.marker.show([])

    def dress(self) -> None:
        super().dress()
        self.marker.dress(self.display.palette.text)

    def on_changed(self) -> None:
        """Draw the other run; where it is of another scenario, in axes of its own."""
        if self.walkthrough.previous is None:
            self.fit()
        else:
            self.redraw()
