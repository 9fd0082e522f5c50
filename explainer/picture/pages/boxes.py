"""Boxes of ink with a common baseline: side by side, over each other, between brackets, in frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from explainer.picture.pages.ink import Bar, Ink, ResultFrame
from explainer.picture.palette import Colour

# In em, as the book face itself has them in its table of mathematical constants, or a little airier.
AXIS = 0.26
_BAR = 0.066
_GAP = 0.18
OVERHANG = 0.06


@dataclass(frozen=True)
class InkBox:
    """Ink and smaller boxes, each at its (x, y) in the box, whose baseline is y = 0 and whose left edge is x = 0."""

    parts: tuple[tuple[Ink | InkBox, float, float], ...]
    width: float
    ascent: float
    descent: float

    def at(self, x: float, y: float) -> Iterator[Ink]:
        """Go through the ink of the box where it comes to stand when the box is put at (x, y)."""
        for part, dx, dy in self.parts:
            if isinstance(part, InkBox):
                yield from part.at(x + dx, y + dy)
            else:
                yield part.moved(x + dx, y + dy)


def boxed(ink: Ink) -> InkBox:
    """Return a box of a single ink at the origin."""
    return InkBox(((ink, 0.0, 0.0),), ink.width, ink.ascent, ink.descent)


def in_row(boxes: Sequence[InkBox], least: float = 0.0) -> InkBox:
    """Return boxes side by side on one baseline, each at least that wide."""
    widths = [max(box.width, least) for box in boxes]
    lefts = accumulate(widths, initial=0.0)
    return InkBox(
        tuple((box, left, 0.0) for box, left in zip(boxes, lefts, strict=False)),
        sum(widths),
        max(box.ascent for box in boxes),
        max(box.descent for box in boxes),
    )


def wrapped(boxes: Sequence[InkBox], width: float) -> list[InkBox]:
    """Return boxes in rows no wider than `width`; only one that is alone in its row may be wider."""
    rows: list[list[InkBox]] = [[]]
    for box in boxes:
        if rows[-1] and sum(other.width for other in rows[-1]) + box.width > width:
            rows.append([])
        rows[-1].append(box)
    return [in_row(row) for row in rows if row]


def padded(box: InkBox, space: float) -> InkBox:
    """Return a box with `space` on its left and right."""
    return InkBox(((box, space, 0.0),), box.width + 2 * space, box.ascent, box.descent)


def shifted(box: InkBox, dy: float) -> InkBox:
    """Return a box moved down by `dy`."""
    return InkBox(((box, 0.0, dy),), box.width, box.ascent - dy, box.descent + dy)


def over(top: InkBox, bottom: InkBox, em: float, colour: Colour) -> InkBox:
    """Return a fraction of two boxes."""
    thickness, gap, overhang = max(1.0, round(_BAR * em)), _GAP * em, OVERHANG * em
    width = max(top.width, bottom.width) + 2 * overhang
    bar_top, bar_bottom = AXIS * em + thickness / 2, AXIS * em - thickness / 2
    rise, fall = bar_top + gap + top.descent, gap + bottom.ascent - bar_bottom
    parts: tuple[tuple[Ink | InkBox, float, float], ...] = (
        (top, (width - top.width) / 2, -rise),
        (Bar(width=width, ascent=thickness, descent=0.0, colour=colour), 0.0, -bar_bottom),
        (bottom, (width - bottom.width) / 2, fall),
    )
    return padded(InkBox(parts, width, rise + top.ascent, fall + bottom.descent), overhang)


def framed(
    box: InkBox, colour: Colour, fill: Colour, beside: float = 0.0, above: float = 0.0, below: float = 0.0
) -> InkBox:
    """Return a box with a frame around it, at these distances."""
    width, ascent, descent = box.width + 2 * beside, box.ascent + above, box.descent + below
    frame = ResultFrame(width=width, ascent=ascent, descent=descent, colour=colour, fill=fill)
    return InkBox(((frame, 0.0, 0.0), (box, beside, 0.0)), width, ascent, descent)
