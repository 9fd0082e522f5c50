"""Optimizers as rules for one parameter, line by line, and the table of them.

In a rule w is the parameter, g its gradient and t the number of updates, with this one. A line may read what it makes
as the last update left it, s.velocity, and any later line what it has made, s.new.velocity: the first is what the
optimizer remembers. Definitions and defaults are PyTorch's (torch.optim, version 2), without weight decay;
only the learning rate and momentum of sgd, momentum and nesterov are this program's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import inf
from typing import Any, NamedTuple

import numpy as np

from explainer.functions.expression import Constant, Expression, Leaf, Sum, symbols
from explainer.functions.recorded import Recorded
from explainer.functions.written import Letters, Lines, calculated_lines_of, lines_of

Line = Iterator[tuple[Any, ...]]


def sgd(s: Letters) -> Line:
    """Gradient descent."""
    yield "update", s.w - s.learning_rate * s.g


def momentum(s: Letters) -> Line:
    """Polyak 1964."""
    yield "velocity", s.momentum * s.velocity + s.g
    yield "update", s.w - s.learning_rate * s.new.velocity


def nesterov(s: Letters) -> Line:
    """Nesterov 1983."""
    yield "velocity", s.momentum * s.velocity + s.g
    yield "direction", s.g + s.momentum * s.new.velocity
    yield "update", s.w - s.learning_rate * s.new.direction


def adagrad(s: Letters) -> Line:
    """Duchi, Hazan and Singer 2011."""
    yield "square_sum", s.square_sum + s.g**2
    yield "update", s.w - s.learning_rate * (s.g / (np.sqrt(s.new.square_sum) + s.epsilon))


def adadelta(s: Letters) -> Line:
    """Zeiler 2012."""
    yield "square_average", s.rho * s.square_average + (1 - s.rho) * s.g**2
    yield "direction", np.sqrt(s.step_average + s.epsilon) / np.sqrt(s.new.square_average + s.epsilon) * s.g
    yield "step_average", s.rho * s.step_average + (1 - s.rho) * s.new.direction**2
    yield "update", s.w - s.learning_rate * s.new.direction


def rmsprop(s: Letters) -> Line:
    """Hinton 2012, lecture 6e."""
    yield "square_average", s.alpha * s.square_average + (1 - s.alpha) * s.g**2
    yield "update", s.w - s.learning_rate * (s.g / (np.sqrt(s.new.square_average) + s.epsilon))


def adam(s: Letters) -> Line:
    """Kingma and Ba 2015."""
    yield "moment1", s.beta1 * s.moment1 + (1 - s.beta1) * s.g
    yield "moment2", s.beta2 * s.moment2 + (1 - s.beta2) * s.g**2
    yield "moment1_hat", s.new.moment1 / (1 - s.beta1**s.t)
    yield "moment2_hat", s.new.moment2 / (1 - s.beta2**s.t)
    yield "update", s.w - s.learning_rate * (s.new.moment1_hat / (np.sqrt(s.new.moment2_hat) + s.epsilon))


def adamax(s: Letters) -> Line:
    """Kingma and Ba 2015, section 7.1."""
    yield "moment1", s.beta1 * s.moment1 + (1 - s.beta1) * s.g
    yield "infinity_norm", np.maximum(s.beta2 * s.infinity_norm, abs(s.g) + s.epsilon)
    yield "update", s.w - s.learning_rate / (1 - s.beta1**s.t) * (s.new.moment1 / s.new.infinity_norm)


def nadam_once(s: Letters) -> Line:
    """How the momentum of Nadam grows."""
    yield "momentum_now", s.beta1 * (1 - 0.5 * 0.96 ** (s.t * s.momentum_decay))
    yield "momentum_next", s.beta1 * (1 - 0.5 * 0.96 ** ((s.t + 1) * s.momentum_decay))
    yield "momentum_product", s.momentum_product * s.new.momentum_now


def nadam(s: Letters) -> Line:
    """Dozat 2016."""
    yield "moment1", s.beta1 * s.moment1 + (1 - s.beta1) * s.g
    yield "moment2", s.beta2 * s.moment2 + (1 - s.beta2) * s.g**2
    yield "moment2_hat", s.new.moment2 / (1 - s.beta2**s.t)
    root = np.sqrt(s.new.moment2_hat) + s.epsilon
    fresh = s.learning_rate * (1 - s.new.momentum_now) / (1 - s.new.momentum_product)
    ahead = s.learning_rate * s.new.momentum_next / (1 - s.new.momentum_product * s.new.momentum_next)
    one_step = s.w - (fresh * (s.g / root) + ahead * (s.new.moment1 / root))
    yield "update", one_step, s.w - fresh * s.g / root - ahead * s.new.moment1 / root


def chosen_length(s: Letters) -> Line:
    """How far a minimiser goes: its choice, without a formula."""
    yield "step_length", s.new.step_length


def along_direction(s: Letters) -> Line:
    """A step of a minimiser in the direction that it has chosen."""
    yield "direction", s.new.direction
    yield "update", s.w + s.new.step_length * s.new.direction


def nothing(s: Letters) -> Line:
    """What most optimizers calculate once for all parameters."""
    yield from ()


class Option(NamedTuple):
    """What a setting of optimizers means, the number that it must be below, and how people call it where that is not
    its name."""

    meaning: str
    below: float = inf
    called: str = ""


OPTIONS = {
    "momentum": Option("which part of the last velocity is kept"),
    "alpha": Option("α: which part of the average is kept, the rest is new", 1.0),
    "rho": Option("ρ: which part of the averages is kept, the rest is new", 1.0),
    "beta1": Option("β₁: which part of the average gradient is kept, the rest is new", 1.0),
    "beta2": Option("β₂: which part of the average square is kept, the rest is new", 1.0),
    "epsilon": Option("ε: what is added to divisors so that none of them is 0"),
    "momentum_decay": Option("how quickly the momentum grows towards β₁", called="decay"),
}
"""What is multiplied again and again must fade from update to update, so it is below 1."""


@dataclass(frozen=True, eq=False)
class Optimizer:
    """One optimizer: its name in scenario files, its default learning rate, its rule and its options with defaults.

    `once` are lines that are calculated once in an update for all parameters; `starts` is what of these begins at
    another number than 0. Of a minimiser SciPy's `method` chooses the steps; it has no learning rate, and a limit to
    how many parameters it can have. `called` is how people call it where that is not its name.
    """

    name: str
    learning_rate: float
    each: Lines
    options: Mapping[str, float] = field(default_factory=dict)
    once: Lines = nothing
    starts: Mapping[str, float] = field(default_factory=dict)
    called: str = ""
    method: str = ""
    most_parameters: float = inf

    @property
    def spoken(self) -> str:
        """How people call it."""
        return self.called or self.name.replace("_", " ")

    @property
    def is_minimiser(self) -> bool:
        return bool(self.method)

    @cached_property
    def once_lines(self) -> dict[str, Expression]:
        """The formulas of what is calculated once, by name, in their order."""
        return lines_of(self.once)

    @cached_property
    def each_lines(self) -> dict[str, Expression]:
        """The formulas of what is calculated for each parameter before its new value, by name, in their order."""
        return {name: rule for name, rule in lines_of(self.each).items() if name != "update"}

    @property
    def update(self) -> Expression:
        """The formula of a parameter's new value."""
        return lines_of(self.each)["update"]

    @property
    def calculated_update(self) -> Expression:
        """The same in the form that is calculated."""
        return calculated_lines_of(self.each)["update"]

    @cached_property
    def _read(self) -> frozenset[str]:
        rules = chain(lines_of(self.once).values(), lines_of(self.each).values())
        return frozenset(chain.from_iterable(map(symbols, rules)))

    @cached_property
    def memory(self) -> tuple[str, ...]:
        """What is kept for each parameter from update to update; it begins at 0."""
        return tuple(name for name in self.each_lines if name in self._read)

    @cached_property
    def work(self) -> tuple[str, ...]:
        """What is made anew for each parameter by each update."""
        return tuple(name for name in self.each_lines if name not in self._read)

    @cached_property
    def scalars(self) -> dict[str, float]:
        """Single numbers that are kept, with the number they begin at; t counts the updates where the rule asks."""
        count = {"t": 0.0} if "t" in self._read or self.is_minimiser else {}
        return count | {name: self.starts.get(name, 0.0) for name in self.once_lines if name in self._read}

    @cached_property
    def work_scalars(self) -> tuple[str, ...]:
        """Single numbers that are made anew by each update."""
        return tuple(name for name in self.once_lines if name not in self._read)

    @cached_property
    def recorded_once(self) -> tuple[Recorded, ...]:
        """The operations that come once in an update: counting, and what is calculated for all parameters."""
        count = [Recorded([("t", Sum((Leaf("t"), Constant(1))))])] if "t" in self.scalars else []
        once = {} if self.is_minimiser else calculated_lines_of(self.once)
        return (*count, Recorded(once.items()))

    @cached_property
    def recorded_each(self) -> Recorded:
        """The operations on a stretch of parameters w."""
        each = {} if self.is_minimiser else calculated_lines_of(self.each)
        return Recorded(("w" if name == "update" else name, rule) for name, rule in each.items())


