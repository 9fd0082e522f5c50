"""What a layer form says in plain words."""

from __future__ import annotations

from collections.abc import Callable

from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.notation import Notation
from explainer.trace.operations import Operation
from explainer.trace.step import Step

_SINGLE = "These are single numbers, so the line is the same for a whole layer."
_ENTRYWISE = "entry by entry"


def caption(step: Step, notation: Notation) -> str:
    """Return one or two sentences about the equation."""
    return _CAPTIONS[step.place.operation](step, notation)


def _layer(step: Step) -> str:
    return f"layer {step.of.scenario.network.layers[step.place.layer].number}"


def _is_output(step: Step) -> bool:
    return step.place.layer + 1 == len(step.of.scenario.network.layers)


def _is_bias(step: Step) -> bool:
    return step.parameter is not None and step.parameter.is_bias


def _parameters(step: Step) -> str:
    return f"{'biases' if _is_bias(step) else 'weights'} of {_layer(step)}"


def _net(step: Step, notation: Notation) -> str:
    said = f"All net inputs of {_layer(step)} at once: a row of weights times the column of inputs, for each unit."
    return f"{said} The biases are column 0, on a constant input of 1." if notation is Notation.THETA else said


def _out(step: Step, notation: Notation) -> str:
    if step.of.layer(step.place.layer).activation.is_of_layer:
        return f"All outputs of {_layer(step)} at once: each is its share of the sum over all of them."
    return f"All outputs of {_layer(step)} at once: the activation function, {_ENTRYWISE}."


def _blame(step: Step, notation: Notation) -> str:
    if _is_output(step):
        return "How the error changes with every output at once: what the first equation starts from."
    return f"The blame of all units of {_layer(step)} at once: the deltas above go back along the same weights."


def _delta(step: Step, notation: Notation) -> str:
    if not _is_output(step):
        said = f"The second equation of backpropagation: all deltas of {_layer(step)} from those of the layer above."
        return f"{said} These weights are already updated: the classic slip." if _is_sequential(step) else said
    if step.of.arrays.loss.from_net:
        return "The first equation of backpropagation: all output deltas at once. The slopes have cancelled."
    return "The first equation of backpropagation: all output deltas at once. ⊙ multiplies entry by entry."


def _is_sequential(step: Step) -> bool:
    return step.of.scenario.update_order == "sequential"


def _gradient(step: Step, notation: Notation) -> str:
    if not _is_bias(step):
        said = "The fourth equation of backpropagation: each delta times each of the numbers that come in."
        return f"{said} These are the gradients of all weights of {_layer(step)}."
    said = f"The third equation of backpropagation: the gradients of the biases of {_layer(step)} are its deltas."
    return said.replace("are its deltas", "add up, because it has only one") if _is_shared(step) else said


def _is_shared(step: Step) -> bool:
    return step.of.scenario.network.biases == "shared"


def _batch_gradient(step: Step, notation: Notation) -> str:
    return f"The gradients of all {_parameters(step)} at once, as the update uses them."


def _memory(step: Step, notation: Notation) -> str:
    if OPTIMIZERS[step.of.scenario.optimizer.name].is_minimiser:
        return f"The part of all {_parameters(step)} in the direction. It was chosen: there is no formula."
    return f"What the optimizer keeps for all {_parameters(step)} at once, {_ENTRYWISE}."


def _scalar(step: Step, notation: Notation) -> str:
    if OPTIMIZERS[step.of.scenario.optimizer.name].is_minimiser:
        return "One number for all parameters together. It was chosen: there is no formula."
    return "One number for the whole update, the same for all parameters."


_CAPTIONS: dict[Operation, Callable[[Step, Notation], str]] = {
    Operation.NET: _net,
    Operation.OUT: _out,
    Operation.DROPOUT: lambda step, _: (
        f"What all units of {_layer(step)} pass on, entry by entry: 1 keeps a unit, 0 leaves it out."
    ),
    Operation.ERROR: lambda step, _: f"The errors of all outputs at once, {_ENTRYWISE}.",
    Operation.SAMPLE_ERROR: lambda step, _: "The errors of all outputs added up.",
    Operation.ERROR_SUM: lambda step, _: _SINGLE,
    Operation.DE_DOUT: _blame,
    Operation.DOUT_DNET: lambda step, _: f"All slopes of {_layer(step)} at once, {_ENTRYWISE}.",
    Operation.DELTA: _delta,
    Operation.CONTRIBUTION: lambda step, _: (
        f"All blame that comes back to {_layer(step)}: a row for each of its units, a column for each unit above. "
        "diag multiplies each column by its delta."
    ),
    Operation.DROPOUT_BACK: lambda step, _: (
        f"The blame of all units of {_layer(step)}: none goes through those that are left out."
    ),
    Operation.GRADIENT: _gradient,
    Operation.GRADIENT_SUM: lambda step, _: f"The gradients of all {_parameters(step)}, added up over the samples.",
    Operation.BATCH_ERROR: lambda step, _: _SINGLE,
    Operation.UNIT_PENALTY: lambda step, _: (
        f"The penalties of all units of {_layer(step)} at once; the column of ones adds up the numbers of each row."
    ),
    Operation.PENALTY: lambda step, _: "The penalties of all units added up, layer after layer.",
    Operation.OBJECTIVE: lambda step, _: _SINGLE,
    Operation.BATCH_GRADIENT: _batch_gradient,
    Operation.SCALAR: _scalar,
    Operation.MEMORY: _memory,
    Operation.UPDATE: lambda step, _: f"All {_parameters(step)} at once, {_ENTRYWISE}.",
}
