"""Slips that any formula can have: whatever is in it may be left out, turned round, or forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import Leaf, symbols
from explainer.trace.lines.trace import Step
from explainer.variants.slips.editing import (
    Edit,
    factor_left_out,
    factor_of_all,
    minus_lost,
    multiplied,
    negative,
    no_root,
    not_called,
    not_divided,
    not_raised,
    once,
    only_below,
    sign_turned,
    term_left_out,
    turned_over,
)
from explainer.variants.slips.slip import Kind, Made, Maker


def edited(edit: Edit) -> Maker:
    """Return the rules that an edit makes of a line's own, with the part that it is about; none that holds no number
    of the calculation any more."""
    return lambda step: (made for made in once(step.rule, edit) if any(symbols(made[0])))


def _turned(step: Step) -> Iterator[Made]:
    yield negative(step.rule), Leaf(step.symbol)


SIGN = Kind("sign", "The sign of {} is turned.", "Look at the sign.", _turned)
TERM = Kind("term_left_out", "You left out {}.", "Count the terms of the formula.", edited(term_left_out))
FACTOR = Kind("factor_left_out", "You left out the factor {}.", "Count the factors.", edited(factor_left_out))
ANYWHERE = (
    SIGN,
    TERM,
    FACTOR,
    Kind("not_divided", "You did not divide by {}.", "There is a division in the formula.", edited(not_divided)),
    Kind("multiplied", "You multiplied by {} instead of dividing.", "Is it times or by?", edited(multiplied)),
    Kind("turned_over", "You turned the fraction of {} over.", "What is divided by what?", edited(turned_over)),
    Kind("factor_of_all", "You multiplied everything by {}.", "Where are the parentheses?", edited(factor_of_all)),
    Kind("only_below", "You took {} itself, not 1 divided by it.", "Is it turned over?", edited(only_below)),
    Kind("not_raised", "You took {} without its exponent.", "There is an exponent in the formula.", edited(not_raised)),
    Kind("no_root", "You did not take the square root of {}.", "There is a root in the formula.", edited(no_root)),
    Kind("not_called", "You forgot the function in {}.", "There is a function in the formula.", edited(not_called)),
    Kind("minus_lost", "You lost the minus sign before {}.", "Look at every minus sign.", edited(minus_lost)),
    Kind("sign_inside", "You turned the sign before {}.", "What is added, what is subtracted?", edited(sign_turned)),
)
