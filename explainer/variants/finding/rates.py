"""Learning rates that a number may come from: the usual ones, and those that lead to it as a new weight."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.symbols_by_name import symbols_by_name
from explainer.variants.other_settings import RATES, OtherSetting, rate_setting
from explainer.variants.printed.other_rate import rate_to

_LEAST_DIGITS, _DIGITS_OF_RATE = 6, 2
"""Shorter numbers would tell rates by accident, and every number tells a longer rate."""


def rates(number: PrintedNumber, run: Run) -> tuple[OtherSetting, ...]:
    """Return other learning rates, each once."""
    told = _told(number, run) if number.unit and number.digits >= _LEAST_DIGITS else ()
    return tuple(dict.fromkeys((*map(rate_setting, told), *RATES)))


def _told(number: PrintedNumber, run: Run) -> Iterator[float]:
    p = run.pass_of(1)
    for symbol in symbols_by_name(p).values():
        ours = float(read(p, symbol)) if symbol.quantity is Quantity.NEW else 0.0
        rate = rate_to(float(number.value), float(number.unit), p.scenario, symbol, ours)
        if rate and rate == float(f"{rate:.{_DIGITS_OF_RATE}g}"):
            yield rate
