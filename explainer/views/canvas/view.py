"""The canvas: the largest thing in the window, a view of the network with every number of the calculation on it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from explainer.picture.animation import Here, Way, way_between
from explainer.picture.cards.picture import Found
from explainer.state.answers.over_inputs.unit_map_answers import why_no_maps
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element, ElementKind, weight_element
from explainer.views.canvas.drawing import Drawing
from explainer.views.canvas.editable_numbers import tab_order
from explainer.views.canvas.heard_numbers import CanvasNumbers
from explainer.views.canvas.interaction import ENTER, Interaction
from explainer.views.controls.heard.accessible_numbers import AccessibleNumbers
from explainer.views.controls.number_grip import is_editable

_SMALLEST = 320, 260


class Pressed(NamedTuple):
    """Where the mouse was pressed, and on what; whether on its name."""

    at: QPoint
    found: Found | None
    is_name: bool


class Canvas(QGraphicsView):
    """Draws the walkthrough's network at its cursor; listens to `moved`, and to the display.

    Changes the given numbers of the scenario where a person edits them in place, and emits `said` with why an entry
    cannot be taken, `formula_wanted` with the layer that an activation is to be written for. A move of one line forward
    is animated; any other move, and any move during one, is a cut.
    """

    said = Signal(str)
    formula_wanted = Signal(int)

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self._was, self._had_maps = _here(walkthrough), display.has_unit_maps
        self._pressed: Pressed | None = None
        self._set_up()
        self.drawing = Drawing(self, walkthrough, pointing, display)
        self.player = self.drawing.player
        self._interaction = Interaction(self.viewport(), self.drawing, walkthrough, pointing, display)
        self._numbers = AccessibleNumbers(CanvasNumbers(self, self.drawing, pointing), pointing)
        self._connect()
        self.drawing.draw()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName("Network")
        self.setAccessibleDescription(
            "The network and its numbers. Tab goes from one to the next, Enter changes it, Menu tells what else."
        )
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*_SMALLEST)
        self.viewport().setMouseTracking(True)

    def _connect(self) -> None:
        self._walkthrough.moved.connect(self._on_moved)
        self._display.changed.connect(self._on_display)
        self._pointing.changed.connect(self._on_pointed)
        self._pointing.selection_changed.connect(self._on_selected)
        self._interaction.said.connect(self.said)
        self._interaction.formula_wanted.connect(self.formula_wanted)
        for signal in (self._walkthrough.moved, self._display.changed):
            signal.connect(self._numbers.on_changed)

    # what the window may set

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed here; selecting, hovering and tooltips stay."""
        return self._interaction.is_locked

    @read_only.setter
    def read_only(self, is_locked: bool) -> None:
        self._interaction.is_locked = self._numbers.heard.is_locked = is_locked
        if is_locked:
            self._interaction.close_editor()

    # what tests and assistive tools may ask

    @property
    def selected(self) -> Element | None:
        return self._pointing.selected

    @property
    def highlighted(self) -> frozenset[Element]:
        """The elements that the step is about; all others are dimmed. Empty before the first step."""
        return self.drawing.picture_input.numbers.lit

    def texts_of(self, element: Element) -> tuple[str, ...]:
        """Return what is written of an element, in a unit before what is beside it."""
        return self.drawing.texts_of(element)

    def rect_of(self, element: Element) -> QRect:
        """Return where the number of an element is, in pixels of the viewport; empty where it is not drawn."""
        return self.drawing.rect_of(element)

    def edit(self, element: Element) -> None:
        """Open the editor over the number of an element, or over a name."""
        self._interaction.edit(element)

    def explain_selected(self) -> None:
        """Say what is selected, and what can be done with it."""
        self._interaction.show_menu_of_selected()

    def select(self, element: Element | None) -> None:
        """Select an element, or none; it stays selected while stepping."""
        self._pointing.select(element)

    # following

    def _on_moved(self) -> None:
        walkthrough, was = self._walkthrough, self._was
        self._was = _here(walkthrough)
        way = way_between(was, self._was, walkthrough.known) if self.isVisible() else Way()
        if walkthrough.run.scenario.network.shape != was.run.scenario.network.shape:
            self._interaction.close_editor()
        if self._was.cursor != was.cursor:
            self.drawing.looked_at = None
        self.drawing.move(way)
        self._interaction.follow_with_editor()

    def _on_display(self) -> None:
        """Show the whole picture anew, at once; say why it has no maps where they are wanted from now on."""
        wanted, self._had_maps = self._display.has_unit_maps and not self._had_maps, self._display.has_unit_maps
        if wanted and (why := why_no_maps(self._walkthrough.known)):
            self.said.emit(why)
        self.player.finish()
        self.drawing.draw()
        self._interaction.follow_with_editor()

    def _on_pointed(self) -> None:
        """Draw what is pointed at; what goes with the network that it was in is drawn with the one after."""
        if self._walkthrough.run is self._was.run:
            self.drawing.draw()

    def _on_selected(self) -> None:
        """Show the numbers of what is selected until the next step, even where not all have a place."""
        self.drawing.looked_at = self.selected
        self.drawing.draw()

    def _element_of(self, found: Found | None) -> Element | None:
        """Return what a click selects: of weights that have no place the first one."""
        fold = self.drawing.picture_input.layout.fold
        if found is not None and _is_fold(found):
            return weight_element(fold.weights[0]) if fold and fold.weights else None
        return found.element if found else None

    def _order(self) -> list[Element]:
        """The numbers that can be changed, as Tab goes through them."""
        return tab_order(self.drawing.picture_input.numbers)

    # overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.drawing.draw()
        self._interaction.move_editor()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.drawing.expose(event.region())
        super().paintEvent(event)
        self.drawing.expose(QRegion())  # whatever else draws the picture draws all of it

    def hideEvent(self, event: QHideEvent) -> None:
        self.drawing.rest()
        self._interaction.let_go()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.drawing.draw()
        super().showEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._at(event)
            found = self._pressed.found
            if self._pointing.is_picking and not _is_fold(found):
                self._pick(found.element if found else None)
                return
            self.select(self._element_of(found))
            if found is not None and self._interaction.can_drag(found):
                self._interaction.press(event, found.element)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._interaction.let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        _, found, is_name = self._pressed_before(event)
        if self._pointing.is_picking:
            return  # the first press has answered
        if event.button() is Qt.MouseButton.LeftButton and found and self.selected in (None, found.element):
            if is_name:
                self._interaction.rename(found.element)
            elif is_editable(found.element):
                self.edit(found.element)

    def _at(self, event: QMouseEvent) -> Pressed:
        at = event.position().toPoint()
        found = self.drawing.found_at(at)
        return Pressed(at, found, found is not None and self.drawing.is_name_at(at, found.element))

    def _pressed_before(self, event: QMouseEvent) -> Pressed:
        """Return what the first press of a double click was on: selected, it may have another place since."""
        again, first = self._at(event), self._pressed
        near = QGuiApplication.styleHints().mouseDoubleClickDistance()
        return first if first and (again.at - first.at).manhattanLength() <= near else again

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and not event.buttons():
            self.drawing.scrub(event.position().x() / max(self.viewport().width(), 1))
            return
        self.drawing.end_scrubbing()
        if not self._interaction.drag(event):
            found = self.drawing.found_at(event.position().toPoint())
            self.viewport().setCursor(self._cursor_over(found))
            self._pointing.hover(found.element if found else None, found.symbol if found else None)

    def _pick(self, element: Element | None) -> None:
        """Answer with an element."""
        if element is not None:
            self._pointing.pick(element)

    def _cursor_over(self, found: Found | None) -> Qt.CursorShape:
        if self._pointing.is_picking:
            return Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        if self._interaction.can_drag(found):
            return Qt.CursorShape.SizeHorCursor
        if found is not None and self._interaction.can_edit(found.element):
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.ArrowCursor

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._interaction.show_menu(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.drawing.end_scrubbing()
            self._pointing.hover(None)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self.drawing.found_at(event.pos())
            QToolTip.showText(event.globalPos(), self._interaction.tip(found), self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows, Space, Home and End alone: they step through the calculation."""
        if self._pointing.is_picking and event.key() in ENTER and self.selected:
            self._pick(self.selected)
            return
        event.setAccepted(self._interaction.key(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Shift:
            self.drawing.end_scrubbing()
        self._interaction.key_released(event)
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return self._interaction.tab(self._order(), 1 if next else -1) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._interaction.enter(event, self._order())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._interaction.let_go()
        super().focusOutEvent(event)


def _is_fold(found: Found | None) -> bool:
    return found is not None and found.element.kind is ElementKind.FOLD


def _here(walkthrough: Walkthrough) -> Here:
    return Here(walkthrough.run, walkthrough.cursor, len(walkthrough.trace), walkthrough.part)
