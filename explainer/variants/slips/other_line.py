"""The number of another line of the same kind is written: of the next unit, another weight, the other path."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import Leaf
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.slips.slip import Kind, Made

_FAR = 8
"""How many units or weights away."""


def _others(step: Step) -> Iterator[Made]:
    trace = Trace(step.of)
    for other in dict.fromkeys(_near(step.symbol)):
        if other != step.symbol and line_of(trace, other) is not None:
            yield Leaf(other), Leaf(other)


def _near(symbol: Symbol) -> Iterator[Symbol]:
    for apart in sorted(range(-_FAR, _FAR + 1), key=abs):
        for field in ("above", "unit", "parameter"):
            index = getattr(symbol, field)
            if index >= 0 and index + apart >= 0 and not (field == "parameter" and symbol.unit >= 0):
                yield symbol._replace(**{field: index + apart})


OTHER_LINE = (Kind("other_line", "You wrote the number of {}.", "Of which unit, or weight, is it?", _others),)
"""Beside the catalogue: every number that is ours elsewhere can be written so."""
