"""The lines of the calculation: for each operation the symbol that it makes and the expression that makes it.

Sources: the worked notation is that of the 2-2-2 example; delta is dE/dnet (Rumelhart, Hinton and Williams, 1986).
"""

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
from explainer.trace.operations import Operation
from explainer.trace.plan import Place
from explainer.trace.symbols import Quantity, Symbol

Written = tuple[Symbol, Expression]
Writer = Callable[[Pass, Place], Written]
_ONE, _HALF = Constant(1), Constant(0.5)
_FAR = -700.0


def _of_unit(quantity: Quantity, at: Place) -> Symbol:
    return Symbol(quantity, sample=at.sample, layer=at.layer, unit=at.unit)


def _of_parameter(quantity: Quantity, at: Place, name: str = "") -> Symbol:
    return Symbol(quantity, sample=at.sample, parameter=at.parameter, name=name)


def _net(p: Pass, at: Place) -> Written:
    layer = p.scenario.network.layers[at.layer]
    products: list[Expression] = [
        Product(
            (
                leaf(Quantity.WEIGHT, parameter=layer.weight(at.unit, source)),
                leaf(Quantity.OUT, at.sample, at.layer - 1, source),
            )
        )
        for source in range(layer.sources)
    ]
    products.append(Product((leaf(Quantity.WEIGHT, parameter=layer.bias(at.unit)), _ONE)))
    return _of_unit(Quantity.NET, at), Sum(tuple(products))


def _sigmoid(net: Leaf, value: float) -> Expression:
    """Far below zero exp(-net) overflows; the equal form does not."""
    if value < _FAR:
        power = Call("exp", (net,))
        return Quotient(power, Sum((_ONE, power)))
    return Quotient(_ONE, Sum((_ONE, Call("exp", (Negative(net),)))))


def has_usual_form(p: Pass) -> bool:
    """Tell whether every line is written as its plan alone says: no net input is far below zero."""
    return float(p.arrays.all_z.min()) >= _FAR


OUT_RULES: dict[str, Callable[[Leaf, float], Expression]] = {
    "sigmoid": _sigmoid,
    "tanh": lambda net, value: Call("tanh", (net,)),
    "relu": lambda net, value: Call("max", (Constant(0), net)),
    "leaky_relu": lambda net, value: Call("max", (Product((Constant(0.01), net)), net)),
    "linear": lambda net, value: net,
    "step": lambda net, value: Call("step", (net,)),
}
SLOPE_RULES: dict[str, Callable[[Leaf, Leaf], Expression]] = {
    "sigmoid": lambda net, out: Product((out, Difference(_ONE, out))),
    "tanh": lambda net, out: Difference(_ONE, Power(out, 2)),
    "relu": lambda net, out: Call("step", (net,)),
    "leaky_relu": lambda net, out: Call("max", (Constant(0.01), Call("step", (net,)))),
    "linear": lambda net, out: _ONE,
    "step": lambda net, out: Constant(0),
}


def _out(p: Pass, at: Place) -> Written:
    net = Leaf(_of_unit(Quantity.NET, at))
    value = float(p.layer(at.layer).z[at.sample, at.unit])
    return _of_unit(Quantity.OUT, at), OUT_RULES[p.scenario.network.layers[at.layer].activation](net, value)


def _target_minus_out(at: Place) -> Difference:
    return Difference(Leaf(_of_unit(Quantity.TARGET, at)), Leaf(_of_unit(Quantity.OUT, at)))


def _error(p: Pass, at: Place) -> Written:
    return _of_unit(Quantity.ERROR, at), Product((_HALF, Power(_target_minus_out(at), 2)))


def _sample_error(p: Pass, at: Place) -> Written:
    top = len(p.scenario.network.layers) - 1
    errors = (leaf(Quantity.ERROR, at.sample, top, unit) for unit in range(p.scenario.network.layers[top].units))
    return Symbol(Quantity.SAMPLE_ERROR, at.sample), Sum(tuple(errors))


