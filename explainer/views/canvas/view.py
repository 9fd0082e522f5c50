"""The canvas: the largest thing in the window, a view of the network with every number of the calculation on it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
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

from explainer.state.pointing import Pointing
from explainer.state.walker import Sight
from explainer.state.walkthrough import Walkthrough
from explainer.trace.elements import Element, Kind
from explainer.trace.symbols import Quantity
from explainer.views.ahead import Ahead
from explainer.views.canvas.animation import Moment, Way, at_rest
from explainer.views.canvas.director import Director
from explainer.views.canvas.editing import is_editable, name_box, name_of, tab_order
from explainer.views.canvas.entries import Entry
from explainer.views.canvas.finding import Found, find, place_of
from explainer.views.canvas.forms import TOP
from explainer.views.canvas.geometry import Box, Point
from explainer.views.canvas.handling import Handling
from explainer.views.canvas.picture import Picture, picture_of
from explainer.views.canvas.player import Player
from explainer.views.canvas.scene import NetworkScene
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.sight import across, down
from explainer.views.canvas.travellers import traveller_cards
from explainer.views.canvas.ways import Here, way_between
from explainer.views.display import Display
from explainer.views.tips import number_tip

_LOWEST = 260
_NEVER, _ALWAYS = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn


class Canvas(QGraphicsView):
    """Draws the walkthrough's network at its cursor; listens to `moved`, and to the display.

    Changes the given numbers of the scenario where a person edits them in place, and emits `said` with why an entry
    cannot be taken. A move of one line forward is animated; any other move, and any move during one, is a cut.
    """

    said = Signal(str)

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self._director = Director(display)
        self._ahead = Ahead(self._next_scenery, picture_of, Scenery.is_like, self)
        self._unfolded: frozenset[int] = frozenset()
        self._was = Here.of(walkthrough)
        self._player = Player(self)
        self._scene = NetworkScene(self)
        self._set_up()
        self._handling = Handling(self, walkthrough, display)
        self._scenery, self._picture = self._make()
        self._connect()
        self._draw()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName("Network")
        self.setAccessibleDescription(
            "The network and its numbers. Tab goes from one to the next, Enter changes it, Menu tells what else."
        )
        self.setScene(self._scene)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(_NEVER)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, round(_LOWEST * self._display.zoom))
        self.viewport().setMouseTracking(True)

    def _connect(self) -> None:
        self._walkthrough.moved.connect(self._on_moved)
        self._display.changed.connect(self._on_display)
        self._pointing.changed.connect(self._on_pointed)
        self._player.changed.connect(self._on_moment)
        self.horizontalScrollBar().valueChanged.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self._draw)

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

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed here; selecting, hovering and tooltips stay."""
        return self._handling.is_locked

    @read_only.setter
    def read_only(self, is_locked: bool) -> None:
        self._handling.is_locked = is_locked

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

    def show_alpha(self, alpha: float) -> None:
        """Show a moment of the way that is played, as its clock would."""
        self._player.show_alpha(alpha)

    def stop_moving(self) -> None:
        """Show the line that the cursor is on, complete."""
        self._player.cut()

    def texts_of(self, element: Element) -> tuple[str, ...]:
        """Return what is written of an element, from top to bottom."""
        cards = (card for card in self._picture.cards.values() if card.element == element)
        return tuple(text.text for card in cards for text in card.texts)

    def rect_of(self, element: Element) -> QRect:
        """Return where the number of an element stands, in pixels of the viewport; empty where it is not drawn."""
        box = place_of(self._picture, element)
        return QRect() if box is None else self._on_screen(box)

    def place_of(self, entry: Entry) -> QRect:
        """Return where what is edited stands, in pixels of the viewport; empty where it is not drawn."""
        box = name_box(self._picture, entry.element) if entry.is_name else None
        return self._on_screen(box) if box else self.rect_of(entry.element)

    def name_of(self, element: Element) -> str:
        """Return what a person calls the element."""
        return name_of(self._scenery.facts, element)

    def found_at(self, position: QPoint) -> Found | None:
        """Return what is at a point of the viewport."""
        point = self.mapToScene(position)
        return find(self._scenery, self._picture, Point(point.x(), point.y()))

    def edit(self, element: Element) -> None:
        """Open the editor over the number of an element, or over a name; of a fold, draw all units or few."""
        if element.kind is Kind.FOLD:
            self._fold_or_unfold(element.layer)
        else:
            self._handling.edit(element)

    def select(self, element: Element | None) -> None:
        """Select an element, or none; it stays selected while stepping."""
        self._pointing.select(element)

    # drawing

    def _make(self) -> tuple[Scenery, Picture]:
        scenery = self._scenery_of(self._walkthrough.sight, self._player.moment)
        return scenery, self._ahead.made(scenery)

    def _next_scenery(self) -> Scenery | None:
        sight = self._walkthrough.sight_ahead()
        return self._scenery_of(sight, at_rest()) if sight and self.isVisible() else None

    def _scenery_of(self, sight: Sight, moment: Moment) -> Scenery:
        upright = self.verticalScrollBar().sizeHint().width() if self._unfolded else 0
        width, height = self.width() - upright, self.height()
        scenery = self._scenery_for(sight, moment, width, height)
        if _is_wider(scenery, width):
            scenery = self._scenery_for(sight, moment, width, height - self.horizontalScrollBar().sizeHint().height())
        return scenery

    def _scenery_for(self, sight: Sight, moment: Moment, width: int, height: int) -> Scenery:
        scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return self._director.scenery(sight, (width, height), moment, self._pointing, scrolled, self._unfolded)

    def _draw(self) -> None:
        self._scenery, self._picture = self._make()
        self._show_background()
        layout = self._scenery.layout
        if self.transform().m11() != layout.scale:
            self.setTransform(QTransform.fromScale(layout.scale, layout.scale))
        self._scene.show_picture(self._picture, layout)
        self._show_moment()
        self._show_bars()

    def _show_bars(self) -> None:
        """Decide whether there are bars: left to themselves, they come and go with the room that they take."""
        upright = _ALWAYS if self._unfolded else _NEVER
        if upright != self.verticalScrollBarPolicy():  # set anew, it would lay out everything anew
            self.setVerticalScrollBarPolicy(upright)
        flat = _ALWAYS if _is_wider(self._scenery, self.viewport().width()) else _NEVER
        if flat != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(flat)

    def _show_background(self) -> None:
        background = QColor(self._display.palette.background)
        if self.backgroundBrush().color() != background:  # set anew, it would paint everything anew
            self.setBackgroundBrush(background)

    def _on_display(self) -> None:
        """Show the whole picture anew, at once and with what the step is about in sight."""
        self.setMinimumHeight(round(_LOWEST * self._display.zoom))
        self._player.cut()
        self._draw()
        self._bring_into_view()
        self._handling.follow_with_editor()

    def _on_moment(self) -> None:
        """Draw what another moment of the way changes: often only where the numbers under way are."""
        if self._player.moment.picture == self._drawn.picture:
            self._show_moment()
        else:
            self._draw()

        self._look_ahead()

    def _look_ahead(self) -> None:
        """Make the next picture, unless something moves now."""
        if not self._player.is_playing:
            self._ahead.soon()

    def _show_moment(self) -> None:
        moment = self._drawn = self._player.moment
        travellers = traveller_cards(self._scenery, self._picture, moment)
        self._scene.show_moment(travellers, self._picture.inset, moment.alpha)

    def _bring_into_view(self) -> None:
        """Scroll a picture that is larger than the view to what the step is about."""
        rows = down(self._scenery)
        if rows is not None and self.verticalScrollBar().maximum() > 0:
            edge = int(TOP * self._scenery.layout.scale)
            self.ensureVisible(QRectF(self._scenery.left, rows[0], 1, rows[1] - rows[0]), 0, edge)
        columns = across(self._scenery, self._picture)
        if columns is not None and self.horizontalScrollBar().maximum() > 0:
            self.ensureVisible(QRectF(columns[0], self._scenery.top, columns[1] - columns[0], 1), 12, 0)

    def _fold_or_unfold(self, layer: int) -> None:
        """Draw all units of a layer, or no more of them than there is room for."""
        self._unfolded ^= {layer}
        self._draw()
        self._bring_into_view()

    def _on_screen(self, box: Box) -> QRect:
        return self.mapFromScene(QRectF(box.left, box.top, box.width, box.height)).boundingRect()

    # moving

    def _on_moved(self) -> None:
        walkthrough, was = self._walkthrough, self._was
        self._was = Here.of(walkthrough)
        way = way_between(was, self._was, walkthrough.step, walkthrough.trace) if self.isVisible() else Way()
        self._player.play(way, at_rest(walkthrough.part))
        if walkthrough.run.scenario.network.shape != was.run.scenario.network.shape:
            self._unfolded = frozenset()
            self._handling.close_editor()
        self._draw()
        self._bring_into_view()
        self._handling.follow_with_editor()
        self._look_ahead()

    # pointing and editing

    def _on_pointed(self) -> None:
        """Draw what is pointed at; what goes with the network that it was in is drawn with the one after."""
        if self._walkthrough.run is self._was.run:
            self._draw()

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
        self._handling.follow_with_editor()

    def hideEvent(self, event: QHideEvent) -> None:
        self._player.cut()
        self._ahead.stop()
        self._handling.let_go()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            found = self.found_at(event.position().toPoint())
            self.select(found.element if found else None)
            if found and found.element.kind is Kind.FOLD:
                self._fold_or_unfold(found.element.layer)
            else:
                self._handling.press(event, found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._handling.let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.found_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and found and self.selected in (None, found.element):
            if self._is_name_at(event.position().toPoint(), found.element):
                self._handling.rename(found.element)
            elif is_editable(found.element):
                self.edit(found.element)

    def _is_name_at(self, position: QPoint, element: Element) -> bool:
        box, point = name_box(self._picture, element), self.mapToScene(position)
        return box is not None and box.contains(Point(point.x(), point.y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._handling.drag(event):
            found = self.found_at(event.position().toPoint())
            self.viewport().setCursor(self._cursor_over(found))
            self._pointing.hover(found.element if found else None, found.symbol if found else None)

    def _cursor_over(self, found: Found | None) -> Qt.CursorShape:
        if self._handling.can_drag(found):
            return Qt.CursorShape.SizeHorCursor
        if found is not None and (found.element.kind is Kind.FOLD or self._handling.can_edit(found.element)):
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.ArrowCursor

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._handling.show_menu(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._pointing.hover(None)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self.found_at(event.pos())
            QToolTip.showText(event.globalPos(), self._tooltip(found) if found else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def _tooltip(self, found: Found) -> str:
        """Tell of a number what it is, and of a unit what keeps it from learning."""
        trouble = self._scenery.facts.trouble(found.element)
        return self._number_tip(found) + (f"<p>{trouble}</p>" if trouble else "")

    def _number_tip(self, found: Found) -> str:
        if found.symbol is None:
            return ""
        facts, shown, index = self._scenery.facts, self._scenery.facts.shown, found.symbol.parameter
        is_going_on = facts.step is not None and found.symbol == facts.step.symbol and not facts.arrived
        value = math.nan if is_going_on else found.value  # a sum of some terms is not what it is called
        is_parameter = found.symbol.quantity is Quantity.WEIGHT
        updated = is_parameter and bool(shown.updated[index]) and value == shown.theta[index]
        return number_tip(self._walkthrough.trace, found.symbol, value, self._display.writing.notation, updated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows, Space, Home and End alone: they step through the calculation."""
        if self._handling.key(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected:
            self.edit(self.selected)
        elif event.key() == Qt.Key.Key_Escape and self.selected:
            self.select(None)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._handling.key_released(event)
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return self._tab(1 if next else -1) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._tab(1 if event.reason() is Qt.FocusReason.TabFocusReason else -1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._handling.let_go()
        super().focusOutEvent(event)


def _is_wider(scenery: Scenery, width: float) -> bool:
    """Tell whether a picture is wider than that many pixels, more than by rounding."""
    return scenery.layout.width * scenery.layout.scale > width + 1
