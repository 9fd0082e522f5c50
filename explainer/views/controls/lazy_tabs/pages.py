"""Tabs whose pages are made when they are first looked at: a window starts quickly, and hidden pages cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from explainer.views.controls.lazy_tabs.bar import FittingBar

Make = Callable[[], QWidget]


class Tabs(QTabWidget):
    """Pages by name; what is a widget already is shown as it is, what makes one is asked when its page is opened."""

    def __init__(self, name: str, pages: Mapping[str, QWidget | Make]) -> None:
        super().__init__()
        self.setTabBar(FittingBar(name, self))
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setAccessibleName(name)
        for title, page in pages.items():
            self.addTab(page if isinstance(page, QWidget) else _Later(page, self), title)

    def page(self, index: int) -> QWidget:
        """Return a page, made now if it was not looked at yet."""
        page = self.widget(index)
        assert page is not None, f"there is no tab {index}"
        return page.page() if isinstance(page, _Later) else page


class _Later(QWidget):
    """Stands in for a page and makes it when it is shown."""

    def __init__(self, make: Make, tabs: QTabWidget) -> None:
        super().__init__()
        self._make, self._tabs = make, tabs
        self._made: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def page(self) -> QWidget:
        if self._made is None:
            self._made = self._make()
            self._layout.addWidget(self._made)
            self._order(self._made)
        return self._made

    def _order(self, made: QWidget) -> None:
        """Let Tab go from the names of the tabs into a page: one that was made late would be the last of the window."""
        before: QWidget = self._tabs.tabBar()
        for widget in (made, *made.findChildren(QWidget)):
            is_here = widget.window() is self.window()  # the list of a combo box is not
            if is_here and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                self.setTabOrder(before, widget)
                before = widget

    def showEvent(self, event: QShowEvent) -> None:
        self.page()
        super().showEvent(event)