def _error_sum(p: Pass, at: Place) -> Written:
    so_far, this = leaf(Quantity.ERROR_SUM, at.sample - 1), leaf(Quantity.SAMPLE_ERROR, at.sample)
    return Symbol(Quantity.ERROR_SUM, at.sample), Sum((so_far, this))


def _blame(p: Pass, at: Place) -> Written:
    symbol = _of_unit(Quantity.BLAME, at)
    if at.layer + 1 == len(p.scenario.network.layers):
        return symbol, Negative(_target_minus_out(at))
    above = range(p.scenario.network.layers[at.layer + 1].units)
    return symbol, Sum(tuple(leaf(Quantity.CONTRIBUTION, at.sample, at.layer, at.unit, unit) for unit in above))


def _contribution(p: Pass, at: Place) -> Written:
    weight = p.scenario.network.layers[at.layer + 1].weight(at.above, at.unit)
    delta = leaf(Quantity.DELTA, at.sample, at.layer + 1, at.above)
    symbol = Symbol(Quantity.CONTRIBUTION, at.sample, at.layer, at.unit, at.above, weight)
    return symbol, Product((delta, leaf(Quantity.BACKWARD_WEIGHT, parameter=weight)))


def _slope(p: Pass, at: Place) -> Written:
    net, out = Leaf(_of_unit(Quantity.NET, at)), Leaf(_of_unit(Quantity.OUT, at))
    return _of_unit(Quantity.SLOPE, at), SLOPE_RULES[p.scenario.network.layers[at.layer].activation](net, out)


def _delta(p: Pass, at: Place) -> Written:
    chain = (Leaf(_of_unit(Quantity.BLAME, at)), Leaf(_of_unit(Quantity.SLOPE, at)))
    return _of_unit(Quantity.DELTA, at), Product(chain, wide=True)


def _gradient(p: Pass, at: Place) -> Written:
    parameter = p.scenario.network.parameter(at.parameter)
    symbol = _of_parameter(Quantity.GRADIENT, at)
    if parameter.unit < 0:
        units = range(p.scenario.network.layers[at.layer].units)
        return symbol, Sum(tuple(leaf(Quantity.DELTA, at.sample, at.layer, unit) for unit in units))
    delta = leaf(Quantity.DELTA, at.sample, at.layer, parameter.unit)
    below = _ONE if parameter.is_bias else leaf(Quantity.OUT, at.sample, at.layer - 1, parameter.source)
    return symbol, Product((delta, below))


def _gradient_sum(p: Pass, at: Place) -> Written:
    before = at._replace(sample=at.sample - 1)
    terms = Leaf(_of_parameter(Quantity.GRADIENT_SUM, before)), Leaf(_of_parameter(Quantity.GRADIENT, at))
    return _of_parameter(Quantity.GRADIENT_SUM, at), Sum(terms)


def _mean(p: Pass, total: Leaf) -> Expression:
    return Quotient(total, leaf(Quantity.BATCH_SIZE)) if p.scenario.reduction == "mean" else total


def _batch_error(p: Pass, at: Place) -> Written:
    return Symbol(Quantity.BATCH_ERROR), _mean(p, leaf(Quantity.ERROR_SUM, p.samples - 1))


def _unit_penalty(p: Pass, at: Place) -> Written:
    layer, m = p.scenario.network.layers[at.layer], leaf(Quantity.DATA_SIZE)
    weights = [leaf(Quantity.WEIGHT, parameter=layer.weight(at.unit, source)) for source in range(layer.sources)]
    terms: list[Expression] = []
    if p.scenario.l2:
        scale = Quotient(leaf(Quantity.L2), Product((Constant(2), m)))
        terms.append(Product((scale, Sum(tuple(Power(weight, 2) for weight in weights)))))
    if p.scenario.l1:
        scale = Quotient(leaf(Quantity.L1), m)
        terms.append(Product((scale, Sum(tuple(Call("abs", (weight,)) for weight in weights)))))
    return _of_unit(Quantity.UNIT_PENALTY, at), Sum(tuple(terms))


def _penalty(p: Pass, at: Place) -> Written:
    layers = list(enumerate(p.scenario.network.layers))[1:]
    parts = (leaf(Quantity.UNIT_PENALTY, -1, index, unit) for index, layer in layers for unit in range(layer.units))
    return Symbol(Quantity.PENALTY), Sum(tuple(parts))


