"""One line of the calculation laid out: the sentence, symbol = formula = numbers = result, and the full value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor

from explainer.files.wording import counted
from explainer.functions.expression import Leaf
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.compositor import colour_of
from explainer.picture.pages.ink import InkBox, LettersInk, Page, boxed
from explainer.picture.palette import Colour, Role, of_phase
from explainer.trace.formula.notation import Writing, full, show
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.terms import so_far, term_count
from explainer.trace.lines.trace import relation
from explainer.trace.typeset.pieces import (
    Fraction,
    Pieces,
    formula_pieces,
    number_pieces,
    short_form_pieces,
    symbol_pieces,
)
from explainer.trace.typeset.sums import abridged, middle_pieces
from explainer.trace.words.sentences import sentence

WORKED = Writing()
ASKED = "?"
"""What is in the place of a result that a person is to find."""
_ALL = 15
"""Digits that tell whether a number was rounded for the screen."""

# Points at scale 1. A line that is too long is set smaller, down to the last size, before it is broken.
_FORMULA = (17.5, 16.0, 14.5, 13.0, 12.0)
_NUMBERS = (14.5, 13.0, 12.0, 11.0)
_RESULT = (17.5, 15.0, 13.0)
_BROKEN, _EQUALS = 13.0, 15.0
_HEADING, _SENTENCE, _NOTE = 15.0, 12.0, 10.0

# Pixels at scale 1.
_LEAST = 0.75
"""How much smaller than the rest of a large page its long lines may be, so that the back row reads them too."""
_BELOW_SENTENCE, _BETWEEN_LINES, _WITHIN_LINE = 32.0, 22.0, 8.0
_BESIDE_EQUALS = 9.0
_AROUND = 12.0, 9.0, 6.0
"""Between the result and its frame: beside, above and below it."""

_WIDEST_SYMBOL = 0.36
"""Of the width; a wider symbol is above its formula."""


def start_page(lines: Sequence[str], width: float, metrics: PageMetrics, scale: float = 1.0) -> Page:
    """Lay out a heading and paragraphs, the last of which says what to do."""
    column = PageColumn(metrics, width, scale, MARGIN)
    for i, line in enumerate(lines):
        colour = Role.MUTED if 0 < i < len(lines) - 1 else Role.TEXT
        column.paragraph(line, _SENTENCE if i else _HEADING, colour, bold=not i)
        column.space(_BETWEEN_LINES)
    return column.page()


def step_page(
    known: Known, size: tuple[float, float], metrics: PageMetrics, writing: Writing = WORKED, scale: float = 1.0
) -> Page:
    """Lay out a line of the calculation, `scale` times as large as usual, more closely where it would be too high.

    Where it is larger, long lines are set smaller and then broken; if the page is too large even so, smaller still.
    What cannot be broken may make the page wider than `size`, and many lines make it higher. A result that is hidden is
    not on it. Raises ValueError before the first line.
    """
    least = max(_LEAST * scale, min(scale, 1.0))
    page = _LinePage(known, writing, PageColumn(metrics, size[0], scale, MARGIN), least).page(size[1])
    if least <= 1 or (page.width <= size[0] and page.height <= size[1]):
        return page
    return _LinePage(known, writing, PageColumn(metrics, size[0], scale, MARGIN), 1.0).page(size[1])


class _LinePage:
    """Puts the parts of a line below one another, aligned at their equals signs."""

    def __init__(self, known: Known, writing: Writing, column: PageColumn, least: float) -> None:
        if known.step is None:
            raise ValueError("before the first line there is no line to be set")
        step = known.step
        self._known, self._step, self._writing = known, step, writing
        self._column, self._type, self._scale, self._least = column, column.type, column.scale, least
        self._beside = _BESIDE_EQUALS * column.scale
        self._equals = self._sign("=")
        self._relation = self._sign(relation(step, writing.notation))
        self._equals_at = MARGIN

    def _sign(self, text: str) -> LettersInk:
        return self._type.letters(text, _EQUALS * self._scale, Role.TEXT)

    @property
    def _terms_at(self) -> float:
        return self._equals_at + self._relation.width + self._beside

    @property
    def _right(self) -> float:
        return MARGIN + self._column.width()

    def page(self, height: float) -> Page:
        """Return the page, with as much room between the parts as fits into `height`."""
        step, known, column = self._step, self._known, self._column
        column.paragraph(sentence(known, self._writing.notation), _SENTENCE)
        column.room(_BELOW_SENTENCE)
        if step.rule == Leaf(step.symbol):
            self._chosen()
        else:
            self._calculation()
        value = known.value(step.symbol) or 0.0  # not −0
        if not known.is_hidden and show(value, _ALL) != self._writing.show(value):
            column.paragraph(f"computed from unrounded values: {full(value)}", _NOTE, Role.MUTED)
        return column.page(height)

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
        self._column.paragraph(said, _SENTENCE, self._phase_colour(None))
        self._column.room(_BETWEEN_LINES)

    def _chosen(self) -> None:
        """Set a number that has no formula: its symbol and its value."""
        pieces = symbol_pieces(self._step, self._writing)
        name = self._type.row(pieces, self._scale * _FORMULA[0], self._phase_colour)
        self._equals_at = MARGIN + name.width + self._beside
        self._rows([self._result()], {MARGIN: name})

    def _equation(self, symbol: Pieces, formula: Pieces) -> None:
        """Set a symbol and its formula in one line or, where the symbol is wide, one above the other."""
        largest = self._scale * _FORMULA[0]
        name_width, width = self._type.width_of(symbol, largest), self._type.width_of(formula, largest)
        above = name_width > _WIDEST_SYMBOL * self._column.width()
        points = self._fitting(max(name_width, width) if above else name_width + self._beside + width, _FORMULA)
        name = self._type.row(symbol, points, self._phase_colour)
        if above:
            self._row({MARGIN: name})
            self._column.gap(_WITHIN_LINE)
        else:
            self._equals_at = MARGIN + name.width + self._beside
        self._rows(self._broken(formula, points), None if above else {MARGIN: name}, self._relation)

    def _numbers(self, numbers: Pieces) -> None:
        points = self._fitting(self._type.width_of(numbers, self._scale * _NUMBERS[0]), _NUMBERS)
        self._rows(self._broken(numbers, points))

    def _fitting(self, natural: float, sizes: tuple[float, ...]) -> float:
        """Return the largest size at which a line fits that is `natural` wide at the first of `sizes`: these as large
        as the page is set, or down to the last as large as they may be `least`."""
        room, largest = self._right - self._terms_at, self._scale * sizes[0]
        smallest, fits = sizes[-1] * self._least, largest * min(room / max(natural, 1.0), 1.0)
        return _BROKEN * self._least if fits < smallest else max(floor(fits), smallest)  # whole sizes are drawn once

    def _broken(self, pieces: Pieces, points: float) -> list[InkBox]:
        return self._type.rows(pieces, points, self._colour, self._right - self._terms_at)

    def _rows(
        self, rows: Sequence[InkBox], before: Mapping[float, InkBox] | None = None, sign: LettersInk | None = None
    ) -> None:
        """Put rows below one another, the first behind an equals sign and what is `before` it."""
        shown = sign or self._equals
        equals = {self._equals_at + self._relation.width - shown.width: boxed(shown)}
        for row in rows:
            self._row({**(before or {}), **equals, self._terms_at: row})
            equals, before = {}, None
        self._column.room(_BETWEEN_LINES - _WITHIN_LINE)

    def _row(self, boxes: Mapping[float, InkBox]) -> None:
        """Put boxes, by their left edges, on one baseline below what is there."""
        self._column.put(boxes)
        self._column.gap(_WITHIN_LINE)

    def _result(self) -> InkBox:
        """Return the result, or a question mark where it is asked for, in a frame of the phase's colour."""
        text = ASKED if self._known.is_asked else self._writing.show(self._known.value(self._step.symbol))
        colour, largest = self._phase_colour(None), self._scale * _RESULT[0]
        natural = self._type.letters(text, largest, colour).width + 2 * self._scale * _AROUND[0]
        number = self._type.letters(text, self._fitting(natural, _RESULT), colour, self._step.symbol)
        return self._column.framed(boxed(number), colour, _AROUND)

    def _colour(self, symbol: Symbol | None) -> Colour:
        return colour_of(self._known, symbol)

    def _phase_colour(self, symbol: Symbol | None) -> Colour:
        return of_phase(self._step.phase)
