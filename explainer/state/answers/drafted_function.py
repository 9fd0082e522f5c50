"""What comes of a function while it is typed: its curve and slope, or what is wrong with the formula, and where."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.files.scenario.own_functions import ACTIVATION, LOSS, DefinitionError, check_formula, defined
from explainer.files.wording import as_sentence
from explainer.functions.expression import Expression
from explainer.functions.formula import Formula
from explainer.functions.own.definition import Definition
from explainer.functions.written import tree_of
from explainer.trace.formula.notation import MINUS
from explainer.trace.known.activation_curve import FunctionCurve, function_curve

_OUTPUTS = np.linspace(-1.0, 2.0, 301)
TARGET = 1.0
"""The target of the curve of a loss."""
_MOST_GAPS = 2


class DraftedFunction(NamedTuple):
    """A function and its slope as trees and as curves, and where it has no finite value, in words."""

    value: Expression
    slope: Expression
    curve: FunctionCurve
    gaps: str


class Mistake(NamedTuple):
    """What is wrong, in a sentence: in which field, "name" or "formula", and at which character, from 0."""

    field: str
    sentence: str
    position: int


def drafted(formula: str, is_loss: bool) -> DraftedFunction | Mistake:
    """Return what a formula makes."""
    try:
        function = check_formula(formula, LOSS if is_loss else ACTIVATION)
    except DefinitionError as error:
        return _mistake(error)
    if is_loss:
        curve = _loss_curve(function.error, Formula(function.slope))
        value, slope, letter = function.error.tree, tree_of(function.slope), "out"
    else:
        curve = function_curve(str(Definition("f", formula.strip(" "), ACTIVATION.letters)), 0.0)
        value, slope, letter = function.value.tree, function.slope.tree, "x"
    return DraftedFunction(value, slope, curve, _gaps(curve, letter))


def definition_of(name: str, formula: str, is_loss: bool) -> str | Mistake:
    """Return the definition, as a scenario has it."""
    try:
        return defined(name, formula, LOSS if is_loss else ACTIVATION)
    except DefinitionError as error:
        return _mistake(error)


def _mistake(error: DefinitionError) -> Mistake:
    return Mistake(error.field, as_sentence(str(error)), error.position)


def _loss_curve(error: Formula, slope: Formula) -> FunctionCurve:
    a = _OUTPUTS[:, None]
    letters = {"target": np.full_like(a, TARGET), "a": a}
    return FunctionCurve(_OUTPUTS, error.of(**letters)[:, 0], slope.of(**letters)[:, 0])


def _gaps(curve: FunctionCurve, letter: str) -> str:
    """Say where the function, or else its slope, has no finite value on the curve."""
    for what, values in (("It", curve.outs), ("Its slope", curve.slopes)):
        if places := _places(curve.nets, ~np.isfinite(values)):
            more = ", and elsewhere" if len(places) > _MOST_GAPS else ""
            where = " and ".join(f"{letter} {place}" for place in places[:_MOST_GAPS])
            return f"{what} has no finite value for {where}{more}: a run would end there."
    return ""


def _places(xs: Array, is_bad: Array) -> list[str]:
    found = []
    for bad, group in groupby(zip(is_bad, xs, strict=True), key=lambda pair: bool(pair[0])):
        if bad:
            points = [float(x) for _, x in group]
            first, last = (f"{round(x, 3):.3g}".replace("-", MINUS) for x in (points[0], points[-1]))
            found.append(f"= {first}" if first == last else f"from {first} to {last}")
    return found
