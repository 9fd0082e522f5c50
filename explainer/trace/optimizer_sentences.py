"""The plain sentence of each line of an optimizer, as tables by optimizer and by what the line computes."""

from __future__ import annotations

from explainer.engine.optimizers import OPTIMIZERS
from explainer.trace.step import Step

_AVERAGE = "A running average of the {1} of {0}: most of what it was, and a little of the new one."
_MOMENTS = {
    "moment1": _AVERAGE.replace("{1}", "gradients"),
    "moment2": _AVERAGE.replace("{1}", "squared gradients"),
    "moment1_hat": "The average of {0} began at 0 and is still too small; this makes up for it. t counts the updates.",
    "moment2_hat": "The average of the squares began at 0 and is still too small; this makes up for it.",
}
_CHOSEN = {
    "step_length": "{method} chose how far to go, trying several lengths on the whole data set. There is no formula "
    "for this number but the choice.",
    "direction": "{method} chose this direction, of length 1 over all parameters, from the gradients so far. This is "
    "its part for {0}.",
}
_LINES: dict[str, dict[str, str]] = {
    "momentum": {"velocity": "Momentum keeps a part of the last velocity of {0} and adds the new gradient."},
    "nesterov": {
        "velocity": "Momentum keeps a part of the last velocity of {0} and adds the new gradient.",
        "direction": "Nesterov looks ahead: the new gradient, plus the part of the velocity that comes next.",
    },
    "adagrad": {
        "square_sum": "Adagrad adds up the squares of all gradients of {0}: what has moved much will move less."
    },
    "adadelta": {
        "square_average": _AVERAGE.replace("{1}", "squared gradients"),
        "direction": "Adadelta scales the gradient of {0} by its usual step over its usual gradient: no rate needed.",
        "step_average": _AVERAGE.replace("{1}", "squared steps"),
    },
    "rmsprop": {"square_average": _AVERAGE.replace("{1}", "squared gradients")},
    "adam": _MOMENTS,
    "adamax": {
        "moment1": _MOMENTS["moment1"],
        "infinity_norm": "The largest gradient of {0} so far, fading slowly: AdaMax divides by it.",
    },
    "nadam": {
        **_MOMENTS,
        "momentum_now": "Nadam lets its momentum grow with the updates t, towards beta1.",
        "momentum_next": "The momentum of the next update, because Nesterov looks ahead.",
        "momentum_product": "The momenta of all updates so far, multiplied: how much the average still lacks.",
    },
}
_SLOWED = "{0} takes a step against its gradient, {1}."
_UPDATES = {
    "momentum": "{0} takes a step against its velocity: learning rate (η) times velocity.",
    "nesterov": "{0} takes a step against this direction: learning rate (η) times direction.",
    "adagrad": _SLOWED.replace("{1}", "divided by the root of the summed squares"),
    "adadelta": "{0} takes a step against this direction: learning rate (η) times direction.",
    "rmsprop": _SLOWED.replace("{1}", "divided by its usual size (the root of the average square)"),
    "adam": "{0} takes a step against its average gradient, divided by its usual size, so about η whatever the scale.",
    "adamax": "{0} takes a step against its average gradient, divided by the largest one of late.",
    "nadam": "{0} takes a step against a mix of the new gradient and the average one, divided by its usual size.",
}
_NAMES = {"bfgs": "BFGS", "l_bfgs": "L-BFGS", "conjugate_gradient": "Conjugate gradient", "newton_cg": "Newton-CG"}


def line_sentence(step: Step, parameter: str) -> str:
    """Return what a line of the optimizer finds out; `parameter` is the name of what it is about, if anything."""
    optimizer = step.of.scenario.optimizer.name
    if not OPTIMIZERS[optimizer].is_minimiser:
        return _LINES[optimizer][step.place.name].format(parameter)
    if _has_ended(step):
        return f"{_NAMES[optimizer]} has converged: it takes no further step."
    return _CHOSEN[step.place.name].format(parameter, method=_NAMES[optimizer])


def update_sentence(step: Step, parameter: str) -> str:
    """Return how the optimizer changes a parameter."""
    optimizer = step.of.scenario.optimizer.name
    if not OPTIMIZERS[optimizer].is_minimiser:
        return _UPDATES[optimizer].format(parameter)
    if _has_ended(step):
        return f"{_NAMES[optimizer]} has converged, so {parameter} stays as it is."
    return f"{parameter} goes along its part of the direction, as far as the step length says."


def _has_ended(step: Step) -> bool:
    return float(step.of.arrays.slots.scalars["step_length"]) == 0
