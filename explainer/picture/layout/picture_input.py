"""What a picture is made from, handed as one thing to the functions that make it."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.picture.layout.layout import Layout
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.lines.elements import Element


@dataclass(frozen=True, eq=False)
class PictureInput:
    """The numbers, where they are, how wide texts are, and what the person points at.

    An element under the mouse is never dimmed; `glow`, 0 to 1, warms the result while it arrives.
    """

    numbers: LineNumbers
    layout: Layout
    metrics: LabelMetrics
    selected: Element | None = None
    hovered: Element | None = None
    glow: float = 0.0

    def is_like(self, other: PictureInput) -> bool:
        """Tell whether the other makes the same picture."""
        return self.layout is other.layout and self.numbers.is_like(other.numbers) and self._look == other._look

    @property
    def _look(self) -> tuple[object, ...]:
        return self.selected, self.hovered, self.glow

    def is_lit(self, element: Element) -> bool:
        return element in self.numbers.lit

    def is_dim(self, element: Element) -> bool:
        """Tell whether the step is about something else and the mouse is not over it."""
        return self.numbers.step is not None and not self.is_lit(element) and element != self.hovered

    def is_marked(self, element: Element) -> bool:
        """Tell whether the element is selected or under the mouse."""
        return element in (self.selected, self.hovered)

    @property
    def digits(self) -> int:
        """How many significant digits numbers are written with."""
        return self.numbers.writing.digits

    def width(self, text: str, bold: bool = False) -> float:
        return self.metrics.width(text, bold)
