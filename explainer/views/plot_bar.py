"""The bar of the plots' tabs: it scrolls, and shows that there is more instead of half a word."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from explainer.views.display import Display

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
