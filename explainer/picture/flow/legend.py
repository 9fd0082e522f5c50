"""The line above a flow that says what it shows, and the legend below it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from explainer.files.wording import counted
from explainer.picture.flow.flow_layout import CAPTION, LINE, FlowLayout
from explainer.picture.flow.flow_numbers import FlowNumbers
from explainer.picture.flow.flow_scale import round_number
from explainer.picture.flow.labels import Labels
from explainer.picture.flow.pipes import phase_colour, pipe_colour
from explainer.picture.flow.shapes import HAIRLINE, FlowBlock, FlowCurve, FlowPipe, FlowText, FlowUnit, Shape
from explainer.picture.geometry import Box, Point, Rect
from explainer.picture.palette import Colour, Role
from explainer.trace.formula.notation import show
from explainer.trace.words.bug_words import bug_sign

_SWATCH, _AFTER, _MARGIN = 22.0, 14.0, 8.0
ROW = LINE + 2
USUAL_HEIGHT = 2 * ROW + 2
"""That of a legend of two rows, which most need."""


class LegendItem(NamedTuple):
    """Words, after a pipe of some width, hatched or not, or after the jaws of a valve."""

    words: str
    width: float = math.nan
    is_hatched: bool = False
    has_jaws: bool = False

    @property
    def swatch(self) -> float:
        return _SWATCH if self.has_jaws or not math.isnan(self.width) else 0.0


def items(numbers: FlowNumbers, scale: float, drawn: Sequence[Shape], left_out: tuple[str, ...]) -> list[LegendItem]:
    """Return what has to be said of the shapes that are drawn."""
    if not numbers.has_started:
        return []
    pipes = [shape for shape in drawn if isinstance(shape, FlowPipe)]
    found = []
    if not math.isnan(scale):
        number = round_number(scale)
        found.append(LegendItem(f"a pipe of {show(number)}", number * scale))
    if any(pipe.is_hatched for pipe in pipes):
        found.append(LegendItem("negative", 6.0, True))
    if any(pipe.is_hairline for pipe in pipes):
        found.append(LegendItem("too small for a width", HAIRLINE / 2))
    found += [*_of_gear(numbers, drawn), *map(LegendItem, left_out)]
    return found


def _of_gear(numbers: FlowNumbers, drawn: Sequence[Shape]) -> Iterator[LegendItem]:
    if numbers.is_backward:
        yield LegendItem("valve: its gap is the slope", has_jaws=True)
        if not numbers.has_valve_at_top:
            yield LegendItem("no valve at the outputs: δ is out − target")
    if numbers.drops:
        yield LegendItem(f"gate: dropout, what passes is divided by {show(1 - numbers.scenario.dropout)}")
    if any(isinstance(shape, FlowUnit) and shape.is_dashed for shape in drawn):
        yield LegendItem("dashed: lets hardly anything through")


def legend_height(found: list[LegendItem], labels: Labels, width: float) -> float:
    """Return how high the legend is in a picture of that width."""
    return ROW * (1 + max((row for row, _, _ in _places(found, labels, width)), default=0)) + 2


def legend(numbers: FlowNumbers, layout: FlowLayout, labels: Labels, found: list[LegendItem]) -> Iterator[Shape]:
    """Go through the legend at the foot of the picture."""
    top = layout.height - legend_height(found, labels, layout.width)
    for row, x, item in _places(found, labels, layout.width):
        y = top + ROW * (row + 0.5)
        yield from _swatch(numbers, item, Point(x, y))
        yield _text(labels, item.words, Point(x + item.swatch, y), layout.width, Role.MUTED)


def _text(labels: Labels, words: str, at: Point, right: float, colour: Colour) -> FlowText:
    """A text from a point on, cut where it would come to the right margin."""
    text = labels.shortened(words, right - _MARGIN - at.x)
    width = labels.metrics.width(text)
    return FlowText(Box(at.x + width / 2, at.y, width, LINE - 1), text, colour, is_left=True)


def _places(found: list[LegendItem], labels: Labels, width: float) -> Iterator[tuple[int, float, LegendItem]]:
    """Go through the items with the row of each and where it begins."""
    row, x = 0, _MARGIN
    for item in found:
        needed = item.swatch + labels.metrics.width(item.words)
        if x > _MARGIN and x + needed > width - _MARGIN:
            row, x = row + 1, _MARGIN
        yield row, x, item
        x += needed + _AFTER


def _swatch(numbers: FlowNumbers, item: LegendItem, at: Point) -> Iterator[Shape]:
    if item.has_jaws:
        yield from (FlowBlock(Rect(at.x + 8, at.y + top, 4.0, 5.0), Role.TEXT) for top in (-7.0, 2.0))
    elif not math.isnan(item.width):
        curve = FlowCurve(at, Point(at.x + _SWATCH - 6, at.y))
        yield FlowPipe(curve, item.width, pipe_colour(numbers, item.width), item.is_hatched)


def captions(numbers: FlowNumbers, layout: FlowLayout, labels: Labels, has_keys: bool) -> Iterator[FlowText]:
    """Go through the line over a flow: that the program has a bug, if so, and what flows."""
    left, sign = _MARGIN, bug_sign(numbers.scenario, numbers.known.trace.shown)
    if sign:
        text = f"{sign[:1].upper()}{sign[1:]}."
        yield _text(labels, text, Point(left, CAPTION / 2), layout.width, Role.WRONG)
        left += labels.metrics.width(text) + _AFTER
    yield _caption(numbers, layout, labels, has_keys, left)


def _caption(numbers: FlowNumbers, layout: FlowLayout, labels: Labels, has_keys: bool, left: float) -> FlowText:
    """Return what flows, or what to press to see it."""
    known, said = numbers.known, sentences(numbers, has_keys)
    where = f"update {known.update:,}"
    if known.samples > 1:
        where += f" · sample {known.sample + 1:,} of {known.samples:,}"
    room = layout.width - _MARGIN - left
    choices = (f"{said[0]}  ({where})", f"{said[-1]}  ({where})", *said) if numbers.has_started else said
    text = next((text for text in choices if labels.metrics.width(text) <= room), choices[-1])
    colour = phase_colour(numbers) if numbers.has_started else Role.TEXT
    return _text(labels, text, Point(left, CAPTION / 2), layout.width, colour)


def sentences(numbers: FlowNumbers, has_keys: bool = True) -> tuple[str, ...]:
    """Return what flows, or that nothing does and what to press to see it, in fewer and fewer words."""
    if numbers.has_started and numbers.is_backward and not numbers.gathered(numbers.top).any():
        return "Nothing flows back from E: the blame of the outputs is 0.", "Nothing flows back from E."
    if numbers.has_started and numbers.is_backward and numbers.scenario.bug:
        return "Blame flows back from E as this program has it.", "Blame flows back from E."
    if numbers.has_started and numbers.is_backward:
        return "Blame flows back from E; a valve at each unit lets through its slope.", "Blame flows back from E."
    if numbers.has_started:
        return "Values flow forward: each pipe is an output times a weight.", "Values flow forward."
    if not has_keys:
        return ("No blame has flowed back from E yet." if numbers.is_backward else "Nothing has been computed yet.",)
    if numbers.is_backward:
        return (
            "No blame has flowed back from E yet. Press End to see all of it, → to go on line by line.",
            "No blame has flowed back from E yet: press End to see all of it.",
            "No blame yet: press End.",
        )
    return (
        "Nothing has been computed yet. Press End to see the blame flow back from E, → to go line by line.",
        "Nothing flows yet. Press End to see the blame flow back from E.",
        "Nothing flows yet: press End.",
    )


def words_left_out(numbers: FlowNumbers, pipes: int, units: list[tuple[int, int]]) -> tuple[str, ...]:
    """Return what is not drawn: pipes, and units by layer."""
    said = [f"{counted(pipes, 'thinner pipe')} not drawn"] if pipes and numbers.has_started else []
    said += [f"layer {layer}: {counted(count, 'smaller unit')} not drawn" for layer, count in units]
    return tuple(said)
