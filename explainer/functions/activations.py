"""What a unit makes of its net input z: activation functions with their slopes da/dz, and the table of them.

A rule may use the letters z and a of its unit, and nets, the net inputs of its whole layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from explainer.functions.expression import Constant, Expression
from explainer.functions.formula import FAR, FIRST, SECOND, Far, Formula, together
from explainer.functions.own.definition import Definition, FunctionTable, activation_formulas, kinks_of, limits_of
from explainer.functions.recorded import Array, Operation, Recorded
from explainer.functions.written import Value, largest, total

_KEPT = 256
"""How many functions that are not built in are kept: there is one for every letter that is typed of a formula."""


def sigmoid(z: Value) -> Value:
    return 1 / (1 + np.exp(-z))


def sigmoid_below(z: Value) -> Value:
    """The same, where exp(-z) is too much."""
    return np.exp(z) / (1 + np.exp(z))


def sigmoid_slope(z: Value, a: Value) -> Value:
    return a * (1 - a)


def tanh(z: Value) -> Value:
    return np.tanh(z)


def tanh_slope(z: Value, a: Value) -> Value:
    return 1 - a**2


def relu(z: Value) -> Value:
    return np.maximum(0, z)


def relu_slope(z: Value, a: Value) -> Value:
    return z > 0


def leaky_relu(z: Value) -> Value:
    return np.maximum(0.01 * z, z)


def leaky_relu_slope(z: Value, a: Value) -> Value:
    return np.maximum(0.01, z > 0)


def softplus(z: Value) -> Value:
    return np.log1p(np.exp(z))


def softplus_above(z: Value) -> Value:
    """The same, where the 1 is lost beside exp(z), and exp(z) may be too much."""
    return z + np.log1p(np.exp(-z))


def linear(z: Value) -> Value:
    return z


def linear_slope(z: Value, a: Value) -> Value:
    return 1


def step(z: Value) -> Value:
    return z > 0


def step_slope(z: Value, a: Value) -> Value:
    return 0


def softmax(z: Value, nets: Value) -> Value:
    return np.exp(z) / total(np.exp(nets))


def softmax_from_largest(z: Value, nets: Value) -> Value:
    """The same, from differences to the largest net input, so that nothing overflows."""
    return np.exp(z - largest(nets)) / total(np.exp(nets - largest(nets)))


class ActivationProgram(NamedTuple):
    """What writes the value of an activation, and what then writes its slope; a softmax has none of the latter."""

    value: tuple[Operation, ...]
    slope: tuple[Operation, ...]


@dataclass(frozen=True, eq=False)
class Activation:
    """One activation: its name in scenario files, its value and its slope.

    A softmax has no slope of a single unit: it is for outputs only, with a loss that needs none. `limits` are those of
    a function whose values are bounded, `called` is how people call it where that is not its name. `typed` is the
    formula of a function that is not built in.
    """

    name: str
    value: Formula
    slope: Formula | None
    limits: tuple[float, ...] = ()
    called: str = ""
    typed: str = ""

    @property
    def spoken(self) -> str:
        """How people call it."""
        return self.called or self.name.replace("_", " ")

    def program(self, z: Array, a: Array, slope: Array) -> ActivationProgram:
        """Return the operations on these arrays; of one that is not built in, value and slope share their parts."""
        if not self.typed or self.slope is None:
            of_slope = () if self.slope is None else tuple(self.slope.into(slope, z=z, a=a))
            return ActivationProgram(tuple(self.value.into(a, z=z)), of_slope)
        lines = [*self._together.by_line({"z": z, "a": a, FIRST: a, SECOND: slope})]
        value, of_slope = (tuple(step for name, step in lines if name == line) for line in (FIRST, SECOND))
        return ActivationProgram((*value, *self.value.mended(a, z=z)), (*of_slope, *self.slope.mended(slope, z=z, a=a)))

    @cached_property
    def _together(self) -> Recorded:
        assert self.slope is not None
        return together(self.value, self.slope)

    @property
    def is_of_layer(self) -> bool:
        """Whether a unit's output depends on the net inputs of its whole layer."""
        return self.value.is_of_layer

    @cached_property
    def kinks(self) -> tuple[Expression, ...]:
        """What changes its sign where the function has a corner or a jump."""
        return kinks_of(self.value.tree)

    @cached_property
    def is_flat(self) -> bool:
        """Whether the slope is 0 everywhere."""
        return self.slope is not None and self.slope.tree == Constant(0)

    @cached_property
    def can_die(self) -> bool:
        """Whether a unit answers all negative net inputs, and only these, with 0 and a slope of 0."""
        if self.slope is None:
            return False
        z = np.array([[-1.0, 1.0]])
        a = self.value.of(z=z)
        negative, positive = self.slope.of(z=z, a=a)[0]
        return bool(a[0, 0] == 0 == negative < positive)


@lru_cache(maxsize=_KEPT)
def _own(of: Definition) -> Activation:
    value, slope = activation_formulas(of.formula)
    return Activation(of.name, value, slope, limits_of(value), called=of.name, typed=of.formula)


_SIGMOID = Formula(sigmoid, (Far(sigmoid_below, lambda z: z < -FAR),), underflows=True)
_WITHOUT_ONE = 30.0
"""Beyond this exp(z) is so large that adding 1 to it changes it no more, or hardly."""

_BUILT_IN = {
    activation.name: activation
    for activation in (
        Activation("sigmoid", _SIGMOID, Formula(sigmoid_slope), limits=(0.0, 1.0)),
        Activation("tanh", Formula(tanh), Formula(tanh_slope), limits=(-1.0, 1.0)),
        Activation("relu", Formula(relu), Formula(relu_slope), called="ReLU"),
        Activation("leaky_relu", Formula(leaky_relu), Formula(leaky_relu_slope), called="leaky ReLU"),
        Activation("softplus", Formula(softplus, (Far(softplus_above, lambda z: z > _WITHOUT_ONE),)), _SIGMOID),
        Activation("linear", Formula(linear), Formula(linear_slope)),
        Activation("step", Formula(step), Formula(step_slope), limits=(0.0, 1.0)),
        Activation(
            "softmax",
            Formula(softmax, (Far(softmax_from_largest, lambda nets: largest(abs(nets)) > FAR),), everywhere=True),
            None,
            limits=(0.0, 1.0),
        ),
    )
}
ACTIVATIONS = FunctionTable(_BUILT_IN, _own)
