"""What things are called in a notation: in plain text for files, in Unicode for the screen, and in TeX."""

from __future__ import annotations

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Symbol
from explainer.trace.notations import worked
from explainer.trace.notations.lecture import Lecture
from explainer.trace.notations.matrix import MATRIX
from explainer.trace.notations.theta import THETA
from explainer.trace.notations.worked import tex

LECTURES: dict[Notation, Lecture] = {Notation.THETA: THETA, Notation.MATRIX: MATRIX}


_WORKED = Notation.WORKED
_CAPTIONS = {_WORKED: ("net", "out"), Notation.THETA: ("z", "a"), Notation.MATRIX: ("z", "a")}


def symbol_name(scenario: Scenario, symbol: Symbol, notation: Notation = _WORKED) -> str:
    """Return the symbol in plain text, as a trace file writes it: an identifier, or d…/d… of two."""
    if notation is _WORKED:
        return worked.plain(scenario, symbol)
    return LECTURES[notation].signs[symbol.quantity](scenario, symbol).plain


def spoken_name(scenario: Scenario, symbol: Symbol, notation: Notation = _WORKED) -> str:
    """Return the symbol in Unicode, as sentences, labels and tables on the screen write it."""
    if notation is _WORKED:
        return worked.shown(scenario, symbol)
    return LECTURES[notation].signs[symbol.quantity](scenario, symbol).shown


def name_aloud(scenario: Scenario, symbol: Symbol, notation: Notation = _WORKED) -> str:
    """Return the symbol as it is read aloud: net h1, capital theta 1 1 in layer 2, d E by d w 1 1 in layer 3."""
    if notation is _WORKED:
        return worked.aloud(scenario, symbol)
    return LECTURES[notation].signs[symbol.quantity](scenario, symbol).aloud


def parameter_name(scenario: Scenario, parameter: Parameter, notation: Notation = _WORKED) -> str:
    """Return the name of a parameter in plain text: w5 or b1, Theta2_1_1 or Theta1_0, w3_1_1 or b2.

    A bias that its layer has in common is named without a unit.
    """
    if notation is _WORKED:
        return worked.parameter_name(scenario, parameter)
    return LECTURES[notation].label(scenario, parameter).plain


def parameter_label(scenario: Scenario, parameter: Parameter, notation: Notation = _WORKED) -> str:
    """Return the name of a parameter in Unicode: w5 or b1, Θ₁₁⁽²⁾ or Θ₀⁽¹⁾, w³₁₁ or b²."""
    if notation is _WORKED:
        return worked.parameter_name(scenario, parameter)
    return LECTURES[notation].label(scenario, parameter).shown


def parameter_names(scenario: Scenario, notation: Notation = _WORKED) -> dict[str, Parameter]:
    """Return the parameters that people see by name: weights in order, then biases; one for a bias in common."""
    parameters = sorted(scenario.network.parameters(), key=lambda parameter: parameter.is_bias)
    named: dict[str, Parameter] = {}
    for parameter in parameters:
        named.setdefault(parameter_name(scenario, parameter, notation), parameter)
    return named


def unit_captions(notation: Notation) -> tuple[str, str]:
    """Return what is written before the weighted sum and the activation of a unit."""
    return _CAPTIONS[notation]


def symbol_tex(scenario: Scenario, symbol: Symbol, notation: Notation = Notation.WORKED) -> tuple[str, ...]:
    """Return the TeX of a symbol: one string, or two where it is a fraction, its top and its bottom."""
    if notation is Notation.WORKED:
        return tex(scenario, symbol)
    return LECTURES[notation].signs[symbol.quantity](scenario, symbol).tex
