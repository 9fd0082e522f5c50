"""Where a page that is too high for its view is cut off: between two lines, not in one."""

from __future__ import annotations

from explainer.picture.pages.ink import Ground, Ink, Page, Paragraph
from explainer.views.look.text_metrics import PAGES

_MOST = 60.0
"""What is so much higher is cut all the same: better a part of it than an empty foot."""


def foot_of(page: Page, bottom: float) -> float:
    """Return down to where what is written is whole, of a page that is cut off at `bottom`."""
    cuts = [_cut(ink, bottom) for ink in page.inks if ink.rect.top < bottom < ink.rect.bottom]
    return min((cut for cut in cuts if bottom - cut < _MOST), default=bottom)


def _cut(ink: Ink, bottom: float) -> float:
    top = ink.rect.top
    if isinstance(ink, Ground):
        return bottom
    if isinstance(ink, Paragraph):
        line = PAGES.wrapped("x", ink.points, ink.width, ink.bold)[1]
        return top + line * ((bottom - top) // line)
    return top
