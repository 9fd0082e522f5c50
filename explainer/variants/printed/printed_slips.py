"""Slips at the very line that is printed, from our numbers before it or from those that are printed."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.variants.printed.comparison import pass_at
from explainer.variants.printed.figure_case import Case
from explainer.variants.printed.from_printed import line_of_figure, with_printed
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.variant import Variant

Explained = tuple[str, tuple[str, ...]]
"""A sentence, and what is changed."""


def printed_slips(case: Case) -> Iterator[Explained | None]:
    """Yield None after each piece of work, and what explains a print."""
    p = pass_at(case.run, case.figure.update)
    if p is not None:
        yield from _slips_in(case, Variant(p))
    update = with_printed(case.published, case.run, case.figure.update)
    if update is not None:
        yield from _slips_in(case, update, ", from the figures that are printed before it", "printed before")


def _slips_in(case: Case, update: Variant, words: str = "", *changes: str) -> Iterator[Explained | None]:
    yield None
    line = line_of_figure(case.compared, update)
    for slip in slips_of(update[line]) if line else ():
        if case.fits(update.value_of(slip.rule)):
            said = slip.sentence[0].lower() + slip.sentence[1:]
            change = f"slip at {slip.step.symbol_text}: {slip.sentence}"
            yield f"A slip leads to it{words}: {said}", (change, *changes)
