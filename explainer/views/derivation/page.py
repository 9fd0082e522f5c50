"""One line of the calculation laid out: the sentence, symbol = formula = numbers = result, and the full value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor

from explainer.files.wording import counted
from explainer.functions.expression import Leaf
from explainer.picture.colours import blend
from explainer.picture.palette import Palette
from explainer.trace.known import Known
from explainer.trace.long_sums import abridged
from explainer.trace.middle import middle_pieces
from explainer.trace.notation import Writing
from explainer.trace.numbers import full, show
from explainer.trace.pieces import (
    Fraction,
    Pieces,
    formula_pieces,
    number_pieces,
    short_form_pieces,
    symbol_pieces,
)
from explainer.trace.relation import relation
from explainer.trace.sentences import sentence
from explainer.trace.symbols import Symbol
from explainer.trace.terms import so_far, term_count
from explainer.views.sheet.boxes import Box, box_of, boxed, lines_of, width_of
from explainer.views.sheet.colours import colour_of
from explainer.views.sheet.ink import Frame, Ink, Letters, Paragraph
from explainer.views.sheet.page import Page

WORKED = Writing()
ASKED = "?"
"""What stands in the place of a result that a person is to find."""
_ALL = 15
"""Digits that tell whether a number was rounded for the screen."""

# Points at scale 1. A line that is too long is set smaller, down to the last size, before it is broken.
_FORMULA = (17.5, 16.0, 14.5, 13.0, 12.0)
_NUMBERS = (14.5, 13.0, 12.0, 11.0)
_RESULT = (17.5, 15.0, 13.0)
_BROKEN, _EQUALS = 13.0, 15.0
_HEADING, _SENTENCE, _NOTE = 15.0, 12.0, 10.0

# Pixels at scale 1.
MARGIN = 24.0
_LEAST = 0.75
"""How much smaller than the rest of a large page its long lines may be, so that the back row reads them too."""
_CLOSE = 0.15
"""How much of the room between lines is left at least where the page would otherwise be too high."""
_BELOW_SENTENCE, _BETWEEN_LINES, _WITHIN_LINE = 32.0, 22.0, 8.0
_BESIDE_EQUALS = 9.0
_FRAME_X, _FRAME_ABOVE, _FRAME_BELOW = 12.0, 9.0, 6.0

_WIDEST_SYMBOL = 0.36
"""Of the width; a wider symbol stands above its formula."""


def start_page(lines: Sequence[str], width: float, palette: Palette, scale: float = 1.0) -> Page:
    """Lay out a heading and paragraphs, the last of which says what to do."""
    y, inks = MARGIN, []
    for i, line in enumerate(lines):
        points = scale * (_SENTENCE if i else _HEADING)
        colour = palette.muted if 0 < i < len(lines) - 1 else palette.text
        paragraph = Paragraph.of(line, points, colour, width - 2 * MARGIN, bold=not i).moved(MARGIN, y)
        inks.append(paragraph)
        y = paragraph.rect.bottom() + scale * _BETWEEN_LINES
    return _page(inks, MARGIN)


def step_page(
    known: Known, size: tuple[float, float], palette: Palette, writing: Writing = WORKED, scale: float = 1.0
) -> Page:
    """Lay out a line of the calculation, `scale` times as large as usual, more closely where it would be too high.

    Where it is larger, long lines are set smaller and then broken; if the page is too large even so, smaller still.
    What cannot be broken may make the page wider than `size`, and many lines make it higher. A result that is hidden is
    not on it. Raises ValueError before the first line.
    """
    least = max(_LEAST * scale, min(scale, 1.0))
    page = _Composer(known, size[0], palette, writing, scale, least).compose(size[1])
    if least <= 1 or (page.width <= size[0] and page.height <= size[1]):
        return page
    return _Composer(known, size[0], palette, writing, scale, 1.0).compose(size[1])


def _page(inks: Sequence[Ink], below: float) -> Page:
    right, bottom = max(ink.rect.right() for ink in inks), max(ink.rect.bottom() for ink in inks)
    return Page(tuple(inks), right + MARGIN, bottom + below)


class _Composer:
    """Puts the parts of one page below one another, aligned at their equals signs.

    How far a part is down has two terms: what stands above it, and the room between, which may be made smaller.
    """

    def __init__(
        self, known: Known, width: float, palette: Palette, writing: Writing, scale: float, least: float
    ) -> None:
        if known.step is None:
            raise ValueError("before the first line there is no line to be set")
        step = known.step
        self._known, self._step = known, step
        self._right, self._palette, self._writing = width - MARGIN, palette, writing
        self._scale, self._least = scale, least
        self._beside = _BESIDE_EQUALS * scale
        self._equals = Letters.of("=", _EQUALS * scale, palette.text)
        self._relation = Letters.of(relation(step, writing.notation), _EQUALS * scale, palette.text)
        self._equals_at = MARGIN
        self._inks: list[tuple[Ink, float]] = []
        self._y, self._room = 0.0, MARGIN

    @property
    def _terms_at(self) -> float:
        return self._equals_at + self._relation.width + self._beside

    def compose(self, height: float) -> Page:
        step, known = self._step, self._known
        self._paragraph(sentence(known, self._writing.notation), _SENTENCE, self._palette.text)
        self._add_room(_BELOW_SENTENCE - _BETWEEN_LINES)
        if step.rule == Leaf(step.symbol):
            self._chosen()
        else:
            self._calculation()
        value = known.value(step.symbol) or 0.0  # not −0
        if not known.is_hidden and show(value, _ALL) != self._writing.show(value):
            self._paragraph(f"computed from unrounded values: {full(value)}", _NOTE, self._palette.muted)
        return self._spread(height)

    def _calculation(self) -> None:
        step, known, writing = self._step, self._known, self._writing
        short = short_form_pieces(step, writing)
        formula = abridged(formula_pieces(step, writing))
        self._equation(symbol_pieces(step, writing), short or formula)
        if short:
            self._numbers(formula)
        numbers, middle = abridged(number_pieces(known, writing)), abridged(middle_pieces(known, writing))
        if len(numbers) > 1 or isinstance(numbers[0], Fraction):
            self._numbers(numbers)
        if middle:
            self._numbers(middle)
        if known.part is None or known.is_asked:
            self._rows([self._result()])
        else:
            self._so_far(known.part)

    def _so_far(self, part: int) -> None:
        """Say what the first terms come to."""
        number, count = self._writing.show(so_far(self._known)), term_count(self._step)
        said = f"So far {number}, after {counted(part, 'term')} of {count}."
        self._paragraph(said, _SENTENCE, self._phase_colour(None))

    def _chosen(self) -> None:
        """Set a number that has no formula: its symbol and its value."""
        name = box_of(symbol_pieces(self._step, self._writing), self._scale * _FORMULA[0], self._phase_colour)
        self._equals_at = MARGIN + name.width + self._beside
        self._rows([self._result()], {MARGIN: name})

    def _spread(self, height: float) -> Page:
        """Leave as much room between the parts as fits into `height`."""
        bottom, room = max(ink.rect.bottom() for ink, _ in self._inks), max(room for _, room in self._inks) + MARGIN
        share = min(max((height - bottom) / room, _CLOSE), 1.0)
        return _page([ink.moved(0, room * share) for ink, room in self._inks], MARGIN * share)

    def _add_room(self, room: float) -> None:
        self._room += self._scale * room

    def _paragraph(self, text: str, points: float, colour: str) -> None:
        paragraph = Paragraph.of(text, self._scale * points, colour, self._right - MARGIN).moved(MARGIN, self._y)
        self._inks.append((paragraph, self._room))
        self._y = paragraph.rect.bottom()
        self._add_room(_BETWEEN_LINES)

    def _equation(self, symbol: Pieces, formula: Pieces) -> None:
        """Set a symbol and its formula in one line or, where the symbol is wide, one above the other."""
        largest = self._scale * _FORMULA[0]
        name_width, width = width_of(symbol, largest), width_of(formula, largest)
        above = name_width > _WIDEST_SYMBOL * (self._right - MARGIN)
        points = self._fitting(max(name_width, width) if above else name_width + self._beside + width, _FORMULA)
        name = box_of(symbol, points, self._phase_colour)
        if above:
            self._row({MARGIN: name})
            self._y += _WITHIN_LINE
        else:
            self._equals_at = MARGIN + name.width + self._beside
        self._rows(self._broken(formula, points), None if above else {MARGIN: name}, self._relation)

    def _numbers(self, numbers: Pieces) -> None:
        points = self._fitting(width_of(numbers, self._scale * _NUMBERS[0]), _NUMBERS)
        self._rows(self._broken(numbers, points))

    def _fitting(self, natural: float, sizes: tuple[float, ...]) -> float:
        """Return the largest size at which a line fits that is `natural` wide at the first of `sizes`: these as large
        as the page is set, or down to the last as large as they may be `least`."""
        room, largest = self._right - self._terms_at, self._scale * sizes[0]
        smallest, fits = sizes[-1] * self._least, largest * min(room / max(natural, 1.0), 1.0)
        return _BROKEN * self._least if fits < smallest else max(floor(fits), smallest)  # whole sizes are drawn once

    def _broken(self, pieces: Pieces, points: float) -> list[Box]:
        return lines_of(pieces, points, self._colour, self._right - self._terms_at)

    def _rows(
        self, rows: Sequence[Box], before: Mapping[float, Box] | None = None, sign: Letters | None = None
    ) -> None:
        """Put rows below one another, the first behind an equals sign and what stands `before` it."""
        shown = sign or self._equals
        equals = {self._equals_at + self._relation.width - shown.width: boxed(shown)}
        for row in rows:
            self._row({**(before or {}), **equals, self._terms_at: row})
            equals, before = {}, None
        self._add_room(_BETWEEN_LINES - _WITHIN_LINE)

    def _row(self, boxes: Mapping[float, Box]) -> None:
        """Put boxes, by their left edges, on one baseline below what is there."""
        self._y += max(box.ascent for box in boxes.values())
        for x, box in boxes.items():
            self._inks += [(ink, self._room) for ink in box.at(x, self._y)]
        self._y += max(box.descent for box in boxes.values()) + _WITHIN_LINE

    def _result(self) -> Box:
        """Return the result, or a question mark where it is asked for, in a frame of the phase's colour."""
        text = ASKED if self._known.is_asked else self._writing.show(self._known.value(self._step.symbol))
        colour, scale = self._phase_colour(None), self._scale
        natural = Letters.of(text, scale * _RESULT[0], colour).width + 2 * scale * _FRAME_X
        number = Letters.of(text, self._fitting(natural, _RESULT), colour, self._step.symbol)
        ascent, descent = number.ascent + scale * _FRAME_ABOVE, number.descent + scale * _FRAME_BELOW
        width = number.width + 2 * scale * _FRAME_X
        fill = blend(colour, self._palette.panel, 0.9)
        frame = Frame(width=width, ascent=ascent, descent=descent, colour=colour, fill=fill)
        return Box(((frame, 0.0, 0.0), (number, scale * _FRAME_X, 0.0)), width, ascent, descent)

    def _colour(self, symbol: Symbol | None) -> str:
        return colour_of(self._known, symbol, self._palette)

    def _phase_colour(self, symbol: Symbol | None) -> str:
        return self._palette.phase(self._step.phase)
