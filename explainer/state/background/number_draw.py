"""The same with other numbers: drawn beside the window until no slip can hide in them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from explainer.state.background.work import Slices, until_time_is_up
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.variants.fresh_numbers.fresh import FreshDraw, has_fresh_numbers


class NumberDraw(QObject):
    """Draws other numbers for the walkthrough's scenario; an edit meanwhile gives it up."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(walkthrough)
        self._walkthrough = walkthrough
        self._drawing: FreshDraw | None = None
        self._seed = 0
        self._slices = Slices(until_time_is_up(self._draw), self)
        walkthrough.edited.connect(self.stop)

    def start(self, seed: int) -> None:
        """Draw with this seed; a network that is too large to be worked by hand has new random weights."""
        if not has_fresh_numbers(self._walkthrough.starting):
            self._walkthrough.new_random_weights(seed)
            return
        self._drawing, self._seed = FreshDraw(self._walkthrough.starting, seed), seed
        self._slices.start()

    def stop(self) -> None:
        self._drawing = None
        self._slices.stop()

    def _draw(self) -> bool:
        numbers = self._drawing.draw() if self._drawing else None
        if numbers is not None:
            self.stop()
            self._walkthrough.take_numbers(numbers.scenario, self._seed)
        return self._drawing is not None
