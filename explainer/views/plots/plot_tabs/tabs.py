"""The tabs of plots, each of which can have a window of its own, and of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from explainer.state.session.kept_settings import KeptSettings
from explainer.state.session.session import Session
from explainer.views.controls.controls import row
from explainer.views.controls.tabs import FittingBar, lead_into
from explainer.views.controls.window_geometry import put_back
from explainer.views.plots.plot_tabs.chooser import back_button, plot_chooser
from explainer.views.plots.plot_tabs.page import TEAR_OFF, Cross, PlotPage, PlotWindow, TabMenu
from explainer.views.plots.plot_tabs.plots import PLOTS

_OPEN, _TORN, _CURRENT = "window/plots", "window/plot_windows", "window/plot"
_FIRST = "weights"
"""The plot that is open where nothing else was left open."""
_LOWEST = 80
_NAME = "Plots, steps, data and check"


class PlotTabs(QTabWidget):
    """Plots as tabs, opened by action or menu and closed by their cross, then the tables that were added.

    A double click on a plot's tab, or its menu, gives it a window of its own; closed, it is a tab again. What is hidden
    costs nothing. `said` carries what plots say, `opened` tells that a plot or a table was asked for as a tab,
    `formula_wanted` for which layer a function is to be written.
    """

    said = Signal(str)
    opened = Signal()
    formula_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._pages = {plot.name: PlotPage(plot, session, self) for plot in PLOTS}
        self._windows: dict[str, PlotWindow] = {}
        self._back: QToolButton | None = None
        bar = FittingBar(_NAME, self)
        self.setTabBar(bar)
        self.setDocumentMode(True)
        self.setAccessibleName(_NAME)
        bar.setDrawBase(False)
        bar.setSelectionBehaviorOnRemove(QTabBar.SelectionBehavior.SelectPreviousTab)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        bar.customContextMenuRequested.connect(self._on_menu)
        bar.tabBarDoubleClicked.connect(self.tear_off)
        for page in self._pages.values():
            page.wanted.connect(self.open_page)
            page.said.connect(self.said)
            page.formula_wanted.connect(self.formula_wanted)
            page.arrived.connect(self._on_arrived)

    def _on_arrived(self, page: PlotPage) -> None:
        lead_into(self._back or self.tabBar(), page)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what opens each plot, by the id of its action, and what gives the current one a window."""
        opens = {page.plot.action: page.ask for page in self._pages.values()}
        return {
            **opens,
            TEAR_OFF: self.tear_off_current,
            "table_steps": self._show_steps,
            "table_data": self._show_data,
            "table_check": self._show_check,
        }

    def _show_steps(self) -> None:
        self.show_table("Steps")

    def _show_data(self) -> None:
        self.show_table("Data")

    def _show_check(self) -> None:
        self.show_table("Check")

    def add_corner(self, actions: Mapping[str, QAction]) -> None:
        """Put a button with all plots at the right end of the tabs, and one that leads back."""
        chooser, self._back = plot_chooser(actions, self), back_button(actions["close_plots"], self)
        corner = row([chooser, self._back], 2)
        self.setCornerWidget(corner)
        lead_into(self.tabBar(), corner)

    @property
    def bars(self) -> tuple[QWidget, ...]:
        """What is beside and above the pages."""
        corner = self.cornerWidget()
        return (self.tabBar(), corner) if corner else (self.tabBar(),)

    @property
    def is_table(self) -> bool:
        """Whether what is looked at has long rows."""
        page = self.currentWidget()
        return not isinstance(page, PlotPage) or page.plot.is_table

    def let_back(self, has_back: bool) -> None:
        """Offer the way back to the explanation, where it is covered."""
        if self._back is not None and self._back.isHidden() == has_back:
            self._back.setVisible(has_back)

    @property
    def open_pages(self) -> tuple[QWidget, ...]:
        """The pages that have a tab, the one that is looked at first."""
        pages = [page for index in range(self.count()) if (page := self.widget(index))]
        return tuple(sorted(pages, key=lambda page: page is not self.currentWidget()))

    def put_back(self, pages: tuple[QWidget, ...]) -> None:
        """Close plots that were not among these open pages, and look at the first."""
        for page in self.open_pages:
            if isinstance(page, PlotPage) and page not in pages:
                self.close_page(page)
        if self.indexOf(pages[0]) >= 0:
            self.setCurrentWidget(pages[0])

    def show_table(self, title: str) -> None:
        """Show the page with this title."""
        titles = [self.tabText(index) for index in range(self.count())]
        self.setCurrentIndex(titles.index(title))
        self.opened.emit()

    def open_page(self, page: PlotPage) -> None:
        """Show a plot: its window where it has one, else its tab, which is made after the other plots'."""
        if window := self._windows.get(page.plot.name):
            window.showNormal() if window.isMinimized() else window.show()
            window.activateWindow()
            return
        self._insert(page)
        self.setCurrentWidget(page)
        self.opened.emit()

    def _insert(self, page: PlotPage) -> None:
        """Give a plot a tab after those of the other plots, where it has none."""
        if self.indexOf(page) < 0:
            index = self.insertTab(self._plot_count(), page, page.plot.title)
            self.setTabToolTip(index, page.plot.tip)
            self._add_cross(index, page)

    def _plot_count(self) -> int:
        return sum(isinstance(self.widget(index), PlotPage) for index in range(self.count()))

    def _add_cross(self, index: int, page: PlotPage) -> None:
        cross = Cross(page, self.tabBar())
        cross.pressed_for.connect(self.close_page)
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, cross)
        self.setTabOrder(self.tabBar(), cross)

    def close_page(self, page: PlotPage) -> None:
        """Take a plot's tab away; what it shows is kept for when it is opened again."""
        if (index := self.indexOf(page)) >= 0:
            self._take_out(index)

    def _take_out(self, index: int) -> PlotPage:
        page = self.widget(index)
        assert isinstance(page, PlotPage)
        was_seen = index == self.currentIndex()
        self.removeTab(index)
        if was_seen and not isinstance(self.currentWidget(), PlotPage):  # a plot gives way to a plot, if there is one
            self.setCurrentIndex(max(self._plot_count() - 1, 0))
        page.hide()
        return page

    # windows

    def tear_off_current(self) -> None:
        """Give the plot that is looked at a window of its own."""
        self.tear_off(self.currentIndex())

    def tear_off(self, index: int) -> None:
        """Give the plot of a tab a window of its own; a table stays where it is."""
        if not isinstance(self.widget(index), PlotPage):
            return
        page = self._take_out(index)
        window = self._windows[page.plot.name] = PlotWindow(page, self.window())
        window.closed.connect(self._on_closed)
        window.show()

    def _on_window_wanted(self, page: PlotPage) -> None:
        self.tear_off(self.indexOf(page))

    def _on_closed(self, window: PlotWindow) -> None:
        """Take the plot back among the tabs."""
        page = window.page
        if self._windows.pop(page.plot.name, None) is not None:
            page.setParent(self)
            self._insert(page)
            self.setCurrentWidget(page)
            self.opened.emit()
            window.deleteLater()

    def close_windows(self) -> None:
        """Close all windows of plots."""
        for window in tuple(self._windows.values()):
            window.close()

    def _on_menu(self, place: QPoint) -> None:
        page = self.widget(self.tabBar().tabAt(place))
        if isinstance(page, PlotPage):
            menu = TabMenu(page, self)
            menu.window_wanted.connect(self._on_window_wanted)
            menu.close_wanted.connect(self.close_page)
            menu.popup(self.tabBar().mapToGlobal(place))

    # from one start to the next

    def remember(self, kept: KeptSettings) -> None:
        """Keep which plots are open, and where their windows are."""
        pages = [self.widget(index) for index in range(self.count())]
        kept.keep(_OPEN, ",".join(page.plot.name for page in pages if isinstance(page, PlotPage)))
        kept.keep(_TORN, ",".join(self._windows))
        kept.keep(_CURRENT, self.tabText(self.currentIndex()))
        for name, window in self._windows.items():
            kept.keep(f"{_TORN}_{name}", window.saveGeometry())

    def restore(self, kept: KeptSettings) -> None:
        """Open what was open."""
        for name in kept.some(_OPEN, self._pages, _FIRST):
            self._insert(self._pages[name])
        for name in kept.some(_TORN, self._pages):
            self._insert(self._pages[name])
            self.tear_off(self.indexOf(self._pages[name]))
            put_back(self._windows[name], kept.data(f"{_TORN}_{name}"))
        titles = [self.tabText(index) for index in range(self.count())]
        self.setCurrentIndex(titles.index(kept.choice(_CURRENT, titles, titles[0])))

    # Qt

    def minimumSizeHint(self) -> QSize:
        """Ask for little: where a page has no room, its own end is cut, and the window is not scrolled."""
        corner = self.cornerWidget()
        width = self.tabBar().minimumSizeHint().width() + (corner.minimumSizeHint().width() if corner else 0)
        return QSize(width, self.tabBar().sizeHint().height() + _LOWEST)
