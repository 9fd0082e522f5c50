"""The sentences of gradients: of a sample, added up, and as the update uses them."""

from __future__ import annotations

from explainer.engine.scenario.network import Parameter
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.words.sentences.speech import Speech, by_sign


def gradient_sentence(say: Speech) -> str:
    parameter = say.step.parameter
    assert parameter is not None, "a gradient is that of a parameter"
    if parameter.unit < 0:
        return _of_shared_bias(say)
    if parameter.is_bias:
        told = f"A bias is a weight on a constant 1, so the gradient of {say.parameter} is the delta of {say.unit}."
        return told + say.here(_why_none(say, parameter))
    return _of_weight(say, parameter) + say.here(_why_none(say, parameter))


def _of_shared_bias(say: Speech) -> str:
    if say.layer.units == 1:
        return f"{say.layer.names[0]} is the only unit of its layer, so its delta is the gradient of {say.parameter}."
    told = f"{say.parameter} serves the whole layer, so the deltas of its units are added."
    if say.value or not any(map(say.known.value, symbols(say.step.rule))):
        return told + say.here("" if say.value else "They are all 0.")
    return told + say.here("They cancel.")


def _of_weight(say: Speech, parameter: Parameter) -> str:
    net = say.of_unit(Quantity.NET, parameter.layer, parameter.unit)
    carried = say.handed_on(parameter.layer - 1, parameter.source)
    asked = f"How does the total error change with {say.parameter}?"
    if say.is_slipped:
        asked = f"The gradient of {say.parameter}, with the slip in it."
    return (
        f"{asked} The delta of {say.unit}, where it leads, times what it carries, because ∂{net}/∂{say.parameter} is "
        f"{carried}."
    )


def _why_none(say: Speech, parameter: Parameter) -> str:
    """Why a gradient is 0, which does not mean that the parameter never matters."""
    delta = Symbol(Quantity.DELTA, say.step.place.sample, parameter.layer, parameter.unit)
    if say.value:
        return ""
    if not say.known.value(delta):
        return f"The delta is 0, so {say.parameter} learns nothing from this sample."
    if parameter.is_bias:
        return ""
    carried = say.handed_on(parameter.layer - 1, parameter.source)
    return f"{carried} is 0, so {say.parameter} learns nothing from this sample."


def gradient_sum_sentence(say: Speech) -> str:
    if not say.step.place.sample:
        return f"The gradients of {say.parameter} are added up, beginning at 0: this sample's is the first."
    return f"The gradients of {say.parameter} are added up: the sum so far, plus this sample's."


def batch_gradient_sentence(say: Speech) -> str:
    scenario, several = say.scenario, say.step.of.samples > 1
    count = f"{say.setting(Quantity.BATCH_SIZE)} = {say.step.of.samples}"
    whole = f"average over the {count}" if scenario.reduction == "mean" else "sum over the"
    start = f"The gradient of {say.parameter} that the update uses: "
    start += f"the {whole} samples of the batch" if several else "that of the one sample"
    return start + (_pull(say) if scenario.has_penalty else ".")


def _pull(say: Speech) -> str:
    if say.step.parameter is not None and say.step.parameter.is_bias:
        return ". Biases are not penalised."
    name, told = say.parameter, ", plus the pull of the penalty towards 0 (m counts the training samples)."
    weight = say.known.value(Symbol(Quantity.WEIGHT, parameter=say.step.place.parameter))
    if say.is_hidden:
        return told + (f" sign({name}) is 1 or −1, and 0 for a weight of 0." if say.scenario.l1 else "")
    if not weight:
        return ", plus the pull of the penalty, which is 0 for a weight of 0 (m counts the training samples)."
    signs = by_sign(
        weight, f"{name} is positive, so sign({name}) is 1.", "", f"{name} is negative, so sign({name}) is −1."
    )
    return told + (f" {signs}" if say.scenario.l1 else "")
