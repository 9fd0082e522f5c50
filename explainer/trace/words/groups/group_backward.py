"""What came back, which gradients it makes, and which weights move: in a sentence or two about this case."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.lines.operations import Operation
from explainer.trace.words.groups.group_speech import GroupSpeech, all_of, largest
from explainer.trace.words.groups.most_moved import Moved, product_made, why_most
from explainer.trace.words.speech import by_sign

_GRADIENTS = frozenset({Operation.GRADIENT, Operation.GRADIENT_SUM, Operation.BATCH_GRADIENT})
_FADED = 0.1
"""From which share on what came back is called much smaller."""


def backward_sentence(say: GroupSpeech) -> str:
    """Say what blame came back to a unit or a layer, and which gradient is the steepest."""
    if say.group.layers == (0,):
        return _inputs(say)
    if say.group.size is GroupSize.UNIT:
        return _steepest(say) if say.group.operations <= _GRADIENTS else _unit_delta(say)
    parts = [] if say.group.operations <= _GRADIENTS else [_deltas(say)]
    return " ".join([*parts, *([_steepest(say)] if say.group.operations & _GRADIENTS else [])])


def _inputs(say: GroupSpeech) -> str:
    """Which input the error depends on most."""
    blame = say.known.layers[0].blame
    unit = say.unit if say.group.size is GroupSize.UNIT else largest(blame)
    name, value = say.name(0, unit), float(blame[unit])
    if not value:
        return f"The gradient of {name} is 0 at this point; elsewhere the error may change with it."
    more = f"more of it would make the error {by_sign(value, 'larger', '', 'smaller')}"
    if say.group.size is GroupSize.UNIT or len(blame) == 1:
        return f"The gradient of {name} is {say.show(value)}: {more}."
    return f"The error depends most on {name}: its gradient is {say.show(value)}, {more}."


def _unit_delta(say: GroupSpeech) -> str:
    layer, unit = say.layer, say.unit
    numbers, name = say.known.layers[layer], say.name(layer, unit)
    delta, slope, blame = numbers.delta[unit], numbers.slope[unit], numbers.blame[unit]
    if (
        say.scenario.dropout
        and layer < say.top
        and not say.known.value(Symbol(Quantity.KEEP, say.group.sample, layer, unit))
    ):
        return f"{name} was left out of this sample by dropout: no blame goes back through it, and its delta is 0."
    if not delta and not slope:
        return f"The slope of {name} is 0 here. No blame gets through: its delta is 0, and its weights learn nothing."
    if not delta and layer == say.top:
        return f"{name} answers just what is wanted: its delta is 0."
    if not delta:
        return f"No blame comes back to {name}: its delta is 0, and its weights learn nothing from this sample."
    meaning = f": more net input at {name} would make the error {by_sign(delta, 'larger', '', 'smaller')}"
    meaning = "" if say.is_slipped(layer) else meaning
    if layer == say.top:
        out, target = say.show(numbers.out[unit]), say.show(say.known.target[unit])
        return f"{name} answers {out} where {target} is wanted. Its delta is {say.show(delta)}{meaning}."
    if say.scenario.bug:
        return f"The blame that comes back to {name} is {say.show(blame)}. Its delta is {say.show(delta)}."
    through = "all" if slope == 1 else say.show(slope)
    came = f"The blame that comes back to {name} is {say.show(blame)}; its slope lets {through} of it through"
    return f"{came}. Its delta is {say.show(delta)}{meaning}."


def _deltas(say: GroupSpeech) -> str:
    """Where the largest delta is, and how much of it is left at the other end of the way back."""
    first = _largest_delta(say, say.layer)
    if not first.value:
        return "No blame comes back: every delta is 0."
    text = f"The largest delta of layer {first.number} is {first.unit}'s, {say.show(first.value)}"
    if len([layer for layer in say.group.layers if layer]) == 1:
        return f"{text}."
    last = _largest_delta(say, next(layer for layer in say.group.layers if layer))
    text = f"{text}; that of layer {last.number} is {last.unit}'s, {say.show(last.value)}."
    share = abs(last.value / first.value)
    if not share:
        return f"{text} Nothing is left of the blame there."
    return text + (" The blame has become much smaller on its way back." if share < _FADED else "")


class _Largest(NamedTuple):
    number: int
    unit: str
    value: float


def _largest_delta(say: GroupSpeech, layer: int) -> _Largest:
    deltas = say.known.layers[layer].delta
    unit = largest(deltas)
    return _Largest(say.of(layer).number, say.name(layer, unit), float(deltas[unit]))


class _OfParameters(NamedTuple):
    """Numbers of some parameters: the indices of these in theta, and the numbers."""

    indices: Array
    values: Array

    @property
    def largest(self) -> tuple[int, float]:
        """Which of them has the number farthest from 0, and that."""
        at = largest(self.values)
        return int(self.indices[at]), float(self.values[at])


def _steepest(say: GroupSpeech) -> str:
    """Name the parameter with the largest gradient, and what that means."""
    group = say.group
    layers = [layer for layer in group.layers if len(group.parameters(layer))]
    indices = np.concatenate([np.asarray(group.parameters(layer)) for layer in layers])
    found = _OfParameters(indices, np.concatenate([group.gradients(layer) for layer in layers]))
    index, gradient = found.largest
    count, of = len(indices), "" if group.sample < 0 or say.known.samples == 1 else " for this sample"
    if not gradient:
        return (
            f"{'Its gradient is' if count == 1 else f'{all_of(count)} gradients are'} 0{of}: "
            f"to first order the error does not change with {'it' if count == 1 else 'them'} here."
        )
    name = say.parameter(index)
    which = "Its gradient is" if count == 1 else f"The steepest of the {count:,} gradients{of} is that of {name},"
    parameter = say.scenario.network.parameter(index)
    if say.is_slipped(parameter.layer):
        return f"{which} {say.show(gradient)}."
    error = "error with the penalty" if group.sample < 0 and say.scenario.has_penalty else "error"
    made = say.show(gradient) if group.sample < 0 else product_made(say.known, parameter, group.sample, say.writing)
    return f"{which} {made}: raising {name} would {by_sign(gradient, 'raise', '', 'lower')} the {error}."


def update_sentence_of(say: GroupSpeech) -> str:
    """Name the parameter that moves most, from where to where."""
    if Operation.UPDATE not in say.group.operations:
        return f"What {say.scenario.optimizer.rule.spoken} finds out once, for all parameters together."
    group, of = say.group, say.known.trace.of
    indices = np.concatenate([np.asarray(group.parameters(layer), dtype=int) for layer in group.layers])
    changes = say.known.theta - of.theta_before
    index, change = _OfParameters(indices, changes[indices]).largest
    name, before, after = say.parameter(index), of.theta_before[index], say.known.theta[index]
    kind = "weights" if _are_weights(say, indices) else "parameters"
    is_alone, count = len(indices) == 1, f"{len(indices):,} {kind}"
    if not change:
        return f"{name} stays as it is." if is_alone else f"The {count} stay as they are."
    which = f"{name} moves" if is_alone else f"Of these {count}, {name} moves most:"
    why = "" if is_alone else why_most(Moved(say.known, indices, changes[indices]), say.writing)
    return f"{which} {by_sign(change, 'up', '', 'down')} from {say.show(before)} to {say.show(after)}. {why}".rstrip()


def _are_weights(say: GroupSpeech, indices: Array) -> bool:
    return not any(say.scenario.network.parameter(int(index)).is_bias for index in (indices[0], indices[-1]))
