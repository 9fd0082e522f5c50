"""The derivation panel."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QWidget

from explainer.state.walkthrough import Walkthrough
from explainer.trace.pieces import formula_pieces, symbol_pieces, tex_in
from explainer.trace.sentences import sentence
from explainer.trace.step import Step
from explainer.trace.trace import Trace
from explainer.views.derivation.page import Page, start_page, step_page
from explainer.views.derivation.start import start_lines
from explainer.views.derivation.typesetter import Typesetter
from explainer.views.theme import Palette

_SYMBOL = 9
"""The column of a step's row in which symbol, formula, substitution and value begin."""
_LINES_AHEAD, _SYMBOLS_AHEAD = 40, 250


class Derivation(QAbstractScrollArea):
    """Shows the line that the cursor is on: in a sentence, in symbols, in numbers, and its result.

    Listens to `moved` of the walkthrough and changes nothing in it. Numbers are drawn at once; a symbol that has not
    been typeset yet is drawn as plain text until it is. Its accessible description is the line as in a trace file.
    """

    def __init__(self, walkthrough: Walkthrough, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("derivation")
        self.setAccessibleName("Derivation")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(300)
        self._walkthrough, self._palette = walkthrough, palette
        self._page = Page((), 0, 0)
        self._laid_out_for = QSize()
        self._typesetter = Typesetter(self)
        self._typesetter.page_ready.connect(self._lay_out)
        self._copy = QAction("Copy this line", self)
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._copy.triggered.connect(self.copy_line)
        self.addAction(self._copy)
        walkthrough.moved.connect(self._on_moved)
        self._on_moved()

    @property
    def page(self) -> Page:
        """What is drawn, in pixels from the top left of the page."""
        return self._page

    def copy_line(self) -> None:
        """Put the line on the clipboard: symbol = formula = substitution = value."""
        step = self._walkthrough.step
        if step is not None:
            QGuiApplication.clipboard().setText(" = ".join(step.row()[_SYMBOL:]))

    def _on_moved(self) -> None:
        step = self._walkthrough.step
        self._copy.setEnabled(step is not None)
        ahead = _tex_after(self._walkthrough.trace, self._walkthrough.cursor.step)
        self._typesetter.ask(_tex_of(step) if step else (), islice(ahead, _SYMBOLS_AHEAD))
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._describe("\n".join((sentence(step), *step.row()[_SYMBOL:])) if step else "")

    def _lay_out(self) -> None:
        walkthrough, step, width = self._walkthrough, self._walkthrough.step, self.width()
        if step is not None:
            self._page = step_page(step, width, self.height(), self._palette)
        else:
            self._page = start_page(start_lines(walkthrough), width, self._palette)
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

    def _describe(self, text: str) -> None:
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)  # tells assistive tools that it is another
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.size() != self._laid_out_for:
            self._lay_out()
        else:
            self._update_bars()

    def paintEvent(self, event: QPaintEvent) -> None:
        offset_x, offset_y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        seen = QRectF(event.rect()).translated(offset_x, offset_y)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(self._palette.panel))
            painter.translate(-offset_x, -offset_y)
            for ink in self._page.inks:
                if ink.rect.intersects(seen):
                    ink.draw(painter)
        self._typesetter.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._typesetter.stop()
        super().hideEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._copy)
        menu.popup(event.globalPos())


def _tex_of(step: Step) -> Iterator[str]:
    return tex_in((*symbol_pieces(step), *formula_pieces(step)))


def _tex_after(trace: Trace, number: int) -> Iterator[str]:
    """Go through the symbols of the lines that come next."""
    for ahead in range(number + 1, min(number + _LINES_AHEAD, len(trace)) + 1):
        yield from _tex_of(trace[ahead])
