"""Tabs that are all in reach, however little room there is, and whose pages are made when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QTabBar, QTabWidget, QToolButton, QVBoxLayout, QWidget

from explainer.files.wording import counted
from explainer.views.controls.controls import OwnKeys

_APART = 2


class MoreTabs(QToolButton):
    """Tells how many tabs of a bar are not seen, and offers all of them; it is there only as long as some are not."""

    def __init__(self, bar: QTabBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setObjectName("more_tabs")
        self.setProperty("role", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._on_chosen)
        self.setMenu(menu)
        OwnKeys(self, Qt.Key.Key_Space)
        self.hide()

    def width_for(self, count: int) -> int:
        """Return how wide it is when that many tabs are not seen."""
        letters = self.fontMetrics().horizontalAdvance
        return _APART + self.sizeHint().width() + letters(_words(count)) - letters(self.text())

    def stand_behind(self, tab: QRect, hidden: int) -> None:
        """Be placed behind the last tab that is seen; `hidden` others are not."""
        self.setVisible(hidden > 0)
        if not hidden:
            return
        self.setText(_words(hidden))
        unseen = [self._bar.tabText(i) for i in range(self._bar.count()) if not self._bar.isTabVisible(i)]
        self.setToolTip(f"{counted(hidden, 'more tab')}: {', '.join(unseen)}")
        self.setAccessibleName(self.toolTip())
        size = self.sizeHint()
        self.setGeometry(tab.right() + 1 + _APART, tab.center().y() - size.height() // 2, size.width(), size.height())

    def _fill(self) -> None:
        menu, bar = self.menu(), self._bar
        menu.clear()
        for index in range(bar.count()):
            action = menu.addAction(bar.tabText(index))
            action.setCheckable(True)
            action.setChecked(index == bar.currentIndex())
            action.setData(index)

    def _on_chosen(self, action: QAction) -> None:
        self._bar.setCurrentIndex(action.data())


def _words(count: int) -> str:
    return f"+{count} ▾"


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FittingBar(QTabBar):
    """Shows whole tabs only: the current one and, from the left, as many others as fit. Arrows go through all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_fitting = False
        self._natural: list[QSize] = []
        self._more = MoreTabs(self)
        self.setAccessibleName(name)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setDrawBase(False)
        OwnKeys(self, *_STEPS)
        self.currentChanged.connect(self._fit)

    def _sizes(self) -> list[QSize]:
        """Return how large all tabs are where there is room."""
        if len(self._natural) != self.count():
            self._natural = [super(FittingBar, self).tabSizeHint(index) for index in range(self.count())]
        return self._natural

    def _height(self) -> int:
        """Return the height of the highest tab, seen or not: the bar is as high when that one comes into sight."""
        height = super().sizeHint().height()  # lays out, where words have changed meanwhile
        return max((height, *(size.height() for size in self._sizes())))

    def _fitting(self) -> list[int]:
        widths, current = [size.width() for size in self._sizes()], self.currentIndex()
        if sum(widths) <= self.width():
            return [*range(self.count())]
        room = self.width() - self._more.width_for(self.count()) - sum(widths[current : current + 1])
        shown = [current]
        for index, width in enumerate(widths):
            if index == current:
                continue
            room -= width
            if room < 0:
                break
            shown.append(index)
        return sorted(shown)

    def _fit(self) -> None:
        """Show the tabs that there is room for, the current one before others are hidden."""
        if self._is_fitting or not self.count():
            return
        self._is_fitting = True
        shown = self._fitting()
        for index in sorted(range(self.count()), key=lambda index: index not in shown):
            if self.isTabVisible(index) != (index in shown):
                self.setTabVisible(index, index in shown)
        self._is_fitting = False
        self._more.stand_behind(self.tabRect(shown[-1]), self.count() - len(shown))

    # Qt

    def sizeHint(self) -> QSize:
        """Ask for room for all tabs."""
        height = self._height()
        return QSize(sum(size.width() for size in self._sizes()), height)

    def minimumSizeHint(self) -> QSize:
        """Do with room for the button and the beginning of a word."""
        return QSize(2 * self._more.width_for(self.count()), self._height())

    def tabSizeHint(self, index: int) -> QSize:
        """Cut the words of a tab that has not even alone room beside the button."""
        hint = super().tabSizeHint(index)
        if hint.width() + self._more.width_for(self.count()) > self.width() and self.count() > 1:
            hint.setWidth(max(self.width() - self._more.width_for(self.count()), 0))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def tabLayoutChange(self) -> None:
        """Fit anew when a tab has become wider: by its words, its cross or the size of everything."""
        super().tabLayoutChange()
        self._natural = []
        self._fit()

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._fit()

    def tabRemoved(self, index: int) -> None:
        super().tabRemoved(index)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= self.currentIndex() + step < self.count():
            self.setCurrentIndex(self.currentIndex() + step)


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


@runtime_checkable
class KeyedPage(Protocol):
    """A page that hands the keys to something on it. No focus proxy: Tab would come to that again at its end."""

    takes_keys: QWidget


def later_page(make: Make, tabs: Tabs) -> QWidget:
    """Return a page that is made when it is first looked at, for tabs that have it only at times."""
    return _Later(make, tabs)


def lead_into(before: QWidget, page: QWidget) -> None:
    """Let Tab go from a widget, and what is in it, into a page: made late, it would be the last of the window."""
    for widget in (*before.findChildren(QWidget), page, *page.findChildren(QWidget)):
        is_here = widget.window() is before.window()  # the list of a combo box is not
        if is_here and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            QWidget.setTabOrder(before, widget)
            before = widget


class _Later(QWidget):
    """Stands in for a page and makes it when it is shown."""

    def __init__(self, make: Make, tabs: QTabWidget) -> None:
        super().__init__(tabs)  # without a parent, one that is no tab would live on after its window
        self.hide()
        self._make, self._tabs = make, tabs
        self._made: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def page(self) -> QWidget:
        if self._made is None:
            self._made = self._make()
            self._layout.addWidget(self._made)
            self._made.show()  # a click on the tab looks for what can have the keys before the page is shown
            lead_into(self._tabs.tabBar(), self._made)
        return self._made

    def showEvent(self, event: QShowEvent) -> None:
        self.page()
        super().showEvent(event)
