"""A figure of what the present network makes of inputs, among the samples of the data set."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from explainer.files.base.wording import counted
from explainer.state.answers.boundary_answers import Plane, is_other_data
from explainer.state.answers.fit_answers import Fitting
from explainer.state.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.reason import Reason
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.notice import Notice
from explainer.views.plotting.parts.key import ClassKey

NOT_FINITE = "Nothing can be drawn: what the network puts out here is not finite. The numbers have grown too large."


class OverInputs(Figure):
    """Lets the network answer only while it is seen; has a key of marks, and axes that can be moved and zoomed.

    A subclass says in `show_samples` which axes show all samples, draws in `draw_answers`, and tells in `why_empty`
    where nothing came of it. Listens to the walkthrough and the display. While the run grows it shows the newest
    network, else that of the cursor.
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
        self.watch(answers.present)
        self.key = ClassKey(display)
        self.reason, self.notice = Reason(self.plot, self.key, self.legend), Notice(self.plot, display)
        self.body.insertWidget(0, self.key)
        self.body.insertWidget(0, self.reason, 1)
        self.plot.plotItem.vb.disableAutoRange()
        self.plot.plotItem.vb.sigRangeChanged.connect(self.draw_soon)
        answers.changed.connect(self.redraw)
        answers.present.changed.connect(self.draw_soon)

    @property
    def when(self) -> str:
        """Which network this is."""
        return f"after {counted(self._answers.present.done, 'update')}"

    def show_samples(self) -> None:
        """Make the axes show all samples, whatever the network makes of them yet."""

    def draw_answers(self) -> None:
        """Ask for what the axes show, and draw what is there."""

    def why_empty(self) -> str:
        """Return why there are axes but no answers in sight, in a sentence; nothing where there are some."""
        return ""

    def draw(self) -> None:
        if self.reason.show_reason(self._answers.why_not):
            self.say("")
            self.setAccessibleDescription(self.reason.text())
            return
        if not self._is_fitted:
            self._is_fitted = True
            self.show_samples()
        self.draw_answers()
        self.notice.show_sentence(self.why_empty())
        self.setAccessibleDescription(f"{self.accessibleDescription()} {self.notice.text}".strip())

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
        previous, data = self.walkthrough.previous, self.walkthrough.run.scenario.data
        if previous is None or is_other_data(previous.scenario.data, data):
            self._is_fitted = False
        super().on_changed()
