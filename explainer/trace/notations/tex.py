"""Symbols in TeX: δ of h1 is \\delta_{h1} in the worked notation and \\delta_{1}^{(2)} in theta's."""

from __future__ import annotations

from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Symbol
from explainer.trace.notations import worked_tex
from explainer.trace.notations.lectures import LECTURES


def symbol_tex(scenario: Scenario, symbol: Symbol, notation: Notation = Notation.WORKED) -> tuple[str, ...]:
    """Return the TeX of a symbol: one string, or two where it is a fraction, its top and its bottom."""
    if notation is Notation.WORKED:
        return worked_tex.tex(scenario, symbol)
    return LECTURES[notation].signs[symbol.quantity](scenario, symbol).tex
