"""A page that scrolls, laid out for the widget it is shown in, and copied as text or as a picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QWidget

from explainer.picture.pages.ink import Page
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.sheet.ink_drawing import draw_ink
from explainer.views.sheet.typesetter import TexNeeded, Typesetter
from explainer.views.sheet.whole_lines import foot_of

_LARGEST, _STAGE_ROOM = 2.6, 0.72
_SMALLEST = 290, 60
PICTURE_SCALE = 3.0
"""Pixels of a copied picture for one on the screen."""


class PageView(QAbstractScrollArea):
    """Shows a page about the walkthrough's cursor, which scrolls and can be copied; listens to `moved` and the display.

    A subclass says what is on the page (`compose`) and which symbols it needs (`tex`).
    """

    is_never_empty = False
    """Whether there is something to copy before the first line, too."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._page, self._is_stale, self._laid_out_for = Page(), True, QSize()
        self._typesetter = Typesetter(self)
        self._typesetter.page_ready.connect(self.lay_out)
        self._copies = [self._copy("Copy this line", self.copy_line, QKeySequence.StandardKey.Copy)]
        self._copies.append(self._copy("Copy as picture", self.copy_picture))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(*_SMALLEST)
        walkthrough.moved.connect(self.show_cursor)
        display.changed.connect(self.show_cursor)

    # what a subclass says

    def compose(self) -> Page:
        """Return the page for the cursor and the widget's size."""
        raise NotImplementedError

    def scale_for(self, room: tuple[float, float]) -> float:
        """Return how large the page is set where it has its ordinary size in this `room`, in pixels: larger where
        there is more, and by the zoom. What is presented is larger still: its long lines are set smaller then."""
        display = self._display
        usual, least = display.usual_zoom, _STAGE_ROOM if display.is_stage else 1.0
        growth = min(self.width() / room[0], self.height() / room[1]) / least
        return max(usual, min(round(growth, 1), _LARGEST * usual)) * display.picture_zoom

    def tex(self) -> TexNeeded:
        """Return the TeX on the page, and that of pages to come."""
        return TexNeeded()

    def text(self) -> str:
        """Return the page as text, to be copied; nothing where there is none."""
        return ""

    def picture_page(self) -> Page:
        """Return what is copied as a picture."""
        return self.page

    def draw_marks(self, painter: QPainter) -> None:
        """Draw what is marked on the page, behind its ink."""

    def draw_over(self, painter: QPainter) -> None:
        """Draw what is marked on the page, over its ink."""

    # the page

    @property
    def page(self) -> Page:
        """What is drawn, in pixels from the top left of the page."""
        if self._is_stale:
            self.lay_out()
        return self._page

    def show_cursor(self) -> None:
        """Show the page of the cursor from its top; one that nobody sees is laid out when it is asked for."""
        self._is_stale = True
        for action in self._copies:
            action.setEnabled(self.is_never_empty or self._walkthrough.step is not None)
        if self.isVisible():
            self.lay_out()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def lay_out(self) -> None:
        if self._is_stale:
            self._typesetter.ask(self.tex())
        self._page, self._is_stale = self.compose(), False
        self._laid_out_for = self.size()
        self._update_bars()
        self.viewport().update()

    def _update_bars(self) -> None:
        """Let the bars reach what is cut off. A vertical bar is in the margin, so that it does not cut anything."""
        seen = self.viewport().size()
        self.verticalScrollBar().setPageStep(seen.height())
        self.verticalScrollBar().setRange(0, max(0, round(self._page.height) - seen.height()))
        is_wide = self._page.width > self.width()
        self.horizontalScrollBar().setPageStep(seen.width())
        self.horizontalScrollBar().setRange(0, round(self._page.width) - seen.width() if is_wide else 0)

    @property
    def offset(self) -> QPointF:
        """How far the page is scrolled."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

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
        """Return the page as a picture, all of it."""
        page = self.picture_page()
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
        offset, palette = self.offset, self._display.palette
        seen = QRectF(event.rect()).translated(offset)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(palette.panel))
            painter.translate(-offset)
            if self._page.height > seen.bottom():
                seen.setBottom(min(seen.bottom(), foot_of(self._page, offset.y() + self.viewport().height())))
                painter.setClipRect(seen)
            self.draw_marks(painter)
            is_whole = seen.contains(QRectF(0, 0, self._page.width, self._page.height))
            for ink in self._page.inks:
                if is_whole or QRectF(*ink.rect).intersects(seen):
                    draw_ink(painter, ink, palette)
            self.draw_over(painter)
        self._typesetter.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._copies)
        menu.popup(event.globalPos())
