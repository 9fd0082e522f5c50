"""The sentences of dropout, on the way forward and on the way back."""

from __future__ import annotations

from explainer.trace.formula.symbols import Quantity
from explainer.trace.words.sentences.speech import Speech


def dropout_sentence(say: Speech) -> str:
    unit, keep = say.unit, say.of_this_unit(Quantity.KEEP)
    if say.is_hidden:
        return (
            f"Dropout draws {keep}: with 0, {unit} is left out of this sample; with 1 it stays, and what it passes on "
            "is divided by 1 − dropout."
        )
    if _is_dropped(say):
        return f"Dropout drew {keep} = 0: {unit} is left out of this sample and passes on 0."
    if not say.value:
        return f"Dropout drew {keep} = 1: {unit} stays. But its output is 0, so it passes on 0 all the same."
    return (
        f"Dropout drew {keep} = 1: {unit} stays. Divided by 1 − dropout, what it passes on is larger, to make up for "
        "the times that it is left out."
    )


def dropout_back_sentence(say: Speech) -> str:
    unit, keep = say.unit, say.of_this_unit(Quantity.KEEP)
    if say.is_hidden:
        return f"The blame of {unit} takes the same way back: times {keep}, divided by 1 − dropout."
    if _is_dropped(say):
        return f"{unit} was left out of this sample ({keep} = 0), so no blame goes back through it."
    return f"What {unit} passes on was divided by 1 − dropout on the way forward, so its blame is, too."


def _is_dropped(say: Speech) -> bool:
    return say.number(Quantity.KEEP) == 0
