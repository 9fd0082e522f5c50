"""The layer form of every kind of line.

Most lines do to each unit or parameter the same: their form is the line's own rule with whole blocks in it. A few are
products of matrices; these are written here. Source of the four equations: M. Nielsen, Neural Networks and Deep
Learning (2015), chapter 2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explainer.engine.scenario.network import Layer
from explainer.engine.update.penalty import penalties_of
from explainer.functions.expression import (
    Call,
    Constant,
    Expression,
    Leaf,
    Product,
    Sum,
    children,
    replaced,
    with_parts,
)
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.line_formulas import passed_on, weight_back_to
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.rule_lines import of_rule, penalty_settings
from explainer.trace.lines.trace import Step, relation
from explainer.trace.matrix.captions import caption
from explainer.trace.matrix.form import Block, LayerForm, matrix_product
from explainer.trace.matrix.grids import Beside, Biases, LayerGrid, Ones, Transposed, Weights, grid_like
from explainer.trace.matrix.signs import Signs


def layer_form(step: Step, notation: Notation = Notation.WORKED) -> LayerForm:
    """Return the equation that does for the whole layer what `step` does for one of its units or parameters."""
    maker = _Maker(step, notation)
    result = maker.block(step.symbol)
    assigned = relation(step, Notation.THETA if notation is Notation.WORKED else notation)
    return LayerForm(step, caption(step, notation), result, assigned, _rule(maker))


def _rule(maker: _Maker) -> Expression | None:
    step = maker.step
    if step.rule == Leaf(step.symbol):
        return None  # a minimiser's choice
    special = _SPECIAL.get(step.place.operation)
    return (special(maker) if special else None) or maker.lifted(step.rule)


@dataclass(frozen=True)
class _Maker:
    """Makes the blocks of one line's form."""

    step: Step
    notation: Notation

    @property
    def signs(self) -> Signs:
        return Signs(self.step.of.scenario, self.notation)

    @property
    def layers(self) -> tuple[Layer, ...]:
        return self.step.of.scenario.network.layers

    def lifted(self, rule: Expression, ones: Block | None = None) -> Expression:
        """Return a rule about one unit or parameter as that of its whole layer, entry by entry: each symbol stands for
        all like it. The rows of a matrix are added up by a column of `ones`."""
        match rule:
            case Leaf(symbol):
                return Leaf(self.block(symbol))
            case Call("log1p", (of,)):
                return Call("log", (Sum((Constant(1), self.lifted(of, ones))),))
            case Call("sum", (of,)) if ones:
                return matrix_product(self.lifted(of, ones), Leaf(ones))
        return with_parts(rule, [self.lifted(part, ones) for part in children(rule)])

    def block(self, symbol: Symbol) -> Block:
        """Return the block that a symbol is an entry of."""
        return Block(self.signs.of(symbol), grid_like(self.step.of.scenario.network, symbol))

    def of_layer(self, quantity: Quantity, layer: int) -> Leaf:
        """Return a quantity of all units of a layer, for the line's sample."""
        return Leaf(self.block(Symbol(quantity, self.step.place.sample, layer, 0)))

    def below(self) -> Block:
        """Return what the layer below passes on."""
        at = self.step.place
        return self.block(passed_on(self.step.of, at.sample, at.layer - 1, 0).symbol)

    def transposed(self, block: Block) -> Leaf:
        return Leaf(Block(self.signs.transposed(block.name), Transposed(block.grid)))

    def weights_back(self) -> Leaf:
        """Return the weights of the layer above, from above: a row for each unit of this layer."""
        above = self.layers[self.step.place.layer + 1]
        grid = Weights(Symbol(weight_back_to(self.step.place.layer), parameter=above.start), above)
        return self.transposed(Block(self.signs.parameters(self.step.place.layer + 1), grid))


def _net(maker: _Maker) -> Expression:
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


def _out(maker: _Maker) -> Expression:
    net = maker.of_layer(Quantity.NET, maker.step.place.layer)
    activation = maker.step.of.layer(maker.step.place.layer).activation
    return net if activation.value.tree == Leaf("z") else Call(maker.signs.function(activation.name), (net,))


