"""The sentences of the way forward: weighted sums, activations with their slopes, and dropout both ways."""

from __future__ import annotations

from collections.abc import Callable

from explainer.trace.formula.notation import show
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.stuck_units import flat_limit
from explainer.trace.lines.operations import Operation
from explainer.trace.words.speech import Sentences, Speech, by_sign


def _net_sentence(say: Speech) -> str:
    added = ", all added up" if say.step.layer.sources > 1 else ""
    bias = ", plus the bias" if say.step.layer.bias_count else ""
    return f"What comes in at {say.unit}? {_sources(say)} times its weight{added}{bias}."


def _sources(say: Speech) -> str:
    is_one, below = say.step.layer.sources == 1, say.scenario.network.layers[say.step.place.layer - 1]
    if say.step.place.layer == 1:
        return "The input" if is_one else "Each input"
    if say.scenario.dropout:
        return f"What {below.names[0] if is_one else 'each unit of the layer before'} passes on,"
    return f"The output of {below.names[0]}" if is_one else "Each output of the layer before"


_HOW_STRONGLY = "How strongly does {0} answer to a change of its net input?"


def _out_sentence(say: Speech) -> str:
    return say.filled(_OUT.get(say.activation.name, _own)(say))


def _slope_sentence(say: Speech) -> str:
    return say.filled(_SLOPE.get(say.activation.name, _own_slope)(say))


# what a unit puts out


def _own(say: Speech) -> str:
    text = f"{{0}} puts out what {say.activation.spoken} makes of its net input."
    return f"{text} This is what it answers." if say.step.is_output else text


def _squashed(say: Speech) -> str:
    low, high = say.activation.limits
    text = f"{{0}} squashes its net input into a number between {show(low)} and {show(high)}."
    if say.step.is_output or not say.scenario.dropout:
        text += " This is what it answers." if say.step.is_output else " This is what it passes on."
    return text + say.here(_rounded(say.value, low, high))


def _rounded(out: float, low: float, high: float) -> str:
    if low < out < high:
        return ""
    return f"Its net input is so far from 0 that after rounding this is {show(out)}."


def _by_net(general: str, above: str, at: str, below: str) -> Callable[[Speech], str]:
    """What an activation does that is bent or jumps at a net input of 0, in general and on each side."""
    return lambda say: general if say.is_hidden else by_sign(say.number(Quantity.NET), above, at, below)


def _share(say: Speech) -> str:
    text = "{0} takes its share: e to the power of its net input, by the sum of these over all outputs."
    if say.step.layer.units == 1:
        return text + say.here("There is one output, so its share is all: 1.")
    return f"{text} The outputs add up to 1, like probabilities."


_SILENT = "{this_net} is not above 0, so {0} stays silent: it puts out 0."
_OUT: dict[str, Callable[[Speech], str]] = {
    "sigmoid": _squashed,
    "tanh": _squashed,
    "relu": _by_net(
        "ReLU puts a positive net input out as it is, and 0 instead of a negative one.",
        "{this_net} is positive, so {0} puts it out as it is. ReLU makes 0 of negative net inputs only.",
        "{this_net} is 0, and so is what ReLU makes of it.",
        "{this_net} is negative, so {0} puts out 0: ReLU lets only positive net inputs through.",
    ),
    "leaky_relu": _by_net(
        "Leaky ReLU puts a positive net input out as it is, and a hundredth of a negative one.",
        "{this_net} is positive, so {0} puts it out as it is. Leaky ReLU shrinks negative net inputs only.",
        "{this_net} is 0, and so is what leaky ReLU makes of it.",
        "{this_net} is negative, so {0} puts out a hundredth of it: leaky ReLU shrinks negative net inputs.",
    ),
    "softplus": lambda say: (
        "{0} makes a positive number of its net input: nearly the net input itself where that is large, nearly 0 where "
        "it is far below 0, and smooth in between."
    ),
    "linear": lambda say: "{0} puts out its net input as it is.",
    "softmax": _share,
    "step": _by_net(
        "{0} fires (1) if its net input is above 0, and otherwise stays silent (0).",
        "{this_net} is above 0, so {0} fires: it puts out 1.",
        _SILENT,
        _SILENT,
    ),
}


