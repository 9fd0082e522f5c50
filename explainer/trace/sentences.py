"""The plain sentence of each line: what is found out there, and why it is calculated so."""

from __future__ import annotations

from collections.abc import Callable

from explainer.trace.naming import parameter_name
from explainer.trace.operations import Operation
from explainer.trace.optimizer_lines import final_gradient
from explainer.trace.optimizer_sentences import line_sentence, update_sentence
from explainer.trace.step import Step
from explainer.trace.symbols import Quantity

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
    "relu": "The slope of ReLU: step(net) is 1 for a positive net input, and 0 otherwise: then nothing flows back "
    "through {0}.",
    "leaky_relu": "The slope of leaky ReLU is 1 for a positive net input, where step(net) is 1, and 0.01 otherwise.",
    "linear": "{0} passes its net input on as it is, so its slope is always 1.",
    "step": "The step function is flat, so its slope is 0: no blame gets through {0}, and nothing is learnt.",
}


_ERROR = {
    "half_squared_error": "How wrong is {0}? Half the square of target minus output.",
    "binary_cross_entropy": "How surprised is {0} by its target? −(target·log out + (1 − target)·log(1 − out)), "
    "written with the net input, which loses no digits: log1p(x) is log(1 + x).",
    "categorical_cross_entropy": "How surprised is {0} by its target? −target·log out, written with differences of "
    "net inputs, which loses no digits: log1p(x) is log(1 + x).",
}
_OTHER_CLASS = "{0} is not the class of this sample: its target is 0, so it adds no error."
_CANCELLED = {
    "sigmoid": "dE/dout has the slope of the sigmoid, out·(1 − out), as its divisor, and dout/dnet is that slope: "
    "the two cancel.",
    "softmax": "net_{0} moves the shares of all outputs; added up over them, the division by out in dE/dout cancels "
    "against the slopes of the softmax.",
}
_MOST_NAMES = 4


def sentence(step: Step) -> str:
    """Return one or two plain sentences about what the step finds out."""
    return _SENTENCES[step.place.operation](step)


def _name(step: Step) -> str:
    parameter = step.parameter
    return parameter_name(step.of.scenario, parameter) if parameter else ""


def _activation(step: Step) -> str:
    return step.of.scenario.network.layers[step.place.layer].activation


def _is_output(step: Step) -> bool:
    return step.place.layer + 1 == len(step.of.scenario.network.layers)


def _names_above(step: Step) -> tuple[str, ...]:
    return step.of.scenario.network.layers[step.place.layer + 1].names


def _net(step: Step) -> str:
    sources = "Each input" if step.place.layer == 1 else "Each output of the layer before"
    if step.place.layer > 1 and step.of.scenario.dropout:
        sources = "What each unit of the layer before passes on,"
    return f"What comes in at {step.unit}? {sources} times its weight, all added up, plus the bias."


def _is_dropped(step: Step) -> bool:
    return step.read(step.symbol._replace(quantity=Quantity.KEEP)) == 0


def _dropout(step: Step) -> str:
    unit = step.unit
    if _is_dropped(step):
        return f"Dropout drew keep_{unit} = 0: {unit} is left out of this sample and passes on 0."
    return (
        f"Dropout drew keep_{unit} = 1: {unit} stays. Divided by 1 − dropout, it passes on more, to make up for the "
        "units that are left out."
    )


def _dropout_back(step: Step) -> str:
    unit = step.unit
    if _is_dropped(step):
        return f"{unit} was left out of this sample (keep_{unit} = 0), so no blame goes back through it."
    return f"What {unit} passes on was enlarged on the way forward, so its blame is enlarged in the same way."


def _error(step: Step) -> str:
    loss = step.of.scenario.loss
    target = step.read(step.symbol._replace(quantity=Quantity.TARGET))
    is_other = loss == "categorical_cross_entropy" and target == 0
    return (_OTHER_CLASS if is_other else _ERROR[loss]).format(step.unit)


def _sample_error(step: Step) -> str:
    if len(step.of.scenario.network.layers[-1].names) == 1:
        return "There is one output, so its error is the total error of this sample."
    return "The errors of all outputs add up to the total error of this sample."


def _blame(step: Step) -> str:
    if _is_output(step):
        return (
            f"How does the total error change when the output of {step.unit} grows? "
            "By −(target − out), which is negative as long as the output is too small."
        )
    above = _names_above(step)
    asked = f"How much is {step.unit} to blame for the total error?"
    if step.of.scenario.dropout:
        asked = f"How does the total error change with what {step.unit} passes on?"
    if len(above) == 1:
        return f"{asked} It feeds only {above[0]}, so that is all."
    few = f"{', '.join(above[:-1])} and {above[-1]}"
    which = few if len(above) <= _MOST_NAMES else f"all {len(above)} units of the next layer"
    return f"{asked} It feeds {which}, so the blame that comes back from each is added."


