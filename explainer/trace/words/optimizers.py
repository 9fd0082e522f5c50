"""The sentences of the lines of an optimizer, as tables by optimizer: what it remembers, and what it does at last.

In them {0} is the name of the parameter, {rate} the sign of the learning rate, {t} the number of updates that the
optimizer has made, and {kept} how an average is mixed.
"""

from __future__ import annotations

from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.rule_lines import final_gradient
from explainer.trace.words.speech import Speech, count_of

_GRADIENTS = "A running average of the gradients of {0}: {kept}."
_SQUARES = "A running average of the squared gradients of {0}: {kept}."
_VELOCITY = "The velocity of {0}: a part of the last one (momentum says how much), plus the new gradient."
_HAT = "{moment} of {{0}} began at 0 and is too small at first; dividing by 1 − {beta} to the power t makes up for it. "
_HATS = {
    "moment1_hat": _HAT.format(moment="moment1", beta="β₁"),
    "moment2_hat": _HAT.format(moment="moment2", beta="β₂"),
}
_LINES: dict[str, dict[str, str]] = {
    "momentum": {"velocity": _VELOCITY},
    "nesterov": {
        "velocity": _VELOCITY,
        "direction": "Nesterov looks ahead: the new gradient of {0}, plus the part of the new velocity that the next "
        "update will keep.",
    },
    "adagrad": {
        "square_sum": "Adagrad adds up the squares of all gradients of {0}: the more there have been, the shorter its "
        "steps."
    },
    "adadelta": {
        "square_average": _SQUARES,
        "direction": "Adadelta gives the gradient of {0} the length of its usual steps: times the root of their "
        "average square, divided by that of the gradients.",
        "step_average": "A running average of the squares of these directions, the usual step of {0}: {kept}.",
    },
    "rmsprop": {"square_average": _SQUARES},
    "adam": {"moment1": _GRADIENTS, "moment2": _SQUARES},
    "adamax": {
        "moment1": _GRADIENTS,
        "infinity_norm": "The largest gradient of {0} of late: the one so far, faded by β₂, or the size of the new "
        "one if that is larger.",
    },
    "nadam": {
        "moment1": _GRADIENTS,
        "moment2": _SQUARES,
        "momentum_now": "The momentum of this update, t = {t}.",
        "momentum_next": "The momentum of the update after this one, t + 1: Nesterov looks ahead. t = {t} counts the "
        "updates.",
        "momentum_product": "The momentum of all updates up to this one, multiplied: the product so far times that "
        "of now. It tells how much moment1, which began at 0, still lacks.",
    },
}
_FIRST = {
    "velocity": "It is 0 so far, so it becomes the gradient.",
    "square_sum": "It is 0 so far, so only the new square counts.",
    "direction": "It has made no steps so far, so only ε lets it begin.",
}
"""What is so where what the optimizer remembers is still 0."""
_HARDLY = 1e-3
_AGAINST = "{0} takes a step against "
_ALONG = f"{_AGAINST}this direction: learning rate ({{rate}}) times direction."
_SLOWED = f"{_AGAINST}its gradient, divided by "
UPDATES = {
    "sgd": f"{_AGAINST}its gradient: learning rate ({{rate}}) times gradient.",
    "momentum": f"{_AGAINST}its velocity: learning rate ({{rate}}) times velocity.",
    "nesterov": _ALONG,
    "adagrad": f"{_SLOWED}the root of the sum of all its squares.",
    "adadelta": _ALONG,
    "rmsprop": f"{_SLOWED}the usual size of its gradients (the root of the average square).",
    "adam": f"{_AGAINST}its average gradient, divided by the usual size of its gradients. So {{rate}} is about how "
    "long a step is, whatever the scale.",
    "adamax": f"{_AGAINST}its average gradient, divided by the largest one of late. 1 − β₁ to the power t = {{t}} "
    "makes up for the average having begun at 0.",
    "nadam": f"{_AGAINST}a mix of its new gradient and moment1, its average one, divided by their usual size. The "
    "divisors with momentum make up for moment1 having begun at 0.",
}
"""What each optimizer does with a parameter at last."""


def scalar_sentence(say: Speech) -> str:
    """Return what a line finds out that there is once for all parameters."""
    return chosen_length(say) if is_minimiser(say) else _line(say) + _momentum_grows(say)


