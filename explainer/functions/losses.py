"""Losses: the error of one output with target t and output a, and its slope dE/da; and the table of them.

A rule may use target, a, z and nets of its unit as activations do, others, the net inputs of the other units of its
layer, and outputs, how many units that layer has. Cross-entropies are calculated from the net input, which stays exact
where the output has long been rounded to 0 or 1. Their slope by the net input is a - target: that of the activation
cancels (Bishop, Neural Networks for Pattern Recognition, 1995, section 6.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import inf

import numpy as np

from explainer.functions.expression import Expression
from explainer.functions.formula import FAR, Far, Formula
from explainer.functions.own.definition import Definition, FunctionTable, kinks_of, loss_rules
from explainer.functions.recorded import Array, Operations, Recorded
from explainer.functions.written import Rule, Value, largest, total, tree_of

_KEPT = 256
"""How many losses that are not built in are kept: there is one for every letter that is typed of a formula."""


def half_squared_error(target: Value, a: Value) -> Value:
    """The loss of the worked example."""
    return 0.5 * (target - a) ** 2


def half_squared_error_slope(target: Value, a: Value) -> Value:
    return -(target - a)


def squared_error(target: Value, a: Value) -> Value:
    return (target - a) ** 2


def squared_error_slope(target: Value, a: Value) -> Value:
    return -(2 * (target - a))


def mean_squared_error(target: Value, a: Value, outputs: Value) -> Value:
    return (target - a) ** 2 / outputs


def mean_squared_error_slope(target: Value, a: Value, outputs: Value) -> Value:
    return -(2 * (target - a) / outputs)


def absolute_error(target: Value, a: Value) -> Value:
    return abs(target - a)


def absolute_error_slope(target: Value, a: Value) -> Value:
    """The slope of |x| at 0 is 0."""
    return -np.sign(target - a)


def perceptron(target: Value, a: Value, z: Value) -> Value:
    """Its slope by the net input, where the output does not jump, is Rosenblatt's rule (Rosenblatt 1958)."""
    return (a - target) * z


def binary_cross_entropy_by_output(target: Value, a: Value) -> Value:
    return -(target * np.log(a) + (1 - target) * np.log(1 - a))


def binary_cross_entropy(target: Value, z: Value) -> Value:
    """The same of a sigmoid."""
    return target * np.log1p(np.exp(-z)) + (1 - target) * np.log1p(np.exp(z))


def binary_cross_entropy_from_size(target: Value, z: Value) -> Value:
    """The same: both logarithms share log(1 + exp(-|z|)), and what they have besides is 0 or |z|, never negative."""
    return np.log1p(np.exp(-abs(z))) + target * np.maximum(-z, 0) + (1 - target) * np.maximum(z, 0)


def categorical_cross_entropy_by_output(target: Value, a: Value) -> Value:
    return -(target * np.log(a))


def categorical_cross_entropy(target: Value, z: Value, others: Value) -> Value:
    """The same of a softmax."""
    return target * np.log1p(total(np.exp(others - z)))


def categorical_cross_entropy_from_largest(target: Value, z: Value, nets: Value) -> Value:
    """The same, from differences to the largest net input; no part of it is negative."""
    return target * (largest(nets) - z + np.log(total(np.exp(nets - largest(nets)))))


def slope_by_net(target: Value, a: Value) -> Value:
    """dE/dz of a loss that needs outputs of an activation of its own."""
    return a - target


@dataclass(frozen=True, eq=False)
class Loss:
    """One loss: its name in scenario files, the error of an output, and its slope by the output.

    A loss without a slope needs outputs of the `activation`: dE/dz is a - target, without a slope of it. `targets` are
    the least and the greatest target that it can have; with `of_shares` those of a sample add up to 1. `by_output` is
    the error as books write it, where it is calculated otherwise; `called` is how people call it where that is not its
    name. `typed` is the formula of a loss that is not built in.
    """

    name: str
    error: Formula
    slope: Rule | None = None
    activation: str = ""
    targets: tuple[float, float] = (-inf, inf)
    of_shares: bool = False
    by_output: Rule | None = None
    called: str = ""
    typed: str = ""

    @property
    def spoken(self) -> str:
        """How people call it."""
        return self.called or self.name.replace("_", " ")

    @property
    def from_net(self) -> bool:
        """Whether the output delta is out - target, without dE/dout and dout/dnet."""
        return self.slope is None

    @cached_property
    def kinks(self) -> tuple[Expression, ...]:
        """What changes its sign where the error has a corner or a jump."""
        return kinks_of(self.error.tree)

    @cached_property
    def _recorded(self) -> Recorded:
        slope = ("delta", tree_of(slope_by_net)) if self.slope is None else ("blame", tree_of(self.slope))
        return Recorded([slope, ("error", self.error.calculated)])

    def measure(self, outputs: int, **letters: Array) -> Operations:
        """Give the operations that write the error of every output, and what the backward pass starts from: `blame`,
        dE/da, or where there is no slope `delta`, dE/dz."""
        yield from self._recorded.on({"outputs": outputs, **letters})


@lru_cache(maxsize=_KEPT)
def _own(of: Definition) -> Loss:
    error, slope = loss_rules(of.formula)
    return Loss(of.name, Formula(error), slope, called=of.name, typed=of.formula)


_BUILT_IN = {
    loss.name: loss
    for loss in (
        Loss("half_squared_error", Formula(half_squared_error), half_squared_error_slope),
        Loss("squared_error", Formula(squared_error), squared_error_slope),
        Loss("mean_squared_error", Formula(mean_squared_error), mean_squared_error_slope),
        Loss("absolute_error", Formula(absolute_error), absolute_error_slope),
        Loss("perceptron", Formula(perceptron), activation="step"),
        Loss(
            "binary_cross_entropy",
            Formula(
                binary_cross_entropy,
                (Far(binary_cross_entropy_from_size, lambda z: abs(z) > FAR),),
                everywhere=True,
            ),
            activation="sigmoid",
            targets=(0.0, 1.0),
            by_output=binary_cross_entropy_by_output,
            called="binary cross-entropy",
        ),
        Loss(
            "categorical_cross_entropy",
            Formula(
                categorical_cross_entropy,
                (Far(categorical_cross_entropy_from_largest, lambda z, nets: largest(nets) - z > FAR),),
                everywhere=True,
            ),
            activation="softmax",
            targets=(0.0, inf),
            of_shares=True,
            by_output=categorical_cross_entropy_by_output,
            called="categorical cross-entropy",
        ),
    )
}
LOSSES = FunctionTable(_BUILT_IN, _own)
