"""The page of a nudge: what happened in words, the numbers below one another, and the error around the weight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from explainer.engine.arrays import Array
from explainer.engine.measure.nudge import Nudge, NudgeCurve
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages import nudge_words as words
from explainer.picture.pages.column import PageColumn
from explainer.picture.pages.ink import Ink, InkBox, Page, in_row
from explainer.picture.pages.nudge_words import NudgeOutcome
from explainer.picture.palette import Role
from explainer.trace.formula.notation import BOX, DASH, DIGITS
from explainer.trace.formula.symbols import Symbol

_SENTENCE, _NUMBER, _LABEL = 12.0, 13.5, 11.5
_COLUMNS = 3
_CHART = 135.0
"""Pixels, at scale 1, that the chart has at least."""


@dataclass(frozen=True, kw_only=True)
class NudgeChart(Ink):
    """`errors` over w + `offsets`, as far as they are finite. Everything is measured from the point at w, so that the
    tiniest nudge is drawn exactly. `found` is the slope of the nudge up and `slope` the tangent's, NaN where they are
    not to be seen.

    `names` are those of the two axes, `steps` how far the nudge goes along both of them, in words.
    """

    offsets: Array
    errors: Array
    nudge: Nudge
    found: float
    slope: float
    names: tuple[str, str]
    steps: tuple[str, str]
    scale: float


class NudgeNumber(NamedTuple):
    """A number of the page: what it is, how it is calculated, its text, and the symbol that leads to where it was
    made."""

    label: str
    formula: str
    number: str
    symbol: Symbol | None = None


def cells(outcome: NudgeOutcome, symbol: Symbol | None) -> list[list[NudgeNumber]]:
    """Return the numbers of a nudge in rows: errors from left to right, slopes and the gradient, which `symbol` stands
    for, and below the slopes how far they are from it, once it is known."""
    nudge, show, w, e = outcome.nudge, outcome.writing.show, outcome.name, outcome.error
    here, above, below = words.told_apart((nudge.here, nudge.above, nudge.below), outcome.writing)
    errors = [
        NudgeNumber(f"{e}({w} − ε)", "", below),
        NudgeNumber(f"{e}({w})", "", here),
        NudgeNumber(f"{e}({w} + ε)", "", above),
    ]
    slopes = [
        NudgeNumber("slope over ±ε", f"({e}({w} + ε) − {e}({w} − ε)) / 2ε", show(outcome.slopes[0])),
        NudgeNumber("slope over +ε", f"({e}({w} + ε) − {e}({w})) / ε", show(outcome.slopes[1])),
        NudgeNumber("gradient", "", show(outcome.gradient), symbol),
    ]
    if math.isnan(outcome.gradient):
        return [errors, slopes if outcome.is_trained else slopes[:2]]
    off = [show(slope - outcome.gradient) for slope in outcome.slopes]
    return [
        errors,
        slopes,
        [
            NudgeNumber("off by", "slope over ±ε − gradient", off[0]),
            NudgeNumber("off by", "slope over +ε − gradient", off[1]),
        ],
    ]


def page_text(outcome: NudgeOutcome, symbol: Symbol | None) -> str:
    """Return the page as lines of text."""
    found = [cell for row in cells(outcome, symbol) for cell in row]
    lines = (" = ".join(part for part in cell[:3] if part).replace(DASH, BOX) for cell in found)
    return "\n".join([*_sentences(outcome), *lines])


def _sentences(outcome: NudgeOutcome) -> list[str]:
    return [text for text in (words.story(outcome), words.comparison(outcome), *words.cautions(outcome)) if text]


def nudge_page(
    outcome: NudgeOutcome,
    found: NudgeCurve,
    symbol: Symbol | None,
    size: tuple[float, float],
    metrics: PageMetrics,
    scale: float,
) -> Page:
    """Lay out the page; the chart takes the height that is left, or makes the page higher."""
    column = PageColumn(metrics, size[0], scale)
    first, *others = _sentences(outcome)
    column.paragraph(first, _SENTENCE)
    for text in others:
        column.space(5)
        column.paragraph(text, _SENTENCE)
    column.space(12)
    _add_table(column, cells(outcome, symbol))
    column.space(4)
    height = max(scale * _CHART, size[1] - column.y - 24.0)
    column.ink(_chart(outcome, found, column.width(), height, scale))
    return column.page()


def _add_table(column: PageColumn, table: list[list[NudgeNumber]]) -> None:
    """Set the numbers below what they are, in columns of one width, or one below the other where they are too wide."""
    boxes = [[_cell(column, cell) for cell in row] for row in table]
    width = column.width() / _COLUMNS
    fits = all(box.width <= width for row in boxes for cell in row for box in cell)
    rows = boxes if fits else [[cell] for row in boxes for cell in row]
    for row in rows:
        for line, gap in zip(zip(*row, strict=True), (1.0, 7.0), strict=True):
            column.row(in_row(line, width))
            column.space(gap)


def _cell(column: PageColumn, cell: NudgeNumber) -> tuple[InkBox, InkBox]:
    colour = Role.BACKWARD if cell.symbol else Role.TEXT
    label = column.letters(cell.label, _LABEL, Role.MUTED)
    return label, column.letters(cell.number, _NUMBER, colour, cell.symbol)


def _chart(outcome: NudgeOutcome, found: NudgeCurve, width: float, height: float, scale: float) -> NudgeChart:
    outcome = outcome._replace(writing=outcome.writing._replace(digits=min(outcome.writing.digits, DIGITS)))
    show, nudge = outcome.writing.show_inside, outcome.nudge
    return NudgeChart(
        width=width,
        ascent=0.0,
        descent=height,
        colour=Role.LOSS,
        offsets=found.offsets,
        errors=found.errors,
        nudge=nudge,
        found=outcome.slopes[1],
        slope=outcome.gradient,
        names=(f"{outcome.name} = {show(nudge.w)}", f"{outcome.error} = {show(nudge.here)}"),
        steps=(f"ε = {show(nudge.epsilon)}", words.signed(nudge.change, outcome.writing)),
        scale=scale,
    )
