"""A bar of tabs that is never scrolled: behind those that there is room for, a button lists all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from explainer.views.controls.controls import OwnKeys
from explainer.views.controls.lazy_tabs.more import MoreTabs

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FittingBar(QTabBar):
    """Shows whole tabs only: the current one and, from the left, as many others as fit. Arrows go through all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_fitting = False
        self._more = MoreTabs(self)
        self.setAccessibleName(name)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setDrawBase(False)
        OwnKeys(self, *_STEPS)
        self.currentChanged.connect(self._fit)

    def _widths(self) -> list[int]:
        """Return how wide the tabs are where there is room."""
        return [super(FittingBar, self).tabSizeHint(index).width() for index in range(self.count())]

    def _fitting(self) -> list[int]:
        """Return the tabs that there is room for."""
        widths, current = self._widths(), self.currentIndex()
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
        return QSize(sum(self._widths()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Do with room for the button and the beginning of a word."""
        return QSize(2 * self._more.width_for(self.count()), super().sizeHint().height())

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
