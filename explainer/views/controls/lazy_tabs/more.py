"""The button behind the tabs that there is room for: it lists all."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton

from explainer.files.base.wording import counted
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
        """Stand behind the last tab that is seen; `hidden` others are not."""
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
