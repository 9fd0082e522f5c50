"""The lines of an optimizer as expressions: what it computes once per update, for each parameter, and the new value.

Each table is by optimizer, then by the name of what is computed, in the order of the lines.
"""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.optimizers import MINIMISERS
from explainer.engine.passes import Pass
from explainer.trace.expression import Call, Constant, Difference, Expression, Leaf, Power, Product, Quotient, Sum, leaf
from explainer.trace.plan import Place
from explainer.trace.symbols import Quantity, Symbol

Rule = Callable[[Pass, Place], Expression]
_ONE, _TWO, _HALF, _DECAY = Constant(1), Constant(2), Constant(0.5), Constant(0.96)
_T, _RATE = leaf(Quantity.COUNT), leaf(Quantity.LEARNING_RATE)


def final_gradient(p: Pass, at: Place) -> Leaf:
    """Return the gradient that the optimizer is given: of the batch, or of the single sample where that is all."""
    if p.samples > 1 or p.scenario.has_penalty:
        return leaf(Quantity.BATCH_GRADIENT, parameter=at.parameter)
    return leaf(Quantity.GRADIENT, 0, parameter=at.parameter)


def _option(name: str) -> Leaf:
    return leaf(Quantity.OPTION, name=name)


def _scalar(name: str) -> Leaf:
    return leaf(Quantity.SCALAR, name=name)


def _old(at: Place, name: str) -> Leaf:
    return leaf(Quantity.MEMORY_BEFORE, parameter=at.parameter, name=name)


def _now(at: Place, name: str) -> Leaf:
    return leaf(Quantity.MEMORY, parameter=at.parameter, name=name)


def _weight(at: Place) -> Leaf:
    return leaf(Quantity.WEIGHT, parameter=at.parameter)


def _rest(of: Expression) -> Difference:
    return Difference(_ONE, of)


def _root(of: Expression) -> Sum:
    """sqrt(…) + epsilon"""
    return Sum((Call("sqrt", (of,)), _option("epsilon")))


def _velocity(p: Pass, at: Place) -> Expression:
    return Sum((Product((_option("momentum"), _old(at, "velocity"))), final_gradient(p, at)))


def _nesterov_direction(p: Pass, at: Place) -> Expression:
    return Sum((final_gradient(p, at), Product((_option("momentum"), _now(at, "velocity")))))


def _square_sum(p: Pass, at: Place) -> Expression:
    return Sum((_old(at, "square_sum"), Power(final_gradient(p, at), _TWO)))


def _average(name: str, keep: str, power: Constant | None = None) -> Rule:
    """keep * name + (1 - keep) * g, or g**2"""

    def write(p: Pass, at: Place) -> Expression:
        g = final_gradient(p, at)
        new = g if power is None else Power(g, power)
        return Sum((Product((_option(keep), _old(at, name))), Product((_rest(_option(keep)), new))))

    return write


def _adadelta_direction(p: Pass, at: Place) -> Expression:
    steps, squares = (
        Call("sqrt", (Sum((average, _option("epsilon"))),))
        for average in (_old(at, "step_average"), _now(at, "square_average"))
    )
    return Product((Quotient(steps, squares), final_gradient(p, at)))


def _step_average(p: Pass, at: Place) -> Expression:
    kept = Product((_option("rho"), _old(at, "step_average")))
    return Sum((kept, Product((_rest(_option("rho")), Power(_now(at, "direction"), _TWO)))))


def _corrected(moment: str, beta: str) -> Rule:
    return lambda p, at: Quotient(_now(at, moment), _rest(Power(_option(beta), _T)))


def _infinity_norm(p: Pass, at: Place) -> Expression:
    size = Sum((Call("abs", (final_gradient(p, at),)), _option("epsilon")))
    return Call("max", (Product((_option("beta2"), _old(at, "infinity_norm"))), size))


def _momentum_of(time: Expression) -> Rule:
    """beta1 * (1 - 0.5 * 0.96**(time * momentum_decay))"""
    fading = Product((_HALF, Power(_DECAY, Product((time, _option("momentum_decay"))))))
    return lambda p, at: Product((_option("beta1"), _rest(fading)))


