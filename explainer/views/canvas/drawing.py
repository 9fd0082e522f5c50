"""What the canvas shows: the picture of the walkthrough's moment, as far as the view has room for it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QGraphicsView

from explainer.picture.animation import Moment, Way, at_rest
from explainer.picture.cards.picture import Found, Picture, across, down, find, picture_of, place_of
from explainer.picture.cards.travellers import traveller_cards
from explainer.picture.geometry import Box, Point
from explainer.picture.layout.best_layout import layout_for
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import TOP, shape_of
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.state.background.work import MadeAhead
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element
from explainer.views.canvas.editable_numbers import name_box, name_of
from explainer.views.canvas.in_place_editor import InPlaceEdit
from explainer.views.canvas.player import Player
from explainer.views.canvas.scene import NetworkScene
from explainer.views.controls.controls import renew_tip
from explainer.views.look.text_metrics import LABELS

_NO_LAYER: frozenset[int] = frozenset()
_NEVER, _ALWAYS = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn


def picture_input_of(
    known: Known,
    display: Display,
    size: tuple[float, float],
    moment: Moment,
    pointing: Pointing | None = None,
    scrolled: tuple[float, float] = (0.0, 0.0),
    unfolded: frozenset[int] = _NO_LAYER,
) -> PictureInput:
    """Return what a picture is made from, as the display has it; `size` and `scrolled` are in screen pixels."""
    numbers = LineNumbers(known, known if moment.arrived else known.with_terms(moment.added), display.writing)
    shape = shape_of(numbers, LABELS)
    layout = layout_for(shape, size, known.step, display.picture_zoom, unfolded, scrolled[1], display.is_stage)
    selected, hovered = (pointing.selected, pointing.hovered) if pointing else (None, None)
    left, top = (by / layout.scale for by in scrolled)
    return PictureInput(numbers, shape, layout, LABELS, selected, hovered, moment.glow, left, top)


class Drawing:
    """Draws the walkthrough into a view, scrolls it to what the step is about, and tells what is where.

    `player` plays the way from one line to the next; the picture that probably comes next is made ahead.
    """

    def __init__(self, view: QGraphicsView, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        self._view, self._walkthrough, self._pointing, self._display = view, walkthrough, pointing, display
        self.ahead = MadeAhead(self._next_input, picture_of, PictureInput.is_like, view)
        self.player = Player(view)
        self._scene = NetworkScene(view, display.palette)
        self._unfolded: frozenset[int] = frozenset()
        view.setScene(self._scene)
        self.picture_input, self.picture = self._make()
        self._moment = self.player.moment
        self.player.changed.connect(self._on_moment)

    # drawing

    def input_of(self, known: Known, moment: Moment) -> PictureInput:
        """Return what the picture of a moment is made from."""
        view = self._view
        upright = view.verticalScrollBar().sizeHint().width() if self._unfolded else 0
        width, height = view.width() - upright, view.height()
        whole = self._input_for(known, moment, width, height)
        if not _is_wider(whole, width):
            return whole
        return self._input_for(known, moment, width, height - view.horizontalScrollBar().sizeHint().height())

    def _input_for(self, known: Known, moment: Moment, width: int, height: int) -> PictureInput:
        scrolled = self._view.horizontalScrollBar().value(), self._view.verticalScrollBar().value()
        return picture_input_of(known, self._display, (width, height), moment, self._pointing, scrolled, self._unfolded)

    def _make(self) -> tuple[PictureInput, Picture]:
        picture_input = self.input_of(self._walkthrough.known, self.player.moment)
        return picture_input, self.ahead.made(picture_input)

    def _next_input(self) -> PictureInput | None:
        known = self._walkthrough.known_ahead()
        return self.input_of(known, at_rest(known)) if known and self._view.isVisible() else None

    def draw(self) -> None:
        """Draw the moment of now."""
        self.picture_input, self.picture = self._make()
        self._show_background()
        layout = self.picture_input.layout
        if self._view.transform().m11() != layout.scale:
            self._view.setTransform(QTransform.fromScale(layout.scale, layout.scale))
        self._scene.show_picture(self.picture, layout, self._display.palette)
        self._show_moment()
        self._show_bars()

    def _show_background(self) -> None:
        background = QColor(self._display.palette.background)
        if self._view.backgroundBrush().color() != background:  # set anew, it would paint everything anew
            self._view.setBackgroundBrush(background)

    def _show_moment(self) -> None:
        moment = self._moment = self.player.moment
        travellers = traveller_cards(self.picture_input, self.picture, moment)
        self._scene.show_moment(travellers, self.picture.inset, moment.alpha)

    def _show_bars(self) -> None:
        """Decide whether there are bars: left to themselves, they come and go with the room that they take."""
        view = self._view
        upright = _ALWAYS if self._unfolded else _NEVER
        if upright != view.verticalScrollBarPolicy():  # set anew, it would lay out everything anew
            view.setVerticalScrollBarPolicy(upright)
        flat = _ALWAYS if _is_wider(self.picture_input, view.viewport().width()) else _NEVER
        if flat != view.horizontalScrollBarPolicy():
            view.setHorizontalScrollBarPolicy(flat)

    # moving

    def move(self, way: Way) -> None:
        """Play the way to the cursor's line, and keep what that is about in sight."""
        self.player.play(way, at_rest(self._walkthrough.known))
        self.draw_in_sight()
        self._look_ahead()

    def _on_moment(self) -> None:
        """Draw what another moment of the way changes: often only where the numbers under way are."""
        if self.player.moment.picture == self._moment.picture:
            self._show_moment()
        else:
            self.draw()
        if not self.player.is_playing:
            renew_tip()  # the number that was under way is there
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Make the next picture, unless something moves now."""
        if not self.player.is_playing:
            self.ahead.soon()

    def rest(self) -> None:
        """Show the cursor's line complete, and make nothing ahead."""
        self.player.cut()
        self.ahead.stop()

    # what is in sight

    def draw_in_sight(self) -> None:
        """Draw, and scroll a picture that is larger than the view to what the step is about."""
        self.draw()
        view, s = self._view, self.picture_input
        rows = down(s)
        if rows is not None and view.verticalScrollBar().maximum() > 0:
            view.ensureVisible(QRectF(s.left, rows[0], 1, rows[1] - rows[0]), 0, int(TOP * s.layout.scale))
        columns = across(self.picture_input, self.picture)
        if columns is not None and view.horizontalScrollBar().maximum() > 0:
            view.ensureVisible(QRectF(columns[0], self.picture_input.top, columns[1] - columns[0], 1), 12, 0)

    def fold_or_unfold(self, layer: int) -> None:
        """Draw all units of a layer, or no more of them than there is room for."""
        self._unfolded ^= {layer}
        self.draw_in_sight()

    def fold_all(self) -> None:
        """Draw no more units of any layer than there is room for, from the next drawing on."""
        self._unfolded = frozenset()

    # what is where

    def texts_of(self, element: Element) -> tuple[str, ...]:
        """Return what is written of an element, from top to bottom."""
        cards = (card for card in self.picture.cards.values() if card.element == element)
        return tuple(text.text for card in cards for text in card.texts)

    def name_of(self, element: Element) -> str:
        """Return what a person calls the element."""
        return name_of(self.picture_input.numbers, element)

    def rect_of(self, element: Element) -> QRect:
        """Return where the number of an element is, in pixels of the viewport; empty where it is not drawn."""
        box = place_of(self.picture, element)
        return QRect() if box is None else self._on_screen(box)

    def place_of(self, entry: InPlaceEdit) -> QRect:
        """Return where what is edited is, in pixels of the viewport; empty where it is not drawn."""
        box = name_box(self.picture, entry.element) if entry.is_name else None
        return self._on_screen(box) if box else self.rect_of(entry.element)

    def found_at(self, position: QPoint) -> Found | None:
        """Return what is at a point of the viewport."""
        return find(self.picture_input, self.picture, self._in_picture(position))

    def is_name_at(self, position: QPoint, element: Element) -> bool:
        """Tell whether the name of a unit is at a point of the viewport."""
        box = name_box(self.picture, element)
        return box is not None and box.contains(self._in_picture(position))

    def _in_picture(self, position: QPoint) -> Point:
        point = self._view.mapToScene(position)
        return Point(point.x(), point.y())

    def _on_screen(self, box: Box) -> QRect:
        return self._view.mapFromScene(QRectF(box.left, box.top, box.width, box.height)).boundingRect()


def _is_wider(picture_input: PictureInput, width: float) -> bool:
    """Tell whether a picture is wider than that many pixels, more than by rounding."""
    return picture_input.layout.width * picture_input.layout.scale > width + 1
