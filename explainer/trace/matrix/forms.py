"""The layer form of every kind of line.

Most lines do to each unit or parameter the same: their form is the line's own rule with whole blocks in it. A few are
products of matrices; these are written here. Source of the four equations: M. Nielsen, Neural Networks and Deep
Learning (2015), chapter 2.
"""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.update.penalty import penalties_of
from explainer.functions.expression import (
    Call,
    Expression,
    Leaf,
    Product,
    Sum,
    replaced,
)
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.rule_lines import of_rule, penalty_settings
from explainer.trace.lines.trace import Step, relation
from explainer.trace.matrix.captions import caption, wrong_caption
from explainer.trace.matrix.form import Block, LayerForm, matrix_product
from explainer.trace.matrix.grids import Beside, Biases, LayerGrid, Ones, Transposed, Weights
from explainer.trace.matrix.maker import Maker
from explainer.trace.matrix.wrong_forms import entry_by_entry, is_wrong, wrong_form


def layer_form(step: Step, notation: Notation = Notation.WORKED) -> LayerForm:
    """Return the equation that does for the whole layer what `step` does for one of its units or parameters."""
    maker = Maker(step, notation)
    result = maker.block(step.symbol)
    assigned = relation(step, Notation.THETA if notation is Notation.WORKED else notation)
    is_there = step.scenario.bug is not None and not step.is_closed and is_wrong(step)
    right = _right(maker) if is_there else None
    said = wrong_caption(step) if is_there else caption(step, notation)
    return LayerForm(step, said, result, assigned, _rule(maker, is_there), right)


def _rule(maker: Maker, is_there: bool) -> Expression | None:
    """Return the right-hand side; None where it was chosen, or is not told, or where there is no form of a bug that
    `is_there`."""
    step = maker.step
    if step.rule == Leaf(step.symbol):
        return None
    if is_there:
        return wrong_form(maker)
    if step.scenario.bug and step.place.operation in _WITH_OTHERS:
        return entry_by_entry(maker, step.rule)
    special = _SPECIAL.get(step.place.operation)
    return (special(maker) if special else None) or maker.lifted(step.rule)


def _right(maker: Maker) -> Expression:
    rule, special = maker.step.right or maker.step.rule, _SPECIAL.get(maker.step.place.operation)
    is_sum = maker.step.place.operation is Operation.GRADIENT_SUM
    return (special(maker) if special and not is_sum else None) or maker.lifted(rule)


_WITH_OTHERS = frozenset({Operation.DELTA, Operation.GRADIENT_SUM})
"""What is written with what it is made of, which may have a bug."""


def _net(maker: Maker) -> Expression:
    """z = w a + b, without b where there are no biases; in theta's notation they are column 0 of Θ, and a₀ = 1."""
    layer, place, below = maker.step.layer, maker.step.place, maker.below()
    weights: LayerGrid = Weights(Symbol(Quantity.WEIGHT, parameter=layer.start), layer)
    name = maker.signs.parameters(place.layer)
    if not layer.bias_count:
        return matrix_product(Leaf(Block(name, weights)), Leaf(below))
    biases = Biases(Symbol(Quantity.WEIGHT, parameter=layer.bias_start), layer, layer.units)
    if maker.notation is Notation.THETA:
        theta = Block(name, Beside(biases, weights))
        with_one = Transposed(Beside(Ones(1), Transposed(below.grid)))
        return matrix_product(Leaf(theta), Leaf(Block(below.name, with_one)))
    product = matrix_product(Leaf(Block(name, weights)), Leaf(below))
    return Sum((product, Leaf(Block(maker.signs.parameters(place.layer, is_bias=True), biases))))


def _out(maker: Maker) -> Expression:
    net = maker.of_layer(Quantity.NET, maker.step.place.layer)
    activation = maker.step.of.layer(maker.step.place.layer).activation
    return net if activation.value.tree == Leaf("z") else Call(maker.signs.function(activation.name), (net,))


def _error(maker: Maker) -> Expression | None:
    """Where an error is written with all net inputs of the layer, which loses no digits, this is the book's formula."""
    loss = maker.step.of.arrays.loss
    if loss.by_output is None or not loss.error.is_of_layer:
        return None
    return maker.lifted(of_rule(maker.step.place, loss.by_output))


def _sample_error(maker: Maker) -> Expression:
    return Call("sum", (maker.of_layer(Quantity.ERROR, maker.step.scenario.network.top),))


def _blame_back(maker: Maker) -> Expression:
    """(wˡ⁺¹)ᵀ δˡ⁺¹"""
    return matrix_product(maker.weights_back(), maker.of_layer(Quantity.DELTA, maker.step.place.layer + 1))


def _blame(maker: Maker) -> Expression | None:
    return None if maker.step.is_output else _blame_back(maker)


def _contribution(maker: Maker) -> Expression:
    """(wˡ⁺¹)ᵀ with each column times the delta of its unit."""
    deltas = maker.of_layer(Quantity.DELTA, maker.step.place.layer + 1)
    return matrix_product(maker.weights_back(), Call("diag", (deltas,)))


def _delta(maker: Maker) -> Expression | None:
    """δˡ = (wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ σ′(zˡ); under dropout the first factor has been scaled in between."""
    layer = maker.step.place.layer
    if maker.step.is_output or maker.step.of.layer(layer).drops:
        return None
    return Product((_blame_back(maker), maker.of_layer(Quantity.SLOPE, layer)))


def _gradient_sum(maker: Maker) -> Expression:
    place = maker.step.place
    before = Symbol(Quantity.GRADIENT_SUM, place.sample - 1, parameter=place.parameter)
    return Sum((Leaf(maker.block(before)), maker.sample_gradient()))


def _unit_penalty(maker: Maker) -> Expression:
    """λ₂/(2m) w² 1 + λ₁/m |w| 1, squares and sizes entry by entry: the column of ones adds up each row."""
    weights = leaf(Quantity.WEIGHT, parameter=maker.step.layer.start)
    ones = Block(maker.signs.ones, Ones(maker.step.layer.sources))
    costs = []
    for penalty in penalties_of(maker.step.scenario):
        letters = {**penalty_settings(penalty), "weights": weights}
        costs.append(replaced(penalty.cost_tree, letters.__getitem__))
    return maker.lifted(Sum(tuple(costs)), ones)


def _penalty(maker: Maker) -> Expression:
    uppers = range(1, len(maker.layers))
    of_units = (maker.block(Symbol(Quantity.UNIT_PENALTY, layer=layer, unit=0)) for layer in uppers)
    return Sum(tuple(Call("sum", (Leaf(block),)) for block in of_units))


_SPECIAL: dict[Operation, Callable[[Maker], Expression | None]] = {
    Operation.NET: _net,
    Operation.OUT: _out,
    Operation.ERROR: _error,
    Operation.SAMPLE_ERROR: _sample_error,
    Operation.DE_DOUT: _blame,
    Operation.CONTRIBUTION: _contribution,
    Operation.INPUT_GRADIENT: _blame_back,
    Operation.DELTA: _delta,
    Operation.GRADIENT: Maker.sample_gradient,
    Operation.GRADIENT_SUM: _gradient_sum,
    Operation.UNIT_PENALTY: _unit_penalty,
    Operation.PENALTY: _penalty,
}
"""Where a line has no entry, or its entry returns None, its own rule holds entry by entry."""
