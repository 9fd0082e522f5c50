"""What the canvas shows: the picture of the walkthrough's moment, as far as the view has room for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QRegion, QTransform
from PySide6.QtWidgets import QGraphicsView

from explainer.engine.measure.unit_maps import UnitMaps
from explainer.picture.animation import Moment, Way, at_rest, way_to
from explainer.picture.cards.picture import UNITS, Found, Picture, find, picture_of, place_of
from explainer.picture.cards.travellers import traveller_cards
from explainer.picture.geometry import Box, Point
from explainer.picture.layout.picture_input import PictureInput, PictureLook, input_at
from explainer.state.answers.over_inputs.unit_map_answers import UnitMapAnswers
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

_MOST_PARTS = 40
"""Of a region of more rectangles all that is between them is painted, too."""


def look_of(display: Display, pointing: Pointing | None = None, looked_at: Element | None = None) -> PictureLook:
    """Return how the display has pictures looked at."""
    selected, hovered = (pointing.selected, pointing.hovered) if pointing else (None, None)
    shows_all = pointing is not None and pointing.shows_all and not display.is_stage  # small, it is not read there
    return PictureLook(
        display.picture_zoom,
        display.writing,
        selected,
        hovered,
        looked_at,
        is_stage=display.is_stage,
        is_fitted=display.is_network_fitted or shows_all,
        has_wishes=display.has_wish_arrows,
        spoken_of=pointing.spoken_of if pointing else frozenset(),
        wall=display.stage_width,
    )


class Drawing:
    """Draws the walkthrough into a view, and tells what is where.

    Where not all numbers have a place, those of what is `looked_at` have one. `player` plays the way from one line to
    the next; the picture that probably comes next is made ahead.
    """

    def __init__(self, view: QGraphicsView, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        self._view, self._walkthrough, self._pointing, self._display = view, walkthrough, pointing, display
        self.ahead = MadeAhead(self._next_input, self._picture_of, PictureInput.is_like, view)
        self.player = Player(view)
        self._maps = UnitMapAnswers(view)
        self._maps.changed.connect(self.draw)
        self.looked_at: Element | None = None
        self.is_scrubbing = False
        self._scene = NetworkScene(view, display.palette)
        view.setScene(self._scene)
        self.picture_input = self.input_of(walkthrough.known, self.player.moment)
        self.picture = picture_of(self.picture_input)
        self._moment = self.player.moment
        self.player.changed.connect(self._on_moment)

    # drawing

    def input_of(self, known: Known, moment: Moment, maps: UnitMaps | None = None) -> PictureInput:
        """Return what the picture of a moment is made from."""
        size = max(self._view.width(), 1), max(self._view.height(), 1)
        look = look_of(self._display, self._pointing, self.looked_at)._replace(maps=maps)
        return input_at(known, size, LABELS, look, moment)

    def _make(self) -> tuple[PictureInput, Picture]:
        known = self._walkthrough.known
        maps = self._maps.of(known) if self._display.has_unit_maps and self._view.isVisible() else None
        picture_input = self.input_of(known, self.player.moment, maps)
        return picture_input, self.ahead.made(picture_input)

    def _picture_of(self, picture_input: PictureInput) -> Picture:
        return picture_of(picture_input, self.picture_input, self.picture)

    def _next_input(self) -> PictureInput | None:
        known = self._walkthrough.known_ahead()
        if known is None or not self._view.isVisible():
            return None
        maps = self._maps.ready(known) if self._display.has_unit_maps else None
        return self.input_of(known, at_rest(known), maps)

    def draw(self) -> None:
        """Draw the moment of now."""
        self.picture_input, self.picture = self._make()
        self._show_background()
        layout = self.picture_input.layout
        if self._view.transform().m11() != layout.scale:
            self._view.setTransform(QTransform.fromScale(layout.scale, layout.scale))
        self._scene.show_picture(self.picture, layout, self._display.palette)
        self._show_moment()

    def _show_background(self) -> None:
        background = QColor(self._display.palette.background)
        if self._view.backgroundBrush().color() != background:  # set anew, it would paint everything anew
            self._view.setBackgroundBrush(background)

    def _show_moment(self) -> None:
        moment = self._moment = self.player.moment
        travellers = traveller_cards(self.picture_input, self.picture, moment)
        self._scene.show_moment(travellers, self._display.palette)

    def expose(self, region: QRegion) -> None:
        """Paint only what is in this region of the viewport; all where it is empty."""
        few = region if region.rectCount() <= _MOST_PARTS else QRegion(region.boundingRect())
        parts: Iterator[QRect] = iter(few)  # type: ignore[call-overload] # the stubs do not know that it can
        self._scene.expose([self._view.mapToScene(part).boundingRect() for part in parts])

    # moving

    def move(self, way: Way) -> None:
        """Play the way to the cursor's line, and keep what that is about in sight."""
        was_playing, self.is_scrubbing = self.player.is_playing, False
        self.player.play(way, at_rest(self._walkthrough.known))
        self.draw()
        if was_playing or self.player.is_playing:
            self.player.changed.emit()
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

    def scrub(self, alpha: float) -> None:
        """Be at this part of the way to the cursor's line, from 0 to 1, until the scrubbing ends."""
        known = self._walkthrough.known
        way = way_to(known, self._walkthrough.part)
        if not way.is_animated:
            return
        if not self.is_scrubbing:
            self.is_scrubbing = True
            self.player.hold(way, at_rest(known))
        self.player.show_alpha(min(max(alpha, 0.01), 0.99))

    def end_scrubbing(self) -> None:
        """Show the cursor's line complete again."""
        if self.is_scrubbing:
            self.is_scrubbing = False
            self.player.finish()

    def rest(self) -> None:
        """Show the cursor's line complete, and make nothing ahead."""
        self.player.finish()
        self.ahead.stop()
        self._maps.stop()

    # what is where

    def texts_of(self, element: Element) -> tuple[str, ...]:
        """Return what is written of an element, in a unit before what is beside it."""
        cards = [(key[0] not in UNITS, card) for key, card in self.picture.cards.items() if card.element == element]
        return tuple(text.text for _, card in sorted(cards, key=lambda pair: pair[0]) for text in card.texts)

    def name_of(self, element: Element) -> str:
        """Return what a person calls the element."""
        return name_of(self.picture_input.numbers, element)

    def rect_of(self, element: Element) -> QRect:
        """Return where the number of an element is, in pixels of the viewport; empty where it is not drawn."""
        box = place_of(self.picture, element)
        return QRect() if box is None else self.on_screen(box)

    def place_of(self, entry: InPlaceEdit) -> QRect:
        """Return where what is edited is, in pixels of the viewport; empty where it is not drawn."""
        box = name_box(self.picture, entry.element) if entry.is_name else None
        return self.on_screen(box) if box else self.rect_of(entry.element)

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

    def on_screen(self, box: Box) -> QRect:
        """Return where a box of the picture is, in pixels of the viewport."""
        return self._view.mapFromScene(QRectF(box.left, box.top, box.width, box.height)).boundingRect()
