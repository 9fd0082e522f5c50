"""Holds a number while the mouse or the keys move it: one edit from taking hold to letting go."""

from __future__ import annotations

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element
from explainer.views.canvas.editing.editable_numbers import range_of, set_value, value_of
from explainer.views.canvas.editing.scrubbing import Scrub, beyond_dead_zone


class NumberGrip:
    """Changes the number of an element of the walkthrough as it is dragged.

    It lets go by itself where something else has ended the drag: a move to another update, an edit, undo.
    """

    def __init__(self, walkthrough: Walkthrough) -> None:
        self._walkthrough = walkthrough
        self._element: Element | None = None
        self._scrub: Scrub | None = None
        self._pressed_at = self._was = 0.0

    @property
    def element(self) -> Element | None:
        """What is held, moved yet or not."""
        return self._element

    @property
    def is_moving(self) -> bool:
        """Whether the number held has been moved out of a click's reach."""
        return self._scrub is not None

    def press(self, element: Element, x: float) -> None:
        """Take hold of a number with the mouse at `x`; it moves once the mouse has left a click's reach."""
        self.release()
        self._element, self._pressed_at, self._was = element, x, 0.0

    def move_to(self, x: float, fine: bool) -> None:
        """Move the number held as far as the mouse has gone."""
        gone = beyond_dead_zone(x - self._pressed_at)
        if self._element is not None and (gone or self.is_moving):
            self._move(self._element, gone - self._was, fine)
            self._was = gone

    def nudge(self, element: Element, steps: float, fine: bool) -> None:
        """Move a number by some steps; it is held until it is released."""
        if element != self._element:
            self.release()
            self._element = element
        self._move(element, steps, fine)

    def _move(self, element: Element, pixels: float, fine: bool) -> None:
        if self._scrub is None:
            self._scrub = Scrub(value_of(self._walkthrough, element), *range_of(self._walkthrough, element))
            self._walkthrough.begin_drag()
        elif not self._walkthrough.is_dragging:
            self._element = self._scrub = None
            return
        self._scrub = self._scrub.moved(pixels, fine)
        set_value(self._walkthrough, element, self._scrub.value)

    def release(self) -> None:
        """Let go; what was changed is one edit."""
        if self._let_go():
            self._walkthrough.end_drag()

    def take_back(self) -> None:
        """Let go, and be where the number was taken hold of."""
        if self._let_go():
            self._walkthrough.cancel_drag()

    def _let_go(self) -> bool:
        was_moving, self._element, self._scrub = self.is_moving, None, None
        return was_moving
