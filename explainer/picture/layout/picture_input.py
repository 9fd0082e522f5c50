"""What a picture is made from, handed as one thing to the functions that make it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from explainer.engine.measure.unit_maps import UnitMaps
from explainer.picture.animation import Moment, at_rest
from explainer.picture.layout.best_layout import layout_of
from explainer.picture.layout.form_widths import form_of
from explainer.picture.layout.layout import Layout
from explainer.picture.layout.subject import subject_of
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.numbers_of_line import LineNumbers, seated
from explainer.picture.numbers.status_line import StatusField, status_line
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_wishes import Wishes, wishes_at
from explainer.trace.lines.elements import Element, element_of

_USUAL = Writing()


class PictureLook(NamedTuple):
    """How a picture is looked at: how many times as large as usual text is, how numbers are written, what is selected,
    what is under the mouse, and what is looked at where not all numbers fit (else the line is); whether it is on a
    stage, whether the network is to be seen whole however small, and whether weights show what they want; and the maps
    that are in units, where there are any; the numbers that are spoken of; and how many pixels wide the stage is."""

    zoom: float = 1.0
    writing: Writing = _USUAL
    selected: Element | None = None
    hovered: Element | None = None
    looked_at: Element | None = None
    is_stage: bool = False
    is_fitted: bool = False
    has_wishes: bool = False
    maps: UnitMaps | None = None
    spoken_of: frozenset[Symbol] = frozenset()
    wall: float = 0.0


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
    has_wishes: bool = False
    maps: UnitMaps | None = None
    spoken_of: frozenset[Symbol] = frozenset()

    def is_like(self, other: PictureInput) -> bool:
        """Tell whether the other makes the same picture."""
        return self.layout is other.layout and self.numbers.is_like(other.numbers) and self._look == other._look

    @property
    def _look(self) -> tuple[object, ...]:
        return self.selected, self.hovered, self.glow, self.has_wishes, self.maps, self.spoken_of

    def is_lit(self, element: Element) -> bool:
        return element in self.numbers.lit

    def is_dim(self, element: Element) -> bool:
        """Tell whether the step is about something else and the mouse is not over it."""
        return self.numbers.step is not None and not self.is_lit(element) and element != self.hovered

    def is_marked(self, element: Element) -> bool:
        """Tell whether the element is selected or under the mouse."""
        return element in (self.selected, self.hovered)

    @cached_property
    def spoken_seats(self) -> frozenset[Symbol]:
        """The numbers that are spoken of, as their seats have them."""
        step = self.numbers.step
        return frozenset(seated(step, symbol) for symbol in self.spoken_of) if step else frozenset()

    @cached_property
    def spoken_elements(self) -> frozenset[Element]:
        """The elements that are spoken of."""
        found = {element_of(self.numbers.scenario, symbol) for symbol in self.spoken_of}
        return frozenset(element for element in found if element is not None)

    @cached_property
    def wishes(self) -> Wishes | None:
        """What parameters want, as far as it is known and to be shown."""
        return wishes_at(self.numbers.known) if self.has_wishes else None

    @cached_property
    def status(self) -> tuple[StatusField, ...]:
        """The fields of the line under the network."""
        return tuple(status_line(self.numbers, self.metrics))

    @property
    def digits(self) -> int:
        """How many significant digits numbers are written with."""
        return self.numbers.writing.digits

    def width(self, text: str, bold: bool = False) -> float:
        return self.metrics.width(text, bold)


def input_at(
    known: Known,
    size: tuple[float, float],
    metrics: LabelMetrics,
    look: PictureLook | None = None,
    moment: Moment | None = None,
) -> PictureInput:
    """Return what the picture of a line is made from, at a moment of the way to it; `size` is in screen pixels."""
    look, moment = look or PictureLook(), moment or at_rest(known)
    numbers = LineNumbers(known, known if moment.arrived else known.with_terms(moment.added), look.writing)
    subject = subject_of(numbers, look.looked_at)
    layout = layout_of(form_of(numbers, metrics), *size, subject, look.zoom, look.is_stage, look.is_fitted, look.wall)
    glow, wishes = moment.glow, look.has_wishes
    return PictureInput(numbers, layout, metrics, look.selected, look.hovered, glow, wishes, look.maps, look.spoken_of)
