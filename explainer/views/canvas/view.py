"""The canvas: the largest thing in the window, a view of the network with every number of the calculation on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from explainer.engine.run import Run
from explainer.state.walkthrough import Cursor, Walkthrough
from explainer.trace.elements import Element
from explainer.trace.symbols import Quantity
from explainer.views.canvas.director import Director, Pointing
from explainer.views.canvas.editing import is_editable, name_of, set_value, tab_order, value_of, why_not
from explainer.views.canvas.editor import Editor
from explainer.views.canvas.finding import Found, find, place_of, point_on
from explainer.views.canvas.geometry import Box, Point
from explainer.views.canvas.picture import Picture, picture_of
from explainer.views.canvas.player import Player
from explainer.views.canvas.scene import NetworkScene
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.tooltips import tooltip
from explainer.views.theme import Palette


class Canvas(QGraphicsView):
    """Draws the walkthrough's network at its cursor; listens to `moved`.

    Changes the given numbers of the scenario where a person edits them in place, and emits `said` with why an entry
    cannot be taken. A move of one line forward is animated; any other move, and any move during one, is a cut.
    """

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._director = walkthrough, Director(walkthrough, palette)
        self._pointing = Pointing()
        self._editing: Element | None = None
        self._was: tuple[Run, Cursor, int] = self._here()
        self._player = Player(self)
        self._scene = NetworkScene(self)
        self._set_up(palette)
        self._editor = Editor(palette, self.viewport())
        self._scenery, self._picture = self._make()
        self._connect()
        self._draw()

    def _set_up(self, palette: Palette) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName("Network")
        self.setAccessibleDescription("The network and its numbers. Tab goes from one to the next, Enter changes it.")
        self.setScene(self._scene)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setBackgroundBrush(QColor(palette.background))
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 260)
        self.viewport().setMouseTracking(True)

    def _connect(self) -> None:
        self._walkthrough.moved.connect(self._on_moved)
        self._player.changed.connect(self._on_moment)
        self._editor.entered.connect(self._on_entered)
        self._editor.said.connect(self.said)
        self.horizontalScrollBar().valueChanged.connect(self._draw)

    # what the window may set

    @property
    def duration(self) -> int:
        """How long the way to the next line takes, in milliseconds; 0 for cuts."""
        return self._player.duration

    @duration.setter
    def duration(self, milliseconds: int) -> None:
        self._player.duration = milliseconds

    @property
    def reduce_motion(self) -> bool:
        """Whether moves are always cuts."""
        return self._player.reduce_motion

    @reduce_motion.setter
    def reduce_motion(self, reduce: bool) -> None:
        self._player.reduce_motion = reduce

    # what tests and assistive tools may ask

    @property
    def selected(self) -> Element | None:
        return self._pointing.selected

    @property
    def highlighted(self) -> frozenset[Element]:
        """The elements that the step is about; all others are dimmed. Empty before the first step."""
        return self._scenery.facts.lit

    @property
    def is_moving(self) -> bool:
        """Whether the way to a line is being played."""
        return self._player.is_playing

    def texts_of(self, element: Element) -> tuple[str, ...]:
        """Return what is written of an element, from top to bottom."""
        cards = (card for card in self._picture.cards.values() if card.element == element)
        return tuple(text.text for card in cards for text in card.texts)

    def rect_of(self, element: Element) -> QRect:
        """Return where the number of an element stands, in pixels of the viewport; empty where it is not drawn."""
        box = place_of(self._scenery, self._picture, element)
        return QRect() if box is None else self._on_screen(box)

    def edit(self, element: Element) -> None:
        """Open the editor over the number of an element, if it can be changed."""
        if not is_editable(element):
            return
        self.select(element)
        self._editing = element
        facts = self._scenery.facts
        if element.parameter >= 0 and facts.shown.updated[element.parameter]:
            self.said.emit(f"This changes {name_of(facts, element)} as it is before update {facts.trace.of.number:,}.")
        value, name = value_of(self._walkthrough, element), name_of(facts, element)
        self._editor.open_at(self.rect_of(element), value, f"New value of {name}", self._why_not)

    def select(self, element: Element | None) -> None:
        """Select an element, or none; it stays selected while stepping."""
        self._point(Pointing(element, self._pointing.hovered))

    # drawing

    def _make(self) -> tuple[Scenery, Picture]:
        size = self.viewport().width(), self.viewport().height()
        left = self.horizontalScrollBar().value()
        scenery = self._director.scenery(size, self._player.moment, self._pointing, left)
        return scenery, picture_of(scenery)

    def _draw(self) -> None:
        self._scenery, self._picture = self._make()
        layout = self._scenery.layout
        if self.transform().m11() != layout.scale:
            self.setTransform(QTransform.fromScale(layout.scale, layout.scale))
        self._scene.show_picture(self._picture, layout)
        self._show_pulses()

    def _on_moment(self) -> None:
        """Draw what another moment of the way changes: often only where the pulses are."""
        moment, drawn = self._player.moment, self._scenery
        if (moment.arrived, moment.glow) == (drawn.facts.arrived, drawn.glow):
            self._show_pulses()
        else:
            self._draw()

    def _show_pulses(self) -> None:
        pulses = self._player.moment.pulses
        points = (point_on(self._scenery, pulse.element, pulse.fraction) for pulse in pulses)
        self._scene.show_pulses(tuple(point for point in points if point is not None), self._scenery.accent)

    def _bring_into_view(self) -> None:
        """Scroll a picture that is wider than the view to what the step is about."""
        lit = [card.box for card in self._picture.cards.values() if card.elements & self.highlighted]
        inside = [box for box in lit if box.y < self._scenery.layout.height - 24]
        if inside and self.horizontalScrollBar().maximum() > 0:
            left, right = min(box.left for box in inside), max(box.right for box in inside)
            self.ensureVisible(QRectF(left, 0, right - left, 1), 12, 0)

    def _on_screen(self, box: Box) -> QRect:
        return self.mapFromScene(QRectF(box.left, box.top, box.width, box.height)).boundingRect()

    # moving

    def _here(self) -> tuple[Run, Cursor, int]:
        return self._walkthrough.run, self._walkthrough.cursor, len(self._walkthrough.trace)

    def _on_moved(self) -> None:
        (run, (update, step), length), self._was = self._was, self._here()
        following = Cursor(update, step + 1) if step < length else Cursor(update + 1, 1)
        is_next = self._was[:2] == (run, following) and self.isVisible()
        self._player.play(self._walkthrough.step if is_next else None)
        if self._walkthrough.run.scenario.network != self._scenery.facts.network:
            self._pointing = Pointing()
            self._editor.close_quietly()
        self._draw()
        self._bring_into_view()
        self._follow_with_editor()

    def _follow_with_editor(self) -> None:
        if self._editing is not None and self._editor.is_open:
            if self._editor.is_untouched:
                self._editor.close_quietly()
            else:
                self._editor.move_to(self.rect_of(self._editing))

    # pointing and editing

    def _point(self, pointing: Pointing) -> None:
        if pointing != self._pointing:
            self._pointing = pointing
            self._draw()

    def _found(self, position: QPoint) -> Found | None:
        point = self.mapToScene(position)
        return find(self._scenery, self._picture, Point(point.x(), point.y()))

    def _why_not(self, value: float) -> str:
        return why_not(self._editing, value) if self._editing else ""

    def _on_entered(self, value: float) -> None:
        if self._editing is not None:
            set_value(self._walkthrough, self._editing, value)

    def _tab(self, step: int) -> bool:
        """Select the next number that can be changed; tell whether there was one."""
        order = tab_order(self._scenery.facts, self._picture)
        at = order.index(self.selected) if self.selected in order else (-1 if step > 0 else len(order))
        inside = 0 <= at + step < len(order)
        self.select(order[at + step] if inside else None)
        return inside

    # overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()
        self._follow_with_editor()

    def hideEvent(self, event: QHideEvent) -> None:
        self._player.cut()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            found = self._found(event.position().toPoint())
            self.select(found.element if found else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._found(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and found:
            self.edit(found.element)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._found(event.position().toPoint())
        element = found.element if found else None
        can_edit = element is not None and is_editable(element)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if can_edit else Qt.CursorShape.ArrowCursor)
        self._point(Pointing(self.selected, element))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._point(Pointing(self.selected))
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self._found(event.pos())
            QToolTip.showText(event.globalPos(), self._tooltip(found) if found else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def _tooltip(self, found: Found) -> str:
        if found.symbol is None:
            return ""
        shown, index = self._scenery.facts.shown, found.symbol.parameter
        is_parameter = found.symbol.quantity is Quantity.WEIGHT
        updated = is_parameter and bool(shown.updated[index]) and found.value == shown.theta[index]
        return tooltip(self._walkthrough.trace, found.symbol, found.value, updated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Esc only: the arrows, Space, Home and End step through the calculation."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected:
            self.edit(self.selected)
        elif event.key() == Qt.Key.Key_Escape and self.selected:
            self.select(None)
        else:
            event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        return self._tab(1 if next else -1) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._tab(1 if event.reason() is Qt.FocusReason.TabFocusReason else -1)
