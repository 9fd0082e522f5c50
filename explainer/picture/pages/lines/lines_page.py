"""The page of a line: the line itself at a fixed place, above it the lines that led to it, below it those to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explainer.picture.geometry import Rect
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.compositor import Compositor
from explainer.picture.pages.ink import Ground, Ink, LineLink, Page, Paragraph, TabLink
from explainer.picture.pages.lines import looks
from explainer.picture.pages.lines.line_block import SENTENCE, LineBlock
from explainer.picture.pages.lines.line_type import USUAL, Across, Fit, LineScale
from explainer.picture.pages.lines.lines_around import rows_around
from explainer.picture.pages.lines.pale_lines import POINTS, pale_lines
from explainer.picture.pages.lines.placing import PlacedLine, place
from explainer.picture.pages.lines.seats import EDGE, USED, fitting, seats
from explainer.picture.pages.printed_words import PRINTED, printed_words
from explainer.picture.palette import Role
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.words.used_next import used_next

WORKED = Writing()
_HEADING = 15.0
_NUMBER = 10.0
_RIGHT, _BESIDE_NUMBER, _BEFORE_NUMBER = 16.0, 8.0, 7.0
_BAR = 3.0
_TO_BASELINE = 0.78
"""Of the height of a line of words."""
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
    """Lay out a line of the calculation and those around it. What is in it is where it is in every other line of
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


class _PageSetter:
    """Sets the line of `known` on a page of a size, and those around it.

    Raises ValueError before the first line.
    """

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

    def placed(self, fit: Fit) -> PlacedLine:
        """Return the line in its seats."""
        block = LineBlock(self._known, self._writing, self._metrics, self._across, self._scale, fit)
        return place(block, self._seats, self._across.left)

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

    def is_seated(self, placed: PlacedLine) -> bool:
        """Tell whether nothing is pushed out of its seat."""
        is_wide = max(ink.rect.right for ink in placed.inks) + _RIGHT > self._size[0] + 0.5
        is_down = placed.bottom > self._seats.bottom + 0.5 or placed.result > self._seats.result + 0.5
        return not (is_wide or is_down)

    def alone(self, placed: PlacedLine) -> Page:
        """Return a page of the line."""
        right = max(ink.rect.right for ink in placed.inks)
        sentence, *others = placed.inks
        inks = (self._ground(placed), sentence, self._number(placed), *others)
        return Page(inks, max(right + _RIGHT, self._size[0]), placed.bottom + EDGE)

    def page(self, placed: PlacedLine) -> Page:
        """Return a page of the line and those around it."""
        alone, links = self.alone(placed), []
        inks, height = list(alone.inks), alone.height
        for row in rows_around(self._known, self._pale, self._seats, placed):
            inks += row.box.at(0.0, row.top + self._rise)
            if row.line:
                links.append(LineLink(Rect(0.0, row.top, self._size[0], self._seats.row), row.line))
        end = max(self._seats.used, placed.bottom)
        tabs: tuple[TabLink, ...] = ()
        if printed := self._printed(end):
            inks.append(printed)
            tabs = (TabLink(printed.rect, PRINTED, printed.text),)
            end = printed.rect.bottom + EDGE
            height = max(height, end)
        used = self._used(end)
        if used.rect.bottom <= self._size[1] or height > self._size[1]:
            inks.append(used)
            height = max(height, used.rect.bottom)
        return replace(alone, inks=tuple(inks), height=height, links=tuple(links), tabs=tabs, why=self._why(placed))

    def _why(self, placed: PlacedLine) -> Rect | None:
        if not placed.why:
            return None
        line = self._metrics.wrapped("x", SENTENCE * self._text, self._size[0])[1]
        right = self._across.left + self._across.width
        return Rect(right - placed.why, placed.sentence - 0.2 * line, placed.why, 1.4 * line)

    @property
    def _rise(self) -> float:
        """How far the baseline of a row is below its top."""
        ascent, descent = self._metrics.extent(self._text * POINTS)
        return (self._seats.row + ascent - descent) / 2

    def _number(self, placed: PlacedLine) -> Ink:
        """Return the number of the line, beside the first words of its sentence."""
        points, text = _NUMBER * self._text, str(self._step.number)
        width, height = self._metrics.wrapped(text, points, self._size[0], True)
        line = self._metrics.wrapped("x", SENTENCE * self._text, self._size[0])[1]
        ink = Compositor(self._metrics).paragraph(text, points, looks.result(self._step.phase), width, bold=True)
        return ink.moved(
            self._across.left - _BESIDE_NUMBER * self._text - width, placed.sentence + _TO_BASELINE * (line - height)
        )

    def _ground(self, placed: PlacedLine) -> Ground:
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

    def _printed(self, y: float) -> Paragraph | None:
        """Return what is printed of the line's number, in short where there is no room for more."""
        for is_short in (False, True):
            if not (text := printed_words(self._known, is_short=is_short)):
                return None
            ink = Compositor(self._metrics).paragraph(text, USED * self._text, Role.TEXT, self._across.width)
            if y + ink.rect.height + EDGE <= self._size[1]:
                break
        return ink.moved(self._across.left, y)

    def _used(self, y: float) -> Ink:
        text = used_next(self._known, self._writing)
        ink = Compositor(self._metrics).paragraph(text, USED * self._text, Role.MUTED, self._across.width)
        return ink.moved(self._across.left, y)
