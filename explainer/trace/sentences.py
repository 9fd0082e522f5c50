"""The plain sentence of each line: what is found out there, and why it is calculated so."""

from __future__ import annotations

import math
from collections.abc import Callable

from explainer.trace.known import Known
from explainer.trace.notation import Notation
from explainer.trace.operations import Operation
from explainer.trace.optimizer_lines import final_gradient
from explainer.trace.optimizer_sentences import line_sentence, update_sentence
from explainer.trace.speech import Speech
from explainer.trace.symbols import Quantity, Symbol

_OUT = {
    "sigmoid": "{0} squashes its net input into a number between 0 and 1. This is what it passes on.",
    "tanh": "{0} squashes its net input into a number between −1 and 1. This is what it passes on.",
    "relu": "{0} passes a positive net input on as it is, and 0 instead of a negative one.",
    "leaky_relu": "{0} passes a positive net input on as it is, and a hundredth of a negative one.",
    "linear": "{0} passes its net input on as it is.",
    "softmax": "{0} takes its share: e to the power of its net input, by the sum of these over all outputs. "
    "The outputs add up to 1, like probabilities.",
    "step": "{0} fires (1) if its net input is above 0, and otherwise stays silent (0).",
}
_SLOPE = {
    "sigmoid": "How strongly does {0} answer to a change of its net input? The slope of the sigmoid, at most 0.25.",
    "tanh": "How strongly does {0} answer to a change of its net input? The slope of tanh, at most 1.",
    "relu": "The slope of ReLU: step({net}) is 1 for a positive net input, and 0 otherwise: then nothing flows back "
    "through {0}.",
    "leaky_relu": "The slope of leaky ReLU is 1 for a positive net input, where step({net}) is 1, and 0.01 otherwise.",
    "linear": "{0} passes its net input on as it is, so its slope is always 1.",
    "step": "The step function is flat, so its slope is 0: no blame gets through {0}, and nothing is learnt.",
}


_ERROR = {
    "half_squared_error": "How wrong is {0}? Half the square of target minus output.",
    "binary_cross_entropy": "How surprised is {0} by its target? −({target}·log {out} + (1 − {target})·log(1 − "
    "{out})), written with the net input, which loses no digits: log1p(x) is log(1 + x).",
    "categorical_cross_entropy": "How surprised is {0} by its target? −{target}·log {out}, written with differences of "
    "net inputs, which loses no digits: log1p(x) is log(1 + x).",
}
_OTHER_CLASS = "{0} is not the class of this sample: its target is 0"
_CANCELLED = {
    "sigmoid": "{blame} has the slope of the sigmoid, {out}·(1 − {out}), as its divisor, and {slope} is that slope: "
    "the two cancel.",
    "softmax": "{this_net} moves the shares of all outputs; added up over them, the division by {out} in {blame} "
    "cancels against the slopes of the softmax.",
}
_MOST_NAMES = 4


def sentence(known: Known, notation: Notation = Notation.WORKED) -> str:
    """Return one or two plain sentences about what the line finds out; what they name is named as in `notation`. While
    its result is hidden they do not tell what becomes of it; before the first line there are none."""
    step = known.step
    return _SENTENCES[step.place.operation](Speech(step, known, notation)) if step else ""


def _activation(say: Speech) -> str:
    return say.scenario.network.layers[say.step.place.layer].activation


def _is_output(say: Speech) -> bool:
    return say.step.place.layer + 1 == len(say.scenario.network.layers)


def _names_above(say: Speech) -> tuple[str, ...]:
    return say.scenario.network.layers[say.step.place.layer + 1].names


def _net(say: Speech) -> str:
    sources = "Each input" if say.step.place.layer == 1 else "Each output of the layer before"
    if say.step.place.layer > 1 and say.scenario.dropout:
        sources = "What each unit of the layer before passes on,"
    return f"What comes in at {say.unit}? {sources} times its weight, all added up, plus the bias."


def _unless_hidden(say: Speech, words: str) -> str:
    """Return what tells of the result, once that is there."""
    return "" if say.known.is_hidden else words


