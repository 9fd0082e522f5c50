"""All numbers of the first update with two slips in it, at one line and at a later one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainer.engine.run.run import Run
from explainer.functions.written import Value
from explainer.trace.lines.trace import Step
from explainer.variants.columns import evaluate_columns
from explainer.variants.finding.blocks import ManyVariants, Pieces, block_of, slipping
from explainer.variants.finding.roundings import RoundedColumns
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.slip import Slip
from explainer.variants.variant import Read, Variant

_MOST_NUMBERS = 6_000_000
"""A network with more, which has about 60 lines, has no pairs made."""


def slip_pairs(run: Run) -> Pieces:
    """Work the first update out with any two slips that are at different lines."""
    p, columns, slips = run.pass_of(1), RoundedColumns(()), list[Slip]()
    plain = Variant(p)
    for step in plain.lines:
        slips += slips_of(step)
        yield None
        if len(slips) ** 2 * len(plain) > 2 * _MOST_NUMBERS:
            return
    once = ManyVariants(p, slipping(slips, plain.read, columns))
    for number in range(1, len(once) + 1):
        once.worked_out(number)
        yield None
    pairs = _Pairs(slips, once)
    if pairs.slips[0]:
        yield from block_of(ManyVariants(p, pairs.written), columns, pairs.slips)


class _Pairs:
    """A row for each pair. Slips are in the order of their lines; `once` has a row for each of them alone."""

    def __init__(self, slips: Sequence[Slip], once: Variant) -> None:
        self._singles, self._once = slips, once
        lines = np.array([slip.step.number for slip in slips], dtype=np.intp)
        self._before = np.searchsorted(lines, lines)
        """How many slips are at lines before that of each: the first ones of its pairs."""
        self._begins = np.cumsum(self._before) - self._before
        """The row in which each one's pairs, as the second, begin."""
        self._first = np.arange(self._before.sum()) - np.repeat(self._begins, self._before)
        self._line_of_first = lines[self._first]
        second = np.repeat(np.arange(len(slips)), self._before)
        self.slips = tuple([slips[place] for place in places.tolist()] for places in (self._first, second))

    def written(self, step: Step, value: Value, own: Read) -> Value:
        """Write down what the first slip makes of a line, or the second of numbers that the first has changed."""
        value = np.array(np.broadcast_to(value, (len(self._first), 1)))
        first = self._line_of_first == step.number
        value[first] = self._alone(self._once.read(step.symbol))[self._first[first]]
        for index, slip in enumerate(self._singles):
            if slip.step.number == step.number:
                begin, count = self._begins[index], self._before[index]
                value[begin : begin + count] = self._alone(evaluate_columns(slip.rule, self._once.read))[:count]
        return value

    def _alone(self, value: Value) -> Value:
        return np.broadcast_to(value, (len(self._singles), 1))
