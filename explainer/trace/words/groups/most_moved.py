"""Why one parameter moved most: its gradient beside the others', and the numbers that this is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Parameter
from explainer.trace.formula.notation import MINUS, Writing
from explainer.trace.formula.plain_text import PaperWriter
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.formula.writing import SUM
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.notations.naming import parameter_label, spoken_name
from explainer.trace.words.groups.group_speech import largest

_KEEPS_MOVING = ("momentum", "nesterov")
_NEARLY, _EXACTLY = 1e-5, 1e-12
"""As a part of the longest step: by how much others may be shorter and are called about as long, or as long."""


class Moved(NamedTuple):
    """How far parameters have moved in an update: their indices in theta, and by how much each has changed."""

    known: Known
    indices: NDArray[np.intp]
    changes: Array

    @property
    def gradients(self) -> Array:
        """The gradients that the update used."""
        return np.asarray(self.known.trace.of.arrays.gradient[self.indices])

    def as_far_as_any(self, part: float) -> list[int]:
        """Return the indices of those that moved farthest, up to this part of the longest step, the longest first."""
        sizes = np.abs(self.changes)
        order = np.argsort(-sizes, kind="stable")
        found: list[int] = self.indices[order[sizes[order] >= sizes.max() * (1 - part)]].tolist()
        return found

    @property
    def is_by_gradient_alone(self) -> bool:
        """Whether every step is the learning rate times the gradient, as the first of many optimizers is."""
        optimizer = self.known.scenario.optimizer
        steps = optimizer.learning_rate * self.gradients
        nearly = _NEARLY * np.abs(steps).max()
        return optimizer.name == "sgd" or np.allclose(self.changes, -steps, rtol=0, atol=nearly)


def moved_most(moved: Moved, writing: Writing) -> str:
    """Name the parameter that moved most, and say why; nothing where none moved, or there is only one, or where that
    is not told."""
    if moved.known.trace.shown.hides_formulas:
        return ""
    if len(moved.indices) < 2 or not np.isfinite(moved.changes).all() or not moved.changes.any():
        return ""
    first, *others = moved.as_far_as_any(_NEARLY)
    name = _label(moved.known, first, writing)
    if not others:
        return f"{name} moved most. {why_most(moved, writing)}"
    about = "" if len(moved.as_far_as_any(_EXACTLY)) == len(others) + 1 else "about "
    last = _label(moved.known, others[0], writing) if len(others) == 1 else f"{len(others):,} others"
    return f"{name} and {last} moved most, {about}equally far. {_why_all(moved, first, writing)}"


def _why_all(moved: Moved, first: int, writing: Writing) -> str:
    rule = moved.known.scenario.optimizer.rule
    if rule.is_minimiser or not moved.is_by_gradient_alone:
        return f"{rule.spoken} {_how(moved)}."
    made = gradient_made(moved.known, first, writing)
    return f"No gradient is steeper than that of {_label(moved.known, first, writing)}: {made}."


def why_most(moved: Moved, writing: Writing) -> str:
    """Say why the one that moved most did so, by its gradient and what that is made of."""
    known, rule = moved.known, moved.known.scenario.optimizer.rule
    if rule.is_minimiser:
        return f"{rule.spoken} {_how(moved)}."
    index, steepest = (int(moved.indices[largest(values)]) for values in (moved.changes, moved.gradients))
    made = gradient_made(known, index, writing)
    if moved.is_by_gradient_alone:
        return " ".join((f"Its gradient is the steepest: {made}.", *_large_factors(moved, index, writing)))
    if index == steepest:
        return f"Its gradient is the steepest: {made}. But {rule.spoken} {_how(moved)}."
    steeper = _label(known, steepest, writing)
    return f"Its gradient is {made}. That of {steeper} is steeper, but {rule.spoken} {_how(moved)}."


def _how(moved: Moved) -> str:
    """What an optimizer makes a step of besides the gradient."""
    optimizer = moved.known.scenario.optimizer
    if optimizer.rule.is_minimiser:
        return "chose the direction of the step for all of them together"
    if optimizer.name in _KEEPS_MOVING:
        return "adds to each gradient what is left of the steps before"
    return "divides each gradient by how large it usually is"


def gradient_made(known: Known, index: int, writing: Writing) -> str:
    """Return what the gradient that an update uses is made of, with its numbers: of a batch with those of the sample
    that adds most."""
    of, parameter = known.trace.of, known.scenario.network.parameter(index)
    if _is_made_wrong(known, parameter):
        return f"{writing.show(float(of.arrays.gradient[index]))}, which has the bug in it"
    pull, whole = known.scenario.has_penalty, writing.show(float(of.arrays.gradient[index]))
    if of.samples == 1:
        product = product_made(known, parameter, 0, writing)
        return f"{whole}, from {product} and the pull of the penalty" if pull else product
    each = np.array([of.gradient(sample, parameter) for sample in range(of.samples)])
    sample = int(np.argmax(np.nan_to_num(each * np.sign(each.sum()))))
    kind = "average" if known.scenario.reduction == "mean" else "sum"
    names, numbers = _product(known, parameter, sample, writing)
    text = f"{whole}, the {kind} of {names} over {of.samples:,} samples{' and the pull of the penalty' if pull else ''}"
    return f"{text}; sample {of.rows[sample] + 1:,} adds most, {numbers} = {writing.show(float(each[sample]))}"


def _is_made_wrong(known: Known, parameter: Parameter) -> bool:
    """Tell whether a bug is in what becomes of the gradients of the samples."""
    place = Place(Operation.BATCH_GRADIENT, parameter.layer, parameter=parameter.index)
    number = known.trace.plan.number(place)
    is_made = number is not None and known.trace[number].right is not None
    return is_made or (known.scenario.keeps_sums and known.samples > 1)


def product_made(known: Known, parameter: Parameter, sample: int, writing: Writing) -> str:
    """Return the gradient of a sample and its factors: δ_o1 · out_h1 = 0.138499 · 0.593270 = 0.0821670."""
    value = writing.show(known.trace.of.gradient(sample, parameter))
    return " = ".join((*_product(known, parameter, sample, writing), value))


def _product(known: Known, parameter: Parameter, sample: int, writing: Writing) -> tuple[str, str]:
    """The factors of a sample's gradient, as symbols and as numbers."""
    place = Place(Operation.GRADIENT, parameter.layer, sample=sample, parameter=parameter.index)
    number = known.trace.plan.number(place)
    assert number is not None, "what is trained has gradients"
    step = known.trace[number]

    def written(symbol: Symbol) -> str:
        text = writing.show(step.read(symbol))
        return f"({text})" if text.startswith(MINUS) else text

    return (
        _Spaced(lambda symbol: spoken_name(known.scenario, symbol, writing.notation)).write(step.rule, SUM),
        _Spaced(written).write(step.rule, SUM),
    )


