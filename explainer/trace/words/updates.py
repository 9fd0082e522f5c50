"""The sentence of an update: which way a parameter goes, why, and how far."""

from __future__ import annotations

from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.terms import change_of
from explainer.trace.lines.rule_lines import final_gradient
from explainer.trace.words.optimizers import UPDATES, has_ended, is_minimiser, method_of
from explainer.trace.words.speech import Speech, by_sign, count_of

_DIVIDED = {"adagrad", "rmsprop", "adam"}
"""Whose divisor ε is added to."""
_ABOUT = 1.1
"""By which factor a step may differ from another that it is about as long as."""


def update_sentence(say: Speech) -> str:
    """Return how a parameter changes."""
    step, name = say.step, say.parameter
    if not say.is_hidden and say.value == say.known.value(Symbol(Quantity.WEIGHT, parameter=step.place.parameter)):
        return _unchanged(say)
    if is_minimiser(say):
        return f"{name} goes along its part of the direction, as far as the step length says."
    optimizer = say.scenario.optimizer.name
    if optimizer == "sgd" and not say.is_hidden:
        return _downhill(say)
    text = UPDATES[optimizer].format(name, t=count_of(say), rate=say.setting(Quantity.LEARNING_RATE))
    has_epsilon = optimizer in _DIVIDED and say.scenario.optimizer.options["epsilon"]
    return text + say.here(_how_long(say)) + (" ε keeps the divisor above 0." if has_epsilon else "")


def _unchanged(say: Speech) -> str:
    """Why a parameter is after the update what it was before."""
    name = say.parameter
    if is_minimiser(say):
        if has_ended(say):
            return f"{method_of(say)} has come to its end, so {name} stays as it is."
        return f"The part of {name} in the direction is 0, or too small to change a digit of it: it stays as it is."
    if not say.scenario.optimizer.learning_rate:
        return f"The learning rate is 0, so {name} stays as it is."
    if change_of(say.known):
        return f"The step is too small to change a digit of {name}: it stays as it is."
    if say.scenario.optimizer.name == "sgd":
        return f"The gradient is 0 at this point, so there is no step: {name} stays as it is."
    return f"The step of {name} is 0: it stays as it is."


def _downhill(say: Speech) -> str:
    """What the sign of the gradient says of the error, and which way the step goes."""
    name, rate = say.parameter, say.setting(Quantity.LEARNING_RATE)
    gradient = say.known.value(final_gradient(say.step.of, say.step.place).symbol)
    way = by_sign(gradient, "down", "", "up")
    step = f"so {name} takes a step {way}: learning rate ({rate}) times gradient."
    if say.is_slipped or say.is_astray or _is_at_kink(say):
        return f"The gradient is {by_sign(gradient, 'positive', '', 'negative')}, {step}"
    if say.scenario.has_penalty:
        return f"Error and penalty together {by_sign(gradient, 'grow', '', 'shrink')} when {name} grows, {step}"
    return f"The error {by_sign(gradient, 'grows', '', 'shrinks')} when {name} grows, {step}"


def _is_at_kink(say: Speech) -> bool:
    """Whether |w| in the penalty has no slope at the parameter, so that its gradient does not tell both sides."""
    is_bias = say.step.is_of_bias
    weight = say.known.value(Symbol(Quantity.WEIGHT, parameter=say.step.place.parameter))
    return bool(say.scenario.l1) and not is_bias and not weight


def _how_long(say: Speech) -> str:
    optimizer, rate = say.scenario.optimizer, say.setting(Quantity.LEARNING_RATE)
    if optimizer.name == "adadelta":
        how = by_sign(optimizer.learning_rate - 1, "makes the step longer", "is 1", "makes the step shorter")
        return f"The direction has the right length already: {rate} {how}."
    if optimizer.name != "adam" or say.is_hidden:
        return ""
    share = abs(change_of(say.known)) / optimizer.learning_rate
    return f"This one is {'longer' if share > _ABOUT else 'shorter' if share < 1 / _ABOUT else 'just about that'}."
