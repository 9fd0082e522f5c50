"""Deltas and gradients of a layer, for one sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from explainer.engine.update.dropout import dropped
from explainer.functions.expression import Constant
from explainer.functions.formula import Formula
from explainer.functions.losses import LOSSES, slope_by_net
from explainer.functions.written import tree_of
from explainer.trace.code.forward import unit_line
from explainer.trace.code.lines import CodeLine, LineKey, ParameterArray, trained_blocks
from explainer.trace.code.names import Names
from explainer.trace.code.numpy_code import code_of, code_of_formula
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation


def backward_lines(names: Names, layer: int) -> Iterator[CodeLine]:
    """delta = dE/da da/dz and dE/dW = delta a_below, where the layer is the output layer or any below."""
    delta, activation = names.of("delta", layer), names.activation(layer)
    if activation.slope is None or (layer == names.top and LOSSES[names.scenario.loss].from_net):
        code = f"{delta} = {code_of(tree_of(slope_by_net), names.of_unit(layer))}"
        yield unit_line(names, code, Operation.DELTA, Quantity.DELTA, layer, "the slope cancels")
    else:
        yield from _blame(names, layer)
        blame, made = names.whole("dE_da", layer), names.whole("da_dz", layer)
        code = f"{made} = {_slope(names, layer, activation.slope)}"
        comment = "flat: nothing is learnt" if activation.is_flat else ""
        yield unit_line(names, code, Operation.DOUT_DNET, Quantity.SLOPE, layer, comment)
        yield unit_line(names, f"{delta} = {blame}*{made}", Operation.DELTA, Quantity.DELTA, layer)
    for block in trained_blocks(names.scenario.network, layer):
        yield _gradient(names, block)


def _slope(names: Names, layer: int, slope: Formula) -> str:
    if isinstance(slope.tree, Constant):
        return f"np.full_like({names.of('z', layer)}, {slope.tree.value})"
    return code_of_formula(slope, names.of_unit(layer))


def _blame(names: Names, layer: int) -> Iterator[CodeLine]:
    blame, of_error = names.whole("dE_da", layer), LOSSES[names.scenario.loss].slope
    if layer == names.top and of_error:
        code = f"{blame} = {code_of(tree_of(of_error), names.of_unit(layer))}"
        yield unit_line(names, code, Operation.DE_DOUT, Quantity.BLAME, layer)
        return
    above, drops = layer + 1, names.drops(layer)
    made, weights = names.whole("dE_dp", layer) if drops else blame, names.whole("W", above)
    comment = f"{weights} is the new one" if names.sequential else ""
    code = f"{made} = {weights}.T @ {names.of('delta', above)}"
    quantity = Quantity.BLAME_PASSED if drops else Quantity.BLAME
    line = unit_line(names, code, Operation.DE_DOUT, quantity, layer, comment)
    yield replace(line, steps=(LineKey(Operation.CONTRIBUTION, layer), *line.steps))
    if drops:
        code = f"{blame} = {code_of(tree_of(dropped), {**names.of_unit(layer), 'a': made})}"
        yield unit_line(names, code, Operation.DROPOUT_BACK, Quantity.BLAME, layer)


def _gradient(names: Names, block: ParameterArray) -> CodeLine:
    """In a batch the gradients are added up where they are made, so that their two kinds of step share a line."""
    delta = names.of("delta", block.layer)
    if not block.is_bias:
        made = f"np.outer({delta}, {names.passed(block.layer - 1)})"
    else:
        made = delta if block.shape else f"{delta}.sum()"
    steps = [block.key(Operation.GRADIENT)]
    if names.batch:
        steps.append(block.key(Operation.GRADIENT_SUM))
    quantity = Quantity.GRADIENT_SUM if names.batch else Quantity.GRADIENT
    sign = "+=" if names.batch else "="
    makes = block.makes(quantity, steps[-1].operation)
    return CodeLine(f"d{block.name} {sign} {made}", steps=tuple(steps), makes=(makes,))
