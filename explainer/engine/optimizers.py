"""Optimizers as rules on one vector, as a table.

A rule gives array operations that change `theta` by the gradient `g`. `once` comes once per update and sees only the
scalars, `each` once per update or, in sequential order, once per layer. Arrays are told by name: `memory` is kept from
update to update and begins at 0, `work` is made anew by each update, and `scalars` are single numbers that are kept,
with the value they begin at.
Definitions and defaults are PyTorch's (torch.optim, version 2), without weight decay; sources: Polyak (1964), Nesterov
(1983), Duchi and others (2011), Zeiler (2012), Hinton's lecture 6e (2012), Kingma and Ba (2015), Dozat (2016).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.program import Operations, write_maximum

_ONE = np.array(1.0)


@dataclass(frozen=True, eq=False)
class Slots:
    """What a rule works on: a stretch of theta, its gradient `g` and the optimizer's arrays there, the scalars (arrays
    without dimensions) and the settings."""

    theta: Array
    g: Array
    arrays: Mapping[str, Array]
    scalars: Mapping[str, Array]
    settings: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    def part(self, span: slice) -> Slots:
        """Return the slots of a stretch of this stretch."""
        arrays = {name: array[span] for name, array in self.arrays.items()}
        return Slots(self.theta[span], self.g[span], arrays, self.scalars, self.settings)


Rule = Callable[[Slots], Operations]


def _nothing(s: Slots) -> Operations:
    yield from ()


@dataclass(frozen=True)
class Optimizer:
    """One optimizer: its name in scenario files, its defaults, its rule, and the names of what it computes.

    A minimiser has no rule and no learning rate: SciPy chooses the steps.
    """

    name: str
    learning_rate: float
    each: Rule
    options: Mapping[str, float] = field(default_factory=dict)
    memory: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    scalars: Mapping[str, float] = field(default_factory=dict)
    work_scalars: tuple[str, ...] = ()
    once: Rule = _nothing
    is_minimiser: bool = False


def _descend(s: Slots, direction: Array) -> Operations:
    """theta = theta - learning_rate * direction"""
    step = np.zeros_like(direction)
    yield np.multiply, (s.settings["learning_rate"], direction, step)
    yield np.subtract, (s.theta, step, s.theta)


def _decay(average: Array, kept: Array, new: Array) -> Operations:
    """average = kept * average + (1 - kept) * new"""
    fresh = np.zeros_like(average)
    yield np.multiply, (kept, average, average)
    yield np.multiply, (_ONE - kept, new, fresh)
    yield np.add, (average, fresh, average)


def _decay_square(average: Array, kept: Array, g: Array) -> Operations:
    square = np.zeros_like(g)
    yield np.multiply, (g, g, square)
    yield from _decay(average, kept, square)


def _root(square: Array, epsilon: Array, root: Array) -> Operations:
    """root = sqrt(square) + epsilon"""
    yield np.sqrt, (square, root)
    yield np.add, (root, epsilon, root)


def _sgd(s: Slots) -> Operations:
    yield from _descend(s, s.g)


def _velocity(s: Slots) -> Operations:
    """velocity = momentum * velocity + g"""
    yield np.multiply, (s.settings["momentum"], s["velocity"], s["velocity"])
    yield np.add, (s["velocity"], s.g, s["velocity"])


def _momentum(s: Slots) -> Operations:
    yield from _velocity(s)
    yield from _descend(s, s["velocity"])


def _nesterov(s: Slots) -> Operations:
    yield from _velocity(s)
    yield np.multiply, (s.settings["momentum"], s["velocity"], s["direction"])
    yield np.add, (s.g, s["direction"], s["direction"])
    yield from _descend(s, s["direction"])


def _adagrad(s: Slots) -> Operations:
    square, root = np.zeros_like(s.g), np.zeros_like(s.g)
    yield np.multiply, (s.g, s.g, square)
    yield np.add, (s["square_sum"], square, s["square_sum"])
    yield from _root(s["square_sum"], s.settings["epsilon"], root)
    yield np.divide, (s.g, root, root)
    yield from _descend(s, root)


def _adadelta(s: Slots) -> Operations:
    root, direction = np.zeros_like(s.g), s["direction"]
    yield from _decay_square(s["square_average"], s.settings["rho"], s.g)
    yield np.add, (s["step_average"], s.settings["epsilon"], direction)
    yield np.sqrt, (direction, direction)
    yield np.add, (s["square_average"], s.settings["epsilon"], root)
    yield np.sqrt, (root, root)
    yield np.divide, (direction, root, direction)
    yield np.multiply, (direction, s.g, direction)
    yield from _decay_square(s["step_average"], s.settings["rho"], direction)
    yield from _descend(s, direction)


def _rmsprop(s: Slots) -> Operations:
    root = np.zeros_like(s.g)
    yield from _decay_square(s["square_average"], s.settings["alpha"], s.g)
    yield from _root(s["square_average"], s.settings["epsilon"], root)
    yield np.divide, (s.g, root, root)
    yield from _descend(s, root)


def _count(s: Slots) -> Operations:
    yield np.add, (s.scalars["t"], _ONE, s.scalars["t"])


def _correction(beta: Array, t: Array, factor: Array) -> Operations:
    """factor = 1 - beta**t"""
    yield np.power, (beta, t, factor)
    yield np.subtract, (_ONE, factor, factor)


def _moments(s: Slots) -> Operations:
    yield from _decay(s["moment1"], s.settings["beta1"], s.g)
    yield from _decay_square(s["moment2"], s.settings["beta2"], s.g)


def _adam(s: Slots) -> Operations:
    factor, root = np.zeros(()), np.zeros_like(s.g)
    yield from _moments(s)
    for moment, beta in (("moment1", "beta1"), ("moment2", "beta2")):
        yield from _correction(s.settings[beta], s.scalars["t"], factor)
        yield np.divide, (s[moment], factor, s[f"{moment}_hat"])
    yield from _root(s["moment2_hat"], s.settings["epsilon"], root)
    yield np.divide, (s["moment1_hat"], root, root)
    yield from _descend(s, root)


def _adamax(s: Slots) -> Operations:
    factor, size, norm = np.zeros(()), np.zeros_like(s.g), s["infinity_norm"]
    yield from _decay(s["moment1"], s.settings["beta1"], s.g)
    yield np.abs, (s.g, size)
    yield np.add, (size, s.settings["epsilon"], size)
    yield np.multiply, (s.settings["beta2"], norm, norm)
    yield write_maximum, (norm, size, norm)
    yield from _correction(s.settings["beta1"], s.scalars["t"], factor)
    yield np.divide, (s.settings["learning_rate"], factor, factor)
    yield np.divide, (s["moment1"], norm, size)
    yield np.multiply, (factor, size, size)
    yield np.subtract, (s.theta, size, s.theta)


_DECAY_BASE = np.array(0.96)


def _nadam_once(s: Slots) -> Operations:
    """momentum_now = beta1 * (1 - 0.5 * 0.96**(t * momentum_decay)), momentum_next the same of t + 1."""
    half, exponent = np.array(0.5), np.zeros(())
    yield from _count(s)
    for name, later in (("momentum_now", np.array(0.0)), ("momentum_next", _ONE)):
        momentum = s.scalars[name]
        yield np.add, (s.scalars["t"], later, exponent)
        yield np.multiply, (exponent, s.settings["momentum_decay"], exponent)
        yield np.power, (_DECAY_BASE, exponent, momentum)
        yield np.multiply, (half, momentum, momentum)
        yield np.subtract, (_ONE, momentum, momentum)
        yield np.multiply, (s.settings["beta1"], momentum, momentum)
    product = s.scalars["momentum_product"]
    yield np.multiply, (product, s.scalars["momentum_now"], product)


def _nadam(s: Slots) -> Operations:
    factor, rate, product = np.zeros(()), np.zeros(()), s.scalars["momentum_product"]
    root, step = np.zeros_like(s.g), np.zeros_like(s.g)
    now, after, learning_rate = s.scalars["momentum_now"], s.scalars["momentum_next"], s.settings["learning_rate"]
    yield from _moments(s)
    yield from _correction(s.settings["beta2"], s.scalars["t"], factor)
    yield np.divide, (s["moment2"], factor, s["moment2_hat"])
    yield from _root(s["moment2_hat"], s.settings["epsilon"], root)
    yield np.subtract, (_ONE, now, rate)
    yield np.multiply, (learning_rate, rate, rate)
    yield np.subtract, (_ONE, product, factor)
    yield np.divide, (rate, factor, rate)
    yield np.multiply, (rate, s.g, step)
    yield np.divide, (step, root, step)
    yield np.subtract, (s.theta, step, s.theta)
    yield np.multiply, (learning_rate, after, rate)
    yield np.multiply, (product, after, factor)
    yield np.subtract, (_ONE, factor, factor)
    yield np.divide, (rate, factor, rate)
    yield np.multiply, (rate, s["moment1"], step)
    yield np.divide, (step, root, step)
    yield np.subtract, (s.theta, step, s.theta)


_MOMENTUM = {"momentum": 0.9}
_ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
_T = {"t": 0.0}
MINIMISERS = ("bfgs", "l_bfgs", "conjugate_gradient", "newton_cg")


def _minimiser(name: str) -> Optimizer:
    return Optimizer(
        name,
        0.0,
        _nothing,
        work=("direction",),
        scalars=_T,
        work_scalars=("step_length",),
        once=_count,
        is_minimiser=True,
    )


OPTIMIZERS = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("sgd", 0.5, _sgd),
        Optimizer("momentum", 0.5, _momentum, _MOMENTUM, ("velocity",)),
        Optimizer("nesterov", 0.5, _nesterov, _MOMENTUM, ("velocity",), ("direction",)),
        Optimizer("adagrad", 0.01, _adagrad, {"epsilon": 1e-10}, ("square_sum",)),
        Optimizer(
            "adadelta",
            1.0,
            _adadelta,
            {"rho": 0.9, "epsilon": 1e-6},
            ("square_average", "step_average"),
            ("direction",),
        ),
        Optimizer("rmsprop", 0.01, _rmsprop, {"alpha": 0.99, "epsilon": 1e-8}, ("square_average",)),
        Optimizer(
            "adam",
            0.001,
            _adam,
            _ADAM,
            ("moment1", "moment2"),
            ("moment1_hat", "moment2_hat"),
            scalars=_T,
            once=_count,
        ),
        Optimizer("adamax", 0.002, _adamax, _ADAM, ("moment1", "infinity_norm"), scalars=_T, once=_count),
        Optimizer(
            "nadam",
            0.002,
            _nadam,
            {**_ADAM, "momentum_decay": 0.004},
            ("moment1", "moment2"),
            ("moment2_hat",),
            scalars={"t": 0.0, "momentum_product": 1.0},
            work_scalars=("momentum_now", "momentum_next"),
            once=_nadam_once,
        ),
        *map(_minimiser, MINIMISERS),
    )
}
