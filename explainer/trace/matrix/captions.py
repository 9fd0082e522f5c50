"""What a layer form says in plain words."""

from __future__ import annotations

from collections.abc import Callable

from explainer.trace.formula.notation import Notation
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.trace.words.bug_words import CLOSED

_SINGLE = "These are single numbers, so the line is the same for a whole layer."
_ENTRYWISE = "entry by entry"


def caption(step: Step, notation: Notation) -> str:
    """Return one or two sentences about the equation."""
    if step.is_closed:
        return CLOSED
    if step.scenario.bug and step.place.operation is Operation.DELTA and not step.is_output:
        return f"{_all(step, 'delta')}: blame times slope{_each(step)}."
    return _CAPTIONS[step.place.operation](step, notation)


def wrong_caption(step: Step) -> str:
    """Return a sentence about an equation with a bug in it."""
    bug = step.scenario.bug
    assert bug is not None
    return f"This is the bug {bug.name}. {bug.said}"


def _layer(step: Step) -> str:
    return f"layer {step.layer.number}"


def _parameters(step: Step) -> str:
    return f"{'biases' if step.is_of_bias else 'weights'} of {_layer(step)}"


def _all(step: Step, one: str, all_of: str | None = None) -> str:
    """Return what the equation is about: something of all units of the layer, or of its only one."""
    if step.layer.units == 1:
        return f"The {one} of the only unit of {_layer(step)}"
    return f"All {all_of or f'{one}s'} of {_layer(step)} at once"


def _net(step: Step, notation: Notation) -> str:
    rows = "a row of weights times the column of inputs" + (", for each unit" if step.layer.units > 1 else "")
    said = f"{_all(step, 'net input')}: {rows}."
    return f"{said} The biases are column 0, on a constant input of 1." if notation is Notation.THETA else said


def _out(step: Step, notation: Notation) -> str:
    if step.of.layer(step.place.layer).activation.is_of_layer:
        share = "its share of the sum over all, which is 1" if step.layer.units == 1 else "each is its share of the sum"
        return f"{_all(step, 'output')}: {share}."
    return f"{_all(step, 'output')}: the activation function{_each(step)}."


def _each(step: Step) -> str:
    return f", {_ENTRYWISE}" if step.layer.units > 1 else ""


def _blame(step: Step, notation: Notation) -> str:
    if step.is_output:
        which = "the output" if step.layer.units == 1 else "every output at once"
        return f"How the error changes with {which}: with this the way back begins."
    weights = (
        "weights that are already updated, the classic slip" if step.scenario.is_sequential else "the same weights"
    )
    return f"{_all(step, 'blame', 'blame')}: the deltas above go back along {weights}."


def _delta(step: Step, notation: Notation) -> str:
    if not step.is_output:
        said = f"The deltas of {_layer(step)} from those of the layer above: {_of_four('second')}."
        return f"{said} These weights are already updated: the classic slip." if step.scenario.is_sequential else said
    which = "The delta of the only output" if step.layer.units == 1 else "All output deltas at once"
    said = f"{which}: {_of_four('first')}."
    if not step.of.arrays.loss.from_net:
        return f"{said} ⊙ multiplies entry by entry."
    is_flat = step.of.layer(step.place.layer).activation.is_flat
    return f"{said} {'No slope is in it: Rosenblatt’s rule' if is_flat else 'The slopes have cancelled'}."


def _gradient(step: Step, notation: Notation) -> str:
    if not step.is_of_bias:
        said = f"The gradients of all weights of {_layer(step)}: each delta times each of the numbers that come in,"
        return f"{said} {_of_four('fourth')}."
    if step.layer.units == 1:
        said = f"The gradient of the bias of {_layer(step)} is its delta"
    elif _is_shared(step):
        said = f"The deltas of {_layer(step)} add up, because it has only one bias"
    else:
        said = f"The gradients of the biases of {_layer(step)} are its deltas"
    return f"{said}: {_of_four('third')}."


def _of_four(which: str) -> str:
    return f"the {which} of the four equations that backpropagation is made of"


def _is_shared(step: Step) -> bool:
    return step.scenario.network.biases == "shared"


def _sample_error(step: Step, notation: Notation) -> str:
    if len(step.scenario.network.layers[-1].names) == 1:
        return "There is one output, so its error is the whole."
    return "The errors of all outputs added up."


def _left_out(step: Step) -> str:
    """What dropout does to blame, by how many units it has left out of this sample."""
    out = int((step.of.layer(step.place.layer).keep[step.place.sample] == 0).sum())
    if not out:
        return "no unit is left out of this sample, so all of it goes through"
    return "none goes through the unit that is left out" if out == 1 else "none goes through those that are left out"


def _batch_gradient(step: Step, notation: Notation) -> str:
    return f"The gradients of all {_parameters(step)} at once, as the update uses them."


def _memory(step: Step, notation: Notation) -> str:
    if step.scenario.optimizer.rule.is_minimiser:
        return f"The part of all {_parameters(step)} in the direction. It was chosen: there is no formula."
    return f"What the optimizer keeps for all {_parameters(step)} at once, {_ENTRYWISE}."


def _but_frozen(step: Step) -> str:
    """What does not follow the equation."""
    parameter, frozen = step.parameter, map(step.scenario.network.parameter, step.scenario.network.frozen)
    assert parameter is not None, "an update is that of a parameter"
    is_alike = any((of.layer, of.is_bias) == (parameter.layer, parameter.is_bias) for of in frozen)
    return "; those that are frozen stay as they are" if is_alike else ""


def _scalar(step: Step, notation: Notation) -> str:
    if step.scenario.optimizer.rule.is_minimiser:
        return "One number for all parameters together. It was chosen: there is no formula."
    return "One number for the whole update, the same for all parameters."


_CAPTIONS: dict[Operation, Callable[[Step, Notation], str]] = {
    Operation.NET: _net,
    Operation.OUT: _out,
    Operation.DROPOUT: lambda step, _: (
        f"What all units of {_layer(step)} pass on, entry by entry: 1 keeps a unit, 0 leaves it out."
    ),
    Operation.ERROR: lambda step, _: f"{_all(step, 'error')}{_each(step)}.",
    Operation.SAMPLE_ERROR: _sample_error,
    Operation.ERROR_SUM: lambda step, _: _SINGLE,
    Operation.DE_DOUT: _blame,
    Operation.DOUT_DNET: lambda step, _: f"{_all(step, 'slope')}{_each(step)}.",
    Operation.DELTA: _delta,
    Operation.INPUT_GRADIENT: lambda step, _: (
        "How the error changes with each input: the deltas of layer 2 go back along its weights."
    ),
    Operation.CONTRIBUTION: lambda step, _: (
        f"All blame that comes back to {_layer(step)}: a row for each of its units, a column for each unit above. "
        "diag multiplies each column by its delta."
    ),
    Operation.DROPOUT_BACK: lambda step, _: f"{_all(step, 'blame', 'blame')}: {_left_out(step)}.",
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
    Operation.UPDATE: lambda step, _: f"All {_parameters(step)} at once, {_ENTRYWISE}{_but_frozen(step)}.",
}
