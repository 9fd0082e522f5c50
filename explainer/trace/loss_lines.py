"""The error of an output as an expression: one entry for each loss.

Cross-entropies are written with the net input: -log(out) of a sigmoid is log(1 + exp(-net)), which stays exact where
out has long been rounded to 1.
"""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.passes import Pass
from explainer.trace.activation_lines import FAR, largest_net, net_of
from explainer.trace.expression import Call, Constant, Difference, Expression, Leaf, Negative, Power, Product, Sum, leaf
from explainer.trace.plan import Place
from explainer.trace.symbols import Quantity

_ZERO, _ONE, _HALF = Constant(0), Constant(1), Constant(0.5)


def _target(at: Place) -> Leaf:
    return leaf(Quantity.TARGET, at.sample, at.layer, at.unit)


def target_minus_out(at: Place) -> Difference:
    return Difference(_target(at), leaf(Quantity.OUT, at.sample, at.layer, at.unit))


def out_minus_target(at: Place) -> Difference:
    return Difference(leaf(Quantity.OUT, at.sample, at.layer, at.unit), _target(at))


def _half_squared_error(p: Pass, at: Place) -> Expression:
    return Product((_HALF, Power(target_minus_out(at), Constant(2))))


def _binary_cross_entropy(p: Pass, at: Place) -> Expression:
    net, target = net_of(at, at.unit), _target(at)
    rest = Difference(_ONE, target)
    if abs(p.layer(at.layer).z[at.sample, at.unit]) > FAR:
        near = Call("log1p", (Call("exp", (Negative(Call("abs", (net,))),)),))
        below, over = Call("max", (Negative(net), _ZERO)), Call("max", (net, _ZERO))
        return Sum((near, Product((target, below)), Product((rest, over))))
    on, off = (Call("log1p", (Call("exp", (part,)),)) for part in (Negative(net), net))
    return Sum((Product((target, on)), Product((rest, off))))


def _categorical_cross_entropy(p: Pass, at: Place) -> Expression:
    nets, net = p.layer(at.layer).z[at.sample], net_of(at, at.unit)
    units = range(len(nets))
    if nets.max() - nets[at.unit] > FAR:
        peak = largest_net(at, len(nets))
        powers = Sum(tuple(Call("exp", (Difference(net_of(at, unit), peak),)) for unit in units))
        return Product((_target(at), Sum((Difference(peak, net), Call("log", (powers,))))))
    others = tuple(Call("exp", (Difference(net_of(at, unit), net),)) for unit in units if unit != at.unit)
    return Product((_target(at), Call("log1p", (Sum(others) if others else _ZERO,))))


ERROR_RULES: dict[str, Callable[[Pass, Place], Expression]] = {
    "half_squared_error": _half_squared_error,
    "binary_cross_entropy": _binary_cross_entropy,
    "categorical_cross_entropy": _categorical_cross_entropy,
}
