"""Layer forms of a program with a bug, made from the rules of its own lines; some are no product of matrices."""

from __future__ import annotations

from explainer.functions.expression import Call, Expression, Leaf, Product, Sum, symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.matrix.form import Block, matrix_product
from explainer.trace.matrix.grids import Ones, Weights
from explainer.trace.matrix.maker import Maker

_BACK = (Operation.CONTRIBUTION, Operation.DE_DOUT, Operation.INPUT_GRADIENT)


def is_wrong(step: Step) -> bool:
    """Tell whether what a line does for its whole layer has the bug in it: blame is written with what it adds up, and
    a matrix that is not transposed has the same diagonal."""
    return step.right is not None or _wrong_contribution(step) is not None


def _wrong_contribution(step: Step) -> Step | None:
    """Return a line of the layer about what comes back from a unit above that has the bug in it, if there is one."""
    at, trace = step.place, Trace(step.of, step.shown)
    if at.operation not in _BACK or (step.is_output and at.layer):
        return None
    for above in {0, step.scenario.network.layers[at.layer + 1].units - 1}:
        number = line_of(trace, Symbol(Quantity.CONTRIBUTION, at.sample, at.layer, 0, above))
        if number is not None and trace[number].right is not None:
            return trace[number]
    return None


def wrong_form(maker: Maker) -> Expression | None:
    """Return the right-hand side of a line that has the bug in it, for its whole layer; None where there is none."""
    step = maker.step
    match step.place.operation:
        case Operation.DE_DOUT | Operation.INPUT_GRADIENT | Operation.CONTRIBUTION if back := _wrong_contribution(step):
            make = _contributions if step.place.operation is Operation.CONTRIBUTION else _blame
            return make(maker, back.rule)
        case Operation.GRADIENT:
            return _gradients(maker, step.rule)
    return entry_by_entry(maker, step.rule)


def entry_by_entry(maker: Maker, rule: Expression) -> Expression | None:
    """Return a line's own rule with whole blocks in it, None where they do not all have the shape of the result."""
    result, lifted = maker.block(maker.step.symbol).grid, maker.lifted(rule)
    shape = result.rows, result.columns
    fits = all(block.is_number or (block.grid.rows, block.grid.columns) == shape for block in symbols(lifted))
    return lifted if fits else None


def _back(maker: Maker, rule: Expression) -> Expression | None:
    """Return the matrix that deltas go back through; None where there are no weights in it."""
    match rule:
        case Product((_, Call("abs"))):
            return Call("abs", (maker.weights_back(),))
        case Product((_, Leaf(weight))):
            above = maker.layers[maker.step.place.layer + 1]
            grid = Weights(weight._replace(parameter=above.start), above)
            return Leaf(Block(maker.signs.parameters(maker.step.place.layer + 1), grid))
    return None


def _contributions(maker: Maker, rule: Expression) -> Expression:
    deltas, back = _deltas_above(maker), _back(maker, rule)
    if back is not None:
        return matrix_product(back, Call("diag", (deltas,)))
    return matrix_product(_ones(maker, maker.step.place.layer), maker.transposed(deltas.symbol))


def _blame(maker: Maker, rule: Expression) -> Expression:
    deltas, back = _deltas_above(maker), _back(maker, rule)
    if back is not None:
        return matrix_product(back, deltas)
    return matrix_product(_ones(maker, maker.step.place.layer), Call("sum", (deltas,)))


def _deltas_above(maker: Maker) -> Leaf:
    return maker.of_layer(Quantity.DELTA, maker.step.place.layer + 1)


def _ones(maker: Maker, layer: int) -> Leaf:
    return Leaf(Block(maker.signs.ones, Ones(maker.layers[layer].units)))


def _gradients(maker: Maker, rule: Expression) -> Expression | None:
    at = maker.step.place
    deltas = maker.of_layer(Quantity.DELTA, at.layer)
    match rule:
        case Sum((Leaf(before), _)) if before.quantity is Quantity.GRADIENT_SUM:
            return Sum((Leaf(maker.block(before)), maker.sample_gradient()))
        case Sum(_):
            return Call("sum", (Product((deltas, maker.of_layer(Quantity.OUT, at.layer))),))
        case Product((_, Leaf(carried))) if not maker.step.is_of_bias:
            block = maker.block(carried)
            is_whole = bool(block.grid.rows == maker.step.layer.sources)
            return matrix_product(deltas, maker.transposed(block)) if is_whole else None
        case Product((_, Leaf(_))):
            return Product((deltas, maker.of_layer(Quantity.OUT, at.layer)))
    return None
