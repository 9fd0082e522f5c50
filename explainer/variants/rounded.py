"""An update as on paper: every line rounded before the next one uses it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache, partial

from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import evaluate
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.trace import Trace

_ENOUGH = Context(prec=400)


def rounded_to_decimals(p: Pass, symbol: Symbol, decimals: int) -> float | None:
    """Return a symbol's number before its own rounding, every line before it being rounded to so many decimals."""
    return _value(p, symbol, "decimals", decimals)


def rounded_to_digits(p: Pass, symbol: Symbol, digits: int) -> float | None:
    """Return the same with so many significant digits."""
    return _value(p, symbol, "digits", digits)


def _value(p: Pass, symbol: Symbol, unit: str, count: int) -> float | None:
    """None where no line makes the number, or a rounding leads to no number at all."""
    trace = Trace(p)
    line = made_at(trace, symbol)
    return _results(p, unit, count).get(trace[line].symbol) if 0 < line <= len(trace) else None


@lru_cache(maxsize=32)
def _results(p: Pass, unit: str, count: int) -> dict[Symbol, float]:
    """Return what each line makes of the rounded numbers before it; it ends where one makes none."""
    round_ = partial(_to_decimals if unit == "decimals" else _to_digits, count)
    exact: dict[Symbol, float] = {}
    rounded: dict[Symbol, float] = {}

    def read(symbol: Symbol) -> float:
        if symbol.quantity is Quantity.BACKWARD_WEIGHT and p.scenario.is_sequential:
            symbol = symbol._replace(quantity=Quantity.NEW)
        return rounded[symbol] if symbol in rounded else step.read(symbol)

    for step in Trace(p):
        try:
            value = evaluate(step.rule, read)
        except (ArithmeticError, ValueError):
            break
        if not abs(value) < float("inf"):
            break
        exact[step.symbol], rounded[step.symbol] = value, round_(value)
    return exact


def _to_decimals(decimals: int, value: float) -> float:
    """Return the value rounded half away from zero, by its shortest decimal text."""
    unit = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(unit, ROUND_HALF_UP, _ENOUGH))


def _to_digits(digits: int, value: float) -> float:
    """Return the value with so many significant digits, rounded in the same way."""
    number = Decimal(repr(float(value)))
    return _to_decimals(digits - 1 - number.adjusted(), value) if number else 0.0
