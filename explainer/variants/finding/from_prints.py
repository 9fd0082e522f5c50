"""All numbers for somebody who goes on with the figures that are printed, and may slip once."""

from __future__ import annotations

from itertools import chain

import numpy as np

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Published
from explainer.functions.expression import Leaf
from explainer.variants.finding.blocks import Line, Pieces, VariantBlock, one_each
from explainer.variants.printed.from_printed import with_printed
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.variant import Variant


def from_prints(published: Published, run: Run, updates: int) -> Pieces:
    """Go through the first updates with what each line comes to before a printed figure takes its place."""
    for number in range(1, updates + 1):
        if update := with_printed(published, run, number):
            yield None
            yield _as_it_comes(update)


def slips_from_prints(published: Published, run: Run) -> Pieces:
    """Go through what each slip makes of a line of the first update; one that takes a single number makes nothing."""
    if update := with_printed(published, run, 1):
        yield None
        yield _with_slips(update)


def _as_it_comes(update: Variant) -> VariantBlock:
    lines = [*map(Line.of, update.lines)]
    values = [update.worked_out(of.number) for of in lines]
    return VariantBlock(update.trace.of, lines, np.array(values, dtype=np.float64).reshape(-1, 1, 1))


def _with_slips(update: Variant) -> VariantBlock:
    slips = one_each(slip for slip in chain.from_iterable(map(slips_of, update)) if not isinstance(slip.rule, Leaf))
    values = np.full((len(update), len(slips), 1), np.nan)
    for row, (slip,) in enumerate(slips):
        values[slip.step.number - 1, row] = update.value_of(slip.rule)
    return VariantBlock(update.trace.of, [*map(Line.of, update.lines)], values, slips=slips)
