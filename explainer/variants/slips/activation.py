"""Slips of an activation and of its slope."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.activations import ACTIVATIONS
from explainer.functions.expression import Expression, Leaf, Negative, Power, replaced, symbols
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.trace import Step
from explainer.variants.slips.anywhere import ANYWHERE, SIGN
from explainer.variants.slips.editing import ONE, TWO, exchanged
from explainer.variants.slips.slip import Kind, Made

_OTHERS = ("sigmoid", "tanh", "relu")
"""What people mix up."""


def own_leaf(step: Step, quantity: Quantity) -> Leaf:
    """Return a quantity of the unit that a line is about."""
    return leaf(quantity, step.place.sample, step.place.layer, step.place.unit)


def _at(tree: Expression, **letters: Expression) -> Expression:
    """Return the rule of an activation with these for its letters."""
    return replaced(tree, letters.__getitem__)


def _not_squashed(step: Step) -> Iterator[Made]:
    net = own_leaf(step, Quantity.NET)
    yield net, net


def _of_minus_net(step: Step) -> Iterator[Made]:
    nets = {symbol for symbol in symbols(step.rule) if symbol.quantity is Quantity.NET}
    yield exchanged(step.rule, {net: Negative(Leaf(net)) for net in nets}), own_leaf(step, Quantity.NET)


def _other_activation(step: Step) -> Iterator[Made]:
    own = step.of.layer(step.place.layer).activation
    for other in map(ACTIVATIONS.__getitem__, _OTHERS):
        if other is not own:
            yield _at(other.value.tree, z=own_leaf(step, Quantity.NET)), other.spoken, own.spoken


OUT = (
    Kind("not_squashed", "You took {} as it is, without the activation.", "What comes after the sum?", _not_squashed),
    Kind("of_minus_net", "You took the activation of minus {}.", "Look at the sign of the net input.", _of_minus_net),
    Kind("other_activation", "You took {} instead of {}.", "Which activation has this layer?", _other_activation),
    *ANYWHERE,
)


def _of_net(step: Step) -> Iterator[Made]:
    """The form for out is used as if it were one for net."""
    out, net = own_leaf(step, Quantity.OUT), own_leaf(step, Quantity.NET)
    yield exchanged(step.rule, {out.symbol: net}), net, out


def _at_out(step: Step) -> Iterator[Made]:
    """Out is squashed a second time."""
    activation, out = step.of.layer(step.place.layer).activation, own_leaf(step, Quantity.OUT)
    if activation.slope is not None and not activation.is_of_layer:
        again = _at(activation.value.tree, z=out)
        others: dict[Symbol, Expression] = {own_leaf(step, Quantity.NET).symbol: out, out.symbol: again}
        yield exchanged(step.rule, others), out, own_leaf(step, Quantity.NET)


def _other_slope(step: Step) -> Iterator[Made]:
    own = step.of.layer(step.place.layer).activation
    letters = {"z": own_leaf(step, Quantity.NET), "a": own_leaf(step, Quantity.OUT)}
    for other in map(ACTIVATIONS.__getitem__, _OTHERS):
        if other is not own and other.slope is not None:
            yield _at(other.slope.tree, **letters), other.spoken, own.spoken


def _out_itself(step: Step) -> Iterator[Made]:
    out = own_leaf(step, Quantity.OUT)
    yield out, out


def _out_squared(step: Step) -> Iterator[Made]:
    out = own_leaf(step, Quantity.OUT)
    yield Power(out, TWO), out


def _slope_of_one(step: Step) -> Iterator[Made]:
    yield (ONE,)


SLOPE = (
    Kind("slope_of_net", "You took {} where the slope has {}.", "Is the slope made of net or of out?", _of_net),
    Kind("slope_at_out", "You took the slope at {}, not at {}.", "At which number is the slope taken?", _at_out),
    Kind("other_slope", "You took the slope of {} instead of that of {}.", "Which activation is it?", _other_slope),
    Kind("out_itself", "You took {} itself for its slope.", "How steep is the activation here?", _out_itself),
    Kind("out_squared", "You took {} squared.", "What is multiplied with what?", _out_squared),
    Kind("slope_of_one", "You took a slope of 1.", "How steep is the activation here?", _slope_of_one),
    *(kind for kind in ANYWHERE if kind is not SIGN),
)
