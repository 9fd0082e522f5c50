"""The view of the listing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QWidget

from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.code.listing import Listing
from explainer.trace.code.values import source_of
from explainer.views.explanation.code.rows import CodeColumns, CodeRow, code_font, columns_of, rows_of, tops_of

_POINTS, _LEADING = 10.0, 1.45
_STAGE_GROWTH = (2.2, 2.0, 1.8, 1.6, 1.4, 1.2, 1.0)
"""How much larger the listing, without its comments, is on a stage: as large as its width allows."""
_BAR, _LEFT, _TOP = 4.0, 16.0, 6.0
_BEFORE, _AHEAD = 1, 3
_PALE, _QUIET = 0.86, 0.6
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_NOWHERE = -1


class CodeView(QAbstractScrollArea):
    """Shows the update as a NumPy program: the line that the cursor is on, and beside each line what it has made.

    Listens to `moved` of the walkthrough and `changed` of the display, while it is seen; `show_program` chooses how the
    program is written. A click on a line, and Up and
    Down, move the cursor to the first step of a line; Ctrl+C copies the whole program, which runs as it is. All other
    keys are left to the window. Its accessible description is the current line. `explain_asked` carries the symbol that
    a line makes, where on the screen, and the actions that come with it.
    """

    explain_asked = Signal(object, QPoint, list)

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self.setAccessibleName("Code of this update")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._walkthrough, self._display = walkthrough, display
        self._program: type[Listing] = Listing
        self.listing = Listing(walkthrough.trace)
        """The program that is shown."""
        self.rows: tuple[CodeRow, ...] = ()
        """What is written, line by line."""
        self._columns = CodeColumns((), (), (), 0)
        self._tops: tuple[float, ...] = (0.0,)
        self.current = _NOWHERE
        """The index of the line that the cursor is on, -1 before the first step."""
        self.copy_action = QAction("Copy the program", self)
        self.copy_action.setToolTip("Copy the program, numbers and all: it runs as it is (Ctrl+C)")
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.copy_action.triggered.connect(self.copy_program)
        self.addAction(self.copy_action)
        self.viewport().setMouseTracking(True)
        walkthrough.moved.connect(self._on_moved)
        display.changed.connect(self._on_moved)
        self._show_position()

    def show_program(self, program: type[Listing]) -> None:
        """Write the update as another kind of program."""
        if program is not self._program:
            self._program = program
            self.listing = program(self._walkthrough.trace)
            self._on_moved()

    def line_rect(self, line: int) -> QRect:
        """Return where a line is in the viewport."""
        top, bottom = round(self._tops[line]), round(self._tops[line + 1])
        return QRect(0, top - self.verticalScrollBar().value(), self.viewport().width(), bottom - top)

    def text_rects(self, line: int) -> list[QRectF]:
        """Return where code, comment and numbers of a line are in the viewport."""
        return [box for box, text, _ in self._texts(line) if text]

    def copy_program(self) -> None:
        """Put the whole program on the clipboard, numbers and all."""
        self._read()
        QGuiApplication.clipboard().setText(source_of(self.listing, self._walkthrough.known))

    def _on_moved(self) -> None:
        if self.isVisible():
            self._show_position()

    def _show_position(self) -> None:
        self._read()
        self._lay_out()
        self._bring_into_sight()
        self._describe()

    def _read(self) -> None:
        walkthrough = self._walkthrough
        if not self.listing.trace.is_like(walkthrough.trace):
            self.listing = self._program(walkthrough.trace)
        step = walkthrough.step
        self.current = self.listing.line_of(step.place) if step else _NOWHERE
        rows = rows_of(self.listing, walkthrough.known, self._display.writing)
        self.rows = tuple(map(_without_comment, rows)) if self._display.is_stage else rows

    def _lay_out(self) -> None:
        for growth in _STAGE_GROWTH if self._display.is_stage else (1.0,):
            self._set(growth * self._display.zoom)
            if self._columns.width <= self.viewport().width():
                break
        self._tops = tops_of(self.rows, self._columns, self._line_height, _TOP)
        self._update_bars()
        self.viewport().update()

    def _set(self, scale: float) -> None:
        """Set the listing that many times as large as usual."""
        self._font = code_font(_POINTS * scale)
        self._metrics = QFontMetricsF(self._font)
        self._line_height = self._metrics.height() * _LEADING
        self._columns = columns_of(self.rows, self._metrics, _LEFT * self._display.zoom, self.viewport().width())

    def _update_bars(self) -> None:
        seen, height = self.viewport().size(), self._tops[-1] + _TOP
        for bar, page, whole in (
            (self.verticalScrollBar(), seen.height(), height),
            (self.horizontalScrollBar(), seen.width(), self._columns.width),
        ):
            bar.setPageStep(page)
            bar.setSingleStep(round(self._line_height))
            bar.setRange(0, max(0, round(whole) - page))

    def _bring_into_sight(self) -> None:
        """Scroll to the current line, with a line before and some after it; before the first step, to the top."""
        bar, line = self.verticalScrollBar(), self.current
        first = self._tops[max(0, line - _BEFORE)]
        last = self._tops[min(line + 1 + _AHEAD, len(self.rows))]
        if line == _NOWHERE:
            bar.setValue(0)
        elif first < bar.value() or last - first > bar.pageStep():
            bar.setValue(round(first))
        elif last > bar.value() + bar.pageStep():
            bar.setValue(round(last - bar.pageStep()))

    def _describe(self) -> None:
        if self.current == _NOWHERE and self._walkthrough.step is not None:
            text = " ".join(row.comment.removeprefix("# ") for row in self.rows)
        elif self.current == _NOWHERE:
            text = "Before the first line"
        else:
            row = self.rows[self.current]
            made = " ".join(map(str.strip, row.values)) if row.is_known else "nothing yet"
            text = f"Line {self.current + 1}: {row.code.strip()}. It has made {made}"
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def _go_to(self, line: int) -> None:
        """Go to the first step of a line, for the sample that is shown."""
        step = self._first_step(line)
        if step is not None:
            self._walkthrough.go_to(self._walkthrough.cursor.update, step)

    def _first_step(self, line: int) -> int | None:
        if not 0 <= line < len(self.rows):
            return None
        walkthrough, step = self._walkthrough, self._walkthrough.step
        layer = step.place.layer if step else -1
        return self.listing.first_step(line, walkthrough.trace.plan, walkthrough.known.sample, layer)

    def _neighbour(self, by: int) -> int:
        """Return the next line with steps in this direction, or where there is none the current line."""
        line = self.current + by if self.current != _NOWHERE else self.listing.prologue
        while 0 <= line < len(self.rows):
            if self._first_step(line) is not None:
                return line
            line += by
        return self.current

    def _line_at(self, y: float) -> int:
        """Return the line at this height in the viewport, -1 above the first; below the last there is none either."""
        return bisect_right(self._tops, y + self.verticalScrollBar().value()) - 1

    # drawing

    def _draw_row(self, painter: QPainter, line: int) -> None:
        row, rect = self.rows[line], QRectF(self.line_rect(line))
        palette = self._display.palette
        colour = palette.phase(row.phase) if row.phase else palette.line
        is_current = line == self.current
        if is_current:
            painter.fillRect(rect, QColor(blend(colour, palette.panel, _PALE)))
        bar = QRectF(0, rect.top(), _BAR * self._display.zoom * (1.5 if is_current else 1), rect.height())
        painter.fillRect(bar, QColor(colour if is_current else blend(colour, palette.panel, _QUIET)))
        base = (self._line_height + self._metrics.ascent() - self._metrics.descent()) / 2
        for box, text, ink in self._texts(line):
            painter.setPen(QColor(ink))
            if row.is_wrong and text == row.code:
                middle = box.center().y()
                code = box.adjusted(box.width() - self._metrics.horizontalAdvance(text.lstrip()), 0, 0, 0)
                painter.drawLine(QPointF(code.left(), middle), QPointF(box.right(), middle))
            painter.drawText(QPointF(box.left(), box.top() + base), text)

    def _texts(self, line: int) -> Iterator[tuple[QRectF, str, str]]:
        """Go through what is written in a row: where in the viewport, what, and in which colour."""
        row, palette, columns = self.rows[line], self._display.palette, self._columns
        is_body = line >= self.listing.prologue
        left = _LEFT * self._display.zoom
        code = palette.wrong if row.is_wrong else palette.text if is_body else palette.muted
        yield self._box(line, 0, left, row.code), row.code, code
        comment = palette.text if row.is_wrong else palette.muted
        yield self._box(line, 0, columns.comments[line], row.comment), row.comment, comment
        colour = palette.text if is_body and row.is_known else palette.muted
        for number, value in enumerate(row.values, columns.below[line]):
            yield self._box(line, number, columns.values[line], value), value, colour

    def _box(self, line: int, number: int, x: float, text: str) -> QRectF:
        """Return where a text is that begins at `x` in the given line of a row."""
        top = self.line_rect(line).top() + number * self._line_height
        left = x - self.horizontalScrollBar().value()
        return QRectF(left, top, self._metrics.horizontalAdvance(text), self._line_height)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(480, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        first = max(0, self._line_at(event.rect().top()))
        last = min(len(self.rows) - 1, self._line_at(event.rect().bottom()))
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._display.palette.panel))
            painter.setFont(self._font)
            for line in range(first, last + 1):
                self._draw_row(painter, line)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_position()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        self._bring_into_sight()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        leads = self._first_step(self._line_at(event.position().y())) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(self._line_at(event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has done it; what is left over is nobody else's."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two quick clicks is a click."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() in _PLAIN:
            self._go_to(self._neighbour(by))
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Explain the first number that a line makes; elsewhere offer to copy the program."""
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        step = self._first_step(self.current if is_by_key else self._line_at(event.pos().y()))
        if step is not None:
            self.explain_asked.emit(self._walkthrough.trace[step].symbol, event.globalPos(), [self.copy_action])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.copy_action)
        menu.popup(event.globalPos())


def _without_comment(row: CodeRow) -> CodeRow:
    """Return a row without what is said behind its code."""
    return row._replace(comment="") if row.code.strip() else row
