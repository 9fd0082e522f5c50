"""The numbers of a canvas as they are heard: what each is, where on the screen, and in what state."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QGraphicsView

from explainer.picture.cards.heard import Heard, Seat, heard_in
from explainer.picture.cards.picture import Picture
from explainer.state.walkthrough.pointing import Pointing
from explainer.trace.lines.elements import Element
from explainer.views.canvas.drawing import Drawing
from explainer.views.controls.number_grip import is_given


class HeardNumbers:
    """Tells of the numbers of a view as it is drawn now. While it is locked none can be changed."""

    def __init__(self, view: QGraphicsView, drawing: Drawing, pointing: Pointing) -> None:
        self.view, self.is_locked = view, False
        self._drawing, self._pointing = drawing, pointing
        self._picture: Picture | None = None
        self._all: dict[Seat, Heard] = {}

    @property
    def all(self) -> dict[Seat, Heard]:
        """Every number by its seat, in the order in which they are read."""
        if self._drawing.picture is not self._picture:
            self._picture = self._drawing.picture
            self._all = heard_in(self._picture, self._drawing.picture_input.numbers)
        return self._all

    @property
    def is_moving(self) -> bool:
        """Whether numbers are under way."""
        return self._drawing.player.is_playing

    @property
    def selected(self) -> Element | None:
        return self._pointing.selected

    @property
    def focused(self) -> Seat | None:
        """Where the keys are: at the number of the selected element that can be changed, else at its first one."""
        of_selected = [seat for seat, heard in self.all.items() if heard.element and heard.element == self.selected]
        given = (seat for seat in of_selected if self.is_given(self.all[seat]))
        return next(given, next(iter(of_selected), None)) if self.view.hasFocus() else None

    def is_given(self, heard: Heard) -> bool:
        """Tell whether a person can change a number, were the canvas not locked."""
        return heard.element is not None and is_given(heard.element, heard.symbol)

    @property
    def window_of_view(self) -> QRect:
        """What is seen of the picture, in pixels of the screen."""
        viewport = self.view.viewport()
        return QRect(viewport.mapToGlobal(QPoint()), viewport.size())

    def place_of(self, heard: Heard) -> QRect:
        """Return where a number is, in pixels of the screen."""
        box = QRectF(heard.box.left, heard.box.top, heard.box.width, heard.box.height)
        rect = self.view.mapFromScene(box).boundingRect()
        return QRect(self.view.viewport().mapToGlobal(rect.topLeft()), rect.size())
