"""The widget of a page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QToolTip, QWidget

from explainer.picture.geometry import Point
from explainer.picture.numbers.tips import number_tip
from explainer.picture.pages.ink import Page
from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.state.walkthrough.go_to_origin import go_to_origin
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import element_of
from explainer.views.sheet.ink_drawing import draw_ink
from explainer.views.sheet.typesetter import Typesetter

_LARGEST, _STAGE_ROOM = 2.6, 0.72
_SMALLEST = 290, 60
PICTURE_SCALE = 3.0
"""Pixels of a copied picture for one on the screen."""


class Sheet(QAbstractScrollArea):
    """Shows a page about the walkthrough's cursor; listens to `moved`, to the display and to the pointing.

    A symbol under the mouse, or reached by Tab, lights up on the canvas; a click or Enter on it goes to the line that
    made its number. A subclass says what stands on the page (`compose`) and which symbols it needs (`tex`).
    """

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self._page, self._is_stale, self._laid_out_for = Page(), True, QSize()
        self._focused: Symbol | None = None
        self._typesetter = Typesetter(self)
        self._typesetter.page_ready.connect(self.lay_out)
        self._copies = [self._copy("Copy this line", self.copy_line, QKeySequence.StandardKey.Copy)]
        self._copies.append(self._copy("Copy as picture", self.copy_picture))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(*_SMALLEST)
        self.viewport().setMouseTracking(True)
        walkthrough.moved.connect(self.show_cursor)
        display.changed.connect(self.show_cursor)
        pointing.changed.connect(self._show_pointing)

    # what a subclass says

    def compose(self) -> Page:
        """Return the page for the cursor and the widget's size."""
        raise NotImplementedError

    def scale_for(self, room: tuple[float, float]) -> float:
        """Return how large the page is set where it has its ordinary size in so much `room`, in pixels: larger where
        there is more, and by the zoom. What is presented is larger still: its long lines are set smaller then."""
        display = self._display
        usual, least = display.usual_zoom, _STAGE_ROOM if display.is_stage else 1.0
        growth = min(self.width() / room[0], self.height() / room[1]) / least
        return max(usual, min(round(growth, 1), _LARGEST * usual)) * display.picture_zoom

    def tex(self) -> tuple[Iterable[str], Iterable[str]]:
        """Return the TeX on the page, and that of pages to come."""
        return (), ()

    def text(self) -> str:
        """Return the page as text, to be copied; nothing where there is none."""
        return ""

    # the page

    @property
    def page(self) -> Page:
        """What is drawn, in pixels from the top left of the page."""
        if self._is_stale:
            self.lay_out()
        return self._page

    def show_cursor(self) -> None:
        """Show the page of the cursor from its top; one that nobody sees is laid out when it is asked for."""
        self._is_stale, self._focused = True, None
        for action in self._copies:
            action.setEnabled(self._walkthrough.step is not None)
        if self.isVisible():
            self.lay_out()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def lay_out(self) -> None:
        if self._is_stale:
            self._typesetter.ask(*self.tex())
        self._page, self._is_stale = self.compose(), False
        self._laid_out_for = self.size()
        self._update_bars()
        self.viewport().update()

    def _update_bars(self) -> None:
        """Let the bars reach what is cut off. A vertical bar stands in the margin, so that it does not cut anything."""
        seen = self.viewport().size()
        self.verticalScrollBar().setPageStep(seen.height())
        self.verticalScrollBar().setRange(0, max(0, round(self._page.height) - seen.height()))
        is_wide = self._page.width > self.width()
        self.horizontalScrollBar().setPageStep(seen.width())
        self.horizontalScrollBar().setRange(0, round(self._page.width) - seen.width() if is_wide else 0)

    @property
    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _symbol_at(self, position: QPointF) -> Symbol | None:
        """Return the symbol at a point of the viewport."""
        place = position + self._offset
        return self._page.symbol_at(Point(place.x(), place.y()))

    # pointing

    def _show_pointing(self) -> None:
        if self.isVisible():
            self.viewport().update()

    def is_meant(self, symbol: Symbol) -> bool:
        """Tell whether a symbol is what the person points at: that very number, or one of that element."""
        pointing = self._pointing
        if pointing.hovered is None:
            return False
        if pointing.symbol is not None and pointing.symbol in self._page.symbols:
            return symbol == pointing.symbol
        return element_of(self._walkthrough.scenario, symbol) == pointing.hovered

    def _point_at(self, symbol: Symbol | None) -> None:
        element = element_of(self._walkthrough.scenario, symbol) if symbol else None
        self._pointing.hover(element, symbol if element else None)

    def _tip(self, symbol: Symbol) -> str:
        return self._told(symbol) + "<br>Click to go there."

    def _told(self, symbol: Symbol) -> str:
        """Return the number of a symbol and where it came from; one that is not computed yet is not told."""
        return number_tip(self._walkthrough.known, symbol, self._display.writing.notation)

    # copying

    def _copy(self, text: str, slot: object, key: QKeySequence.StandardKey | None = None) -> QAction:
        action = QAction(text, self)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def copy_line(self) -> None:
        """Put the page on the clipboard as text."""
        if text := self.text():
            QGuiApplication.clipboard().setText(text)

    def copy_picture(self) -> None:
        """Put the page on the clipboard as a picture, sharper than the screen."""
        QGuiApplication.clipboard().setImage(self.picture())

    def picture(self) -> QImage:
        """Return the whole page as a picture."""
        page = self.page
        size = QSize(round(page.width * PICTURE_SCALE), round(page.height * PICTURE_SCALE))
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_SCALE)
        image.fill(QColor(self._display.palette.panel))
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for ink in page.inks:
                draw_ink(painter, ink, self._display.palette)
        return image

    # overrides of Qt

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.size() != self._laid_out_for and self.isVisible():
            self.lay_out()
        else:
            self._update_bars()

    def showEvent(self, event: QShowEvent) -> None:
        self.lay_out()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._typesetter.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        offset, palette = self._offset, self._display.palette
        seen = QRectF(event.rect()).translated(offset)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(palette.panel))
            painter.translate(-offset)
            self._draw_pointing(painter)
            for ink in self._page.inks:
                if QRectF(*ink.rect).intersects(seen):
                    draw_ink(painter, ink, self._display.palette)
        self._typesetter.start()

    def _draw_pointing(self, painter: QPainter) -> None:
        palette = self._display.palette
        if self._pointing.hovered is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(blend(palette.panel, palette.text, 0.1)))
            for rect in self._page.places(self.is_meant):
                painter.drawRoundedRect(QRectF(*rect), 4, 4)
        if self._focused is not None:
            painter.setPen(QPen(QColor(palette.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in self._page.places(self._focused.__eq__)[:1]:
                painter.drawRoundedRect(QRectF(*rect.grown(1)), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        symbol = self._symbol_at(event.position())
        pointing_hand = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(pointing_hand if symbol else Qt.CursorShape.ArrowCursor)
        self._point_at(symbol)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a click is over when the button is let go

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        symbol = self._symbol_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and symbol:
            go_to_origin(self._walkthrough, symbol)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._point_at(None)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            symbol = self._symbol_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(symbol) if symbol else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter on a symbol only: other keys step through the calculation."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._focused:
            go_to_origin(self._walkthrough, self._focused)
        else:
            event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        return self._focus_on(1 if next else -1) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._focus_on(1 if event.reason() is Qt.FocusReason.TabFocusReason else -1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focused = None
        self._point_at(None)
        self.viewport().update()

    def _focus_on(self, step: int) -> bool:
        """Reach the next symbol; tell whether there was one."""
        order = self.page.symbols
        at = order.index(self._focused) if self._focused in order else (-1 if step > 0 else len(order))
        is_inside = 0 <= at + step < len(order)
        self._focused = order[at + step] if is_inside else None
        self._point_at(self._focused)
        if self._focused is not None:
            self._bring_into_view(self._focused)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._told(self._focused)))
        self.viewport().update()
        return is_inside

    def _bring_into_view(self, symbol: Symbol) -> None:
        bar, place = self.verticalScrollBar(), self._page.places(symbol.__eq__)[0]
        bar.setValue(round(min(max(bar.value(), place.bottom + 8 - self.viewport().height()), place.top - 8)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._copies)
        menu.popup(event.globalPos())
