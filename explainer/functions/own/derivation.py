"""The way from a function to its slope, a rule at a time: what a page of a derivation shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from explainer.functions.expression import Call, Expression, Leaf, children, evaluate, with_parts
from explainer.functions.own.by_output import by_output
from explainer.functions.own.rules import SLOPE, applied, derivative, slope_of
from explainer.functions.own.simplify import simplified


class DerivationLine(NamedTuple):
    """One line: an expression for the slope, equal to that of the line before, and the rules that led to it.

    A slope that is still to be worked out is a call of `SLOPE` in it.
    """

    expression: Expression
    rules: tuple[str, ...] = ()


def derivation(function: Expression, letter: str, out: Leaf | None = None) -> Iterator[DerivationLine]:
    """Go through the lines from the slope of a function by a letter to the form that is used: on each, the rule for
    every slope that is left; then simplified, and at last with the output in it where it is shorter so."""
    line: Expression = slope_of(function)
    yield DerivationLine(line)
    while rules := tuple(dict.fromkeys(_rules_in(line, letter))):
        line = _one_rule_on(line, letter)
        yield DerivationLine(line, rules)
    plain = simplified(line)
    if plain != line:
        yield DerivationLine(plain, ("simplified",))
    used = plain if out is None else by_output(function, plain, out)
    if used != plain:
        yield DerivationLine(used, ("with the output in it",))


def value_at(line: DerivationLine, letter: str, read: Callable[[Any], float]) -> float:
    """Return what a line comes to at given numbers; a wrong line would have another value than the others."""
    return evaluate(_carried_out(line.expression, letter), read)


def _slope_in(rule: Expression) -> Expression | None:
    """Return what a node is the slope of, where it is one that is still to be worked out."""
    return rule.arguments[0] if isinstance(rule, Call) and rule.function == SLOPE else None


def _rules_in(rule: Expression, letter: str) -> Iterator[str]:
    of = _slope_in(rule)
    if of is not None:
        yield applied(of, letter).rule
        return
    for part in children(rule):
        yield from _rules_in(part, letter)


def _one_rule_on(rule: Expression, letter: str) -> Expression:
    of = _slope_in(rule)
    if of is not None:
        return applied(of, letter).result
    return with_parts(rule, [_one_rule_on(part, letter) for part in children(rule)])


def _carried_out(rule: Expression, letter: str) -> Expression:
    of = _slope_in(rule)
    if of is not None:
        return derivative(of, letter)
    return with_parts(rule, [_carried_out(part, letter) for part in children(rule)])