class _Spaced(PaperWriter):
    """Writes products of long factors."""

    times = " · "


def _large_factors(moved: Moved, index: int, writing: Writing) -> Iterator[str]:
    """Say of the factors of a sample's gradient which are the largest of their kind."""
    known, of = moved.known, moved.known.trace.of
    parameter = known.scenario.network.parameter(index)
    if of.samples > 1 or known.scenario.has_penalty or parameter.unit < 0:
        return
    facts = [_large_delta(moved, parameter, writing), _large_input(known, parameter, writing)]
    if any(facts):
        yield f"{', and '.join(filter(None, facts))}."


def _large_delta(moved: Moved, parameter: Parameter, writing: Writing) -> str:
    of, network = moved.known.trace.of, moved.known.scenario.network
    layers = sorted({network.parameter(index).layer for index in moved.indices.tolist()})
    deltas = np.concatenate([of.layer(layer).delta[0] for layer in layers])
    which = _largest_of(deltas, float(of.layer(parameter.layer).delta[0, parameter.unit]))
    symbol = Symbol(Quantity.DELTA, 0, parameter.layer, parameter.unit)
    return which and f"{spoken_name(moved.known.scenario, symbol, writing.notation)} is {which} δ"


def _large_input(known: Known, parameter: Parameter, writing: Writing) -> str:
    if parameter.is_bias:
        return ""
    below, unit = parameter.layer - 1, known.scenario.network.layers[parameter.layer].names[parameter.unit]
    passed = known.trace.of.passed(below)[0]
    which = _largest_of(passed, float(passed[parameter.source]))
    quantity = Quantity.PASSED if below and known.scenario.dropout else Quantity.OUT
    name = spoken_name(known.scenario, Symbol(quantity, 0, below, parameter.source), writing.notation)
    return which and f"{name} is {which} number that comes into {unit}"


def _largest_of(values: Array, value: float) -> str:
    """Return what a number is called that is farther from 0 than every other; nothing where it is not."""
    if len(values) < 2 or (np.abs(values) >= abs(value)).sum() > 1:
        return ""
    return "the largest" if value > 0 else "apart from its sign the largest"


def _label(known: Known, index: int, writing: Writing) -> str:
    return parameter_label(known.scenario, known.scenario.network.parameter(index), writing.notation)
