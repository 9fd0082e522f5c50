"""The other lines of the page, each in a single low row: those before with their numbers, those to come without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from functools import cached_property, lru_cache

from explainer.functions.expression import Leaf
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.compositor import Compositor
from explainer.picture.pages.ink import InkBox, boxed, shifted, struck
from explainer.picture.pages.lines import looks
from explainer.picture.pages.lines.line_type import Across
from explainer.picture.palette import Colour, Role
from explainer.trace.formula.notation import BOX, YOURS, Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import EQUALS, Step, Trace, relation
from explainer.trace.notations.naming import spoken_name
from explainer.trace.typeset.folding import FOLDINGS, Folding
from explainer.trace.typeset.inline import inline
from explainer.trace.typeset.pieces import Operator, Pieces, Text, formula_pieces, number_pieces, symbol_pieces, tex_in

POINTS, _NUMBER = 11.0, 9.0
_BESIDE_NUMBER, _BESIDE_VALUE = 8.0, 10.0
_BOX, _BOX_UP = 1.4, 0.7
"""How much larger than a digit the empty box at the end of a line is, and how high that is in em."""
_WIDEST_NAME = 0.45
"""Of the width; of a longer name only the beginning is set."""
_SKIPPED = "⋮"
_MOST_KEPT = 64
Made = tuple[InkBox, bool]
"""A line, and whether all its symbols are typeset already."""


class Look(Enum):
    """How another line is set: as one to come, as one that made an operand of this line, or as any before it."""

    GHOST = 0
    OPERAND = 1
    BEFORE = 2


class PaleLines:
    """Sets lines of a trace in the same columns, and keeps them: on the next page most of them are there again."""

    def __init__(self, trace: Trace, writing: Writing, metrics: PageMetrics, across: Across, scale: float) -> None:
        self._trace, self._writing, self._across, self._scale = trace, writing, across, scale
        self._type = Compositor(metrics)
        self._kept: dict[tuple[int, Look], InkBox] = {}

    def row(self, number: int, look: Look) -> InkBox:
        """Return a line: one to come as a ghost, else with its numbers."""
        kept = self._kept.get((number, look))
        if kept is not None:
            return kept
        step = self._trace[number]
        box, is_typeset = self._ghost(step) if look is Look.GHOST else self._done(step, look is Look.OPERAND)
        if is_typeset:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[number, look] = box
        return box

    def _done(self, step: Step, is_operand: bool) -> Made:
        """Return a line that has been worked out; it is paler where it is no operand of this one."""
        known = Known(self._trace, step.number)
        value = self._writing.show(known.value(step.symbol) or 0.0) + (YOURS if known.is_own(step.symbol) else "")
        return self._row(step, looks.pale(step.phase, is_operand), f"{EQUALS} {value}", self._told(step, known))

    def _ghost(self, step: Step) -> Made:
        """Return a line to come: in symbols, with an empty box for its result."""
        bodies = (self._formula(step, folding) for folding in FOLDINGS)
        return self._row(step, looks.pale(step.phase, False), BOX, bodies)

    def skipped(self) -> InkBox:
        """Return what is in the place of lines that are left out."""
        return self._at(-self._gap, boxed(self._type.letters(_SKIPPED, self._scale * _NUMBER, looks.REST)), 1.0)

    def _told(self, step: Step, known: Known) -> Iterator[Pieces]:
        """Go through the ways to write a right-hand side, from the fullest on: numbers are worth more than symbols."""
        numbers = (inline(number_pieces(known, self._writing, folding)) for folding in FOLDINGS)
        formula, first = self._formula(step, FOLDINGS[0]), next(numbers)
        if len(first) > 1 and formula:
            yield (*formula, Operator(EQUALS, 0), *first)
            yield first
        yield formula
        yield from numbers

    def _formula(self, step: Step, folding: Folding) -> Pieces:
        return () if step.rule == Leaf(step.symbol) else inline(formula_pieces(step, self._writing, folding))

    def _row(self, step: Step, colour: Colour, value: str, bodies: Iterator[Pieces]) -> Made:
        points = self._scale * POINTS
        name, end = self._name(step, points), self._end(value, points, colour, step.symbol)
        sign = Operator(relation(step, self._writing.notation), 0)
        room = self._across.width - self._type.width_of(name, points) - end.width - self._scale * _BESIDE_VALUE
        fits = (it for it in bodies if it and self._type.width_of((sign, *it), points) <= room)
        body = (sign, *found) if (found := next(fits, ())) else ()
        left = self._type.row(name, points, lambda symbol: colour)
        boxes = [self._number(step.number), self._at(0.0, left)]
        if body:
            told = self._type.row(body, points, self._pale)
            if step.right is not None:
                told = struck(told, self._type.em(points), Role.WRONG)
            boxes.append(self._at(left.width, told))
        boxes.append(self._at(self._across.width, end, 1.0))
        is_typeset = all(self._type.metrics.tex(tex) is not None for tex in tex_in((*name, *body)))
        return _overlaid(boxes), is_typeset

    def _end(self, text: str, points: float, colour: Colour, symbol: Symbol) -> InkBox:
        if text != BOX:
            return boxed(self._type.letters(text, points, colour, symbol))
        box = self._type.letters(BOX, _BOX * points, colour, symbol)
        up = _BOX_UP * self._type.em(_BOX * points)
        return shifted(boxed(replace(box, ascent=up, descent=0.0)), (_BOX - 1) / 3 * self._type.em(points))

    def _name(self, step: Step, points: float) -> Pieces:
        """Return what the line makes; of a name without end the beginning."""
        pieces = inline(symbol_pieces(step, self._writing))
        room = _WIDEST_NAME * self._across.width
        if self._type.width_of(pieces, points) <= room:
            return pieces
        text = spoken_name(step.scenario, step.symbol, self._writing.notation)
        while len(text) > 1 and self._type.width_of((Text(f"{text}…"),), points) > room:
            text = text[:-1]
        return (Text(f"{text}…", step.symbol),)

    def _number(self, number: int) -> InkBox:
        return self._at(-self._gap, boxed(self._type.letters(str(number), self._scale * _NUMBER, looks.REST)), 1.0)

    @cached_property
    def _gap(self) -> float:
        return self._scale * _BESIDE_NUMBER

    def _pale(self, symbol: Symbol | None) -> Colour:
        return looks.REST

    def _at(self, x: float, box: InkBox, share: float = 0.0) -> InkBox:
        """Return a box beside the left edge of the columns, with `share` of its width left of that place."""
        left = self._across.left + x - share * box.width
        return InkBox(((box, left, 0.0),), left + box.width, box.ascent, box.descent)


def _overlaid(boxes: list[InkBox]) -> InkBox:
    parts = tuple(part for box in boxes for part in box.parts)
    ascent, descent = max(box.ascent for box in boxes), max(box.descent for box in boxes)
    return InkBox(parts, max(box.width for box in boxes), ascent, descent)


@lru_cache(maxsize=4)
def pale_lines(trace: Trace, writing: Writing, metrics: PageMetrics, across: Across, scale: float) -> PaleLines:
    """Return what sets the lines of an update: the same for all its pages."""
    return PaleLines(trace, writing, metrics, across, scale)
