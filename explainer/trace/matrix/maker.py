"""Makes the blocks that the form of a line has in it."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.engine.scenario.network import Layer
from explainer.functions.expression import Call, Constant, Expression, Leaf, Sum, children, with_parts
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_formulas import passed_on, weight_back_to
from explainer.trace.lines.trace import Step
from explainer.trace.matrix.form import Block, matrix_product
from explainer.trace.matrix.grids import Transposed, Weights, grid_like
from explainer.trace.matrix.signs import Signs


@dataclass(frozen=True)
class Maker:
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

    def sample_gradient(self) -> Expression:
        """Return δ aᵀ of weights, δ of biases, and its sum where they are shared."""
        deltas = self.of_layer(Quantity.DELTA, self.step.place.layer)
        parameter = self.step.parameter
        assert parameter is not None, "a gradient is that of a parameter"
        if not parameter.is_bias:
            return matrix_product(deltas, self.transposed(self.below()))
        return Call("sum", (deltas,)) if parameter.unit < 0 else deltas
