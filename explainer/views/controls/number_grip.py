"""Which numbers of a picture can be changed, and what a drag or a key makes of the one that is held."""

from __future__ import annotations

from math import floor, inf, log10
from typing import NamedTuple

from explainer.state.edits.data_edits import targets_range
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import LEARNING_RATE, Element, ElementKind

_GIVEN = {Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT, Quantity.OUT, Quantity.TARGET, Quantity.LEARNING_RATE}
DEAD_ZONE = 4
"""A press that moves by fewer pixels than this is a click."""
_SHARE, _LEAST, _FINE = 0.01, 0.1, 0.1
_ROUNDING = 1e-9


def is_editable(element: Element) -> bool:
    """Tell whether the element is a given number: a parameter, an input, a target or the learning rate."""
    if element.kind is ElementKind.UNIT:
        return element.layer == 0
    return element.kind in (ElementKind.WEIGHT, ElementKind.BIAS, ElementKind.TARGET) or element == LEARNING_RATE


def value_of(walkthrough: Walkthrough, element: Element) -> float:
    """Return the number that an edit of the element replaces: of a parameter the value that this update starts from."""
    scenario, row = walkthrough.scenario, walkthrough.known.row
    if element.kind is ElementKind.UNIT:
        return float(scenario.data.inputs[row, element.unit])
    if element.kind is ElementKind.TARGET:
        return float(scenario.data.targets[row, element.unit])
    if element == LEARNING_RATE:
        return scenario.optimizer.learning_rate
    return float(scenario.theta[element.parameter])


def set_value(walkthrough: Walkthrough, element: Element, value: float) -> None:
    """Change the number of an element, as one step that can be undone."""
    if element.kind is ElementKind.UNIT:
        walkthrough.set_input(element.unit, value)
    elif element.kind is ElementKind.TARGET:
        walkthrough.set_target(element.unit, value)
    elif element == LEARNING_RATE:
        walkthrough.set_learning_rate(value)
    else:
        walkthrough.set_parameter(walkthrough.scenario.network.parameter(element.parameter), value)


def range_of(walkthrough: Walkthrough, element: Element) -> tuple[float, float]:
    """Return the least and the greatest number that the element can have; infinite where it can have any."""
    if element == LEARNING_RATE:
        return 0.0, inf
    return targets_range(walkthrough.scenario) if element.kind is ElementKind.TARGET else (-inf, inf)


def is_given(element: Element, symbol: Symbol | None) -> bool:
    """Tell whether a number is the one that an edit of its element changes, and none that was made from it."""
    return symbol is not None and symbol.quantity in _GIVEN and is_editable(element)


def why_not(element: Element, value: float) -> str:
    """Return why the element cannot have this value; nothing where it can."""
    if element == LEARNING_RATE and value < 0:
        return "The learning rate cannot be negative: that would climb the error instead of descending."
    return ""


class Scrub(NamedTuple):
    """A number being dragged: where it began, by how much it has been moved, and the limits that it stops at.

    A pixel is a hundredth of the number it began with, or of 0.1 where that is larger, and a tenth of this when `fine`.
    """

    start: float
    low: float = -inf
    high: float = inf
    moved_by: float = 0.0
    was_fine: bool = False

    @property
    def step(self) -> float:
        """What a pixel adds."""
        return _SHARE * max(abs(self.start), _LEAST)

    @property
    def value(self) -> float:
        """The number now: the one it began with, to the last digit, or one with few decimals."""
        if not self.moved_by:
            return self.start
        return self._within(round(self.start + self.moved_by, self._decimals))

    @property
    def _decimals(self) -> int:
        """Those of the largest power of ten that is no more than a step."""
        return -floor(log10(self.step * (_FINE if self.was_fine else 1)) + _ROUNDING)

    def moved(self, pixels: float, fine: bool = False) -> Scrub:
        """Return the number dragged by some more pixels. At a limit it stops, and turns back at once."""
        by = self.moved_by + pixels * self.step * (_FINE if fine else 1)
        reached = self._within(self.start + by) - self.start
        return self._replace(moved_by=reached, was_fine=fine or (self.was_fine and not pixels))

    def _within(self, value: float) -> float:
        return min(max(value, self.low), self.high)


def beyond_dead_zone(pixels: float) -> float:
    """Return how far a mouse has gone that is `pixels` from where it was pressed: nothing within a click's reach."""
    return max(abs(pixels) - DEAD_ZONE, 0.0) * (1 if pixels > 0 else -1)


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