_MOMENTUM = {"momentum": 0.9}
_ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


def _minimiser(name: str, method: str, called: str, most_parameters: int) -> Optimizer:
    return Optimizer(
        name,
        0.0,
        along_direction,
        once=chosen_length,
        called=called,
        method=method,
        most_parameters=most_parameters,
    )


OPTIMIZERS = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("sgd", 0.5, sgd, called="gradient descent"),
        Optimizer("momentum", 0.5, momentum, _MOMENTUM),
        Optimizer("nesterov", 0.5, nesterov, _MOMENTUM, called="Nesterov"),
        Optimizer("adagrad", 0.01, adagrad, {"epsilon": 1e-10}, called="Adagrad"),
        Optimizer("adadelta", 1.0, adadelta, {"rho": 0.9, "epsilon": 1e-6}, called="Adadelta"),
        Optimizer("rmsprop", 0.01, rmsprop, {"alpha": 0.99, "epsilon": 1e-8}, called="RMSprop"),
        Optimizer("adam", 0.001, adam, _ADAM, called="Adam"),
        Optimizer("adamax", 0.002, adamax, _ADAM, called="AdaMax"),
        Optimizer(
            "nadam",
            0.002,
            nadam,
            {**_ADAM, "momentum_decay": 0.004},
            nadam_once,
            {"momentum_product": 1.0},
            called="Nadam",
        ),
        _minimiser("bfgs", "BFGS", "BFGS", 1_000),
        _minimiser("l_bfgs", "L-BFGS-B", "L-BFGS", 200_000),
        _minimiser("conjugate_gradient", "CG", "", 200_000),
        _minimiser("newton_cg", "Newton-CG", "Newton-CG", 200_000),
    )
}
MINIMISERS = tuple(name for name, optimizer in OPTIMIZERS.items() if optimizer.is_minimiser)
