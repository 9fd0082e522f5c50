"""Slips of what a batch, the optimizer and the update make of gradients."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.engine.update.penalty import penalties_of
from explainer.functions.expression import (
    Call,
    Difference,
    Expression,
    Leaf,
    Negative,
    Power,
    Product,
    Sum,
    calls,
    children,
    replaced,
    symbols,
    with_parts,
)
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.rule_lines import final_gradient, penalty_settings
from explainer.trace.lines.trace import Step
from explainer.variants.slips.anywhere import ANYWHERE
from explainer.variants.slips.editing import ONE, TWO, Edited, exchanged, once
from explainer.variants.slips.loss import MEAN
from explainer.variants.slips.slip import Kind, Made

_HAT = "_hat"
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


def _unfinished(step: Step) -> Iterator[Made]:
    """The sum over the batch, or the gradient without the penalty, in the place of the gradient that is finished."""
    gradient = _gradient(step)
    if gradient and gradient.quantity is Quantity.BATCH_GRADIENT:
        quantity = Quantity.GRADIENT_SUM if step.samples > 1 else Quantity.GRADIENT
        other = leaf(quantity, step.samples - 1, parameter=gradient.parameter)
        yield exchanged(step.rule, {gradient: other}), other, Leaf(gradient)


def _not_corrected(step: Step) -> Iterator[Made]:
    """An average is taken as it is, without what corrects its start from nothing."""
    hats = [symbol for symbol in symbols(step.rule) if symbol.name.endswith(_HAT)]
    plain: dict[Symbol, Expression] = {hat: Leaf(hat._replace(name=hat.name.removesuffix(_HAT))) for hat in hats}
    if plain:
        hat = next(iter(plain))
        yield exchanged(step.rule, plain), plain[hat], Leaf(hat)


def _no_roots(step: Step) -> Iterator[Made]:
    if [*calls(step.rule)].count("sqrt") > 1:
        yield (_without_roots(step.rule),)


def _without_roots(rule: Expression) -> Expression:
    parts = [_without_roots(part) for part in children(rule)]
    return parts[0] if isinstance(rule, Call) and rule.function == "sqrt" else with_parts(rule, parts)


_OF_OPTIMIZER = (
    Kind("unfinished", "You took {} instead of {}.", "Which gradient does the update use?", _unfinished),
    Kind("not_corrected", "You took {} instead of {}.", "Is the average corrected?", _not_corrected),
    Kind("no_roots", "You took no square roots.", "There are roots in the formula.", _no_roots),
)


def _gradient(step: Step) -> Symbol | None:
    return next((symbol for symbol in symbols(step.rule) if symbol.quantity in _GRADIENTS), None)


def _plain_step(step: Step) -> Iterator[Made]:
    """As without an optimizer: the gradient itself, times the learning rate."""
    weight, gradient = leaf(Quantity.WEIGHT, parameter=step.place.parameter), final_gradient(step.of, step.place)
    if _gradient(step) is None and _RATE.symbol in symbols(step.rule):
        yield Difference(weight, Product((_RATE, gradient))), gradient


UPDATE = (
    Kind("uphill", "You added {} instead of subtracting it.", "Does the error have to grow or to fall?", _uphill),
    Kind("no_rate", "You left out {}.", "How far does the weight go?", _no_rate),
    Kind("step_alone", "You wrote the step alone, without {}.", "The new weight is asked for.", _step_alone),
    Kind("rate_of_all", "You multiplied everything by {}.", "What is multiplied by the learning rate?", _rate_of_all),
    Kind("unchanged", "You wrote {}, the weight before the update.", "Has the weight changed?", _unchanged),
    Kind("by_delta", "You took {} instead of {}.", "Which number belongs to this weight?", _by_delta),
    Kind("other_gradient", "You took {} instead of {}.", "Whose gradient is it?", _other_gradient),
    Kind("plain_step", "You took {} itself for the step.", "What has the optimizer made of it?", _plain_step),
    *_OF_OPTIMIZER,
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


def _shares_exchanged(step: Step) -> Iterator[Made]:
    """What is kept of the average, and what is new in it, change their places."""
    for symbol in dict.fromkeys(symbols(step.rule)):
        kept, rest = Leaf(symbol), Difference(ONE, Leaf(symbol))
        if symbol.quantity is Quantity.OPTION and any(once(step.rule, partial(_only, rest))):
            yield _each_for_other(step.rule, kept, rest), kept, rest


def _only(wanted: Expression, node: Expression) -> Edited:
    if node == wanted:
        yield node, node


def _each_for_other(rule: Expression, one: Expression, other: Expression) -> Expression:
    if rule in (one, other):
        return one if rule == other else other
    parts = [_each_for_other(part, one, other) for part in children(rule)]
    return with_parts(rule, parts) if parts else rule


MEMORY = (
    *_OF_OPTIMIZER,
    *ANYWHERE,
    Kind("shares_exchanged", "You exchanged {} and {}.", "How much is kept, how much is new?", _shares_exchanged),
    Kind("other_option", "You took {} instead of {}.", "Which setting is it?", _other_option),
)


def _bias_penalised(step: Step) -> Iterator[Made]:
    """A penalty of weights is put on a bias, too."""
    if step.is_of_bias:
        bias = leaf(Quantity.WEIGHT, parameter=step.place.parameter)
        letters = ({**penalty_settings(penalty), "w": bias} for penalty in penalties_of(step.scenario))
        slopes = [
            replaced(penalty.slope_tree, own.__getitem__)
            for penalty, own in zip(penalties_of(step.scenario), letters, strict=True)
        ]
        if slopes:
            yield Sum((step.rule, *slopes)), bias


def _weight_squared(step: Step) -> Iterator[Made]:
    """The cost of a weight in the place of its slope."""
    weight = leaf(Quantity.WEIGHT, parameter=step.place.parameter)
    if weight.symbol in symbols(step.rule):
        yield exchanged(step.rule, {weight.symbol: Power(weight, TWO)}), weight


def _one_sample(step: Step) -> Iterator[Made]:
    """The gradient of the last sample in the place of the mean of all."""
    if step.samples > 1:
        last = leaf(Quantity.GRADIENT, step.samples - 1, parameter=step.place.parameter)
        yield last, last


BATCH_GRADIENT = (
    Kind("one_sample", "You took {} of the last sample alone.", "Whose gradients are averaged?", _one_sample),
    Kind("weight_squared", "You took {} squared.", "Is it the penalty, or its slope?", _weight_squared),
    Kind("bias_penalised", "You penalised the bias, {}.", "What is penalised?", _bias_penalised),
    *MEAN,
)
