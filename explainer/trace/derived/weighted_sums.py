"""Slopes through weighted sums: back to the units below by all ways, to weights and biases, and that of a penalty."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import Expression, Leaf, Product, Sum
from explainer.functions.own.deriving.derivation import AS_USED, derivation
from explainer.trace.derived import rule_names as rules
from explainer.trace.derived.chains import Chain, lines, partial_of, summed, without_far_terms
from explainer.trace.derived.output_unit import rule_of
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.line_formulas import weight_back_to


def _net_by(known: Known, net: Symbol, by: Symbol) -> Chain:
    """The slope of a net input by one of the numbers in it."""
    of = without_far_terms(rule_of(known, net), (by,))
    return Chain(partial_of(net, by), by, tuple(derivation(of, by)), {net: rule_of(known, net)})


def blame_by_ways(known: Known, symbol: Symbol) -> Iterator[Chain]:
    """The slope of the error by what a unit passes on, through all units above."""
    layer, unit = symbol.layer, symbol.unit
    passed = _passed(known, symbol)
    above = known.scenario.network.layers[layer + 1]
    nets = [Symbol(Quantity.NET, symbol.sample, layer + 1, i) for i in range(above.units)]
    slopes = [partial_of(net, passed) for net in nets]
    deltas = [Leaf(net._replace(quantity=Quantity.DELTA)) for net in nets]
    weights = [Leaf(Symbol(weight_back_to(layer), parameter=above.weight(i, unit))) for i in range(above.units)]
    yield _net_by(known, nets[0], passed)
    steps = lines(
        (summed(map(chained, deltas, slopes)), rules.WAYS if len(nets) > 1 else rules.CHAIN),
        (summed(map(chained, deltas, weights)), _weights_put_in(known, layer, len(nets))),
        (rule_of(known, symbol), AS_USED),
    )
    yield Chain(Leaf(symbol), passed, steps, {net: rule_of(known, net) for net in nets})


def contribution(known: Known, symbol: Symbol) -> Iterator[Chain]:
    net, passed = Symbol(Quantity.NET, symbol.sample, symbol.layer + 1, symbol.above), _passed(known, symbol)
    delta = Leaf(net._replace(quantity=Quantity.DELTA))
    yield _net_by(known, net, passed)
    steps = lines(
        (chained(delta, partial_of(net, passed)), rules.CHAIN),
        (rule_of(known, symbol), _weights_put_in(known, symbol.layer, 1)),
    )
    yield Chain(Leaf(symbol), passed, steps, {net: rule_of(known, net)})


def _weights_put_in(known: Known, layer: int, slopes: int) -> str:
    is_changed = known.scenario.is_sequential and weight_back_to(layer) is Quantity.BACKWARD_WEIGHT
    return rules.CHANGED if is_changed else _put_in(slopes)


def _put_in(slopes: int) -> str:
    return rules.ALIKE if slopes > 1 else rules.PUT_IN


def _passed(known: Known, symbol: Symbol) -> Symbol:
    drops = bool(symbol.layer) and known.trace.of.layer(symbol.layer).drops
    quantity = Quantity.PASSED if drops else Quantity.OUT
    return Symbol(quantity, symbol.sample, symbol.layer, symbol.unit)


def gradient(known: Known, symbol: Symbol) -> Iterator[Chain]:
    parameter = known.scenario.network.parameter(symbol.parameter)
    layer = known.scenario.network.layers[parameter.layer]
    units = range(layer.units) if parameter.unit < 0 else (parameter.unit,)
    weight = Symbol(Quantity.WEIGHT, parameter=symbol.parameter)
    nets = [Symbol(Quantity.NET, symbol.sample, parameter.layer, i) for i in units]
    yield _net_by(known, nets[0], weight)
    used = rule_of(known, symbol)
    deltas = [Leaf(net._replace(quantity=Quantity.DELTA)) for net in nets]
    slopes = [partial_of(net, weight) for net in nets]
    steps = lines(
        (summed(map(chained, deltas, slopes)), rules.WAYS if len(nets) > 1 else rules.CHAIN),
        (used, _put_in(len(nets))),
    )
    yield Chain(Leaf(symbol), weight, steps, {net: rule_of(known, net) for net in nets})


def gradient_with_penalty(known: Known, symbol: Symbol) -> Iterator[Chain]:
    """The slope of error and penalty together by a weight: the penalty's is derived, as that of the error was."""
    weight = Symbol(Quantity.WEIGHT, parameter=symbol.parameter)
    parameter = known.scenario.network.parameter(symbol.parameter)
    cost = Symbol(Quantity.UNIT_PENALTY, layer=parameter.layer, unit=parameter.unit)
    of, used = rule_of(known, cost), rule_of(known, symbol)
    assert isinstance(used, Sum), "a gradient with a penalty is a sum"
    assert isinstance(of, Sum), "penalties are added up"
    error, *slopes = used.terms
    steps = derivation(without_far_terms(summed(of.terms), (weight,)), weight, used=summed(slopes))
    slope = partial_of(cost, weight)
    yield Chain(slope, weight, tuple(steps), {cost: of})
    total = lines((Sum((error, slope)), rules.PENALTY), (used, rules.PUT_IN))
    yield Chain(Leaf(symbol), weight, total, {cost: of})


def chained(*factors: Expression) -> Expression:
    return Product(factors, wide=True)