def _contribution(step: Step) -> str:
    above, weight = _names_above(step)[step.place.above], _name(step)
    told = (
        f"The blame of {step.unit} that comes back from {above}: the delta of {above} times {weight}, "
        f"because ∂net_{above}/∂{_carried(step, step.unit)} is {weight}."
    )
    if step.of.scenario.update_order == "sequential":
        return f"{told} In this order {weight} is already updated: the classic slip."
    return told


def _carried(step: Step, unit: str) -> str:
    """What a hidden unit hands to the next layer."""
    return f"passed_{unit}" if step.of.scenario.dropout else f"out_{unit}"


def _delta(step: Step) -> str:
    if _is_output(step) and step.of.arrays.loss.from_net:
        why = _CANCELLED[_activation(step)].format(step.unit)
        return (
            f"The delta of {step.unit} is simply out − target. {why} "
            "So even an output that is quite sure and quite wrong learns."
        )
    return (
        f"The delta of {step.unit}: how the total error changes with its net input. "
        "One effect follows the other, so the two slopes are multiplied."
    )


def _gradient(step: Step) -> str:
    parameter = step.parameter
    if parameter is None or parameter.unit < 0:
        return f"{_name(step)} serves the whole layer, so the deltas of its units are added."
    if parameter.is_bias:
        return f"A bias is a weight on a constant 1, so the gradient of {_name(step)} is the delta of {step.unit}."
    source = step.of.scenario.network.layers[parameter.layer - 1].names[parameter.source]
    carried = _carried(step, source) if parameter.layer > 1 else source
    return (
        f"How does the total error change with {_name(step)}? The delta of {step.unit}, where it leads, times "
        f"what it carries, because ∂net_{step.unit}/∂{_name(step)} is {carried}."
    )


def _batch_error(step: Step) -> str:
    if step.of.scenario.reduction == "mean":
        return f"The error of the batch is the average over its n = {step.of.samples} samples."
    return f"The error of the batch is the sum over its {step.of.samples} samples."


def _objective(step: Step) -> str:
    if step.of.scenario.has_penalty:
        return "What training makes smaller is the error and the penalty together."
    return "What training makes smaller is the error of the batch."


def _batch_gradient(step: Step) -> str:
    scenario, several = step.of.scenario, step.of.samples > 1
    whole = f"average over the n = {step.of.samples}" if scenario.reduction == "mean" else "sum over the"
    start = f"The gradient of {_name(step)} that the update uses: "
    start += f"the {whole} samples of the batch" if several else "that of the one sample"
    return start + (_pull(step) if scenario.has_penalty else ".")


def _pull(step: Step) -> str:
    if step.parameter is not None and step.parameter.is_bias:
        return ". Biases are not penalised."
    sign = f" sign({_name(step)}) is 1 or −1, and 0 for a weight of 0." if step.of.scenario.l1 else ""
    return f", plus the pull of the penalty towards 0 (m counts the training samples).{sign}"


def _update(step: Step) -> str:
    name, optimizer = _name(step), step.of.scenario.optimizer.name
    if optimizer != "sgd":
        return update_sentence(step, name)
    gradient = step.read(final_gradient(step.of, step.place).symbol)
    if gradient == 0:
        return f"The gradient is 0: the error does not depend on {name} here, so {name} stays as it is."
    grows, way = ("grows", "down") if gradient > 0 else ("shrinks", "up")
    return f"The error {grows} when {name} grows, so {name} takes a step {way}: learning rate (η) times gradient."


_SENTENCES: dict[Operation, Callable[[Step], str]] = {
    Operation.NET: _net,
    Operation.OUT: lambda step: _OUT[_activation(step)].format(step.unit),
    Operation.DROPOUT: _dropout,
    Operation.ERROR: _error,
    Operation.SAMPLE_ERROR: _sample_error,
    Operation.ERROR_SUM: lambda step: "The errors of the batch are added up: the sum so far, plus this sample's.",
    Operation.DE_DOUT: _blame,
    Operation.DOUT_DNET: lambda step: _SLOPE[_activation(step)].format(step.unit),
    Operation.DELTA: _delta,
    Operation.CONTRIBUTION: _contribution,
    Operation.GRADIENT: _gradient,
    Operation.GRADIENT_SUM: lambda step: (
        f"The gradients of {_name(step)} are added up: the sum so far, plus this sample's."
    ),
    Operation.BATCH_ERROR: _batch_error,
    Operation.UNIT_PENALTY: lambda step: (
        f"Large weights cost extra. This is the penalty for those into {step.unit}; m counts the training samples."
    ),
    Operation.PENALTY: lambda step: "The penalties of all units add up.",
    Operation.OBJECTIVE: _objective,
    Operation.BATCH_GRADIENT: _batch_gradient,
    Operation.DROPOUT_BACK: _dropout_back,
    Operation.SCALAR: lambda step: line_sentence(step, ""),
    Operation.MEMORY: lambda step: line_sentence(step, _name(step)),
    Operation.UPDATE: _update,
}
