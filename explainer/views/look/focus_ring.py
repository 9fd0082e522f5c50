"""Where the keys go, plain to see: one ring around whatever has the focus, the same for every control."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from shiboken6 import isValid

from explainer.state.session.display import Display

_WIDE, _INNER, _ROUND = 2, 1, 5
"""The ring is of two lines that contrast with each other: one of them does with any ground."""

_SCROLL_BARS = ("qt_scrollarea_hcontainer", "qt_scrollarea_vcontainer")
_LEADING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class FocusRing(QWidget):
    """Lies over a widget, along its edge; over a bar of tabs, around the one that is in front."""

    def __init__(self, around: QWidget, display: Display) -> None:
        super().__init__(around)
        self._around, self._display = around, display
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for watched in (around, *(around.findChild(QWidget, name) for name in _SCROLL_BARS)):
            if watched is not None:
                watched.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()

    @property
    def ring(self) -> QRect:
        """Return what the ring goes around."""
        bar = self._around
        return bar.tabRect(bar.currentIndex()) if isinstance(bar, QTabBar) else bar.rect()

    def _fit(self) -> None:
        """Cover only the edge: what is within can be painted as if nothing lay over it."""
        self.setGeometry(self._around.rect())
        width = round((_WIDE + _INNER) * self._display.zoom) + 1
        if not isinstance(self._around, QTabBar):
            inner = self.ring.adjusted(width, width, -width, -width)
            self.setMask(QRegion(self.ring).subtracted(QRegion(inner)))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, zoom = self._display.palette, self._display.zoom
        wide, inner = _WIDE * zoom, _INNER * zoom
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = self.ring.toRectF().adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
            painter.setPen(QPen(QColor(palette.weight_plus), wide))
            painter.drawRoundedRect(box, _ROUND * zoom, _ROUND * zoom)
            by = (wide + inner) / 2
            painter.setPen(QPen(QColor(palette.panel), inner))
            painter.drawRoundedRect(box.adjusted(by, by, -by, -by), (_ROUND - 1) * zoom, (_ROUND - 1) * zoom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        if event.type() == QEvent.Type.ZOrderChange and watched is not self._around:  # Qt raises its scroll bars
            self.raise_()
        return super().eventFilter(watched, event)


class FocusRings(QObject):
    """Moves the ring to what gets the focus by keys, in `owner` and the windows that it has; a press of the mouse takes
    it away, and so does a stage."""

    def __init__(self, display: Display, owner: QWidget) -> None:
        super().__init__(owner)
        self._display, self._owner = display, owner
        self._ring: FocusRing | None = None
        self._is_by_mouse = False
        app = QApplication.instance()
        assert isinstance(app, QApplication), "rings are for widgets"
        app.focusChanged.connect(self._on_focus)
        display.changed.connect(self._on_display)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Show the ring; not for the first focus of a window, which nobody has moved there."""
        if new is None or not _belongs_to(new, self._owner) or (old is None and self._around is new):
            return
        window = new.window().windowHandle()
        if window is not None and isValid(window):  # a list that drops down has another window each time
            window.installEventFilter(self)
        self._put(new if old is not None else None)

    @property
    def _around(self) -> QWidget | None:
        return self._ring.parentWidget() if self._ring is not None and isValid(self._ring) else None

    def _put(self, around: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        is_seen = around is not None and not self._is_by_mouse and not self._display.is_stage
        self._ring = FocusRing(around, self._display) if is_seen and around is not None else None

    def _on_display(self) -> None:
        self._put(self._around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._is_by_mouse = True
            self._put(None)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._is_by_mouse = False
            if event.key() in _LEADING and self._around is None:
                self._put(QApplication.focusWidget())  # where one begins, and stays where Tab leads on within it
        return super().eventFilter(watched, event)


def _belongs_to(widget: QWidget | None, owner: QWidget) -> bool:
    while widget is not None and widget is not owner:
        widget = widget.parentWidget()
    return widget is owner
