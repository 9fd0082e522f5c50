"""What came out on the way forward, and what it costs, in a sentence or two about this case."""

from __future__ import annotations

import numpy as np

from explainer.engine.measure.classes import UNDECIDED, classes_to_tell, leader
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.lines.operations import Operation
from explainer.trace.words.groups.group_speech import GroupSpeech, all_of, largest
from explainer.trace.words.speech import by_sign

_MOST_ANSWERS = 3
_HALF = 0.5


def forward_sentence(say: GroupSpeech) -> str:
    """Say what a unit, a layer or the whole network has made of what came in."""
    if say.group.size is GroupSize.UNIT or say.of(say.layer).units == 1 == len(say.group.layers):
        return _unit(say, say.layer, max(say.unit, 0))
    if say.layer < say.top:
        return _hidden_layer(say)
    if say.group.size is GroupSize.PHASE:
        layers = len(say.group.layers)
        way = "the only layer with weights" if layers == 1 else f"{all_of(layers).lower()} layers with weights"
        return f"The sample has gone through {way}. {answers(say)}"
    return answers(say)


def _unit(say: GroupSpeech, layer: int, unit: int) -> str:
    numbers, name = say.known.layers[layer], say.name(layer, unit)
    net, out = numbers.net[unit], numbers.out[unit]
    if layer == say.top:
        return f"{name} takes in {say.show(net)} and answers {_beside_target(say, unit)}"
    if say.scenario.dropout:
        return f"{name} takes in {say.show(net)} and makes {say.show(out)} of it. {_dropped(say, layer, unit)}"
    if say.of(layer).activation in ("relu", "step") and out == 0:
        return f"{name} takes in {say.show(net)}, which is not above 0: it stays silent and passes on 0."
    return f"{name} takes in {say.show(net)} and passes on {say.show(out)}."


def _dropped(say: GroupSpeech, layer: int, unit: int) -> str:
    keep = say.known.value(Symbol(Quantity.KEEP, say.group.sample, layer, unit))
    if not keep:
        return "Dropout leaves it out of this sample: it passes on 0."
    return f"It stays, and passes on {say.show(say.known.layers[layer].passed[unit])}."


def _beside_target(say: GroupSpeech, unit: int) -> str:
    out, target = say.known.layers[say.top].out[unit], say.known.target[unit]
    verdict = by_sign(out - target, "too much", "just right", "too little")
    return f"{say.show(out)} where {say.show(target)} is wanted: {verdict}."


def _hidden_layer(say: GroupSpeech) -> str:
    out, layer = say.known.layers[say.layer].out, say.of(say.layer)
    low, high = int(np.argmin(out)), int(np.argmax(out))
    if out[low] == out[high]:
        return f"{all_of(layer.units)} units of layer {layer.number} put out the same: {say.show(out[low])}."
    text = f"Layer {layer.number} puts out numbers from {say.show(out[low])} ({layer.names[low]}) to "
    text += f"{say.show(out[high])} ({layer.names[high]})."
    silent = int((out == 0).sum()) if layer.activation in ("relu", "step") else 0
    return text + (f" {silent} of its {layer.units} units stay silent: they put out 0." if silent > 1 else "")


def answers(say: GroupSpeech) -> str:
    """Say what the network answers to the sample, beside what is wanted."""
    outs, targets, names = say.known.layers[say.top].out, say.known.target, say.of(say.top).names
    if len(outs) <= _MOST_ANSWERS:
        said = [f"{names[unit]} answers {_beside_target(say, unit)}" for unit in range(len(outs))]
        is_open = len(outs) > 1 and leader(outs) == UNDECIDED and classes_to_tell(say.scenario) is not None
        return " ".join([*said, *([_tie(say)] if is_open else [])])
    answer = leader(outs)
    if answer == UNDECIDED:
        return _tie(say)
    text = f"The largest of the {len(outs)} outputs is {names[answer]}'s, {say.show(outs[answer])}"
    if classes_to_tell(say.scenario) is None:
        return f"{text}, where {say.show(targets[answer])} is wanted."
    wanted = int(np.argmax(targets))
    if answer == wanted:
        return f"{text}, and so is the largest target: the answer is right."
    return f"{text}. But the largest target is {names[wanted]}'s, whose output is {say.show(outs[wanted])}."


def _tie(say: GroupSpeech) -> str:
    outs = say.known.layers[say.top].out
    tied, most = int((outs == outs.max()).sum()), say.show(outs.max())
    if tied == len(outs):
        return f"All outputs are {most}, so none is ahead: there is no answer."
    return f"{tied:,} of the {len(outs)} outputs are the largest, {most} each: there is no answer."


def loss_sentence(say: GroupSpeech) -> str:
    """Say what the error is and what most of it comes from; of a batch, what its samples come to."""
    if say.group.sample < 0:
        return _batch_loss(say)
    if Operation.ERROR not in say.group.operations:
        return _sum_so_far(say)
    worst = largest(say.known.error)
    value, name = say.known.error[worst], say.name(say.top, worst)
    if not value:
        return "Every output is just what is wanted: there is no error."
    if say.group.size is not GroupSize.PHASE:
        return f"The largest error is {name}'s, {say.show(value)}. It answers {_beside_target(say, worst)}"
    total = say.total(Quantity.SAMPLE_ERROR)
    text = f"The error of this sample is {say.show(total)}."
    if len(say.known.error) == 1:
        return f"{text} {name} answers {_beside_target(say, 0)}"
    if value == total:
        return f"{text} All of it is {name}'s. It answers {_beside_target(say, worst)}"
    part = "Most of it" if value > _HALF * total else "The largest part of it"
    return f"{text} {part}, {say.show(value)}, is {name}'s. It answers {_beside_target(say, worst)}"


def _sum_so_far(say: GroupSpeech) -> str:
    total, so_far = say.show(say.total(Quantity.SAMPLE_ERROR)), say.show(say.total(Quantity.ERROR_SUM))
    return f"The error of this sample is {total}. With those of the samples before, that makes {so_far} so far."


def _batch_loss(say: GroupSpeech) -> str:
    if say.group.operations == {Operation.UNIT_PENALTY}:
        penalties = [say.known.value(Symbol(Quantity.UNIT_PENALTY, layer=say.layer, unit=unit)) for unit in _units(say)]
        worst = largest(np.array(penalties))
        name, cost = say.name(say.layer, worst), say.show(penalties[worst])
        return f"Large weights cost extra, most of all those into {name}: {cost}."
    known, scenario = say.known, say.scenario
    objective = say.show(known.value(Symbol(Quantity.OBJECTIVE)))
    kind = "average" if scenario.reduction == "mean" else "sum"
    error = say.show(known.value(Symbol(Quantity.BATCH_ERROR)))
    of = f"the {kind} over its {known.samples} samples" if known.samples > 1 else "that of its one sample"
    text = f"The error of the batch is {error}, {of}."
    if not scenario.has_penalty:
        return text
    penalty = say.show(known.value(Symbol(Quantity.PENALTY)))
    return f"{text} The weights cost {penalty} on top: {objective} is what training makes smaller."


def _units(say: GroupSpeech) -> range:
    return range(say.of(say.layer).units)