# its slope


def _slope_of(function: str, most: str) -> Callable[[Speech], str]:
    return lambda say: f"{_HOW_STRONGLY} The slope of {function}, at most {most}.{say.here(_flat(say))}"


def _flat(say: Speech) -> str:
    """What a slope means that is nearly 0."""
    if not say.value:
        return "Here it is 0 after rounding: nothing flows back through {0}."
    limit = flat_limit(say.activation, say.number(Quantity.OUT), say.value)
    if limit is None:
        return ""
    return f"{{this_out}} is close to {show(limit)}, where the curve is flat: hardly anything flows back through {{0}}."


def _own_slope(say: Speech) -> str:
    return f"{_HOW_STRONGLY} The slope of {say.activation.spoken}, derived from its formula.{say.here(_flat(say))}"


_FLAT_STEP = (
    "The step function is flat here, so its slope is 0: nothing flows back through {0}, and its weights learn nothing."
)
_SLOPE: dict[str, Callable[[Speech], str]] = {
    "sigmoid": _slope_of("the sigmoid", "0.25"),
    "tanh": _slope_of("tanh", "1"),
    "relu": _by_net(
        "The slope of ReLU: step({this_net}) is 1 for a positive net input and 0 otherwise.",
        "The slope of ReLU: step({this_net}) is 1, because {this_net} is positive. What flows back stays as it is.",
        "{this_net} is 0, where ReLU has a kink. Its slope there is taken to be 0: nothing flows back through {0}.",
        "The slope of ReLU: step({this_net}) is 0, because {this_net} is negative. Nothing flows back through {0}.",
    ),
    "leaky_relu": _by_net(
        "The slope of leaky ReLU is step({this_net}), 1 for a positive net input and 0 otherwise, but at least 0.01.",
        "The slope of leaky ReLU is 1, because {this_net} is positive: what flows back stays as it is.",
        "{this_net} is 0, where leaky ReLU has a kink. Its slope there is taken to be 0.01.",
        "The slope of leaky ReLU is 0.01, because {this_net} is negative: a hundredth flows back through {0}.",
    ),
    "softplus": lambda say: f"{_HOW_STRONGLY} The slope of softplus is the sigmoid of the net input, between 0 and 1.",
    "linear": lambda say: (
        "{0} puts out its net input as it is. How strongly does it answer to a change of it?"
        if say.is_hidden
        else "{0} puts out its net input as it is, so its slope is always 1."
    ),
    "step": _by_net(
        f"{_HOW_STRONGLY} The slope of the step function.",
        _FLAT_STEP,
        "The step function jumps here, where no slope can be told; 0 is taken, so nothing flows back through {0}.",
        _FLAT_STEP,
    ),
}


def _dropout_sentence(say: Speech) -> str:
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


def _dropout_back_sentence(say: Speech) -> str:
    unit, keep = say.unit, say.of_this_unit(Quantity.KEEP)
    if say.is_hidden:
        return f"The blame of {unit} takes the same way back: times {keep}, divided by 1 − dropout."
    if _is_dropped(say):
        return f"{unit} was left out of this sample ({keep} = 0), so no blame goes back through it."
    return f"What {unit} passes on was divided by 1 − dropout on the way forward, so its blame is, too."


def _is_dropped(say: Speech) -> bool:
    return say.number(Quantity.KEEP) == 0


FORWARD: Sentences = {
    Operation.NET: _net_sentence,
    Operation.OUT: _out_sentence,
    Operation.DROPOUT: _dropout_sentence,
    Operation.DOUT_DNET: _slope_sentence,
    Operation.DROPOUT_BACK: _dropout_back_sentence,
}
