"""The numbers of a canvas as they are heard."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QGraphicsView

from explainer.picture.cards.heard import heard_in
from explainer.picture.geometry import Box
from explainer.picture.numbers.heard import Heard, Seat
from explainer.state.walkthrough.pointing import Pointing
from explainer.views.canvas.drawing import Drawing
from explainer.views.controls.heard.heard_numbers import HeardNumbers


class CanvasNumbers(HeardNumbers):
    """The numbers on the cards of a drawing."""

    def __init__(self, view: QGraphicsView, drawing: Drawing, pointing: Pointing) -> None:
        super().__init__(view, view.viewport(), pointing)
        self._drawing = drawing

    @property
    def picture(self) -> object:
        return self._drawing.picture

    def heard(self) -> dict[Seat, Heard]:
        return heard_in(self._drawing.picture, self._drawing.picture_input.numbers)

    def on_surface(self, box: Box) -> QRect:
        return self._drawing.on_screen(box)

    @property
    def is_moving(self) -> bool:
        return self._drawing.player.is_playing
