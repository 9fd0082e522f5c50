"""The sentences of errors, penalties and what becomes of them."""

from __future__ import annotations

from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation
from explainer.trace.words.speech import Sentences, Speech

_ERROR = {
    "half_squared_error": "How wrong is {0}? Half the square of target minus output.",
    "squared_error": "How wrong is {0}? The square of target minus output.",
    "mean_squared_error": "How wrong is {0}? The square of target minus output, divided by the number of outputs.",
    "absolute_error": "How wrong is {0}? As much as target and output are apart.",
    "perceptron": "How wrong is {0}? Where it fires as it should, not at all; else as much as {net} is on the wrong "
    "side of 0.",
    "binary_cross_entropy": "How surprised is {0} by its target? −({target}·log {out} + (1 − {target})·log(1 − "
    "{out})), written with the net input, which loses no digits: log1p(x) is log(1 + x).",
    "categorical_cross_entropy": "How surprised is {0} by its target? −{target}·log {out}, written with differences of "
    "net inputs, which loses no digits: log1p(x) is log(1 + x).",
}
_OTHER_CLASS = "{0} is not the class of this sample: its target is 0, so it adds no error."
_LEFT_OF_TWO = {0: "With a target of 0, that is −log(1 − {out}).", 1: "With a target of 1, that is −log {out}."}


def _error_sentence(say: Speech) -> str:
    of, target = say.step.of.arrays.loss, say.number(Quantity.TARGET)
    loss = of.name
    if loss == "categorical_cross_entropy" and not target and not say.is_hidden:
        return say.filled(_OTHER_CLASS)
    text = ""
    if loss == "binary_cross_entropy":
        text = _LEFT_OF_TWO.get(int(target), "") if target in _LEFT_OF_TWO else ""
    elif not say.value and target == say.number(Quantity.OUT):
        text = "The output is the target: there is no error."
    general = _ERROR.get(loss, f"How wrong is {{0}}? {of.spoken} tells, from target and output.")
    return say.filled(general + say.here(text))


def _sample_error_sentence(say: Speech) -> str:
    if len(say.scenario.network.layers[-1].names) == 1:
        return "There is one output, so its error is the total error of this sample."
    return "The errors of all outputs add up to the total error of this sample."


def _error_sum_sentence(say: Speech) -> str:
    if not say.step.place.sample:
        return "The errors of the batch are added up, beginning at 0: this sample's is the first."
    return "The errors of the batch are added up: the sum so far, plus this sample's."


def _batch_error_sentence(say: Speech) -> str:
    samples = say.step.of.samples
    if say.scenario.reduction == "mean":
        count = f"{say.setting(Quantity.BATCH_SIZE)} = {samples}"
        return f"The error of the batch is the average over its {count} samples."
    return f"The error of the batch is the sum over its {samples} samples."


def _unit_penalty_sentence(say: Speech) -> str:
    which = "the weight" if say.step.layer.sources == 1 else "the weights"
    text = (
        f"Weights cost extra, large ones more. This is the penalty for {which} into {say.unit}; m counts the training "
        "samples."
    )
    return text + say.here("" if say.value else "There is nothing to pay for a weight of 0.")


def _penalty_sentence(say: Speech) -> str:
    if sum(layer.units for layer in say.scenario.network.layers[1:]) == 1:
        return "There is one unit with weights, so its penalty is the whole."
    return "The penalties of all units add up."


def _objective_sentence(say: Speech) -> str:
    if say.scenario.has_penalty:
        return "What training is to make smaller is the error and the penalty together."
    return "What training is to make smaller is the error of the batch."


LOSS: Sentences = {
    Operation.ERROR: _error_sentence,
    Operation.SAMPLE_ERROR: _sample_error_sentence,
    Operation.ERROR_SUM: _error_sum_sentence,
    Operation.BATCH_ERROR: _batch_error_sentence,
    Operation.UNIT_PENALTY: _unit_penalty_sentence,
    Operation.PENALTY: _penalty_sentence,
    Operation.OBJECTIVE: _objective_sentence,
}
