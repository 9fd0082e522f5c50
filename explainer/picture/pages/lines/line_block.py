"""The parts of a line set at their sizes: sentence, symbol = formula, numbers, result, and the full value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, partial
from math import floor

from explainer.files.wording import counted
from explainer.functions.expression import Leaf
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.compositor import SMALLEST
from explainer.picture.pages.ink import InkBox, LettersInk, boxed, framed, in_row, padded, struck
from explainer.picture.pages.lines import looks
from explainer.picture.pages.lines.line_type import Across, Fit, LineRow, LineScale, NumberedCompositor
from explainer.picture.palette import Colour, Role
from explainer.trace.derived.formulas import is_derived
from explainer.trace.formula.notation import ASKED, YOURS, Writing, full, show
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.terms import so_far, term_count
from explainer.trace.lines.trace import Step, relation
from explainer.trace.lines.uses import line_that_made
from explainer.trace.typeset.folding import FOLDINGS, Folding
from explainer.trace.typeset.pieces import (
    Fraction,
    Pieces,
    formula_pieces,
    number_pieces,
    right_pieces,
    short_form_pieces,
    symbol_pieces,
)
from explainer.trace.typeset.sums import middle_pieces
from explainer.trace.words.sentences import sentence
from explainer.variants.on_paper import on_paper

_ALL = 15
"""Digits that tell whether a number was rounded for the screen."""

# Points at scale 1. A line that is too long is set smaller, down to the last size, before it is broken.
FORMULA = (17.5, 16.0, 14.5, 13.0, 12.0)
NUMBERS = (14.5, 13.0, 12.0, 11.0)
RESULT = (17.5, 15.0, 13.0)
SENTENCE, NOTE = 12.0, 10.0
_BROKEN, _EQUALS = 13.0, 15.0
_RIGHT = "right: "
_ENDLESS = 1e6

# Pixels at scale 1.
_BESIDE_EQUALS = 9.0
_WHY = 52.0
AROUND = 12.0, 7.0, 5.0
"""Between the result and its frame: beside, above and below it."""

_WIDEST_SYMBOL, _SMALL = 0.36, 0.8
"""Of the width; a wider symbol is above its formula, as is one beside which a formula would be so much smaller."""
_TERMS_SHARE = 0.78
"""Of the width: what is right of the equals signs."""


class LineBlock:
    """Sets the parts of a line, aligned at their equals signs, as `fit` says.

    Raises ValueError before the first line.
    """

    def __init__(
        self,
        known: Known,
        writing: Writing,
        metrics: PageMetrics,
        across: Across,
        scale: LineScale,
        fit: Fit,
    ) -> None:
        if known.step is None:
            raise ValueError("before the first line there is no line to be set")
        self.step: Step = known.step
        self._known, self._writing, self._scale, self._fit = known, writing, fit.of(scale), fit
        scale = self._scale
        self._left, self._width = across
        self.type = NumberedCompositor(
            metrics,
            lambda symbol: line_that_made(known.trace, symbol),
            max(scale.text, 0.8 * scale.formula),
            known.is_own,
        )
        self._beside = _BESIDE_EQUALS * scale.formula
        self._equals, self._relation = self._sign("="), self._sign(relation(self.step, writing.notation))
        self._equals_at = across.left
        self._colour = looks.operands(known)
        self._numbers_in = cache(partial(number_pieces, known, writing))
        self._is_chosen = self.step.rule == Leaf(self.step.symbol)
        self.formula = self._equations()
        self.numbers = () if self._is_chosen else tuple(self._number_rows())
        self.result = tuple(self._outcome())

    # words

    @cached_property
    def sentence(self) -> InkBox:
        """The sentence, its top at y = 0."""
        text = sentence(self._known, self._writing.notation, self._writing.digits)
        return self._words(text, SENTENCE, self._width - self.why_width)

    @cached_property
    def why_width(self) -> float:
        """How much of the width beside the sentence is for a link to where the formula comes from."""
        return _WHY * self._scale.text if is_derived(self._known, self.step.symbol) else 0.0

    @cached_property
    def note(self) -> InkBox | None:
        """The full value of the result, where that was rounded; its top is at y = 0."""
        value = self._known.value(self.step.symbol) or 0.0  # not −0
        if self._known.is_hidden or not self._known.tells_work or show(value, _ALL) == self._writing.show(value):
            return None
        text = f"from unrounded values: {full(value)}"
        least = max(SMALLEST, self._scale.note * self._scale.text * NOTE)
        points = max(self._scale.text * NOTE, least)
        while points > least and self.type.metrics.wrapped(text, points, _ENDLESS)[0] > self._width:
            points = max(points - 0.5, least)
        return boxed(self.type.paragraph(text, points, Role.MUTED, self._width))

    def _words(self, text: str, points: float, width: float) -> InkBox:
        return boxed(self.type.paragraph(text, self._scale.text * points, Role.TEXT, width))

    # rows

    def _sign(self, text: str) -> LettersInk:
        return self.type.letters(text, _EQUALS * self._scale.formula, Role.MUTED)

    @property
    def _terms_at(self) -> float:
        return self._equals_at + self._relation.width + self._beside

    @property
    def _room(self) -> float:
        return self._left + self._width - self._terms_at

    def _phase_colour(self, symbol: Symbol | None) -> Colour:
        return looks.result(self.step.phase)

    def _equations(self) -> tuple[LineRow, ...]:
        """Set the symbol and its formula in one row or, where that is too long, one above the other. A number that has
        no formula has its symbol only."""
        symbol = symbol_pieces(self.step, self._writing)
        formula = short_form_pieces(self.step, self._writing) or self._formula
        largest = self._scale.formula * FORMULA[0]
        if self._is_chosen:
            return (self._name(self.type.row(symbol, largest, self._phase_colour)),)
        name_width, width = self.type.width_of(symbol, largest), self.type.width_of(formula, largest)
        points = self._fitting(name_width + self._beside + width, FORMULA)
        above = self._fitting(max(name_width, width), FORMULA)
        is_above = name_width > _WIDEST_SYMBOL * self._width or (points < _SMALL * largest and above > points)
        points = above if is_above else points
        name = self.type.row(symbol, points, self._phase_colour)
        if is_above:
            return (LineRow({self._left: name}), *self._rows(self._told(formula, points), self._relation))
        self._equals_at = self._left + name.width + self._beside
        first, *others = self._rows(self._told(formula, points), self._relation)
        return (LineRow({self._left: name, **first.boxes}), *others)

    def _told(self, formula: Pieces, points: float) -> list[InkBox]:
        """Return the formula in rows; a wrong one struck through, with the right one beside it."""
        rows, right = self._broken(formula, points), right_pieces(self.step, self._writing, self._folding)
        if not right:
            return rows
        label = boxed(self.type.letters(_RIGHT, points, Role.TEXT))
        indent = InkBox((), label.width, 0.0, 0.0)
        first, *others = self.type.rows(right, points, self._colour, self._room - label.width)
        wrong = [struck(row, self.type.em(points), Role.WRONG) for row in rows]
        corrected = in_row([label, first])
        if wrong[-1].width + self._beside + corrected.width <= self._room:
            wrong[-1:] = [in_row([padded(wrong[-1], self._beside), corrected])]
        else:
            wrong.append(corrected)
        return [*wrong, *(in_row([indent, row]) for row in others)]

    def _name(self, name: InkBox) -> LineRow:
        self._equals_at = self._left + name.width + self._beside
        return LineRow({self._left: name})

    def _number_rows(self) -> Iterator[tuple[LineRow, ...]]:
        """Yield the formula where it has a short form above, the numbers in it, and its terms worked out."""
        if short_form_pieces(self.step, self._writing):
            yield self._set(self._formula)
        numbers = self._numbers_in(self._folding)
        if len(numbers) > 1 or isinstance(numbers[0], Fraction) or self.type.label(numbers[0]):
            yield self._set(numbers)
        is_hidden = self._known.is_hidden
        if (self._fit.has_products or is_hidden) and (
            middle := middle_pieces(self._known, self._writing, self._folding)
        ):
            yield self._set(middle)

    def _outcome(self) -> Iterator[LineRow]:
        known = self._known
        number = so_far(known)
        if known.part is None or math.isnan(number):
            yield from self._with_paper(self._framed())
        else:
            shown, count = self._writing.show(number), term_count(self.step)
            said = f"So far {shown}, after {counted(known.part, 'term')} of {count}."
            yield LineRow({self._left: self._line_of_words(said)})

    @property
    def _beside_result(self) -> str:
        """Return what it is on paper, or that it is the person's own."""
        is_own = self._known.is_own(self.step.symbol) and not self._known.is_hidden
        return f"{YOURS} yours" if is_own else on_paper(self._known, self._writing)

    def _with_paper(self, framed: InkBox) -> Iterator[LineRow]:
        """Return the result, and what there is to say of it beside it, or below it where there is no room."""
        (row,) = self._rows([framed])
        text = self._beside_result
        if not text:
            yield row
            return
        paper = self.type.letters(text, self._scale.text * SENTENCE, self._phase_colour(None))
        at = self._terms_at + framed.width + 2 * self._beside
        if at + paper.width <= self._left + self._width:
            yield LineRow({**row.boxes, at: boxed(paper)})
        else:
            yield row
            yield LineRow({self._terms_at: boxed(paper)})

    def _line_of_words(self, text: str) -> InkBox:
        """Return words on a baseline, as high as a result."""
        points = self._scale.text * SENTENCE
        words = self.type.paragraph(text, points, self._phase_colour(None), self._width)
        return InkBox(((words, 0.0, -words.descent * 0.75),), words.width, words.descent * 0.75, words.descent * 0.25)

    def _framed(self) -> InkBox:
        """Return the result, or a question mark where it is asked for, in a frame of the phase's colour."""
        text = ASKED if self._known.is_asked else self._writing.show(self._known.value(self.step.symbol))
        colour, scale = self._phase_colour(None), self._scale.formula
        beside, above, below = (scale * part for part in AROUND)
        natural = self.type.letters(text, scale * RESULT[0], colour).width + 2 * beside
        number = self.type.letters(text, self._fitting(natural, RESULT), colour, self.step.symbol)
        return framed(boxed(number), colour, looks.frame(self.step.phase), beside, above, below)

    # long lines

    @cached_property
    def _folding(self) -> Folding:
        """How a long sum is folded: as little as its numbers allow, in no more rows than there may be."""
        whole = self._numbers_in(FOLDINGS[0])
        most = 1 if any(isinstance(piece, Fraction) for piece in whole) else self._fit.rows
        room, smallest = most * _TERMS_SHARE * self._width, NUMBERS[-1] * self._scale.least
        fits = (it for it in FOLDINGS if self.type.width_of(self._numbers_in(it), smallest) <= room)
        return next(fits, FOLDINGS[-1])

    @cached_property
    def _formula(self) -> Pieces:
        return formula_pieces(self.step, self._writing, self._folding)

    def _set(self, pieces: Pieces) -> tuple[LineRow, ...]:
        """Set numbers as large as they fit, behind an equals sign."""
        points = self._fitting(self.type.width_of(pieces, self._scale.formula * NUMBERS[0]), NUMBERS)
        return self._rows(self._broken(pieces, points))

    def _fitting(self, natural: float, sizes: tuple[float, ...]) -> float:
        """Return the largest size at which a line fits that is `natural` wide at the first of `sizes`: these as large
        as the line is set, or down to the last as large as they may be at least."""
        largest, smallest = self._scale.formula * sizes[0], max(sizes[-1] * self._scale.least, SMALLEST)
        fits = largest * min(self._room / max(natural, 1.0), 1.0)
        points = _BROKEN * self._scale.least if fits < smallest else max(fits, smallest)
        return max(floor(points), SMALLEST)  # whole sizes are drawn once

    def _broken(self, pieces: Pieces, points: float) -> list[InkBox]:
        return self.type.rows(pieces, points, self._colour, self._room)

    def _rows(self, rows: Sequence[InkBox], sign: LettersInk | None = None) -> tuple[LineRow, ...]:
        """Return rows below one another, the first behind an equals sign."""
        shown = sign or self._equals
        equals = {self._equals_at + self._relation.width - shown.width: boxed(shown)}
        first, *others = rows
        return (LineRow({**equals, self._terms_at: first}), *(LineRow({self._terms_at: row}) for row in others))
