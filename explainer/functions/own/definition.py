"""Definitions that people write, `silu(x) = x/(1 + exp(-x))`, and tables that have functions by name or by definition.

A definition is a text and its function follows from the text alone, so a scenario holds the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np

from explainer.functions.expression import Call, Difference, Expression, Leaf, children, symbols
from explainer.functions.formula import Beyond, Far, Formula
from explainer.functions.own.by_output import by_output
from explainer.functions.own.far import FarTree, far_trees
from explainer.functions.own.grammar import FormulaError, read_formula
from explainer.functions.own.rules import derivative
from explainer.functions.own.simplify import simplified
from explainer.functions.written import Rule, RuleOfTree, value_of

OF_ACTIVATION = {"x": "z"}
OF_LOSS = {"target": "target", "out": "a"}
"""The letters that a formula may use, and what each is called in a rule."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)
_DEFINITION = re.compile(rf"({NAME.pattern})\((x|target, out)\) = (.+)", re.ASCII)
_TRIED = np.linspace(-10, 10, 81)
_LONGEST_SLOPE = 400
"""Parts of a slope: more cannot be read."""
_FAR_OUT = np.array([-1e5, -1e4, 1e4, 1e5])
_T = TypeVar("_T")


class Definition(NamedTuple):
    """A function as it is defined: its name, and its formula as it was typed."""

    name: str
    formula: str
    letters: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.letters)}) = {self.formula}"


def definition_in(text: str) -> Definition | None:
    """Return what a text defines, or None where it is the name of a function."""
    found = _DEFINITION.fullmatch(text)
    return Definition(found[1], found[3], tuple(found[2].split(", "))) if found else None


def name_of(text: str) -> str:
    """Return the name of a function that is given by name or by definition."""
    definition = definition_in(text)
    return definition.name if definition else text


class FunctionTable(dict[str, _T]):
    """The functions that are built in, by name; one that is defined by a formula is found by its definition."""

    def __init__(self, functions: Mapping[str, _T], own: Callable[[Definition], _T]) -> None:
        super().__init__(functions)
        self.own = own

    def __missing__(self, text: str) -> _T:
        definition = definition_in(text)
        if definition is None:
            raise KeyError(text)
        return self.own(definition)


def activation_formulas(formula: str) -> tuple[Formula, Formula]:
    """Return value and slope of an activation of x. Raises FormulaError."""
    tree = _read(formula, OF_ACTIVATION)
    slope = _slope(tree, "z", Leaf("a"))
    value = _formula(tree, far_trees(tree, "z", {}), "z")
    return value, _formula(slope, far_trees(slope, "z", {"a": tree}), "z", "a")


def loss_rules(formula: str) -> tuple[Rule, Rule]:
    """Return the error of an output, and its slope by the output. Raises FormulaError."""
    tree = _read(formula, OF_LOSS)
    return RuleOfTree(tree, "target", "a"), RuleOfTree(_slope(tree, "a", None), "target", "a")


def _read(formula: str, letters: dict[str, str]) -> Expression:
    tree = read_formula(formula, letters)
    tried = {letter: _TRIED if i else _TRIED[:, None] for i, letter in enumerate(letters.values())}
    with np.errstate(all="ignore"):
        if not np.isfinite(value_of(tree, tried)).any():
            raise FormulaError("it has no finite value for any number from −10 to 10", 0)
    letter, called = [*letters.items()][-1]
    if called not in symbols(tree):
        raise FormulaError(f"it has no {letter} in it, so there is nothing to learn by it", 0)
    return tree


def _slope(tree: Expression, letter: str, out: Leaf | None) -> Expression:
    slope = simplified(derivative(tree, letter))
    if out is not None:
        slope = by_output(tree, slope, out)
    if _size(slope) > _LONGEST_SLOPE:
        raise FormulaError("its slope has too many parts to be read", 0)
    return slope


def _size(tree: Expression) -> int:
    return 1 + sum(map(_size, children(tree)))


def _formula(tree: Expression, far: Iterable[FarTree], *letters: str) -> Formula:
    forms = tuple(Far(RuleOfTree(form.tree, *letters), Beyond(form.limit)) for form in far)
    return Formula(RuleOfTree(tree, *letters), forms)


def limits_of(value: Formula) -> tuple[float, ...]:
    """Return the least and the greatest value of a function that is bounded, as far as some points tell."""
    ends = value.of(z=_FAR_OUT.reshape(1, -1))[0]
    if not np.isfinite(ends).all() or ends[0] != ends[1] or ends[2] != ends[3]:
        return ()
    values = value.of(z=_TRIED.reshape(1, -1))
    values = np.append(values[np.isfinite(values)], ends)
    return (float(values.min()), float(values.max()))


def kinks_of(tree: Expression) -> tuple[Expression, ...]:
    """Return what changes its sign where a function has a corner or a jump."""
    inner = tuple(kink for part in children(tree) for kink in kinks_of(part))
    match tree:
        case Call("max" | "min", (left, right)):
            return (Difference(right, left), *inner)
        case Call("abs" | "sign" | "step", (of,)):
            return (of, *inner)
        case _:
            return inner
