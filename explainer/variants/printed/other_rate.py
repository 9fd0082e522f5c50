"""The learning rate that would lead to a printed new weight."""

from __future__ import annotations

from math import floor, log10

from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.variants.printed.comparison import Compared

_MOST_DIGITS = 3
_SURE = 0.02
"""How much of its last digit a rate may be uncertain for that it is no accident."""


def other_rate(scenario: Scenario, compared: Compared) -> float | None:
    """Return a rate of few digits that the print of a new weight tells; None where it tells none."""
    figure = compared.figure
    if figure.update != 1:
        return None
    value, unit = (float(number) / figure.factor for number in figure.number)
    return rate_to(value, unit, scenario, compared.symbol, compared.value)


def rate_to(number: float, unit: float, scenario: Scenario, symbol: Symbol, ours: float) -> float | None:
    """Return the rate that leads to a number, known to a unit, where the first update leads to ours."""
    if symbol.quantity is not Quantity.NEW or scenario.optimizer.rule.is_minimiser:
        return None
    weight = float(scenario.theta[symbol.parameter])
    step = (weight - ours) / scenario.optimizer.learning_rate if scenario.optimizer.learning_rate else 0.0
    if not step:
        return None
    rate = (weight - number) / step
    return _short(rate, abs(unit / step) / 2) if rate > 0 else None


def _short(rate: float, unsure: float) -> float | None:
    for digits in range(1, _MOST_DIGITS + 1):
        unit = 10.0 ** (floor(log10(rate)) + 1 - digits)
        short = float(f"{rate:.{digits}g}")
        if unsure <= _SURE * unit and abs(short - rate) <= unsure:
            return short
    return None
