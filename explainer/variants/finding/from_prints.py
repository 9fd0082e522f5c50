"""All numbers for somebody who goes on with the figures that are printed, and may slip once."""

from __future__ import annotations

import numpy as np

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Published
from explainer.functions.expression import Leaf
from explainer.variants.finding.blocks import Line, Pieces, VariantBlock
from explainer.variants.printed.from_printed import with_printed
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.slip import Slip
from explainer.variants.variant import Variant

_SLIPS_AT_ONCE = 100


def from_prints(published: Published, run: Run, updates: int) -> Pieces:
    """Go through the first updates with what each line comes to before a printed figure takes its place."""
    for number in range(1, updates + 1):
        if update := with_printed(published, run, number):
            yield None
            yield _as_it_comes(update)


def slips_from_prints(published: Published, run: Run) -> Pieces:
    """Go through what each slip makes of a line of the first update; one that takes a single number makes nothing."""
    if update := with_printed(published, run, 1):
        slips = list[Slip]()
        for step in update:
            slips += [slip for slip in slips_of(step) if not isinstance(slip.rule, Leaf)]
            yield None
        values = np.full((len(update), len(slips), 1), np.nan)
        for row, slip in enumerate(slips):
            values[slip.step.number - 1, row] = update.value_of(slip.rule)
            if row % _SLIPS_AT_ONCE == 0:
                yield None
        yield VariantBlock(update.trace.of, [*map(Line.of, update.lines)], values, slips=(slips,))


def _as_it_comes(update: Variant) -> VariantBlock:
    lines = [*map(Line.of, update.lines)]
    values = [update.worked_out(of.number) for of in lines]
    return VariantBlock(update.trace.of, lines, np.array(values, dtype=np.float64).reshape(-1, 1, 1))
