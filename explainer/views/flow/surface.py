"""The picture of the flow at the cursor, in which inputs and weights can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from explainer.picture.flow.flow_numbers import Direction, FlowNumbers, direction_of
from explainer.picture.flow.flow_picture import FlowFound, FlowPicture, find, flow_picture
from explainer.picture.flow.words import description, tip
from explainer.picture.geometry import Point
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element
from explainer.views.controls.heard.accessible_numbers import AccessibleNumbers
from explainer.views.controls.number_hand import NumberHand
from explainer.views.explain.entries import Explaining
from explainer.views.explain.menu import ElementMenu
from explainer.views.explain.words import explained
from explainer.views.flow.heard_numbers import FlowHeard
from explainer.views.flow.painting import paint_flow, paint_mark
from explainer.views.look.text_metrics import LABELS

_SMALLEST = 320, 180


class FlowSurface(QWidget):
    """Draws what flows at the walkthrough's cursor; listens to `moved`, to the display and to what is pointed at.

    Inputs, weights and biases are changed by dragging them sideways, or by keys where they are selected; `said` carries
    what a person should know of it.
    """

    said = Signal(str)

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self._direction: Direction | None = None
        self._hand = NumberHand(walkthrough, pointing, display, self)
        self._hand.said.connect(self.said)
        self._picture: FlowPicture | None = None
        self._numbers = AccessibleNumbers(FlowHeard(self, self._shown, pointing), pointing)
        self.setObjectName("flow_picture")
        self.setAccessibleName("Flow")
        self.setMinimumSize(*_SMALLEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        walkthrough.moved.connect(self._renew)
        display.changed.connect(self._renew)
        pointing.changed.connect(self.update)
        for signal in (walkthrough.moved, display.changed):
            signal.connect(self._numbers.on_changed)

    # what the window may set

    @property
    def direction(self) -> Direction | None:
        """Which way numbers are shown to flow; None is as the step has it."""
        return self._direction

    def set_direction(self, direction: Direction | None) -> None:
        if direction is not self._direction:
            self._direction = direction
            self._renew()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed here; selecting and tips stay."""
        return self._hand.is_locked

    @read_only.setter
    def read_only(self, is_locked: bool) -> None:
        self._hand.is_locked = self._numbers.heard.is_locked = is_locked

    # the picture

    @property
    def picture(self) -> FlowPicture:
        """What is shown."""
        if self._picture is None:
            known = self._walkthrough.known
            numbers = FlowNumbers(known, self._direction or direction_of(known), self._display.writing)
            size = float(self.width()), float(self.height())
            self._picture = flow_picture(numbers, LABELS, size, self._display.zoom)
        return self._picture

    def _shown(self) -> FlowPicture:
        return self.picture

    def _renew(self) -> None:
        """Draw anew what may have changed, once it is seen."""
        self._picture = None
        if self.isVisible():
            self.update()
            self._describe()

    def _describe(self) -> None:
        words = description(self.picture.numbers)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def found_at(self, position: QPointF) -> FlowFound | None:
        """Return what is at a point of the view."""
        scale = self.picture.layout.scale
        return find(self.picture, Point(position.x() / scale, position.y() / scale))

    def place_of(self, element: Element) -> QPointF | None:
        """Return a point of an element, in pixels of the view: the middle of a unit or pipe; None where it is not
        drawn."""
        picture = self.picture
        unit, pipe = picture.unit_of(element), picture.pipe_of(element)
        point = unit.box.centre if unit else pipe.curve.middle if pipe else None
        return QPointF(*point) * picture.layout.scale if point else None

    # overrides of Qt

    def sizeHint(self) -> QSize:
        return QSize(2 * _SMALLEST[0], 2 * _SMALLEST[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, picture = self._display.palette, self.picture
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(palette.background))
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.scale(picture.layout.scale, picture.layout.scale)
            paint_flow(painter, picture.shapes, palette)
            for element in {self._pointing.selected, self._pointing.hovered} - {None}:
                if element and (shape := picture.unit_of(element) or picture.pipe_of(element)):
                    paint_mark(painter, shape, palette)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            found = self.found_at(event.position())
            self._pointing.select(found.element if found else None)
            if found is not None and self._hand.can_edit(found.element):
                self._hand.press(event, found.element)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Explain what is under the mouse, or what is selected."""
        is_by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        selected = self._pointing.selected
        place = self.place_of(selected) if is_by_keys and selected is not None else QPointF(event.pos())
        found = self.found_at(place) if place is not None else None
        if found is not None and place is not None:
            self._pointing.select(found.element)
            self._explain(found, self.mapToGlobal(place.toPoint()))

    def _explain(self, found: FlowFound, at: QPoint) -> None:
        self._hand.let_go()
        entries = Explaining(self._walkthrough, self._pointing, self._pointing.ask_edit, self.read_only)
        said = explained(self._walkthrough.known, tip(self.picture.numbers, found, False), found.element)
        ElementMenu(list(entries.entries(found.element)), self, said).popup(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._hand.drag(event):
            found = self.found_at(event.position())
            self._pointing.hover(found.element if found else None)
            can_drag = found is not None and self._hand.can_edit(found.element)
            self.setCursor(Qt.CursorShape.SizeHorCursor if can_drag else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand.let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys of the walk alone."""
        event.setAccepted(self._hand.key(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._hand.key_released(event)
        event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        return self._hand.tab(self.picture.editable, 1 if next else -1) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._hand.enter(event, self.picture.editable)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self.found_at(QPointF(event.pos()))
            text = tip(self.picture.numbers, found, self._hand.can_edit(found.element)) if found else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointing.hover(None)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._renew()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._renew()
        self._describe()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._hand.let_go()
        super().hideEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hand.let_go()
        super().focusOutEvent(event)
