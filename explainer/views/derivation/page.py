"""One line of the calculation laid out: the sentence, symbol = formula = numbers = result, and the full value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainer.trace.expression import Leaf
from explainer.trace.numbers import full, show
from explainer.trace.pieces import Fraction, Pieces, formula_pieces, number_pieces, symbol_pieces
from explainer.trace.sentences import sentence
from explainer.trace.step import Step
from explainer.trace.symbols import Symbol
from explainer.views.derivation.boxes import Box, box_of, boxed, lines_of
from explainer.views.derivation.colours import colour_of
from explainer.views.derivation.ink import Frame, Ink, Letters, Paragraph
from explainer.views.theme import Palette, blend

# Points. A line that is too long is set smaller, down to the last size, before it is broken.
_FORMULA = (17.5, 16.0, 14.5, 13.0, 12.0)
_NUMBERS = (14.5, 13.0, 12.0, 11.0)
_RESULT = (17.5, 15.0, 13.0)
_BROKEN, _EQUALS = 13.0, 15.0
_HEADING, _SENTENCE, _NOTE = 15.0, 12.0, 10.0

# Pixels.
_MARGIN = 24.0
_CLOSE = 0.4
"""How much of the room between lines is left at least where the page would otherwise be too high."""
_BELOW_SENTENCE, _BETWEEN_LINES, _WITHIN_LINE = 32.0, 22.0, 8.0
_BESIDE_EQUALS = 9.0
_FRAME_X, _FRAME_ABOVE, _FRAME_BELOW = 12.0, 9.0, 6.0

_WIDEST_SYMBOL = 0.36
"""Of the width; a wider symbol stands above its formula."""


@dataclass(frozen=True)
class Page:
    """Ink at its place on a page of `width` x `height` pixels."""

    inks: tuple[Ink, ...]
    width: float
    height: float


def start_page(lines: Sequence[str], width: float, palette: Palette) -> Page:
    """Lay out a heading and paragraphs, the last of which says what to do."""
    y, inks = _MARGIN, []
    for i, line in enumerate(lines):
        points = _SENTENCE if i else _HEADING
        colour = palette.muted if 0 < i < len(lines) - 1 else palette.text
        paragraph = Paragraph.of(line, points, colour, width - 2 * _MARGIN, bold=not i).moved(_MARGIN, y)
        inks.append(paragraph)
        y = paragraph.rect.bottom() + _BETWEEN_LINES
    return _page(inks, _MARGIN)


def step_page(step: Step, width: float, height: float, palette: Palette) -> Page:
    """Lay out a line of the calculation, more closely where it would not fit into `height`.

    What cannot be broken may make the page wider than `width`, and many lines make it higher.
    """
    return _Composer(step, width, palette).compose(height)


def _page(inks: Sequence[Ink], below: float) -> Page:
    right, bottom = max(ink.rect.right() for ink in inks), max(ink.rect.bottom() for ink in inks)
    return Page(tuple(inks), right + _MARGIN, bottom + below)


class _Composer:
    """Puts the parts of one page below one another, aligned at their equals signs.

    How far a part is down has two terms: what stands above it, and the room between, which may be made smaller.
    """

    def __init__(self, step: Step, width: float, palette: Palette) -> None:
        self._step, self._right, self._palette = step, width - _MARGIN, palette
        self._equals = Letters.of("=", _EQUALS, palette.text)
        self._equals_at = _MARGIN
        self._inks: list[tuple[Ink, float]] = []
        self._y, self._room = 0.0, _MARGIN

    @property
    def _terms_at(self) -> float:
        return self._equals_at + self._equals.width + _BESIDE_EQUALS

    def compose(self, height: float) -> Page:
        step = self._step
        self._paragraph(sentence(step), _SENTENCE, self._palette.text)
        self._room += _BELOW_SENTENCE - _BETWEEN_LINES
        if step.rule == Leaf(step.symbol):
            self._chosen()
        else:
            self._calculation()
        value = full(step.value or 0.0)  # not −0
        if value != show(step.value):
            self._paragraph(f"computed from unrounded values: {value}", _NOTE, self._palette.muted)
        return self._spread(height)

    def _calculation(self) -> None:
        numbers = number_pieces(self._step)
        self._equation(symbol_pieces(self._step), formula_pieces(self._step))
        if len(numbers) > 1 or isinstance(numbers[0], Fraction):
            self._numbers(numbers)
        self._rows([self._result()])

    def _chosen(self) -> None:
        """Set a number that has no formula: its symbol and its value."""
        name = box_of(symbol_pieces(self._step), _FORMULA[0], self._phase_colour)
        self._equals_at = _MARGIN + name.width + _BESIDE_EQUALS
        self._rows([self._result()], {_MARGIN: name})

    def _spread(self, height: float) -> Page:
        """Leave as much room between the parts as fits into `height`."""
        bottom, room = max(ink.rect.bottom() for ink, _ in self._inks), max(room for _, room in self._inks) + _MARGIN
        share = min(max((height - bottom) / room, _CLOSE), 1.0)
        return _page([ink.moved(0, room * share) for ink, room in self._inks], _MARGIN * share)

    def _paragraph(self, text: str, points: float, colour: str) -> None:
        paragraph = Paragraph.of(text, points, colour, self._right - _MARGIN).moved(_MARGIN, self._y)
        self._inks.append((paragraph, self._room))
        self._y = paragraph.rect.bottom()
        self._room += _BETWEEN_LINES

    def _equation(self, symbol: Pieces, formula: Pieces) -> None:
        """Set a symbol and its formula in one line or, where the symbol is wide, one above the other."""
        name, whole = box_of(symbol, _FORMULA[0], self._phase_colour), box_of(formula, _FORMULA[0], self._colour)
        above = name.width > _WIDEST_SYMBOL * (self._right - _MARGIN)
        natural = max(name.width, whole.width) if above else name.width + _BESIDE_EQUALS + whole.width
        points = self._fitting(natural, _FORMULA)
        name = box_of(symbol, points, self._phase_colour)
        if above:
            self._row({_MARGIN: name})
            self._y += _WITHIN_LINE
            self._rows(self._broken(formula, points))
        else:
            self._equals_at = _MARGIN + name.width + _BESIDE_EQUALS
            self._rows(self._broken(formula, points), {_MARGIN: name})

    def _numbers(self, numbers: Pieces) -> None:
        natural = box_of(numbers, _NUMBERS[0], self._colour).width
        self._rows(self._broken(numbers, self._fitting(natural, _NUMBERS)))

    def _fitting(self, natural: float, sizes: tuple[float, ...]) -> float:
        """Return the largest size at which a line fits that is `natural` wide at the first of `sizes`."""
        room = self._right - self._terms_at
        return next((points for points in sizes if natural * points / sizes[0] <= room), _BROKEN)

    def _broken(self, pieces: Pieces, points: float) -> list[Box]:
        return lines_of(pieces, points, self._colour, self._right - self._terms_at)

    def _rows(self, rows: Sequence[Box], before: Mapping[float, Box] | None = None) -> None:
        """Put rows below one another, the first behind an equals sign and what stands `before` it."""
        equals = {self._equals_at: boxed(self._equals)}
        for row in rows:
            self._row({**(before or {}), **equals, self._terms_at: row})
            equals, before = {}, None
        self._room += _BETWEEN_LINES - _WITHIN_LINE

    def _row(self, boxes: Mapping[float, Box]) -> None:
        """Put boxes, by their left edges, on one baseline below what is there."""
        self._y += max(box.ascent for box in boxes.values())
        for x, box in boxes.items():
            self._inks += [(ink, self._room) for ink in box.at(x, self._y)]
        self._y += max(box.descent for box in boxes.values()) + _WITHIN_LINE

    def _result(self) -> Box:
        """Return the result in a frame of the phase's colour."""
        text, colour = show(self._step.value), self._phase_colour(None)
        natural = Letters.of(text, _RESULT[0], colour).width + 2 * _FRAME_X
        number = Letters.of(text, self._fitting(natural, _RESULT), colour)
        ascent, descent = number.ascent + _FRAME_ABOVE, number.descent + _FRAME_BELOW
        width = number.width + 2 * _FRAME_X
        fill = blend(colour, self._palette.panel, 0.9)
        frame = Frame(width=width, ascent=ascent, descent=descent, colour=colour, fill=fill)
        return Box(((frame, 0.0, 0.0), (number, _FRAME_X, 0.0)), width, ascent, descent)

    def _colour(self, symbol: Symbol | None) -> str:
        return colour_of(self._step, symbol, self._palette)

    def _phase_colour(self, symbol: Symbol | None) -> str:
        return self._palette.phase(self._step.phase)
