"""What to try after an update: two or three things that this case calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from math import isnan

import numpy as np

from explainer.functions.losses import LOSSES
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known_update import KnownUpdate

_MOST = 3
_TINY, _HUGE = 0.01, 1.0
"""The largest change, as a part of the largest weight, below and above which a step is called small or large."""
_TIMES = 10
_FEW = 100
"""As long as fewer updates are done, many more are worth a try."""


def suggestions(done: KnownUpdate, writing: Writing) -> list[str]:
    """Return what to do and what to look for, the most telling first."""
    return list(islice(filter(None, _all(done, writing)), _MOST))


def _all(done: KnownUpdate, writing: Writing) -> Iterator[str]:
    for suggestion in _SUGGESTIONS:
        yield suggestion(done, writing)


def _nothing_moves(done: KnownUpdate, writing: Writing) -> str:
    scenario = done.known.scenario
    if done.moved:
        return ""
    if not scenario.optimizer.learning_rate:
        return "The learning rate is 0: double-click it under the network and type 0.5."
    with_slope = scenario.network.layers[1:-1] if LOSSES[scenario.loss].from_net else scenario.network.layers[1:]
    if "step" in (layer.activation for layer in with_slope):
        return "The step function has no slope: right-click a unit and choose another activation."
    if not done.before:
        return "There is nothing left to learn here: double-click a target and change it."
    return "All gradients are 0 here: “New random weights” starts from another place."


def _twins(done: KnownUpdate, writing: Writing) -> str:
    """Name two hidden units that have the same weights and so learn the same for ever."""
    network, theta = done.known.scenario.network, done.known.trace.of.theta_after
    for layer, above in zip(network.layers[1:-1], network.layers[2:], strict=True):
        rows = np.hstack((layer.weights(theta), above.weights(theta).T))
        first, second = (rows[0], rows[1]) if layer.units > 1 else (rows[0], rows[0] + 1)
        if np.array_equal(first, second):
            one, other = layer.names[:2]
            return f"{one} and {other} have the same weights and stay twins: “New random weights” parts them."
    return ""


def _loss_rose(done: KnownUpdate, writing: Writing) -> str:
    rate = done.known.scenario.optimizer.learning_rate
    if isnan(done.after) or not done.has_same_batch_next or done.after <= done.before or not rate:
        return ""
    smaller = writing.show(rate / _TIMES)
    if done.known.scenario.bug:
        return f"The loss rose: that is the bug, or such steps are too long. A learning rate of {smaller} would tell."
    return f"The loss rose: such steps are too long. Double-click the learning rate and type {smaller}."


def _size_of_step(done: KnownUpdate, writing: Writing) -> str:
    optimizer, of = done.known.scenario.optimizer, done.known.trace.of
    if not done.moved or optimizer.rule.is_minimiser:
        return ""
    share = np.abs(done.changes).max() / (np.abs(of.theta_before).max() or 1.0)
    if share < _TINY:
        rate = writing.show(optimizer.learning_rate * _TIMES)
        return f"Such a step is small beside the weights: double-click the learning rate and type {rate}."
    if share > _HUGE:
        rate = writing.show(optimizer.learning_rate / _TIMES)
        return f"Such a step is longer than the weights are large: double-click the learning rate and type {rate}."
    return ""


def _train(done: KnownUpdate, writing: Writing) -> str:
    if not done.moved or done.number >= _FEW:
        return ""
    return "+1000 (Ctrl+4) makes a thousand more: look where the loss goes, and which weights grow."


def _turn_an_output(done: KnownUpdate, writing: Writing) -> str:
    """Propose a target on the other side of an output."""
    if done.known.samples > 1 or not done.moved:
        return ""
    sample, unit = done.worst
    out, target = done.outputs[sample, unit], done.targets[sample, unit]
    layer = done.known.scenario.network.layers[-1]
    if out == target or layer.activation not in ("sigmoid", "tanh", "linear"):
        return ""
    other = _beyond(out, target, layer.activation)
    if (out > target) == (out > other):
        return ""
    return f"Double-click the target of {layer.names[unit]} and type {writing.show(other)}: its delta turns its sign."


def _beyond(out: float, target: float, activation: str) -> float:
    """Return a target on the side of the output where it is not now, as far as the activation reaches."""
    if activation == "linear":
        return float(f"{2 * out - target:.2g}")
    edges = {"sigmoid": (0.01, 0.99), "tanh": (-0.99, 0.99)}[activation]
    return edges[1] if out > target else edges[0]


def _other_samples(done: KnownUpdate, writing: Writing) -> str:
    scenario = done.known.scenario
    if scenario.dropout:
        return f"Dropout draws anew: see which units update {done.number + 1:,} leaves out."
    if scenario.updates_per_epoch == 1:
        return ""
    left = scenario.updates_per_epoch - 1 - (done.number - 1) % scenario.updates_per_epoch
    return (
        f"{left:,} more of these and every sample was used once: 7, then → goes through the rest of the epoch."
        if left
        else "Every sample was used once: the next epoch takes them again."
    )


def _compare_gradients(done: KnownUpdate, writing: Writing) -> str:
    return "Check (Alt+8) compares the gradients with the slopes that small steps find." if done.moved else ""


_SUGGESTIONS: tuple[Callable[[KnownUpdate, Writing], str], ...] = (
    _nothing_moves,
    _twins,
    _loss_rose,
    _size_of_step,
    _other_samples,
    _train,
    _turn_an_output,
    _compare_gradients,
)
