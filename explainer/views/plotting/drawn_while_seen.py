"""A view that draws only while it is seen: what happens meanwhile is drawn when it is shown."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from explainer.state.background.work import Watched, once_after
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.reason import Quiet

REPAINT_MS = 50
"""Not more than 20 times a second: while a run is trained, drawing takes its time from that."""
FOLLOW_MS = 16
"""How much later a panel follows the cursor: the step itself is painted first."""
_MOST_OFTEN = 8
"""How many times as long as a drawing took the next one waits: very long curves leave time for training."""


class DrawnWhileSeen(Quiet):
    """Listens to the walkthrough and the display, and draws at most 20 times a second."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, parent)
        self.display = display
        self._is_stale = True
        self._drawn_within: object = None
        self._watches: list[Watched] = []
        self._later = once_after(REPAINT_MS, self.redraw, self)
        self._follow = once_after(FOLLOW_MS, self.draw_cursor, self)
        walkthrough.moved.connect(self._on_moved)
        walkthrough.edited.connect(self.on_changed)
        walkthrough.grew.connect(self.draw_soon)
        display.changed.connect(self._on_display)

    def watch(self, *watched: Watched) -> None:
        """Let something work as long as the panel is seen."""
        self._watches += watched
        for one in watched:
            one.set_watched(self.isVisible())

    # what a subclass says

    def draw(self) -> None:
        """Draw everything for the run and the cursor. Called only while it is seen, or to save it."""

    def draw_cursor(self) -> None:
        """Draw what depends on the cursor, a moment after it moved; by default everything, soon."""
        self.draw_soon()

    def dress(self) -> None:
        """Take the colours and sizes of the display; `draw` comes after."""

    def finish(self) -> None:
        """Work out at once whatever is otherwise worked out little by little while it is seen."""

    # when

    def draw_soon(self) -> None:
        """Draw at most 20 times a second, and only while it is seen."""
        self._is_stale = True
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    @property
    def is_told_otherwise(self) -> bool:
        """Whether more or less of the run is known at the cursor than when this was drawn."""
        return self._drawn_within != self.walkthrough.known.horizon

    def redraw(self) -> None:
        """Draw now or, while it is hidden, when it is shown."""
        self._is_stale = True
        if self.isVisible():
            self._draw_now()

    def prepare(self) -> None:
        """Draw what was not drawn while it was hidden, or is to be drawn soon."""
        if self._is_stale:
            self._draw_now()
        elif self._follow.isActive():
            self._follow.stop()
            self.draw_cursor()

    def _draw_now(self) -> None:
        self._later.stop()
        self._follow.stop()
        self._is_stale = self.is_quiet
        if self.is_quiet:
            return
        self._drawn_within = self.walkthrough.known.horizon
        begun = perf_counter()
        self.draw()
        self._later.setInterval(max(REPAINT_MS, round(_MOST_OFTEN * 1000 * (perf_counter() - begun))))

    def on_revealed(self) -> None:
        self.draw_soon()

    def on_changed(self) -> None:
        """Another run, or another scenario, is looked at."""
        self.redraw()

    def _on_moved(self) -> None:
        if not self.isVisible() or self.is_quiet:
            self._is_stale = True
        elif not self._follow.isActive():
            self._follow.start()

    def _on_display(self) -> None:
        self.dress()
        self.redraw()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        for watched in self._watches:
            watched.set_watched(True)
        super().showEvent(event)
        if self._is_stale:
            self._draw_now()

    def hideEvent(self, event: QHideEvent) -> None:
        for watched in self._watches:
            watched.set_watched(False)
        super().hideEvent(event)
        if self._later.isActive() or self._follow.isActive():
            self._later.stop()
            self._follow.stop()
            self._is_stale = True
