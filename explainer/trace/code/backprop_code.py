"""Forward pass, loss, deltas and gradients of a sample, and what is done once for the whole batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from explainer.engine.update.backprop import dropped
from explainer.engine.update.penalty import penalties_of
from explainer.functions.expression import Expression, Sum, symbols
from explainer.functions.losses import LOSSES, Loss, slope_by_net
from explainer.functions.penalties import PENALTIES
from explainer.functions.written import tree_of
from explainer.trace.code.code_lines import CodeLine, LineKey, ParameterArray, Variable, blocks_with_gradients
from explainer.trace.code.numpy_code import Names, code_of, code_of_formula
from explainer.trace.formula.plain_text import TextWriter
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation

_BOOK = {"target": "t", "a": "a"}


def unit_line(
    names: Names, code: str, operation: Operation, quantity: Quantity, layer: int, comment: str = ""
) -> CodeLine:
    """Return a line that makes a number for each unit of a layer."""
    key = LineKey(operation, layer)
    makes = Variable(quantity, key, (names.scenario.network.layers[layer].units,), layer)
    return CodeLine(code, comment, steps=(key,), makes=(makes,))


def forward_lines(names: Names, layer: int) -> Iterator[CodeLine]:
    """z = W a_below + b and a = f(z); then what dropout leaves."""
    z, a, activation = names.of("z", layer), names.of("a", layer), names.activation(layer)
    bias = f" + {names.whole('b', layer)}" if names.scenario.network.has_biases else ""
    net = f"{z} = {names.whole('W', layer)} @ {names.passed(layer - 1)}{bias}"
    yield unit_line(names, net, Operation.NET, Quantity.NET, layer)
    out = code_of_formula(activation.value, names.of_unit(layer))
    comment = "" if activation.name in out else activation.spoken
    yield unit_line(names, f"{a} = {out}", Operation.OUT, Quantity.OUT, layer, comment)
    if names.drops(layer):
        yield from _dropout(names, layer)


def _dropout(names: Names, layer: int) -> Iterator[CodeLine]:
    units, keep = names.scenario.network.layers[layer].units, names.of("keep", layer)
    drawn = Variable(Quantity.KEEP, LineKey(Operation.DROPOUT, layer), (units,), layer)
    yield CodeLine(f"{keep} = rng.random({units}) >= dropout", "who takes part", makes=(drawn,))
    code = f"{names.passed(layer)} = {code_of(tree_of(dropped), names.of_unit(layer))}"
    yield unit_line(names, code, Operation.DROPOUT, Quantity.PASSED, layer)


def loss_lines(names: Names, loss: Loss) -> Iterator[CodeLine]:
    """The error of each output, of the sample, and of the samples so far."""
    error = f"e = {code_of_formula(loss.error, names.of_unit(names.top))}"
    comment = TextWriter(_BOOK.__getitem__).write(tree_of(loss.by_output)) if loss.by_output else ""
    yield unit_line(names, error, Operation.ERROR, Quantity.ERROR, names.top, comment)
    yield total_line("E = e.sum()", Operation.SAMPLE_ERROR, Quantity.SAMPLE_ERROR)
    if names.batch:
        yield total_line("E_sum += E", Operation.ERROR_SUM, Quantity.ERROR_SUM)


def total_line(code: str, operation: Operation, quantity: Quantity) -> CodeLine:
    """Return a line that makes a single number."""
    key = LineKey(operation)
    return CodeLine(code, steps=(key,), makes=(Variable(quantity, key),))


def backward_lines(names: Names, layer: int) -> Iterator[CodeLine]:
    """delta = dE/da da/dz and dE/dW = delta a_below, where the layer is the output layer or any below."""
    delta, activation = names.of("delta", layer), names.activation(layer)
    if activation.slope is None or (layer == names.top and LOSSES[names.scenario.loss].from_net):
        code = f"{delta} = {code_of(tree_of(slope_by_net), names.of_unit(layer))}"
        comment = "Rosenblatt's rule" if activation.is_flat else "the slope cancels"
        yield unit_line(names, code, Operation.DELTA, Quantity.DELTA, layer, comment)
    else:
        yield from _blame(names, layer)
        blame, made = names.whole("dE_da", layer), names.whole("da_dz", layer)
        slope = code_of_formula(activation.slope, names.of_unit(layer))
        code = f"{made} = {_of_all_units(names, layer, activation.slope.tree, slope)}"
        comment = "flat: nothing is learnt" if activation.is_flat else ""
        yield unit_line(names, code, Operation.DOUT_DNET, Quantity.SLOPE, layer, comment)
        yield unit_line(names, f"{delta} = {blame}*{made}", Operation.DELTA, Quantity.DELTA, layer)
    for block in blocks_with_gradients(names.scenario.network, layer):
        yield _gradient(names, block)
    if layer == 1 and names.scenario.input_gradients:
        code = f"dE_dx = {names.whole('W', 1)}.T @ {delta}"
        line = unit_line(names, code, Operation.INPUT_GRADIENT, Quantity.BLAME, 0, "by the inputs")
        yield replace(line, steps=(LineKey(Operation.CONTRIBUTION, 0), *line.steps))


def _of_all_units(names: Names, layer: int, tree: Expression, code: str) -> str:
    """Return the code of a slope as an array, where it is the same number whatever a unit puts out."""
    return code if any(symbols(tree)) else f"np.full_like({names.of('z', layer)}, {code})"


def _blame(names: Names, layer: int) -> Iterator[CodeLine]:
    blame, of_error = names.whole("dE_da", layer), LOSSES[names.scenario.loss].slope
    if layer == names.top and of_error:
        tree = tree_of(of_error)
        code = f"{blame} = {_of_all_units(names, layer, tree, code_of(tree, names.of_unit(layer)))}"
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


PENALTY_LETTERS = {name: name for name in ("m", *(penalty.name for penalty in PENALTIES))}


def batch_loss_lines(names: Names) -> Iterator[CodeLine]:
    """The error of the batch, the penalty and the objective, as far as there are any."""
    penalty = names.scenario.has_penalty
    if not (names.batch or penalty):
        return
    yield CodeLine("", "the objective")
    if names.batch:
        mean = "/n" if names.divided else ""
        yield total_line(f"E_batch = E_sum{mean}", Operation.BATCH_ERROR, Quantity.BATCH_ERROR)
    if penalty:
        yield from _penalty(names)
    error, added = "E_batch" if names.batch else "E", " + penalty" if penalty else ""
    yield total_line(f"objective = {error}{added}", Operation.OBJECTIVE, Quantity.OBJECTIVE)


def _penalty(names: Names) -> Iterator[CodeLine]:
    layers = range(1, names.top + 1)
    for layer in layers:
        costs = Sum(tuple(penalty.cost_tree for penalty in penalties_of(names.scenario)))
        code = code_of(costs, {**PENALTY_LETTERS, "weights": names.whole("W", layer)}, axis="axis=1")
        line = f"{names.whole('penalty', layer)} = {code}"
        yield unit_line(names, line, Operation.UNIT_PENALTY, Quantity.UNIT_PENALTY, layer)
    total = " + ".join(f"{names.whole('penalty', layer)}.sum()" for layer in layers)
    yield total_line(f"penalty = {total}", Operation.PENALTY, Quantity.PENALTY)


def batch_gradient_lines(names: Names, layer: int) -> Iterator[CodeLine]:
    """From the sum over the batch to the gradient of the objective."""
    if not (names.batch or names.scenario.has_penalty):
        return
    for block in blocks_with_gradients(names.scenario.network, layer):
        yield _batch_gradient(names, block)


def _batch_gradient(names: Names, block: ParameterArray) -> CodeLine:
    slopes = () if block.is_bias else (penalty.slope_tree for penalty in penalties_of(names.scenario))
    terms = [f"d{block.name}{'/n' if names.divided else ''}"]
    terms += [code_of(slope, {**PENALTY_LETTERS, "w": block.name}) for slope in slopes]
    code = f"{names.gradient(block.name)} = {' + '.join(terms)}"
    makes = block.makes(Quantity.BATCH_GRADIENT, Operation.BATCH_GRADIENT)
    return CodeLine(code, steps=(block.key(Operation.BATCH_GRADIENT),), makes=(makes,))
