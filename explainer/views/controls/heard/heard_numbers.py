"""The numbers of a picture as they are heard: what each is, where on the screen, and in what state."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from explainer.picture.geometry import Box
from explainer.picture.numbers.heard import Heard, Seat
from explainer.state.walkthrough.pointing import Pointing
from explainer.trace.lines.elements import Element
from explainer.views.controls.number_grip import is_given


class HeardNumbers(ABC):
    """Tells of the numbers of a view as it is drawn now, on its `surface`. While it is locked none can be changed."""

    def __init__(self, view: QWidget, surface: QWidget, pointing: Pointing) -> None:
        self.view, self.surface, self.is_locked = view, surface, False
        self._pointing = pointing
        self._picture: object = None
        self._all: dict[Seat, Heard] = {}

    @property
    @abstractmethod
    def picture(self) -> object:
        """The picture that is drawn now."""

    @abstractmethod
    def heard(self) -> dict[Seat, Heard]:
        """Return every number of that picture by its seat, in the order in which they are read."""

    @abstractmethod
    def on_surface(self, box: Box) -> QRect:
        """Return where a box of the picture is, in pixels of the surface."""

    @property
    def is_moving(self) -> bool:
        """Whether numbers are under way."""
        return False

    @property
    def all(self) -> dict[Seat, Heard]:
        """Every number by its seat, found when it is asked for."""
        if self.picture is not self._picture:
            self._picture, self._all = self.picture, self.heard()
        return self._all

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
        """Tell whether a person can change a number, were the view not locked."""
        return heard.element is not None and is_given(heard.element, heard.symbol)

    @property
    def window_of_view(self) -> QRect:
        """What is seen of the picture, in pixels of the screen."""
        return QRect(self.surface.mapToGlobal(QPoint()), self.surface.size())

    def place_of(self, heard: Heard) -> QRect:
        """Return where a number is, in pixels of the screen."""
        rect = self.on_surface(heard.box)
        return QRect(self.surface.mapToGlobal(rect.topLeft()), rect.size())