def _momentum_product(p: Pass, at: Place) -> Expression:
    return Product((leaf(Quantity.SCALAR_BEFORE, name="momentum_product"), _scalar("momentum_now")))


def _given(p: Pass, at: Place) -> Expression:
    """What a minimiser has chosen: there is no formula but the number."""
    return leaf(Quantity.MEMORY if at.parameter >= 0 else Quantity.SCALAR, parameter=at.parameter, name=at.name)


ONCE_RULES: dict[str, dict[str, Rule]] = {
    "nadam": {
        "momentum_now": _momentum_of(_T),
        "momentum_next": _momentum_of(Sum((_T, _ONE))),
        "momentum_product": _momentum_product,
    },
    **{name: {"step_length": _given} for name in MINIMISERS},
}
_MOMENTS: dict[str, Rule] = {
    "moment1": _average("moment1", "beta1"),
    "moment2": _average("moment2", "beta2", _TWO),
}
EACH_RULES: dict[str, dict[str, Rule]] = {
    "momentum": {"velocity": _velocity},
    "nesterov": {"velocity": _velocity, "direction": _nesterov_direction},
    "adagrad": {"square_sum": _square_sum},
    "adadelta": {
        "square_average": _average("square_average", "rho", _TWO),
        "direction": _adadelta_direction,
        "step_average": _step_average,
    },
    "rmsprop": {"square_average": _average("square_average", "alpha", _TWO)},
    "adam": {
        **_MOMENTS,
        "moment1_hat": _corrected("moment1", "beta1"),
        "moment2_hat": _corrected("moment2", "beta2"),
    },
    "adamax": {"moment1": _average("moment1", "beta1"), "infinity_norm": _infinity_norm},
    "nadam": {**_MOMENTS, "moment2_hat": _corrected("moment2", "beta2")},
    **{name: {"direction": _given} for name in MINIMISERS},
}


def _descend(direction: Rule) -> Rule:
    return lambda p, at: Difference(_weight(at), Product((_RATE, direction(p, at))))


def _memory(name: str) -> Rule:
    return lambda p, at: _now(at, name)


def _by_root(top: Rule, square: str) -> Rule:
    return lambda p, at: Quotient(top(p, at), _root(_now(at, square)))


def _adamax_new(p: Pass, at: Place) -> Expression:
    rate = Quotient(_RATE, _rest(Power(_option("beta1"), _T)))
    return Difference(_weight(at), Product((rate, Quotient(_now(at, "moment1"), _now(at, "infinity_norm")))))


def _nadam_new(p: Pass, at: Place) -> Expression:
    now, after, product = (_scalar(f"momentum_{name}") for name in ("now", "next", "product"))
    root = _root(_now(at, "moment2_hat"))
    fresh = Product((Quotient(Product((_RATE, _rest(now))), _rest(product)), Quotient(final_gradient(p, at), root)))
    ahead = Quotient(Product((_RATE, after)), _rest(Product((product, after))))
    kept = Product((ahead, Quotient(_now(at, "moment1"), root)))
    return Difference(_weight(at), Sum((fresh, kept)))


def _minimiser_new(p: Pass, at: Place) -> Expression:
    return Sum((_weight(at), Product((_scalar("step_length"), _now(at, "direction")))))


UPDATE_RULES: dict[str, Rule] = {
    "sgd": _descend(final_gradient),
    "momentum": _descend(_memory("velocity")),
    "nesterov": _descend(_memory("direction")),
    "adagrad": _descend(_by_root(final_gradient, "square_sum")),
    "adadelta": _descend(_memory("direction")),
    "rmsprop": _descend(_by_root(final_gradient, "square_average")),
    "adam": _descend(_by_root(_memory("moment1_hat"), "moment2_hat")),
    "adamax": _adamax_new,
    "nadam": _nadam_new,
    **dict.fromkeys(MINIMISERS, _minimiser_new),
}


def made_by_optimizer(at: Place) -> Symbol:
    """Return what a line of an optimizer makes."""
    quantity = Quantity.MEMORY if at.parameter >= 0 else Quantity.SCALAR
    return Symbol(quantity, parameter=at.parameter, name=at.name)
