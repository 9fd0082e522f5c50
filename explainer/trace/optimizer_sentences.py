"""The plain sentence of each line of an optimizer, as tables by optimizer and by what the line computes.

In them {0} is the name of the parameter, {rate} the sign of the learning rate, and {t} the number of updates that the
optimizer has made.
"""

from __future__ import annotations

from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.known import Known
from explainer.trace.symbols import Quantity, Symbol

_GRADIENTS = "A running average of the gradients of {0}: most of what it was, and a little of the new one."
_SQUARES = "A running average of the squared gradients of {0}: most of what it was, and a little of the new one."
_MOMENTS = {
    "moment1": _GRADIENTS,
    "moment2": _SQUARES,
    "moment1_hat": "moment1 of {0} began at 0 and is too small at first; dividing by 1 − β₁ to the power t makes up "
    "for it. t = {t} counts the updates.",
    "moment2_hat": "moment2 of {0} began at 0 and is too small at first; dividing by 1 − β₂ to the power t makes up "
    "for it. t = {t} counts the updates.",
}
_VELOCITY = "The velocity of {0}: a part of the last one (momentum says how much), plus the new gradient."
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
        "average square, divided by that of the gradients. ε lets the first steps begin.",
        "step_average": "A running average of the squares of these directions, the usual step of {0}: most of what "
        "it was, and a little of the new one.",
    },
    "rmsprop": {"square_average": _SQUARES},
    "adam": _MOMENTS,
    "adamax": {
        "moment1": _GRADIENTS,
        "infinity_norm": "The largest gradient of {0} of late: the one so far, faded by β₂, or the size of the new "
        "one if that is larger. ε keeps it above 0.",
    },
    "nadam": {
        **_MOMENTS,
        "momentum_now": "The momentum of this update, t = {t}. It grows from about half of β₁ towards β₁ as t, which "
        "counts the updates, goes up.",
        "momentum_next": "The momentum of the update after this one, t + 1: Nesterov looks ahead. t = {t} counts the "
        "updates.",
        "momentum_product": "The momentum of all updates up to this one, multiplied: the product so far times that "
        "of now. It tells how much moment1, which began at 0, still lacks.",
    },
}
_SLOWED = "{0} takes a step against its gradient, divided by "
_ABOVE_0 = " ε keeps the divisor above 0."
_ALONG = "{0} takes a step against this direction: learning rate ({rate}) times direction."
_UPDATES = {
    "momentum": "{0} takes a step against its velocity: learning rate ({rate}) times velocity.",
    "nesterov": _ALONG,
    "adagrad": f"{_SLOWED}the root of the sum of all its squares.{_ABOVE_0}",
    "adadelta": f"{_ALONG} The direction has the right length, so {{rate}} is 1 unless it is changed.",
    "rmsprop": f"{_SLOWED}the usual size of its gradients (the root of the average square).{_ABOVE_0}",
    "adam": "{0} takes a step against its average gradient, divided by the usual size of its gradients. So a step is "
    f"about as long as {{rate}}, or shorter, whatever the scale.{_ABOVE_0}",
    "adamax": "{0} takes a step against its average gradient, divided by the largest one of late. 1 − β₁ to the power "
    "t = {t} makes up for the average having begun at 0.",
    "nadam": "{0} takes a step against a mix of its new gradient and moment1, its average one, divided by their usual "
    "size. The divisors with momentum make up for moment1 having begun at 0.",
}
_CHOSEN_FROM = {
    "bfgs": "the gradients so far",
    "l_bfgs": "the last few gradients",
    "conjugate_gradient": "the new gradient and the direction before",
    "newton_cg": "the gradient and how it changes nearby",
}
_CHOSEN = {
    "step_length": "{method} tried several steps on the whole training data and went this far, over all parameters "
    "together. The number is its choice: there is no formula.",
    "direction": "{method} chose the direction from {source}. This is the part of {0} in it; over all parameters its "
    "length is 1.",
}


def line_sentence(known: Known, parameter: str) -> str:
    """Return what a line of the optimizer finds out; `parameter` is the name of what it is about, if anything."""
    name, line = known.scenario.optimizer.name, known.step.place.name if known.step else ""
    if not OPTIMIZERS[name].is_minimiser:
        return _LINES[name][line].format(parameter, t=_count(known))
    if _has_ended(known):
        return f"{_method(name)} has converged: it takes no further step."
    return _CHOSEN[line].format(parameter, method=_method(name), source=_CHOSEN_FROM[name])


def update_sentence(known: Known, parameter: str, rate: str) -> str:
    """Return how the optimizer changes a parameter; `rate` is the sign of the learning rate."""
    name = known.scenario.optimizer.name
    if not OPTIMIZERS[name].is_minimiser:
        return _UPDATES[name].format(parameter, t=_count(known), rate=rate)
    if _has_ended(known):
        return f"{_method(name)} has converged{'' if known.is_hidden else f', so {parameter} stays as it is'}."
    return f"{parameter} goes along its part of the direction, as far as the step length says."


def _method(name: str) -> str:
    """What a minimiser is called where a sentence begins with it."""
    called = OPTIMIZERS[name].spoken
    return called[:1].upper() + called[1:]


def _count(known: Known) -> int:
    """How many updates the optimizer has made with this one, where it counts them."""
    return int(known.value(Symbol(Quantity.COUNT))) if "t" in OPTIMIZERS[known.scenario.optimizer.name].scalars else 0


def _has_ended(known: Known) -> bool:
    """Tell whether a minimiser has stopped, as far as that may be told."""
    return known.value(Symbol(Quantity.SCALAR, name="step_length")) == 0