def _objective(p: Pass, at: Place) -> Written:
    error = leaf(Quantity.BATCH_ERROR) if p.samples > 1 else leaf(Quantity.SAMPLE_ERROR, 0)
    terms = (error, leaf(Quantity.PENALTY)) if p.scenario.has_penalty else (error,)
    return Symbol(Quantity.OBJECTIVE), Sum(terms)


def _batch_gradient(p: Pass, at: Place) -> Written:
    last = at._replace(sample=p.samples - 1)
    terms: list[Expression] = [Leaf(_of_parameter(Quantity.GRADIENT, last))]
    if p.samples > 1:
        terms = [_mean(p, Leaf(_of_parameter(Quantity.GRADIENT_SUM, last)))]
    if not p.scenario.network.parameter(at.parameter).is_bias:
        terms += _penalty_slopes(p, leaf(Quantity.WEIGHT, parameter=at.parameter))
    return _of_parameter(Quantity.BATCH_GRADIENT, at), Sum(tuple(terms))


def _penalty_slopes(p: Pass, weight: Leaf) -> list[Expression]:
    terms: list[Expression] = []
    if p.scenario.l2:
        terms.append(Product((Quotient(leaf(Quantity.L2), leaf(Quantity.DATA_SIZE)), weight)))
    if p.scenario.l1:
        sign = Call("sign", (weight,))
        terms.append(Product((Quotient(leaf(Quantity.L1), leaf(Quantity.DATA_SIZE)), sign)))
    return terms


def final_gradient(p: Pass, at: Place) -> Leaf:
    """Return the gradient that the optimizer is given: of the batch, or of the single sample where that is all."""
    if p.samples > 1 or p.scenario.has_penalty:
        return Leaf(_of_parameter(Quantity.BATCH_GRADIENT, at))
    return Leaf(_of_parameter(Quantity.GRADIENT, at._replace(sample=0)))


def _velocity(p: Pass, at: Place) -> Expression:
    kept = Product((leaf(Quantity.OPTION, name="momentum"), Leaf(_of_parameter(Quantity.MEMORY_BEFORE, at, at.name))))
    return Sum((kept, final_gradient(p, at)))


MEMORY_RULES: dict[tuple[str, str], Callable[[Pass, Place], Expression]] = {("momentum", "velocity"): _velocity}


def _memory(p: Pass, at: Place) -> Written:
    rule = MEMORY_RULES[p.scenario.optimizer.name, at.name]
    return _of_parameter(Quantity.MEMORY, at, at.name), rule(p, at)


DIRECTION_RULES: dict[str, Callable[[Pass, Place], Expression]] = {
    "sgd": final_gradient,
    "momentum": lambda p, at: Leaf(_of_parameter(Quantity.MEMORY, at, "velocity")),
}


def _update(p: Pass, at: Place) -> Written:
    step = Product((leaf(Quantity.LEARNING_RATE), DIRECTION_RULES[p.scenario.optimizer.name](p, at)))
    return _of_parameter(Quantity.NEW, at), Difference(leaf(Quantity.WEIGHT, parameter=at.parameter), step)


WRITERS: dict[Operation, Writer] = {
    Operation.NET: _net,
    Operation.OUT: _out,
    Operation.ERROR: _error,
    Operation.SAMPLE_ERROR: _sample_error,
    Operation.ERROR_SUM: _error_sum,
    Operation.DE_DOUT: _blame,
    Operation.DOUT_DNET: _slope,
    Operation.DELTA: _delta,
    Operation.GRADIENT: _gradient,
    Operation.GRADIENT_SUM: _gradient_sum,
    Operation.CONTRIBUTION: _contribution,
    Operation.BATCH_ERROR: _batch_error,
    Operation.UNIT_PENALTY: _unit_penalty,
    Operation.PENALTY: _penalty,
    Operation.OBJECTIVE: _objective,
    Operation.BATCH_GRADIENT: _batch_gradient,
    Operation.MEMORY: _memory,
    Operation.UPDATE: _update,
}
