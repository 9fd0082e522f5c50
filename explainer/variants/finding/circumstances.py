"""Under which circumstances a number is looked for: other settings, roundings and slips, one or two of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product, zip_longest

import numpy as np

from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.variants.finding.blocks import Pieces, blocks, exact_blocks
from explainer.variants.finding.everywhere import everywhere
from explainer.variants.finding.from_prints import from_prints, slips_from_prints
from explainer.variants.finding.match import Change, Changes, Rank
from explainer.variants.finding.rates import rates
from explainer.variants.finding.roundings import ROUNDINGS, RoundedColumns
from explainer.variants.finding.slip_pairs import slip_pairs
from explainer.variants.other_settings import BUG_SETTINGS, SETTINGS, OtherSetting, run_with

MOST_CHANGES = 2
_DIGITS_OF_PAIRS = 6
"""Shorter numbers are one of ten thousand pairs of slips by accident."""
_PRINTS = Change("printed before", Rank.SETTING, told="going on with the figures that are printed")
_EXACT, _ROUNDED = RoundedColumns(()), RoundedColumns(ROUNDINGS)
Circumstances = Iterator[tuple[Changes, Pieces]]


def circumstances(changes: int, number: PrintedNumber, run: Run, updates: int) -> Circumstances:
    """Go through what can lead to a number in so many changes, each with what of it is changed already. Whoever has a
    program calculates without slips, and does not round."""
    published = run.scenario.published
    if published and not published.applies_to(run.scenario):
        published = None
    if changes == 1:
        yield (), blocks(run, updates, _ROUNDED, with_slips=False)
        yield (), blocks(run, updates, _EXACT, with_slips=True)
        yield (), everywhere(run, updates)
        for setting in (*SETTINGS, *BUG_SETTINGS, *rates(number, run)):
            yield from _as_it_is(run, updates, setting)
        if published:
            yield (_PRINTS,), from_prints(published, run, updates)
    if changes == MOST_CHANGES:
        near = RoundedColumns(tuple(rounding for rounding in ROUNDINGS if _is_near(rounding, number)))
        yield (), blocks(run, updates, near, with_slips=True)
        if published:
            yield (_PRINTS,), slips_from_prints(published, run)
        if number.digits >= _DIGITS_OF_PAIRS:
            yield (), slip_pairs(run)
        acting = [setting for setting in SETTINGS if _acts(setting, run, updates)]
        for setting in acting:
            if other := run_with(run.scenario, setting):
                if published:
                    yield (_change(setting), _PRINTS), from_prints(published, other, updates)
                yield (_change(setting),), blocks(other, updates, near, with_slips=False)
                yield (_change(setting),), blocks(other, updates, _EXACT, with_slips=True)
        for pair in (*combinations(acting, 2), *product(acting, BUG_SETTINGS)):
            yield from _as_it_is(run, updates, *pair)


def _acts(setting: OtherSetting, run: Run, updates: int) -> bool:
    """Tell whether another setting leads to other numbers."""
    other = run_with(run.scenario, setting)
    return other is not None and not _same(run, other, updates)


def _same(one: Run, other: Run, updates: int) -> bool:
    pairs = zip_longest(*(filter(None, exact_blocks(run, updates)) for run in (one, other)))
    return all(mine and theirs and np.array_equal(mine.values, theirs.values) for mine, theirs in pairs)


def _as_it_is(run: Run, updates: int, *settings: OtherSetting) -> Circumstances:
    if other := run_with(run.scenario, *settings):
        yield tuple(map(_change, settings)), exact_blocks(other, updates)


def _is_near(rounding: Rounding, number: PrintedNumber) -> bool:
    """Tell whether somebody who rounds every line so may write a number like this."""
    places = number.decimals if rounding.kind == "decimals" else number.digits
    return abs(rounding.places - places) <= 1


def _change(setting: OtherSetting) -> Change:
    rank = Rank.SETTING if setting in SETTINGS else Rank.BUG if setting in BUG_SETTINGS else Rank.RATE
    return Change(setting.change, rank, told=setting.words)
