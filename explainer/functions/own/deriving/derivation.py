"""The way from a function to its slope, a line at a time: what a page of a derivation shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    evaluate,
    with_parts,
)
from explainer.functions.own.by_output import by_output
from explainer.functions.own.deriving.output_steps import output_steps
from explainer.functions.own.deriving.tidy import flat, is_call, tidied
from explainer.functions.own.rules import SLOPE, applied, depends, derivative, slope_of
from explainer.functions.own.simplify import simplified

DEFINITION, WORKED_OUT, TOGETHER, DIVIDED, IN_OUTPUT, AS_USED = (
    "definition of tanh",
    "worked out",
    "taken together",
    "divided",
    "output put in",
    "as it is used",
)
"""The names of what is done to a line besides rules of differentiation."""
_AT_ONCE = ("sum rule", "constant factor")
"""Rules that only hand the slope on: the next rule is on the same line."""


class DerivationLine(NamedTuple):
    """One line: an expression for the slope, equal to that of the line before, and the rules that led to it.

    A slope that is still to be worked out is a call of `SLOPE` in it.
    """

    expression: Expression
    rules: tuple[str, ...] = ()


def derivation(
    function: Expression, letter: Any, out: Leaf | None = None, used: Expression | None = None
) -> Iterator[DerivationLine]:
    """Go through the lines from the slope of a function by a letter to the form that is `used`: on each the next rule,
    with the slopes that can be told at a glance; then worked out, and at last with the output in it."""
    yield DerivationLine(slope_of(function))
    definition = _defined(function, letter)
    if definition is not None:
        function = definition
        yield DerivationLine(slope_of(function), (DEFINITION,))
    line: Expression = slope_of(function)
    while rules := tuple(dict.fromkeys(_rules_in(line, letter))):
        line = flat(_next(line, letter))
        yield DerivationLine(line, rules)
    yield from _without_repeats(line, _to_used(function, line, letter, out, used))


def _without_repeats(line: Expression, following: Iterator[DerivationLine]) -> Iterator[DerivationLine]:
    for after in following:
        if after.expression != line:
            yield after
        line = after.expression


def _to_used(
    function: Expression, line: Expression, letter: Any, out: Leaf | None, used: Expression | None
) -> Iterator[DerivationLine]:
    tidy = tidied(line)
    yield DerivationLine(tidy, (WORKED_OUT,))
    if tidy == used:
        return
    if out is not None:
        steps = [DerivationLine(*step) for step in output_steps(tidied(function), tidy, letter, out)]
        if steps and used is not None:
            yield from steps
            yield DerivationLine(used, (TOGETHER,))
            return
    plain = simplified(tidy)
    yield DerivationLine(plain, (_how(tidy, plain),))
    if plain != used and out is not None:
        plain = by_output(function, plain, out)
        yield DerivationLine(plain, (IN_OUTPUT,))
    if used is not None and plain != used:
        yield DerivationLine(used, (AS_USED,))


def _how(before: Expression, after: Expression) -> str:
    """Tell how an expression became shorter: a power of e that top and bottom have in common went below."""
    exps, later = set(_exps(before)), set(_exps(after))
    return DIVIDED if later - exps else TOGETHER


def _exps(rule: Expression) -> Iterator[Expression]:
    if is_call(rule, "exp"):
        yield rule
    for part in children(rule):
        yield from _exps(part)


def _defined(function: Expression, letter: Any) -> Expression | None:
    """Return what tanh is by its definition, where a function is nothing else."""
    if function != Call("tanh", (Leaf(letter),)):
        return None
    up, down = Call("exp", (Leaf(letter),)), Call("exp", (Negative(Leaf(letter)),))
    return Quotient(Difference(up, down), Sum((up, down)))


def value_at(line: DerivationLine, letter: Any, read: Callable[[Any], float]) -> float:
    """Return what a line comes to at given numbers; a wrong line would have another value than the others."""
    return evaluate(carried_out(line.expression, letter), read)


def carried_out(rule: Expression, letter: Any) -> Expression:
    """Return an expression with every slope in it worked out."""
    of = _slope_in(rule)
    if of is not None:
        return derivative(of, letter)
    return with_parts(rule, [carried_out(part, letter) for part in children(rule)])


def _slope_in(rule: Expression) -> Expression | None:
    """Return what a node is the slope of, where it is one that is still to be worked out."""
    return rule.arguments[0] if isinstance(rule, Call) and rule.function == SLOPE else None


# a line from the line before


def _next(rule: Expression, letter: Any) -> Expression:
    of = _slope_in(rule)
    if of is not None:
        return _inside(of, letter, is_outermost=True)
    return with_parts(rule, [_next(part, letter) for part in children(rule)])


def _inside(of: Expression, letter: Any, is_outermost: bool) -> Expression:
    """Return the slope of an expression by the next rule: what can be told at a glance is told, but not all of it."""
    if not is_outermost and _is_easy(of, letter):
        return tidied(flat(derivative(of, letter)))
    rule, result = applied(of, letter)
    if not is_outermost and rule not in _AT_ONCE:
        return slope_of(of)
    return _with_slopes(result, letter, rule in _AT_ONCE)


def _with_slopes(result: Expression, letter: Any, goes_on: bool) -> Expression:
    of = _slope_in(result)
    if of is not None:
        return _inside(of, letter, is_outermost=goes_on)
    return with_parts(result, [_with_slopes(part, letter, goes_on) for part in children(result)])


def _is_easy(of: Expression, letter: Any) -> bool:
    """Tell whether a slope can be told at a glance: of straight lines, and powers of e to them."""
    match of:
        case Leaf() | Constant():
            return True
        case Sum() | Difference() | Negative():
            return all(_is_easy(part, letter) for part in children(of))
        case Product(factors):
            moving = [factor for factor in factors if depends(factor, letter)]
            return len(moving) <= 1 and all(_is_easy(factor, letter) for factor in moving)
        case Quotient(top, bottom):
            return not depends(bottom, letter) and _is_easy(top, letter)
        case Call("exp", (inner,)):
            return _is_straight(inner, letter)
        case _:
            return not depends(of, letter)


def _is_straight(of: Expression, letter: Any) -> bool:
    return _is_easy(of, letter) and not any(depends(part, letter) for part in _exps(of))


# its rules by name


def _rules_in(rule: Expression, letter: Any) -> Iterator[str]:
    of = _slope_in(rule)
    if of is not None:
        yield from _rules_of(of, letter, is_outermost=True)
        return
    for part in children(rule):
        yield from _rules_in(part, letter)


def _rules_of(of: Expression, letter: Any, is_outermost: bool) -> Iterator[str]:
    is_easy = not is_outermost and _is_easy(of, letter)
    name, result = applied(of, letter)
    if not is_outermost and not is_easy and name not in _AT_ONCE:
        return
    yield from _named(name, of, letter)
    goes_on = is_easy or name in _AT_ONCE
    for inner in _slopes_in(result):
        yield from _rules_of(inner, letter, is_outermost=goes_on)


def _named(name: str, of: Expression, letter: Any) -> Iterator[str]:
    """A chain rule has the slope of its outer function before it; a power of more than the variable has it behind."""
    if name == "chain rule" and isinstance(of, Call):
        yield f"slope of {of.function}"
    yield name
    if name == "power rule" and isinstance(of, Power) and of.base != Leaf(letter):
        yield "chain rule"


def _slopes_in(rule: Expression) -> Iterator[Expression]:
    of = _slope_in(rule)
    if of is not None:
        yield of
        return
    for part in children(rule):
        yield from _slopes_in(part)
