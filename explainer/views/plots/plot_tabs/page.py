"""The page of one plot: the plot itself, made when it is first seen, or a sentence why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from explainer.state.background.work import once_after
from explainer.state.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label
from explainer.views.plots.plots import PLOTS, Plot, make_plot


class PlotPage(QStackedWidget):
    """Holds one plot, which is made when it is first seen; where it makes no sense, a sentence why.

    Its libraries take as long to import as all else: a window that opens is painted before.

    `wanted` when the person asks for it, `said` for what it says.
    """

    wanted = Signal(QWidget)
    said = Signal(str)

    def __init__(
        self, plot: Plot, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.plot = plot
        self.setObjectName(f"{plot.name}_plot")
        self._shared = walkthrough, pointing, display
        self._view: QWidget | None = None
        self._is_painted = False
        self._later = once_after(0, self._show_what_is_possible, self)
        self._why_not = Label(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, margin=24)
        self._why_not.setProperty("role", "caption")
        self.addWidget(self._why_not)
        self.hide()
        walkthrough.edited.connect(self._show_what_is_possible)

    @property
    def is_closable(self) -> bool:
        """Whether there need be neither a tab nor a window of this plot: that of the first always is."""
        return self.plot is not PLOTS[0]

    @property
    def view(self) -> QWidget | None:
        """The plot itself, if it was made."""
        return self._view

    def ask(self) -> None:
        """Ask for this plot to be shown."""
        self.wanted.emit(self)

    def _show_what_is_possible(self) -> None:
        """Show plot or sentence, as long as somebody looks."""
        if not self.isVisible() or (self._view is None and not self._is_painted):
            return
        why_not = self.plot.why_not(self._shared[0].run.scenario)
        self._why_not.setText(why_not)
        self.setCurrentWidget(self._why_not if why_not else self.made())

    def made(self) -> QWidget:
        """Return the plot itself, made now if nobody saw it yet."""
        if self._view is None:
            self._view = make_plot(self.plot, *self._shared)
            if said := getattr(self._view, "said", None):
                said.connect(self.said)
            self.addWidget(self._view)
        return self._view

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window().windowHandle()
        self._is_painted |= window is not None and window.isExposed()
        self._show_what_is_possible()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self._later.start()
