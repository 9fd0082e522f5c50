"""The sentences of the way back: blame, where it comes from, deltas, and gradients."""

from __future__ import annotations

from explainer.engine.scenario.network import Parameter
from explainer.functions.expression import symbols
from explainer.functions.losses import LOSSES
from explainer.functions.written import tree_of
from explainer.trace.formula.plain_text import PaperWriter
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_formulas import weight_back_to
from explainer.trace.lines.operations import Operation
from explainer.trace.words.speech import Sentences, Speech, by_sign

_CANCELLED = {
    "sigmoid": "{blame} has the slope of the sigmoid, {out}·(1 − {out}), as its divisor, and {slope} is that slope: "
    "the two cancel.",
    "softmax": "{this_net} moves the shares of all outputs; added up over them, the division by {out} in {blame} "
    "cancels against the slopes of the softmax.",
    "step": "That is Rosenblatt’s rule. The error is ({out} − {target})·{net}, so with its net input it changes by as "
    "much as output and target are apart; the slope of the step, 0, is left out.",
}
_MOST_NAMES = 4
_SHORT = 60
"""Characters of a formula, signs of letters counted long, that a sentence has room for."""
_QUITE_WRONG = 0.9
"""From what delta on an output is quite sure of the wrong answer."""


def _blame_sentence(say: Speech) -> str:
    if say.step.is_output:
        text = f"How does the total error change when the output of {{0}} grows? By {_error_slope(say)}."
        is_distance = say.scenario.loss in {*LOSSES}  # one's own may be anything
        return say.filled(text + say.here((_of_output if is_distance else _of_any_loss)(say.value)))
    return _of_hidden(say) + say.here(_blame_here(say))


def _error_slope(say: Speech) -> str:
    """The slope of the loss in the letters of the notation, where it is short enough to be read in a sentence."""
    loss = say.step.of.arrays.loss
    assert loss.slope is not None, "a loss that starts from the net input has no line of its own for it"
    letters = {"target": "{target}", "a": "{out}", "outputs": str(say.step.layer.units)}
    written = PaperWriter(letters.__getitem__).write(tree_of(loss.slope))
    return written if len(written) <= _SHORT else f"the slope of {loss.spoken}"


def _input_sentence(say: Speech) -> str:
    above = say.scenario.network.layers[1].names
    text = f"How does the total error change with the input {say.unit}? "
    text += (
        f"It feeds only {above[0]}." if len(above) == 1 else "What comes back from each unit that it feeds is added."
    )
    return text + say.here(
        by_sign(
            say.value,
            f"More of {say.unit} would make the error larger.",
            "The slope is 0 at this point; elsewhere the error may change with it.",
            f"More of {say.unit} would make the error smaller.",
        )
    )


def _of_output(blame: float) -> str:
    return by_sign(
        blame,
        "It is positive: the output is too large, and more of it makes the error larger.",
        "It is 0: the output is just what it should be.",
        "It is negative: the output is too small, and more of it makes the error smaller.",
    )


def _of_any_loss(blame: float) -> str:
    return by_sign(
        blame,
        "It is positive: a larger output makes the error larger.",
        "It is 0: this loss has no slope here.",
        "It is negative: a larger output makes the error smaller.",
    )


def _of_hidden(say: Speech) -> str:
    above = say.scenario.network.layers[say.step.place.layer + 1].names
    asked = f"How much is {say.unit} to blame for the total error?"
    if say.scenario.dropout and not say.is_slipped:
        asked = f"How does the total error change with what {say.unit} passes on?"
    if len(above) == 1:
        return f"{asked} It feeds only {above[0]}, so that is all."
    few = f"{', '.join(above[:-1])} and {above[-1]}"
    which = few if len(above) <= _MOST_NAMES else f"all {len(above)} units of the next layer"
    return f"{asked} It feeds {which}, so the blame that comes back from each is added."


def _blame_here(say: Speech) -> str:
    if say.value == 0 and any(map(say.known.value, symbols(say.step.rule))):
        return "Here they cancel."
    if say.is_slipped:
        return "" if say.value else "Here none comes back."
    return by_sign(
        say.value,
        f"More from {say.unit} would make the error larger.",
        "Here none comes back.",
        f"More from {say.unit} would make the error smaller.",
    )


def _contribution_sentence(say: Speech) -> str:
    at, weight = say.step.place, say.parameter
    above = say.scenario.network.layers[at.layer + 1].names[at.above]
    net, passed = say.of_unit(Quantity.NET, at.layer + 1, at.above), say.handed_on(at.layer, at.unit)
    text = f"The blame of {say.unit} that comes back from {above}: the delta of {above} times {weight}"
    if say.is_slipped:
        old = f"though ∂{net}/∂{passed} is the old one"
        return f"{text}. In this order {weight} is already updated, {old}: the classic slip."
    return f"{text}, because ∂{net}/∂{passed} is {weight}.{say.here(_why_this_sign(say, above))}"


def _why_this_sign(say: Speech, above: str) -> str:
    """What the sign of a contribution means: whether more from the unit would help the one above it."""
    at, value = say.step.place, say.value
    delta = say.known.value(Symbol(Quantity.DELTA, at.sample, at.layer + 1, at.above))
    weight = say.known.value(Symbol(weight_back_to(at.layer), parameter=say.step.symbol.parameter))
    if not delta or not weight:
        return f"It is 0, because the {'weight' if delta else f'delta of {above}'} is 0."
    cause = f"like the delta of {above}" if weight > 0 else "because the weight is negative"
    by_way = "there" if at.layer + 1 == say.scenario.network.top else f"by way of {above}"
    return by_sign(
        value,
        f"It is positive, {cause}: more from {say.unit} makes the error {by_way} larger.",
        "",
        f"It is negative, {cause}: more from {say.unit} would make the error {by_way} smaller.",
    )