def _is_dropped(say: Speech) -> bool:
    return say.known.value(say.step.symbol._replace(quantity=Quantity.KEEP)) == 0


def _dropout(say: Speech) -> str:
    unit, keep = say.unit, say.of_this_unit(Quantity.KEEP)
    if _is_dropped(say):
        result = _unless_hidden(say, " and passes on 0")
        return f"Dropout drew {keep} = 0: {unit} is left out of this sample{result}."
    return (
        f"Dropout drew {keep} = 1: {unit} stays. Divided by 1 − dropout, it passes on more, to make up for the "
        "units that are left out."
    )


def _dropout_back(say: Speech) -> str:
    unit, keep = say.unit, say.of_this_unit(Quantity.KEEP)
    if _is_dropped(say):
        result = _unless_hidden(say, ", so no blame goes back through it")
        return f"{unit} was left out of this sample ({keep} = 0){result}."
    return f"What {unit} passes on was enlarged on the way forward, so its blame is enlarged in the same way."


def _error(say: Speech) -> str:
    loss = say.scenario.loss
    target = say.known.value(say.step.symbol._replace(quantity=Quantity.TARGET))
    if loss != "categorical_cross_entropy" or target != 0:
        return say.filled(_ERROR[loss])
    return f"{say.filled(_OTHER_CLASS)}{_unless_hidden(say, ', so it adds no error')}."


def _sample_error(say: Speech) -> str:
    if len(say.scenario.network.layers[-1].names) == 1:
        return "There is one output, so its error is the total error of this sample."
    return "The errors of all outputs add up to the total error of this sample."


def _blame(say: Speech) -> str:
    if _is_output(say):
        return say.filled(
            "How does the total error change when the output of {0} grows? "
            "By −({target} − {out}), which is negative as long as the output is too small."
        )
    above = _names_above(say)
    asked = f"How much is {say.unit} to blame for the total error?"
    if say.scenario.dropout:
        asked = f"How does the total error change with what {say.unit} passes on?"
    if len(above) == 1:
        return f"{asked} It feeds only {above[0]}, so that is all."
    few = f"{', '.join(above[:-1])} and {above[-1]}"
    which = few if len(above) <= _MOST_NAMES else f"all {len(above)} units of the next layer"
    return f"{asked} It feeds {which}, so the blame that comes back from each is added."


def _contribution(say: Speech) -> str:
    at, weight = say.step.place, say.parameter
    above, net = _names_above(say)[at.above], say.of_unit(Quantity.NET, at.layer + 1, at.above)
    told = (
        f"The blame of {say.unit} that comes back from {above}: the delta of {above} times {weight}, "
        f"because ∂{net}/∂{say.handed_on(at.layer, at.unit)} is {weight}."
    )
    if say.scenario.update_order == "sequential":
        return f"{told} In this order {weight} is already updated: the classic slip."
    return f"{told}{_why_this_sign(say, above)}"


def _why_this_sign(say: Speech, above: str) -> str:
    """What the sign of a contribution means: whether more from the unit would help the one above it."""
    at, value = say.step.place, say.known.value(say.step.symbol)
    delta = say.known.value(Symbol(Quantity.DELTA, at.sample, at.layer + 1, at.above))
    if not value or math.isnan(value):
        return ""
    cause = f"like the delta of {above}" if (delta < 0) == (value < 0) else "because the weight is negative"
    if value < 0:
        return f" It is negative, {cause}: more from {say.unit} would make the error there smaller."
    return f" It is positive, {cause}: more from {say.unit} makes the error there larger."


def _delta(say: Speech) -> str:
    if _is_output(say) and say.step.of.arrays.loss.from_net:
        return say.filled(
            f"The delta of {{0}} is simply {{out}} − {{target}}. {_CANCELLED[_activation(say)]} "
            "So even an output that is quite sure and quite wrong learns."
        )
    return (
        f"The delta of {say.unit}: how the total error changes with its net input. "
        "One effect follows the other, so the two slopes are multiplied."
    )


