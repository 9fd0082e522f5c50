"""A figure of what the present network makes of inputs, among the samples of the data set."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from explainer.state.fitted import Fitting
from explainer.state.plane import Plane, is_other_data
from explainer.state.walkthrough import Walkthrough
from explainer.views.display import Display
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.key import Key
from explainer.views.plotting.reason import Reason


class OverInputs(Figure):
    """Lets the network answer only while it is seen; has a key of marks, and axes that can be moved and zoomed.

    A subclass says in `show_samples` which axes show all samples, and draws in `draw_answers`. Listens to the
    walkthrough and the display. While the run grows it shows the newest network, else that of the cursor.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        display: Display,
        answers: Plane | Fitting,
        *,
        title: str,
        left: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, display, title=title, below="i1", left=left, counts=False, parent=parent)
        self._answers, self._is_fitted = answers, False
        answers.setParent(self)
        self.key = Key(display)
        self.reason = Reason(self.plot, self.key, self.legend)
        self.body.insertWidget(0, self.key)
        self.body.insertWidget(0, self.reason, 1)
        self.plot.plotItem.vb.disableAutoRange()
        self.plot.plotItem.vb.sigRangeChanged.connect(self.draw_soon)
        answers.changed.connect(self.redraw)
        answers.present.changed.connect(self.draw_soon)

    @property
    def when(self) -> str:
        """Which network this is."""
        done = self._answers.present.done
        return f"after {done:,} update{'' if done == 1 else 's'}"

    def show_samples(self) -> None:
        """Make the axes show all samples, whatever the network makes of them yet."""

    def draw_answers(self) -> None:
        """Ask for what the axes show, and draw what is there."""

    def draw(self) -> None:
        if self.reason.show_reason(self._answers.why_not):
            self.say("")
            self.setAccessibleDescription(self.reason.text())
            return
        if not self._is_fitted:
            self._is_fitted = True
            self.show_samples()
        self.draw_answers()

    def fit(self) -> None:
        """Show all samples."""
        self._is_fitted = False
        self.redraw()

    def finish(self) -> None:
        self.draw()  # which asks for what is to be worked out
        self._answers.finish()
        self.draw()

    def picture_title(self) -> str:
        return f"{super().picture_title()} · {self.when}"

    def paint_key(self, painter: QPainter, room: QRectF) -> float:
        return self.key.paint(painter, room)

    def on_changed(self) -> None:
        """Other samples get axes of their own; an edit of one leaves them alone."""
        ghost, data = self.walkthrough.ghost, self.walkthrough.run.scenario.data
        if ghost is None or is_other_data(ghost.scenario.data, data):
            self._is_fitted = False
        super().on_changed()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        self._answers.present.set_wanted(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._answers.present.set_wanted(False)
        super().hideEvent(event)
