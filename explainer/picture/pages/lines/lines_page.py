"""The page of a line: the line itself at a fixed place, above it the lines that led to it, below it those to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from explainer.picture.geometry import Rect
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.compositor import Compositor
from explainer.picture.pages.ink import Ground, Ink, InkBox, LineLink, Page
from explainer.picture.pages.lines import looks
from explainer.picture.pages.lines.line_block import SENTENCE, LineBlock
from explainer.picture.pages.lines.line_type import USUAL, Across, Fit, LineScale, Row, height_of
from explainer.picture.pages.lines.pale_lines import Look, pale_lines
from explainer.picture.pages.lines.seats import EDGE, MOST_ABOVE, MOST_BELOW, USED, fitting, seats
from explainer.picture.palette import Role
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.lines.uses import operand_lines
from explainer.trace.words.used_next import used_next

WORKED = Writing()
_HEADING = 15.0
_NUMBER = 10.0
_RIGHT, _BESIDE_NUMBER, _BEFORE_NUMBER = 16.0, 8.0, 7.0
_BAR = 3.0
_SKIPPED = 0.8
"""How high the mark of lines that are left out is, in rows."""
_ANY_NUMBER = 99


def start_page(lines: Sequence[str], width: float, metrics: PageMetrics, scale: float = 1.0) -> Page:
    """Lay out a heading and paragraphs, the last of which says what to do."""
    column = PageColumn(metrics, width, scale, MARGIN)
    for i, line in enumerate(lines):
        colour = Role.MUTED if 0 < i < len(lines) - 1 else Role.TEXT
        column.paragraph(line, SENTENCE if i else _HEADING, colour, bold=not i)
        column.space(22.0)
    return column.page()


def step_page(
    known: Known,
    size: tuple[float, float],
    metrics: PageMetrics,
    writing: Writing = WORKED,
    scale: LineScale = USUAL,
) -> Page:
    """Lay out a line of the calculation and those around it. What stands in it is where it is in every other line of
    the update; only what is too long pushes the rest down. A result that is hidden is not on it.

    What cannot be broken may make the page wider than `size`, and what is too long higher. Raises ValueError before the
    first line.
    """
    setter = _PageSetter(known, size, metrics, writing, fitting(size, metrics, scale))
    for fit in setter.fits:
        placed = setter.placed(fit)
        if setter.is_seated(placed):
            break
    return setter.page(placed)


def line_alone(
    known: Known, width: float, metrics: PageMetrics, writing: Writing = WORKED, scale: LineScale = USUAL
) -> Page:
    """Lay out a line of the calculation with nothing around it."""
    setter = _PageSetter(known, (width, 0.0), metrics, writing, scale)
    return setter.alone(setter.placed(Fit(_ANY_NUMBER)))


def lines_around(known: Known) -> Iterator[int]:
    """Go through the other lines that the page of a line may have: those to come, and those before."""
    if known.step is None:
        return
    number, trace = known.line, known.trace
    yield from range(number + 1, min(number + MOST_BELOW, len(trace)) + 1)
    yield from _wanted(operand_lines(trace, known.step)[-MOST_ABOVE:], number, MOST_ABOVE)


class _Placed(NamedTuple):
    """The ink of the line, from where to where its ground goes, and the baseline of its result."""

    inks: list[Ink]
    top: float
    bottom: float
    result: float


class _PageSetter:
    def __init__(
        self, known: Known, size: tuple[float, float], metrics: PageMetrics, writing: Writing, scale: LineScale
    ) -> None:
        if known.step is None:
            raise ValueError("before the first line there is no line to be set")
        self._known, self._step, self._writing, self._size, self._scale = known, known.step, writing, size, scale
        self._metrics, self._text = metrics, scale.text
        widest = metrics.wrapped(str(len(known.trace)), _NUMBER * scale.text, size[0], True)[0]
        left = max(MARGIN, widest + (_BESIDE_NUMBER + _BEFORE_NUMBER) * scale.text)
        self._across = Across(left, size[0] - left - _RIGHT)
        self._seats = seats(size, self._across.width, metrics, scale)
        self._pale = pale_lines(known.trace, writing, metrics, self._across, scale.text)

    def placed(self, fit: Fit) -> _Placed:
        """Return the line in its seats."""
        block = LineBlock(self._known, self._writing, self._metrics, self._across, self._scale, fit)
        return self._place(block)

    @property
    def fits(self) -> tuple[Fit, ...]:
        """The ways to set the line, from the largest on."""
        usual = Fit(self._seats.number_rows)
        return (
            usual,
            usual._replace(formula=0.86),
            usual._replace(formula=0.74),
            usual._replace(formula=0.74, words=0.9, has_products=False),
            Fit(2, 0.66, 0.9, has_products=False),
            Fit(1, 0.62, 0.86, has_products=False),
        )

    def is_seated(self, placed: _Placed) -> bool:
        """Tell whether nothing is pushed out of its seat."""
        is_wide = max(ink.rect.right for ink in placed.inks) + _RIGHT > self._size[0] + 0.5
        is_down = placed.bottom > self._seats.bottom + 0.5 or placed.result > self._seats.result + 0.5
        return not (is_wide or is_down)

    def alone(self, placed: _Placed) -> Page:
        """Return a page of the line."""
        right = max(ink.rect.right for ink in placed.inks)
        inks = (self._ground(placed), *placed.inks)
        return Page(inks, max(right + _RIGHT, self._size[0]), placed.bottom + EDGE)

    def page(self, placed: _Placed) -> Page:
        """Return a page of the line and those around it."""
        alone, links = self.alone(placed), []
        inks, height = list(alone.inks), alone.height
        for box, y, line in (*self._rows_above(placed.top), *self._rows_below(placed.bottom)):
            inks += box.at(0.0, y)
            if line:
                links.append(LineLink(Rect(0.0, y - self._rise, self._size[0], self._seats.row), line))
        used = self._used(max(self._seats.used, placed.bottom))
        if used.rect.bottom <= self._size[1] or height > self._size[1]:
            inks.append(used)
            height = max(height, used.rect.bottom)
        return replace(alone, inks=tuple(inks), height=height, links=tuple(links))

    # the line itself

    def _place(self, block: LineBlock) -> _Placed:
        """Put the parts of the line into their seats; one that is too large pushes those after it down."""
        at, left = self._seats, self._across.left
        inks: list[Ink] = []
        over = max(block.sentence.descent - (at.formula_top - at.gap - at.sentence), 0.0)
        top = at.sentence - min(over, at.top - self._seats.row * 0.4 if at.above else 0.0)
        inks += block.sentence.at(left, top)
        inks.append(self._number(top))
        end = top + block.sentence.descent
        numbers = sum(height_of(group, at.gap) + at.gap for group in block.numbers)
        latest = at.result - block.result[0].ascent - at.gap - numbers
        y = max(min(self._formula_top(block.formula), latest - height_of(block.formula, at.gap)), end + at.gap)
        end = self._stack(inks, block.formula, y, at.gap)
        end = self._numbers(inks, block.numbers, max(min(at.numbers, latest + at.gap), end + at.gap))
        y = max(at.result - block.result[0].ascent, end + at.gap)
        result = y + block.result[0].ascent
        end = self._stack(inks, block.result, y, at.gap)
        if block.note is not None:
            y = max(at.note, end + at.gap / 2)
            inks += block.note.at(left, y)
            end = y + block.note.descent
        padding = at.sentence - at.top
        return _Placed(inks, top - padding, max(at.bottom, end + padding), result)

    def _formula_top(self, rows: Sequence[Row]) -> float:
        """Return where the formula begins: a single row has its seat by its baseline, more are in the middle."""
        at = self._seats
        if len(rows) == 1:
            return at.formula - rows[0].ascent
        return (at.formula_top + at.numbers - at.gap - height_of(rows, at.gap)) / 2

    def _numbers(self, inks: list[Ink], groups: Sequence[Sequence[Row]], start: float) -> float:
        """Spread the rows of numbers evenly over their seat, from `start` on; return where they end."""
        at, end = self._seats, start
        height = sum(height_of(group, at.gap) for group in groups)
        space = max((at.numbers_end - start - height) / (len(groups) + 1), 0.0)
        y = start + space
        for group in groups:
            end = self._stack(inks, group, y, at.gap)
            y = end + max(space, at.gap)
        return end

    def _stack(self, inks: list[Ink], rows: Sequence[Row], y: float, gap: float) -> float:
        """Put rows below one another from `y` on; return where the last one ends."""
        for row in rows:
            for left, box in row.boxes.items():
                inks += box.at(left, y + row.ascent)
            y += row.height + gap
        return y - gap

    def _number(self, top: float) -> Ink:
        """Return the number of the line, beside the first words of its sentence."""
        points, text = _NUMBER * self._text, str(self._step.number)
        width, height = self._metrics.wrapped(text, points, self._size[0], True)
        line = self._metrics.wrapped("x", SENTENCE * self._text, self._size[0])[1]
        ink = Compositor(self._metrics).paragraph(text, points, looks.result(self._step.phase), width, bold=True)
        return ink.moved(self._across.left - _BESIDE_NUMBER * self._text - width, top + 0.78 * (line - height))

    def _ground(self, placed: _Placed) -> Ground:
        phase, height = self._step.phase, placed.bottom - placed.top
        ground = Ground(
            width=self._size[0] - EDGE,
            ascent=0.0,
            descent=height,
            colour=looks.result(phase),
            fill=looks.ground(phase),
            bar=_BAR * self._text,
        )
        return ground.moved(0.0, placed.top)

    # the lines around it

    @property
    def _rise(self) -> float:
        """How far the baseline of a row is below its top."""
        ascent, descent = self._metrics.extent(self._text * 11.0)
        return (self._seats.row + ascent - descent) / 2

    def _rows_above(self, top: float) -> Iterator[tuple[InkBox, float, int]]:
        """Yield the lines before, the last one nearest to the line, and marks where lines are left out."""
        row = self._seats.row
        rows = min(self._seats.above, int((top - 1.0) / row + 0.01))
        made = operand_lines(self._known.trace, self._step)
        y, next_number = top - row + self._rise, self._step.number
        for number in reversed(_chosen(made, self._step.number, rows)):
            if number != next_number - 1 and next_number != self._step.number:
                yield self._pale.skipped(), y, 0
                y -= _SKIPPED * row
            yield self._pale.row(number, Look.OPERAND if number in made else Look.BEFORE), y, number
            y, next_number = y - row, number

    def _rows_below(self, bottom: float) -> Iterator[tuple[InkBox, float, int]]:
        at, number = self._seats, self._step.number
        ends = (at.bottom + (i + 1) * at.row for i in range(at.below))
        fits = [end for end in ends if end - at.row >= bottom - 0.5]
        for end in fits:
            number += 1
            if number <= len(self._known.trace):
                yield self._pale.row(number, Look.GHOST), end - at.row + self._rise, number

    def _used(self, y: float) -> Ink:
        text = used_next(self._known, self._writing)
        ink = Compositor(self._metrics).paragraph(text, USED * self._text, Role.MUTED, self._across.width)
        return ink.moved(self._across.left, y)


def _wanted(made: Sequence[int], number: int, most: int) -> Iterator[int]:
    yield from reversed(made)
    yield from (line for line in range(number - 1, max(number - 1 - most, 0), -1) if line not in made)


def _chosen(made: Sequence[int], number: int, rows: float) -> list[int]:
    """Return which lines before line `number` there is room for: those that made its operands, the last of them first,
    then those right before it. A mark of lines left out takes room, too."""
    chosen: list[int] = []
    for line in _wanted(made[-MOST_ABOVE:], number, int(rows)):
        trial = sorted((*chosen, line))
        gaps = sum(after != before + 1 for before, after in pairwise(trial))
        if len(trial) + _SKIPPED * gaps <= rows:
            chosen = trial
    return chosen