def memory_sentence(say: Speech) -> str:
    """Return what a line finds out for a parameter."""
    if is_minimiser(say):
        return chosen_direction(say)
    name = say.step.place.name
    if name in _HATS:
        return _corrected(say)
    text = _line(say)
    if name == "infinity_norm":
        above_0 = " ε keeps it above 0." if say.scenario.optimizer.options["epsilon"] else ""
        return text + say.here(_which_is_larger(say)) + above_0
    return text + say.here(_first(say, name))


def _line(say: Speech) -> str:
    text = _LINES[say.scenario.optimizer.name][say.step.place.name]
    return text.format(say.parameter, t=count_of(say), kept=_mix(say))


def _mix(say: Speech) -> str:
    """How an average is mixed of the old and the new, which is the first option of its line."""
    options = [symbol for symbol in symbols(say.step.rule) if symbol.quantity is Quantity.OPTION]
    if not options or say.known.value(options[0]) > 0.5:
        return "most of what it was, and a little of the new one"
    return "a part of what it was, the rest is the new one"


def _first(say: Speech, name: str) -> str:
    """What is so as long as the optimizer remembers nothing of a parameter."""
    before = [symbol for symbol in symbols(say.step.rule) if symbol.quantity is Quantity.MEMORY_BEFORE]
    if not before or any(map(say.known.value, before)):
        return ""
    return _FIRST.get(name, "It is 0 so far, so only the new one counts.")


def _corrected(say: Speech) -> str:
    """What dividing a moment by 1 − β to the power t does, now that t updates have been made."""
    name, t = say.step.place.name, count_of(say)
    moment, beta = name.removesuffix("_hat"), say.scenario.optimizer.options["beta1" if "1" in name else "beta2"]
    text = f"{_HATS[name].format(say.parameter)}t = {t} counts the updates."
    if t == 1:
        return text + say.here(
            f"So the first is the {'gradient' if moment == 'moment1' else 'squared gradient'} itself."
        )
    return text + say.here("By now that changes hardly anything." if beta**t < _HARDLY else "")


def _which_is_larger(say: Speech) -> str:
    new = abs(say.known.value(final_gradient(say.step.of, say.step.place).symbol))
    is_new = say.value <= new + say.scenario.optimizer.options["epsilon"]
    return f"Here it is the {'new one' if is_new else 'one so far'}."


def _momentum_grows(say: Speech) -> str:
    if say.step.place.name != "momentum_now":
        return ""
    if not say.scenario.optimizer.options["momentum_decay"]:
        return " It is half of β₁ in every update, as momentum_decay is 0."
    return " It grows from about half of β₁ towards β₁ as t, which counts the updates, goes up."


_CHOSEN_FROM = {
    "bfgs": "the gradients so far",
    "l_bfgs": "the last few gradients",
    "conjugate_gradient": "the new gradient and the direction before",
    "newton_cg": "the gradient and how it changes nearby",
}


def is_minimiser(say: Speech) -> bool:
    return say.scenario.optimizer.rule.is_minimiser


def method_of(say: Speech) -> str:
    """What it is called where a sentence begins with it."""
    called = say.scenario.optimizer.rule.spoken
    return called[:1].upper() + called[1:]


def has_ended(say: Speech) -> bool:
    return say.known.value(Symbol(Quantity.SCALAR, name="step_length")) == 0


def chosen_length(say: Speech) -> str:
    """Return how far the minimiser went."""
    if not say.is_hidden and has_ended(say):
        return _ended(say)
    return (
        f"{method_of(say)} tried steps on the whole training data and went this far, over all parameters together. "
        "The number is its choice: there is no formula."
    )


def chosen_direction(say: Speech) -> str:
    if not say.is_hidden and has_ended(say):
        return _ended(say)
    name = say.scenario.optimizer.name
    source = _CHOSEN_FROM[name]
    if count_of(say) == 1 and name != "newton_cg":
        source = "the gradient, which is all that it knows so far"
    return (
        f"{method_of(say)} chose the direction from {source}. This is the part of {say.parameter} in it; over all "
        "parameters its length is 1."
    )


def _ended(say: Speech) -> str:
    return f"{method_of(say)} has come to its end: it takes no further step."
