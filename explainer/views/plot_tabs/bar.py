"""The bar of the plots' tabs: it scrolls, fades half words, and has a cross to close each plot."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from explainer.views.controls import OwnKeys
from explainer.views.display import Display
from explainer.views.plot_tabs.page import PlotPage

_FADED = 30
_RIGHT = QTabBar.ButtonPosition.RightSide


class PlotBar(QTabBar):
    """Tabs beside each other; the words of one that is cut fade towards the edge."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display

    @property
    def edge(self) -> int:
        """Where the tabs end: at the arrows that scroll them, if there are some."""
        arrows = self.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        places = [arrow.x() for arrow in arrows if arrow.arrowType() != Qt.ArrowType.NoArrow and arrow.isVisible()]
        return min(places, default=self.width())

    def is_whole(self, index: int) -> bool:
        """Return whether all of a tab is seen."""
        place = self.tabRect(index)
        return place.left() >= 0 and place.right() < self.edge

    def is_whole_with(self, button: QWidget) -> bool:
        """Return whether all of the tab is seen that a button belongs to."""
        return any(self.tabButton(index, _RIGHT) is button and self.is_whole(index) for index in range(self.count()))

    def _fades(self) -> list[tuple[QRect, bool]]:
        """Return the parts of cut tabs that fade, and whether that is to the left."""
        width, edge, fades = round(_FADED * self._display.zoom), self.edge, []
        for place in map(self.tabRect, range(self.count())):
            if place.left() < 0 <= place.right():
                fades.append((QRect(0, place.top(), min(width, place.right() + 1), place.height()), True))
            if place.left() < edge <= place.right():
                left = max(edge - width, place.left())
                fades.append((QRect(left, place.top(), edge - left, place.height()), False))
        return fades

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            for place, is_left in self._fades():
                painter.fillRect(place, self._fade(place, is_left))

    def _fade(self, place: QRect, is_left: bool) -> QLinearGradient:
        ground = QColor(self._display.palette.panel)
        fade = QLinearGradient(place.topLeft(), place.topRight())
        fade.setColorAt(0.0 if is_left else 1.0, ground)
        ground.setAlpha(0)
        fade.setColorAt(1.0 if is_left else 0.0, ground)
        return fade


class Cross(QToolButton):
    """Closes the tab of a plot; `pressed_for` carries the plot's page.

    Where the tab is cut there is none: nothing would tell which tab it belongs to.
    """

    pressed_for = Signal(QWidget)

    def __init__(self, page: PlotPage, bar: PlotBar) -> None:
        super().__init__(bar)
        self._page, self._bar = page, bar
        self.setText("×")
        self.setProperty("role", "cross")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"Close {page.plot.title}")
        self.setAccessibleName(self.toolTip())
        OwnKeys(self, Qt.Key.Key_Space)
        self.clicked.connect(self._on_clicked)

    @property
    def is_there(self) -> bool:
        """Whether it is seen and takes clicks; reached by Tab it always is."""
        return self.hasFocus() or self._bar.is_whole_with(self)

    def _on_clicked(self) -> None:
        self.pressed_for.emit(self._page)

    # Qt

    def sizeHint(self) -> QSize:
        """Ask for little more than the cross itself: tabs are many."""
        letters = self.fontMetrics()
        return QSize(letters.horizontalAdvance("×") + letters.horizontalAdvance("x"), super().sizeHint().height())

    def hitButton(self, place: QPoint) -> bool:
        return self.is_there and super().hitButton(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_there:
            super().paintEvent(event)
