"""The sentences of a minimiser, which chooses direction and length of a step itself."""

from __future__ import annotations

from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.words.sentences.speech import Speech, count_of

_CHOSEN_FROM = {
    "bfgs": "the gradients so far",
    "l_bfgs": "the last few gradients",
    "conjugate_gradient": "the new gradient and the direction before",
    "newton_cg": "the gradient and how it changes nearby",
}


def is_minimiser(say: Speech) -> bool:
    return OPTIMIZERS[say.scenario.optimizer.name].is_minimiser


def method_of(say: Speech) -> str:
    """What it is called where a sentence begins with it."""
    called = OPTIMIZERS[say.scenario.optimizer.name].spoken
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