def _delta_sentence(say: Speech) -> str:
    if say.step.is_output and say.step.of.arrays.loss.from_net:
        text = f"The delta of {{0}} is simply {{out}} − {{target}}. {_CANCELLED[say.step.layer.activation]}"
        return say.filled(text + say.here(_simple_delta(say.value, say.step.layer.activation == "step")))
    if say.is_slipped:
        text = f"The delta of {say.unit}, with the slip in it: its blame came through weights that are already updated."
    else:
        text = f"The delta of {say.unit}: how the total error changes with its net input."
    return f"{text} One effect follows the other, so the two slopes are multiplied.{say.here(_why_no_delta(say))}"


def _simple_delta(delta: float, is_step: bool) -> str:
    if abs(delta) > _QUITE_WRONG and not is_step:
        return "So {0}, which is quite sure and quite wrong, learns all the same."
    return by_sign(
        delta,
        "It is positive: the output is too large.",
        "It is 0: the output is just what it should be.",
        "It is negative: the output is too small.",
    )


def _why_no_delta(say: Speech) -> str:
    if say.value:
        return ""
    if not say.number(Quantity.SLOPE):
        return f"The slope is 0, so {say.unit} learns nothing from this sample."
    return "No blame comes back here, so the delta is 0." if not say.number(Quantity.BLAME) else ""


def _gradient_sentence(say: Speech) -> str:
    parameter = say.step.parameter
    assert parameter is not None, "a gradient is that of a parameter"
    if parameter.unit < 0:
        return _of_shared_bias(say)
    if parameter.is_bias:
        text = f"A bias is a weight on a constant 1, so the gradient of {say.parameter} is the delta of {say.unit}."
        return text + say.here(_why_none(say, parameter))
    return _of_weight(say, parameter) + say.here(_why_none(say, parameter))


def _of_shared_bias(say: Speech) -> str:
    if say.step.layer.units == 1:
        return (
            f"{say.step.layer.names[0]} is the only unit of its layer, so its delta is the gradient of {say.parameter}."
        )
    text = f"{say.parameter} serves the whole layer, so the deltas of its units are added."
    if say.value or not any(map(say.known.value, symbols(say.step.rule))):
        return text + say.here("" if say.value else "They are all 0.")
    return text + say.here("They cancel.")


def _of_weight(say: Speech, parameter: Parameter) -> str:
    net = say.of_unit(Quantity.NET, parameter.layer, parameter.unit)
    carried = say.handed_on(parameter.layer - 1, parameter.source)
    asked = f"How does the total error change with {say.parameter}?"
    if say.is_slipped:
        asked = f"The gradient of {say.parameter}, with the slip in it."
    return (
        f"{asked} The delta of {say.unit}, where it leads, times {carried}, which comes in through it, because "
        f"∂{net}/∂{say.parameter} is {carried}."
    )


def _why_none(say: Speech, parameter: Parameter) -> str:
    """Why a gradient is 0, which does not mean that the parameter never matters."""
    delta = Symbol(Quantity.DELTA, say.step.place.sample, parameter.layer, parameter.unit)
    if say.value:
        return ""
    if not say.known.value(delta):
        learns = f"The delta is 0, so {say.parameter} learns nothing from this sample."
        return f"{learns} That is about this point only: elsewhere the error may change with it."
    if parameter.is_bias:
        return ""
    carried = say.handed_on(parameter.layer - 1, parameter.source)
    learns = f"{carried} is 0, so {say.parameter} learns nothing from this sample."
    return f"{learns} As long as it is 0, the error does not depend on {say.parameter} at all."


def _gradient_sum_sentence(say: Speech) -> str:
    if not say.step.place.sample:
        return f"The gradients of {say.parameter} are added up, beginning at 0: this sample's is the first."
    return f"The gradients of {say.parameter} are added up: the sum so far, plus this sample's."


def _batch_gradient_sentence(say: Speech) -> str:
    scenario, several = say.scenario, say.step.of.samples > 1
    count = f"{say.setting(Quantity.BATCH_SIZE)} = {say.step.of.samples}"
    whole = f"average over the {count}" if scenario.reduction == "mean" else "sum over the"
    start = f"The gradient of {say.parameter} that the update uses: "
    start += f"the {whole} samples of the batch" if several else "that of the one sample"
    return start + (_pull(say) if scenario.has_penalty else ".")


def _pull(say: Speech) -> str:
    if say.step.is_of_bias:
        return ". Biases are not penalised."
    name, text = say.parameter, ", plus the pull of the penalty towards 0 (m counts the training samples)."
    weight = say.known.value(Symbol(Quantity.WEIGHT, parameter=say.step.place.parameter))
    if say.is_hidden:
        return text + (f" sign({name}) is 1 or −1, and 0 for a weight of 0." if say.scenario.l1 else "")
    if not weight:
        return ", plus the pull of the penalty, which is 0 for a weight of 0 (m counts the training samples)."
    signs = by_sign(
        weight, f"{name} is positive, so sign({name}) is 1.", "", f"{name} is negative, so sign({name}) is −1."
    )
    return text + (f" {signs}" if say.scenario.l1 else "")


BACKWARD: Sentences = {
    Operation.DE_DOUT: _blame_sentence,
    Operation.DELTA: _delta_sentence,
    Operation.CONTRIBUTION: _contribution_sentence,
    Operation.INPUT_GRADIENT: _input_sentence,
    Operation.GRADIENT: _gradient_sentence,
    Operation.GRADIENT_SUM: _gradient_sum_sentence,
    Operation.BATCH_GRADIENT: _batch_gradient_sentence,
}
