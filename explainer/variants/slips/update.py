"""Slips of what a batch, the optimizer and the update make of gradients."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import Difference, Expression, Leaf, Negative, Product, Sum, symbols
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.trace import Step
from explainer.variants.slips.anywhere import ANYWHERE
from explainer.variants.slips.editing import Edited, exchanged, once
from explainer.variants.slips.loss import MEAN
from explainer.variants.slips.slip import Kind, Made

_RATE = leaf(Quantity.LEARNING_RATE)
_GRADIENTS = (Quantity.GRADIENT, Quantity.BATCH_GRADIENT)


def _without_rate(node: Expression) -> Edited:
    if isinstance(node, Product) and _RATE in node.factors:
        rest = tuple(factor for factor in node.factors if factor != _RATE)
        yield rest[0] if len(rest) == 1 else Product(rest), _RATE


def _no_rate(step: Step) -> Iterator[Made]:
    yield from once(step.rule, _without_rate)


def _rate_of_all(step: Step) -> Iterator[Made]:
    for rule, _ in once(step.rule, _without_rate):
        yield Product((_RATE, rule)), _RATE


def _uphill(step: Step) -> Iterator[Made]:
    if isinstance(step.rule, Difference):
        yield Sum((step.rule.left, step.rule.right)), step.rule.right


def _step_alone(step: Step) -> Iterator[Made]:
    if isinstance(step.rule, Difference):
        yield step.rule.right, step.rule.left
        yield Negative(step.rule.right), step.rule.left


def _unchanged(step: Step) -> Iterator[Made]:
    weight = leaf(Quantity.WEIGHT, parameter=step.place.parameter)
    yield weight, weight


def _by_delta(step: Step) -> Iterator[Made]:
    """The delta of the receiving unit in the place of the gradient."""
    parameter, gradient = step.parameter, _gradient(step)
    if gradient and parameter and parameter.unit >= 0 and step.samples == 1 and not parameter.is_bias:
        delta = leaf(Quantity.DELTA, 0, parameter.layer, parameter.unit)
        yield exchanged(step.rule, {gradient: delta}), delta, Leaf(gradient)


def _other_gradient(step: Step) -> Iterator[Made]:
    """The gradient of the weight before, or of the one after."""
    gradient = _gradient(step)
    trained = step.scenario.network.all_trained.tolist() if gradient else []
    for index in (step.place.parameter + 1, step.place.parameter - 1):
        if gradient and index in trained:
            other = Leaf(gradient._replace(parameter=index))
            yield exchanged(step.rule, {gradient: other}), other, Leaf(gradient)


def _gradient(step: Step) -> Symbol | None:
    return next((symbol for symbol in symbols(step.rule) if symbol.quantity in _GRADIENTS), None)


UPDATE = (
    Kind("uphill", "You added {} instead of subtracting it.", "Does the error have to grow or to fall?", _uphill),
    Kind("no_rate", "You left out {}.", "How far does the weight go?", _no_rate),
    Kind("step_alone", "You wrote the step alone, without {}.", "The new weight is asked for.", _step_alone),
    Kind("rate_of_all", "You multiplied everything by {}.", "What is multiplied by the learning rate?", _rate_of_all),
    Kind("unchanged", "You wrote {}, the weight before the update.", "Has the weight changed?", _unchanged),
    Kind("by_delta", "You took {} instead of {}.", "Which number belongs to this weight?", _by_delta),
    Kind("other_gradient", "You took {} instead of {}.", "Whose gradient is it?", _other_gradient),
    *ANYWHERE,
)


def _other_option(step: Step) -> Iterator[Made]:
    """Another setting of the optimizer: beta2 for beta1."""
    options = step.scenario.optimizer.options
    for symbol in dict.fromkeys(symbols(step.rule)):
        if symbol.quantity is Quantity.OPTION:
            for name in options:
                if name != symbol.name:
                    other = Leaf(symbol._replace(name=name))
                    yield exchanged(step.rule, {symbol: other}), other, Leaf(symbol)


MEMORY = (
    *ANYWHERE,
    Kind("other_option", "You took {} instead of {}.", "Which setting is it?", _other_option),
)
BATCH_GRADIENT = MEAN
