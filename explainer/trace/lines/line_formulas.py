"""The lines of the calculation: for each operation the symbol that it makes and the expression that makes it.

Sources: the worked notation is that of the 2-2-2 example; delta is dE/dnet (Rumelhart, Hinton and Williams, 1986).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from explainer.engine.update.backprop import dropped
from explainer.engine.update.penalty import penalties_of
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Constant, Expression, Leaf, Product, Quotient, Sum, replaced
from explainer.functions.losses import slope_by_net
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.rule_lines import (
    made_by_optimizer,
    of_formula,
    of_layer,
    of_optimizer,
    of_penalty,
    of_rule,
    penalty_settings,
)

Written = tuple[Symbol, Expression]
Writer = Callable[[Pass, Place], Written]
_ONE = Constant(1)


def _of_unit(quantity: Quantity, at: Place) -> Symbol:
    return Symbol(quantity, sample=at.sample, layer=at.layer, unit=at.unit)


def _of_parameter(quantity: Quantity, at: Place) -> Symbol:
    return Symbol(quantity, sample=at.sample, parameter=at.parameter)


def _net(p: Pass, at: Place) -> Written:
    layer = p.scenario.network.layers[at.layer]
    products: list[Expression] = [
        Product(
            (
                leaf(Quantity.WEIGHT, parameter=layer.weight(at.unit, source)),
                passed_on(p, at.sample, at.layer - 1, source),
            )
        )
        for source in range(layer.sources)
    ]
    if layer.bias_count:
        products.append(Product((leaf(Quantity.WEIGHT, parameter=layer.bias(at.unit)), _ONE)))
    return _of_unit(Quantity.NET, at), Sum(tuple(products))


def _out(p: Pass, at: Place) -> Written:
    return _of_unit(Quantity.OUT, at), of_formula(p, at, p.layer(at.layer).activation.value)


def _dropped(p: Pass, at: Place, made: Quantity, of: Quantity) -> Written:
    """What dropout leaves of a number."""
    return _of_unit(made, at), of_rule(at, dropped, a=Leaf(_of_unit(of, at)), dropout=leaf(Quantity.DROPOUT))


def passed_on(p: Pass, sample: int, layer: int, unit: int) -> Leaf:
    """Return what a unit hands to the next layer."""
    drops = bool(layer) and p.layer(layer).drops
    return leaf(Quantity.PASSED if drops else Quantity.OUT, sample, layer, unit)


def _error(p: Pass, at: Place) -> Written:
    return _of_unit(Quantity.ERROR, at), of_formula(p, at, p.arrays.loss.error)


def _sample_error(p: Pass, at: Place) -> Written:
    top = p.scenario.network.top
    errors = (leaf(Quantity.ERROR, at.sample, top, unit) for unit in range(p.scenario.network.layers[top].units))
    return Symbol(Quantity.SAMPLE_ERROR, at.sample), Sum(tuple(errors))


def _error_sum(p: Pass, at: Place) -> Written:
    so_far, this = leaf(Quantity.ERROR_SUM, at.sample - 1), leaf(Quantity.SAMPLE_ERROR, at.sample)
    return Symbol(Quantity.ERROR_SUM, at.sample), Sum((so_far, this))


def _blame(p: Pass, at: Place) -> Written:
    if at.layer == p.scenario.network.top and p.arrays.loss.slope:
        return _of_unit(Quantity.BLAME, at), of_rule(at, p.arrays.loss.slope, **of_layer(p, at))
    symbol = _of_unit(Quantity.BLAME_PASSED if p.layer(at.layer).drops else Quantity.BLAME, at)
    above = range(p.scenario.network.layers[at.layer + 1].units)
    return symbol, Sum(tuple(leaf(Quantity.CONTRIBUTION, at.sample, at.layer, at.unit, unit) for unit in above))


def _contribution(p: Pass, at: Place) -> Written:
    weight = p.scenario.network.layers[at.layer + 1].weight(at.above, at.unit)
    delta = leaf(Quantity.DELTA, at.sample, at.layer + 1, at.above)
    symbol = Symbol(Quantity.CONTRIBUTION, at.sample, at.layer, at.unit, at.above, weight)
    return symbol, Product((delta, leaf(weight_back_to(at.layer), parameter=weight)))


def weight_back_to(layer: int) -> Quantity:
    """Return what a weight is that blame comes back through: to the inputs always the old one."""
    return Quantity.BACKWARD_WEIGHT if layer else Quantity.WEIGHT


def _input_gradient(p: Pass, at: Place) -> Written:
    above = range(p.scenario.network.layers[1].units)
    parts = (leaf(Quantity.CONTRIBUTION, at.sample, 0, at.unit, unit) for unit in above)
    return _of_unit(Quantity.BLAME, at), Sum(tuple(parts))


def _slope(p: Pass, at: Place) -> Written:
    slope = p.layer(at.layer).activation.slope
    assert slope is not None, "a line is written about a slope that there is"
    return _of_unit(Quantity.SLOPE, at), of_formula(p, at, slope)


def _delta(p: Pass, at: Place) -> Written:
    symbol = _of_unit(Quantity.DELTA, at)
    if p.arrays.loss.from_net and at.layer == p.scenario.network.top:
        return symbol, of_rule(at, slope_by_net)
    chain = (Leaf(_of_unit(Quantity.BLAME, at)), Leaf(_of_unit(Quantity.SLOPE, at)))
    return symbol, Product(chain, wide=True)


def _gradient(p: Pass, at: Place) -> Written:
    parameter = p.scenario.network.parameter(at.parameter)
    symbol = _of_parameter(Quantity.GRADIENT, at)
    if parameter.unit < 0:
        units = range(p.scenario.network.layers[at.layer].units)
        return symbol, Sum(tuple(leaf(Quantity.DELTA, at.sample, at.layer, unit) for unit in units))
    delta = leaf(Quantity.DELTA, at.sample, at.layer, parameter.unit)
    below = _ONE if parameter.is_bias else passed_on(p, at.sample, at.layer - 1, parameter.source)
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
    costs = (of_penalty(p, at, penalty) for penalty in penalties_of(p.scenario))
    return _of_unit(Quantity.UNIT_PENALTY, at), Sum(tuple(costs))


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
        terms += penalty_slopes(p, leaf(Quantity.WEIGHT, parameter=at.parameter))
    return _of_parameter(Quantity.BATCH_GRADIENT, at), Sum(tuple(terms))


def penalty_slopes(p: Pass, weight: Leaf) -> Iterator[Expression]:
    """Go through the slopes of the penalties by a weight."""
    for penalty in penalties_of(p.scenario):
        letters = {**penalty_settings(penalty), "w": weight}
        yield replaced(penalty.slope_tree, letters.__getitem__)


def _by_optimizer(p: Pass, at: Place) -> Written:
    return made_by_optimizer(at), of_optimizer(p, at)


def _update(p: Pass, at: Place) -> Written:
    return _of_parameter(Quantity.NEW, at), of_optimizer(p, at)


WRITERS: dict[Operation, Writer] = {
    Operation.NET: _net,
    Operation.OUT: _out,
    Operation.DROPOUT: lambda p, at: _dropped(p, at, Quantity.PASSED, Quantity.OUT),
    Operation.DROPOUT_BACK: lambda p, at: _dropped(p, at, Quantity.BLAME, Quantity.BLAME_PASSED),
    Operation.ERROR: _error,
    Operation.SAMPLE_ERROR: _sample_error,
    Operation.ERROR_SUM: _error_sum,
    Operation.DE_DOUT: _blame,
    Operation.DOUT_DNET: _slope,
    Operation.DELTA: _delta,
    Operation.GRADIENT: _gradient,
    Operation.GRADIENT_SUM: _gradient_sum,
    Operation.CONTRIBUTION: _contribution,
    Operation.INPUT_GRADIENT: _input_gradient,
    Operation.BATCH_ERROR: _batch_error,
    Operation.UNIT_PENALTY: _unit_penalty,
    Operation.PENALTY: _penalty,
    Operation.OBJECTIVE: _objective,
    Operation.BATCH_GRADIENT: _batch_gradient,
    Operation.SCALAR: _by_optimizer,
    Operation.MEMORY: _by_optimizer,
    Operation.UPDATE: _update,
}