def _gradient(say: Speech) -> str:
    parameter = say.step.parameter
    if parameter is None or parameter.unit < 0:
        return f"{say.parameter} serves the whole layer, so the deltas of its units are added."
    if parameter.is_bias:
        return f"A bias is a weight on a constant 1, so the gradient of {say.parameter} is the delta of {say.unit}."
    net = say.of_unit(Quantity.NET, parameter.layer, parameter.unit)
    carried = say.handed_on(parameter.layer - 1, parameter.source)
    return (
        f"How does the total error change with {say.parameter}? The delta of {say.unit}, where it leads, times "
        f"what it carries, because ∂{net}/∂{say.parameter} is {carried}."
    )


def _batch_error(say: Speech) -> str:
    samples = say.step.of.samples
    if say.scenario.reduction == "mean":
        count = f"{say.setting(Quantity.BATCH_SIZE)} = {samples}"
        return f"The error of the batch is the average over its {count} samples."
    return f"The error of the batch is the sum over its {samples} samples."


def _objective(say: Speech) -> str:
    if say.scenario.has_penalty:
        return "What training makes smaller is the error and the penalty together."
    return "What training makes smaller is the error of the batch."


def _batch_gradient(say: Speech) -> str:
    scenario, several = say.scenario, say.step.of.samples > 1
    count = f"{say.setting(Quantity.BATCH_SIZE)} = {say.step.of.samples}"
    whole = f"average over the {count}" if scenario.reduction == "mean" else "sum over the"
    start = f"The gradient of {say.parameter} that the update uses: "
    start += f"the {whole} samples of the batch" if several else "that of the one sample"
    return start + (_pull(say) if scenario.has_penalty else ".")


def _pull(say: Speech) -> str:
    if say.step.parameter is not None and say.step.parameter.is_bias:
        return ". Biases are not penalised."
    sign = f" sign({say.parameter}) is 1 or −1, and 0 for a weight of 0." if say.scenario.l1 else ""
    return f", plus the pull of the penalty towards 0 (m counts the training samples).{sign}"


def _update(say: Speech) -> str:
    name, optimizer = say.parameter, say.scenario.optimizer.name
    rate = say.setting(Quantity.LEARNING_RATE)
    if optimizer != "sgd":
        return update_sentence(say.known, name, rate)
    gradient = say.known.value(final_gradient(say.step.of, say.step.place).symbol)
    if gradient == 0:
        stays = _unless_hidden(say, f", so {name} stays as it is")
        return f"The gradient is 0: the error does not depend on {name} here{stays}."
    grows, way = ("grows", "down") if gradient > 0 else ("shrinks", "up")
    return f"The error {grows} when {name} grows, so {name} takes a step {way}: learning rate ({rate}) times gradient."


_SENTENCES: dict[Operation, Callable[[Speech], str]] = {
    Operation.NET: _net,
    Operation.OUT: lambda say: say.filled(_OUT[_activation(say)]),
    Operation.DROPOUT: _dropout,
    Operation.ERROR: _error,
    Operation.SAMPLE_ERROR: _sample_error,
    Operation.ERROR_SUM: lambda say: "The errors of the batch are added up: the sum so far, plus this sample's.",
    Operation.DE_DOUT: _blame,
    Operation.DOUT_DNET: lambda say: say.filled(_SLOPE[_activation(say)]),
    Operation.DELTA: _delta,
    Operation.CONTRIBUTION: _contribution,
    Operation.GRADIENT: _gradient,
    Operation.GRADIENT_SUM: lambda say: (
        f"The gradients of {say.parameter} are added up: the sum so far, plus this sample's."
    ),
    Operation.BATCH_ERROR: _batch_error,
    Operation.UNIT_PENALTY: lambda say: (
        f"Large weights cost extra. This is the penalty for those into {say.unit}; m counts the training samples."
    ),
    Operation.PENALTY: lambda say: "The penalties of all units add up.",
    Operation.OBJECTIVE: _objective,
    Operation.BATCH_GRADIENT: _batch_gradient,
    Operation.DROPOUT_BACK: _dropout_back,
    Operation.SCALAR: lambda say: line_sentence(say.known, ""),
    Operation.MEMORY: lambda say: line_sentence(say.known, say.parameter),
    Operation.UPDATE: _update,
}
