"""Under which circumstances a number is looked for: other settings, roundings and slips, one or two of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.variants.finding.blocks import Pieces, blocks, everywhere
from explainer.variants.finding.match import Change, Changes, Rank
from explainer.variants.finding.roundings import ROUNDINGS, RoundedColumns
from explainer.variants.other_settings import SETTINGS, OtherSetting, run_with

MOST_CHANGES = 2
_EXACT, _ROUNDED = RoundedColumns(()), RoundedColumns(ROUNDINGS)
Circumstances = Iterator[tuple[Changes, Pieces]]


def circumstances(changes: int, number: PrintedNumber, run: Run, updates: int) -> Circumstances:
    """Go through what can lead to a number in so many changes, each with what of it is changed already. Another thing
    that can be set, such as a mistake that a program makes everywhere, is another entry of SETTINGS."""
    if changes == 1:
        yield (), blocks(run, updates, _ROUNDED, with_slips=False)
        yield (), blocks(run, updates, _EXACT, with_slips=True)
        yield (), everywhere(run, updates)
        yield from _with_settings(1, run, updates, _EXACT)
    if changes == MOST_CHANGES:
        near = RoundedColumns(tuple(rounding for rounding in ROUNDINGS if _is_near(rounding, number)))
        yield (), blocks(run, updates, near, with_slips=True)
        yield from _with_settings(1, run, updates, near)
        yield from _with_settings(1, run, updates, _EXACT, with_slips=True)
        yield from _with_settings(2, run, updates, _EXACT)


def _with_settings(
    count: int, run: Run, updates: int, columns: RoundedColumns, with_slips: bool = False
) -> Circumstances:
    for settings in combinations(SETTINGS, count):
        if other := run_with(run.scenario, *settings):
            yield tuple(map(_change, settings)), blocks(other, updates, columns, with_slips)


def _is_near(rounding: Rounding, number: PrintedNumber) -> bool:
    """Tell whether somebody who rounds every line so may write a number like this."""
    places = number.decimals if rounding.kind == "decimals" else number.digits
    return abs(rounding.places - places) <= 1


def _change(setting: OtherSetting) -> Change:
    return Change(setting.change, rank=Rank.SETTING, told=setting.words)
