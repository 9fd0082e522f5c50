"""Where the parts of a page of lines are: by the size of the page alone, so that nothing moves from line to line."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN
from explainer.picture.pages.lines.line_block import AROUND, FORMULA, NOTE, NUMBERS, RESULT, SENTENCE
from explainer.picture.pages.lines.line_type import LineScale
from explainer.picture.pages.lines.pale_lines import POINTS

USED, EDGE = 10.5, 4.0
# Pixels at scale 1.
_MARGIN, _PADDING, _ROW_GAP = 8.0, 7.0, 5.0
_CLOSE, _ROOMY = 5.0, 14.0
"""Between the parts of the line, on a low page and on a high one."""
_LOW_NUMBERS, _HIGH_NUMBERS = 2.2, 4.4
"""The height of the seat of numbers, in lines of them."""
_SENTENCES, _FEWEST, _MOST = 1250.0, 2, 4
"""How long most sentences are, and in how many lines they may be broken before they need more than their seat."""
_SMALLER = tuple(0.97**i for i in range(34))
_FORMULA_UP, _FORMULA_DOWN = 1.55, 1.05
"""How far fractions reach from the baseline, in em."""
_SECOND_ROW = 0.95
"""Of the height of a row: what a second one has where the formula is set larger than the words."""

MOST_ABOVE, MOST_BELOW = 8, 3
_FIRST_ROWS = "bab"
_MORE_ROWS = "ab" + (MOST_ABOVE - 2) * "a"
"""In which order rows above and below the line are given room."""


class Seats(NamedTuple):
    """Heights in pixels from the top of the page: where rows above the line end, where its ground begins, its sentence,
    formula (the baseline of a single row), numbers (from and to), result (baseline), note and end; then the rows below
    and the last sentence. `above` and `below` are how many rows have room, each `row` high; `gap` is the least distance
    between parts."""

    top: float
    sentence: float
    formula_top: float
    formula: float
    numbers: float
    numbers_end: float
    result: float
    note: float
    bottom: float
    used: float
    row: float
    above: int
    below: int
    gap: float
    number_rows: int


@lru_cache(maxsize=16)
def fitting(size: tuple[float, float], metrics: PageMetrics, scale: LineScale) -> LineScale:
    """Return how large lines are set on a page of this size: as they are to be, or smaller where the page is too low
    for a line with all its parts, but never smaller than usual."""
    found = scale
    for share in _SMALLER:
        found = LineScale(*(max(part * share, min(part, 1.0)) for part in scale))
        if _Measures(size[0] - 2 * MARGIN, metrics, found).height(0.0) + _MARGIN * found.text + EDGE <= size[1]:
            break
    return found


@lru_cache(maxsize=16)
def seats(size: tuple[float, float], width: float, metrics: PageMetrics, scale: LineScale) -> Seats:
    """Return the seats of a page of this size, whose lines are `width` wide."""
    measure = _Measures(width, metrics, scale)
    used, row = measure.used, measure.row
    free = size[1] - 1.5 * _MARGIN * scale.text - EDGE - used - measure.height(0.0)
    first = max(0, min(int(free // row), len(_FIRST_ROWS)))
    free -= first * row
    stretch = measure.height(1.0) - measure.height(0.0)
    roominess = min(max(free / stretch, 0.0), 1.0)
    free -= roominess * stretch
    more = max(0, min(int(free // row), len(_MORE_ROWS)))
    rows = _FIRST_ROWS[:first] + _MORE_ROWS[:more]
    return measure.seats(roominess, rows.count("a"), rows.count("b"))


class _Measures:
    """The heights of the parts."""

    def __init__(self, width: float, metrics: PageMetrics, scale: LineScale) -> None:
        text, formula = scale.text, scale.formula
        self.scale = scale
        line = metrics.wrapped("x", text * SENTENCE, width)[1]
        lines = min(max(ceil(_SENTENCES * text / width), _FEWEST), _MOST)
        self.sentence = line * lines
        em = metrics.em(formula * FORMULA[0])
        self.up, self.down = _FORMULA_UP * em, _FORMULA_DOWN * em
        self.second = _SECOND_ROW * (self.up + self.down) if formula > text else 0.0
        self.number = sum(metrics.extent(formula * NUMBERS[0])) + _CLOSE * formula
        ascent, descent = metrics.extent(formula * RESULT[0])
        self.result_up, self.result_down = ascent + AROUND[1] * formula, descent + AROUND[2] * formula
        self.note = metrics.wrapped("x", text * NOTE, width)[1]
        self.row = sum(metrics.extent(text * POINTS)) + _ROW_GAP * text
        used_line = metrics.wrapped("x", text * USED, width)[1]
        self.used = used_line * min(max(ceil(_SENTENCES * text / 1.5 / width), 1), _MOST - 1)

    def gap(self, roominess: float) -> float:
        return self.scale.formula * (_CLOSE + (_ROOMY - _CLOSE) * roominess)

    def numbers(self, roominess: float) -> float:
        return self.number * (_LOW_NUMBERS + (_HIGH_NUMBERS - _LOW_NUMBERS) * roominess)

    def height(self, roominess: float) -> float:
        """Return how high the line is with its ground."""
        gap = self.gap(roominess)
        parts = self.sentence + self.numbers(roominess) + self.result_up + self.result_down
        return (
            parts + self.up + self.down + self.second * roominess + self.note + 4 * gap + 2 * _PADDING * self.scale.text
        )

    def seats(self, roominess: float, above: int, below: int) -> Seats:
        gap, margin, padding = self.gap(roominess), _MARGIN * self.scale.text, _PADDING * self.scale.text
        top = margin + above * self.row
        sentence = top + padding
        formula_top = sentence + self.sentence + gap
        second = self.second * roominess
        numbers = formula_top + self.up + self.down + second + gap
        numbers_end = numbers + self.numbers(roominess)
        result = numbers_end + gap + self.result_up
        note = result + self.result_down + gap
        bottom = note + self.note + padding
        return Seats(
            top=top,
            sentence=sentence,
            formula_top=formula_top,
            formula=formula_top + self.up + second / 2,
            numbers=numbers,
            numbers_end=numbers_end,
            result=result,
            note=note,
            bottom=bottom,
            used=bottom + below * self.row + margin / 2,
            row=self.row,
            above=above,
            below=below,
            gap=_CLOSE * self.scale.formula,
            number_rows=max(2, int(self.numbers(roominess) // self.number) - 1),
        )
