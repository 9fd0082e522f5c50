"""A sheet: a page whose symbols light up on the canvas and lead to where they were made."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from explainer.glossary.term import GlossaryTerm
from explainer.picture.geometry import Point, Rect
from explainer.picture.numbers.aloud import number_said
from explainer.picture.numbers.tips import number_tip
from explainer.picture.pages.ink import Page, TabLink
from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import element_of
from explainer.views.controls.controls import announce
from explainer.views.explain.symbol_menus import SymbolMenus
from explainer.views.sheet.page_view import PageView
from explainer.views.sheet.term_marks import TermLink, draw_terms, term_at, terms_on

_Part = Symbol | TabLink | TermLink
"""What Tab reaches."""


class Sheet(PageView):
    """Shows a page about the walkthrough's cursor; listens to the pointing, too.

    A symbol under the mouse, or reached by Tab, lights up on the canvas; a click or Enter on it goes to the line that
    made its number. A click on another line goes to that. A click or Enter on what another tab says more about asks
    for that tab, by its title. Terms of the glossary in sentences lead to their entries.
    """

    tab_asked = Signal(str)

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, parent)
        self._pointing = pointing
        self._menus = SymbolMenus(walkthrough, pointing, display, self)
        self._focused: _Part | None = None
        self._terms_of: tuple[Page, tuple[TermLink, ...]] = Page(), ()
        self.viewport().setMouseTracking(True)
        pointing.changed.connect(self._show_pointing)

    def show_cursor(self) -> None:
        """Show the page of the cursor, with no symbol reached by Tab."""
        self._focused = None
        super().show_cursor()

    def go_to(self, symbol: Symbol) -> None:
        """Go to the line that made the number of a symbol."""
        self._walkthrough.go_to_origin(symbol)

    def explain(self, symbol: Symbol, at: QPoint) -> None:
        """Open the menu that says what a symbol is, at a point of the screen."""
        self._menus.open(symbol, at, self._copies)

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

    def _tip(self, position: QPointF) -> str:
        """Return what is said at a point of the viewport: the number there, and where a click leads."""
        symbol, line = self._symbol_at(position), self._line_at(position)
        known, notation = self._walkthrough.known, self._display.writing.notation
        said = [number_tip(known, symbol, notation)] if symbol else []
        leads = [f"Click to go to line {line:,}."] if line else ["Click to go there."] if symbol else []
        if tab := self._page.tab_at(self._on_page(position)):
            leads = [f"Click to see more in the tab {tab.title}."]
        if term := self._term_at(position):
            leads = [f"{term.name}: {term.means} Click for more."]
        return "<br>".join((*said, *leads))

    def draw_marks(self, painter: QPainter) -> None:
        """Draw the ground of what is pointed at, and a frame around the symbol that was reached by Tab."""
        palette = self._display.palette
        if self._pointing.hovered is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(blend(palette.panel, palette.text, 0.1)))
            for rect in self._page.places(self.is_meant):
                painter.drawRoundedRect(QRectF(*rect), 4, 4)
        if self._focused is not None:
            painter.setPen(QPen(QColor(palette.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(*self._place(self._focused).grown(1)), 4, 4)

    def draw_over(self, painter: QPainter) -> None:
        draw_terms(painter, self.terms, self._display.palette)

    @property
    def terms(self) -> tuple[TermLink, ...]:
        """The terms of the glossary in the sentences of the page."""
        if self._terms_of[0] is not self._page:
            self._terms_of = self._page, terms_on(self._page)
        return self._terms_of[1]

    def _term_at(self, position: QPointF) -> GlossaryTerm | None:
        link = term_at(self.terms, self._on_page(position))
        return link.term if link else None

    def _place(self, part: _Part) -> Rect:
        """Return where a symbol, first, or what leads elsewhere is on the page."""
        return self._page.places(part.__eq__)[0] if isinstance(part, Symbol) else part.rect

    def _symbol_at(self, position: QPointF) -> Symbol | None:
        """Return the symbol at a point of the viewport."""
        return self._page.symbol_at(self._on_page(position))

    def _line_at(self, position: QPointF) -> int | None:
        """Return the number of the other line at a point of the viewport."""
        return self._page.line_at(self._on_page(position))

    def _on_page(self, position: QPointF) -> Point:
        place = position + self.offset
        return Point(place.x(), place.y())

    # overrides of Qt

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        symbol = self._symbol_at(event.position())
        leads = (
            symbol
            or self._line_at(event.position())
            or self._page.tab_at(self._on_page(event.position()))
            or self._term_at(event.position())
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self._point_at(symbol)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a click is over when the button is let go

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        symbol, line = self._symbol_at(event.position()), self._line_at(event.position())
        if tab := self._page.tab_at(self._on_page(event.position())):
            self.tab_asked.emit(tab.title)
        elif term := self._term_at(event.position()):
            self._pointing.ask_term(term.name)
        elif line is not None:
            self._walkthrough.go_to(self._walkthrough.cursor.update, line)
        elif symbol:
            self.go_to(symbol)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._point_at(None)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Explain the symbol under the mouse, or the one that was reached by Tab; elsewhere offer copies."""
        is_by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        focused = self._focused if isinstance(self._focused, Symbol) else None
        symbol = focused if is_by_keys else self._symbol_at(QPointF(event.pos()))
        if symbol is None:
            super().contextMenuEvent(event)
        else:
            self.explain(symbol, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter on what was reached by Tab only: other keys step through the calculation."""
        focused = self._focused
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not focused:
            event.ignore()
        elif isinstance(focused, TabLink):
            self.tab_asked.emit(focused.title)
        elif isinstance(focused, TermLink):
            self._pointing.ask_term(focused.term.name)
        else:
            self.go_to(focused)

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
        """Reach the next symbol, then what leads to another tab, then the terms; tell whether there was one."""
        order: tuple[_Part, ...] = (*self.page.symbols, *self.page.tabs, *self.terms)
        at = order.index(self._focused) if self._focused in order else (-1 if step > 0 else len(order))
        is_inside = 0 <= at + step < len(order)
        self._focused = order[at + step] if is_inside else None
        self._point_at(self._focused if isinstance(self._focused, Symbol) else None)
        if self._focused is not None:
            self._bring_into_view(self._place(self._focused))
            announce(self, self._said(self._focused))
        self.viewport().update()
        return is_inside

    def _said(self, part: _Part) -> str:
        if isinstance(part, TermLink):
            return f"{part.term.name}: {part.term.means} Enter leads to the glossary."
        if isinstance(part, TabLink):
            return f"{part.text} Enter leads to the tab {part.title}."
        return number_said(self._walkthrough.known, part, self._display.writing)

    def _bring_into_view(self, place: Rect) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(round(min(max(bar.value(), place.bottom + 8 - self.viewport().height()), place.top - 8)))
