"""What a unit makes of its net input, and its slope, as expressions: one entry for each activation."""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.passes import Pass
from explainer.trace.expression import (
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    leaf,
)
from explainer.trace.plan import Place
from explainer.trace.symbols import Quantity, Symbol

_ONE = Constant(1)
FAR = 700.0
"""Net inputs beyond this are too much for exp; there an equal form is written that does not overflow."""
_FAR_TOGETHER = FAR / 2


def has_usual_form(p: Pass) -> bool:
    """Tell whether every line is written as its plan alone says: no net input is far from zero."""
    if p.arrays.loss.from_net:
        return float(abs(p.arrays.all_z).max()) <= _FAR_TOGETHER
    return float(p.arrays.all_z.min()) >= -FAR


def net_of(at: Place, unit: int) -> Leaf:
    """Return the net input of a unit of the line's layer and sample."""
    return leaf(Quantity.NET, at.sample, at.layer, unit)


def _of_net(rule: Callable[[Leaf], Expression]) -> Callable[[Pass, Place], Expression]:
    return lambda p, at: rule(net_of(at, at.unit))


def _sigmoid(p: Pass, at: Place) -> Expression:
    net = net_of(at, at.unit)
    if p.layer(at.layer).z[at.sample, at.unit] < -FAR:
        power = Call("exp", (net,))
        return Quotient(power, Sum((_ONE, power)))
    return Quotient(_ONE, Sum((_ONE, Call("exp", (Negative(net),)))))


def _softmax(p: Pass, at: Place) -> Expression:
    nets = p.layer(at.layer).z[at.sample]
    powers = [_power(at, unit, abs(nets).max() > FAR, len(nets)) for unit in range(len(nets))]
    return Quotient(powers[at.unit], Sum(tuple(powers)))


def _power(at: Place, unit: int, is_far: bool, units: int) -> Expression:
    net = net_of(at, unit)
    return Call("exp", (Difference(net, largest_net(at, units)) if is_far else net,))


def largest_net(at: Place, units: int) -> Expression:
    """Return the largest net input of the line's layer."""
    nets = tuple(net_of(at, unit) for unit in range(units))
    return Call("max", nets) if units > 1 else nets[0]


def _slope(rule: Callable[[Leaf, Leaf], Expression]) -> Callable[[Place], Expression]:
    def write(at: Place) -> Expression:
        net, out = (Leaf(Symbol(q, at.sample, at.layer, at.unit)) for q in (Quantity.NET, Quantity.OUT))
        return rule(net, out)

    return write


OUT_RULES: dict[str, Callable[[Pass, Place], Expression]] = {
    "sigmoid": _sigmoid,
    "tanh": _of_net(lambda net: Call("tanh", (net,))),
    "relu": _of_net(lambda net: Call("max", (Constant(0), net))),
    "leaky_relu": _of_net(lambda net: Call("max", (Product((Constant(0.01), net)), net))),
    "linear": _of_net(lambda net: net),
    "step": _of_net(lambda net: Call("step", (net,))),
    "softmax": _softmax,
}
SLOPE_RULES: dict[str, Callable[[Place], Expression]] = {
    "sigmoid": _slope(lambda net, out: Product((out, Difference(_ONE, out)))),
    "tanh": _slope(lambda net, out: Difference(_ONE, Power(out, Constant(2)))),
    "relu": _slope(lambda net, out: Call("step", (net,))),
    "leaky_relu": _slope(lambda net, out: Call("max", (Constant(0.01), Call("step", (net,))))),
    "linear": _slope(lambda net, out: _ONE),
    "step": _slope(lambda net, out: Constant(0)),
}
