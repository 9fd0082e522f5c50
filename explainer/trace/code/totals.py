"""What is done once for the whole batch: its error, the penalty, and the gradients that the optimizer is given."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.update.penalty import penalties_of
from explainer.functions.expression import Sum
from explainer.functions.penalties import PENALTIES
from explainer.trace.code.forward import total_line, unit_line
from explainer.trace.code.lines import CodeLine, ParameterArray, trained_blocks
from explainer.trace.code.names import Names
from explainer.trace.code.numpy_code import code_of
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation

_SETTINGS = {name: name for name in ("m", *(penalty.name for penalty in PENALTIES))}


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
        code = code_of(costs, {**_SETTINGS, "weights": names.whole("W", layer)}, axis="axis=1")
        line = f"{names.whole('penalty', layer)} = {code}"
        yield unit_line(names, line, Operation.UNIT_PENALTY, Quantity.UNIT_PENALTY, layer)
    total = " + ".join(f"{names.whole('penalty', layer)}.sum()" for layer in layers)
    yield total_line(f"penalty = {total}", Operation.PENALTY, Quantity.PENALTY)


def batch_gradient_lines(names: Names, layer: int) -> Iterator[CodeLine]:
    """From the sum over the batch to the gradient of the objective."""
    if not (names.batch or names.scenario.has_penalty):
        return
    for block in trained_blocks(names.scenario.network, layer):
        yield _batch_gradient(names, block)


def _batch_gradient(names: Names, block: ParameterArray) -> CodeLine:
    slopes = () if block.is_bias else (penalty.slope_tree for penalty in penalties_of(names.scenario))
    terms = [f"d{block.name}{'/n' if names.divided else ''}"]
    terms += [code_of(slope, {**_SETTINGS, "w": block.name}) for slope in slopes]
    code = f"{names.gradient(block.name)} = {' + '.join(terms)}"
    makes = block.makes(Quantity.BATCH_GRADIENT, Operation.BATCH_GRADIENT)
    return CodeLine(code, steps=(block.key(Operation.BATCH_GRADIENT),), makes=(makes,))
