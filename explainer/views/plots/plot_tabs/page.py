"""The page of one plot, made when it is first seen; the cross and the menu of its tab; a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QStatusBar, QTabBar, QToolButton, QVBoxLayout, QWidget

from explainer.state.background.work import once_after
from explainer.state.session.session import Session
from explainer.views.controls.controls import Label, OwnKeys
from explainer.views.controls.messages import Messages
from explainer.views.controls.window_geometry import open_with
from explainer.views.plots.plot_tabs.plots import Plot, make_plot


class PlotPage(QStackedWidget):
    """Holds one plot, which is made when it is first seen; where it makes no sense, a sentence why.

    Its libraries take as long to import as all else: a window that opens is painted before.

    `wanted` when the person asks for it, `arrived` once the plot is made, `said` for what it says, `formula_wanted` for
    the layer that a function is to be written for.
    """

    wanted = Signal(QWidget)
    arrived = Signal(QWidget)
    said = Signal(str)
    formula_wanted = Signal(int)

    def __init__(self, plot: Plot, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.plot = plot
        self.setObjectName(f"{plot.name}_page")
        self.setAccessibleName(f"{plot.title} page")
        self._session = session
        self._view: QWidget | None = None
        self._is_painted = False
        self._later = once_after(0, self._show_what_is_possible, self)
        self._why_not = Label(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, margin=24)
        self._why_not.setProperty("role", "caption")
        self.addWidget(self._why_not)
        self.hide()
        session.walkthrough.edited.connect(self._show_what_is_possible)

    @property
    def view(self) -> QWidget | None:
        """The plot itself, if it was made."""
        return self._view

    def ask(self) -> None:
        """Ask for this plot to be shown."""
        self.wanted.emit(self)

    def _show_what_is_possible(self) -> None:
        """Show plot or sentence, as long as the page is visible."""
        if not self.isVisible() or (self._view is None and not self._is_painted):
            return
        why_not = self.plot.why_not(self._session.walkthrough.run.scenario)
        self._why_not.setText(why_not)
        self.setCurrentWidget(self._why_not if why_not else self.made())

    def made(self) -> QWidget:
        """Return the plot itself, made now if nobody saw it yet."""
        if self._view is None:
            self._view = make_plot(self.plot, self._session)
            for signal in ("said", "formula_wanted"):
                if sent := getattr(self._view, signal, None):
                    sent.connect(getattr(self, signal))
            self.addWidget(self._view)
            self.arrived.emit(self)
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


class Cross(QToolButton):
    """Closes the tab of a plot; `pressed_for` carries the plot's page."""

    pressed_for = Signal(QWidget)

    def __init__(self, page: PlotPage, bar: QTabBar) -> None:
        super().__init__(bar)
        self._page = page
        self.setText("×")
        self.setProperty("role", "cross")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"Close {page.plot.title}")
        self.setAccessibleName(self.toolTip())
        OwnKeys(self, Qt.Key.Key_Space)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.pressed_for.emit(self._page)

    # Qt

    def sizeHint(self) -> QSize:
        """Ask for little more than the cross itself: tabs are many."""
        letters = self.fontMetrics()
        return QSize(letters.horizontalAdvance("×") + letters.horizontalAdvance("x"), super().sizeHint().height())


class TabMenu(QMenu):
    """What can be done with the tab of a plot; the signals carry the plot's page."""

    window_wanted = Signal(QWidget)
    close_wanted = Signal(QWidget)

    def __init__(self, page: PlotPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction("Open in a Window").triggered.connect(self._on_window)
        close = self.addAction("Close")
        close.triggered.connect(self._on_close)

    def _on_window(self) -> None:
        self.window_wanted.emit(self._page)

    def _on_close(self) -> None:
        self.close_wanted.emit(self._page)


TEAR_OFF = "plot_window"
"""The id of the action that gives a plot a window."""


class PlotWindow(QWidget):
    """A plot in a window of its own, which tells what it says below it.

    `closed` when the person closes it: by Ctrl+W too, or the key that tore it off.
    """

    closed = Signal(QWidget)

    def __init__(self, page: PlotPage, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.page = page
        self.setObjectName(f"{page.plot.name}_window")
        self.setWindowTitle(f"{page.plot.title} — Backprop Explainer")
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(page)
        bar = QStatusBar()
        bar.setAccessibleName("Messages")
        bar.setSizeGripEnabled(False)
        layout.addWidget(bar)
        self._messages = Messages(bar)
        page.said.connect(self._messages.say)
        self._add_keys(owner)
        open_with(self, 720, 520)
        page.show()

    def _add_keys(self, owner: QWidget) -> None:
        """Let keys do here what they do in the main window; but what tears a plot off puts this one back."""
        self.addActions([action for action in owner.actions() if action.objectName() != TEAR_OFF])
        torn = owner.findChild(QAction, TEAR_OFF)
        back = QAction("Back to the Tabs", self)
        back.setObjectName("plot_back")
        back.setShortcuts([*(torn.shortcuts() if torn else []), QKeySequence("Ctrl+W")])
        back.triggered.connect(self.close)
        self.addAction(back)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._messages.watch(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self)