def _error(maker: _Maker) -> Expression | None:
    """Where an error is written with all net inputs of the layer, which loses no digits, this is the book's formula."""
    loss = maker.step.of.arrays.loss
    if loss.by_output is None or not loss.error.is_of_layer:
        return None
    return maker.lifted(of_rule(maker.step.place, loss.by_output))


def _sample_error(maker: _Maker) -> Expression:
    return Call("sum", (maker.of_layer(Quantity.ERROR, maker.step.scenario.network.top),))


def _blame_back(maker: _Maker) -> Expression:
    """(wˡ⁺¹)ᵀ δˡ⁺¹"""
    return matrix_product(maker.weights_back(), maker.of_layer(Quantity.DELTA, maker.step.place.layer + 1))


def _blame(maker: _Maker) -> Expression | None:
    return None if maker.step.is_output else _blame_back(maker)


def _contribution(maker: _Maker) -> Expression:
    """(wˡ⁺¹)ᵀ with each column times the delta of its unit."""
    deltas = maker.of_layer(Quantity.DELTA, maker.step.place.layer + 1)
    return matrix_product(maker.weights_back(), Call("diag", (deltas,)))


def _delta(maker: _Maker) -> Expression | None:
    """δˡ = (wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ σ′(zˡ); under dropout the first factor has been scaled in between."""
    layer = maker.step.place.layer
    if maker.step.is_output or maker.step.of.layer(layer).drops:
        return None
    return Product((_blame_back(maker), maker.of_layer(Quantity.SLOPE, layer)))


def _sample_gradient(maker: _Maker) -> Expression:
    """δ aᵀ of weights, δ of biases, and its sum where they are shared."""
    deltas = maker.of_layer(Quantity.DELTA, maker.step.place.layer)
    parameter = maker.step.parameter
    assert parameter is not None, "a gradient is that of a parameter"
    if not parameter.is_bias:
        return matrix_product(deltas, maker.transposed(maker.below()))
    return Call("sum", (deltas,)) if parameter.unit < 0 else deltas


def _gradient_sum(maker: _Maker) -> Expression:
    place = maker.step.place
    before = Symbol(Quantity.GRADIENT_SUM, place.sample - 1, parameter=place.parameter)
    return Sum((Leaf(maker.block(before)), _sample_gradient(maker)))


def _unit_penalty(maker: _Maker) -> Expression:
    """λ₂/(2m) w² 1 + λ₁/m |w| 1, squares and sizes entry by entry: the column of ones adds up each row."""
    weights = leaf(Quantity.WEIGHT, parameter=maker.step.layer.start)
    ones = Block(maker.signs.ones, Ones(maker.step.layer.sources))
    costs = []
    for penalty in penalties_of(maker.step.scenario):
        letters = {**penalty_settings(penalty), "weights": weights}
        costs.append(replaced(penalty.cost_tree, letters.__getitem__))
    return maker.lifted(Sum(tuple(costs)), ones)


def _penalty(maker: _Maker) -> Expression:
    uppers = range(1, len(maker.layers))
    of_units = (maker.block(Symbol(Quantity.UNIT_PENALTY, layer=layer, unit=0)) for layer in uppers)
    return Sum(tuple(Call("sum", (Leaf(block),)) for block in of_units))


_SPECIAL: dict[Operation, Callable[[_Maker], Expression | None]] = {
    Operation.NET: _net,
    Operation.OUT: _out,
    Operation.ERROR: _error,
    Operation.SAMPLE_ERROR: _sample_error,
    Operation.DE_DOUT: _blame,
    Operation.CONTRIBUTION: _contribution,
    Operation.INPUT_GRADIENT: _blame_back,
    Operation.DELTA: _delta,
    Operation.GRADIENT: _sample_gradient,
    Operation.GRADIENT_SUM: _gradient_sum,
    Operation.UNIT_PENALTY: _unit_penalty,
    Operation.PENALTY: _penalty,
}
"""Where a line has no entry, or its entry returns None, its own rule holds entry by entry."""
