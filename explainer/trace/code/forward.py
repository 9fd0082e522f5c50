"""Forward pass and loss of a sample."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.update.dropout import dropped
from explainer.functions.losses import Loss
from explainer.functions.written import tree_of
from explainer.trace.code.lines import CodeLine, LineKey, Variable
from explainer.trace.code.names import Names
from explainer.trace.code.numpy_code import code_of, code_of_formula
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
    net = f"{z} = {names.whole('W', layer)} @ {names.passed(layer - 1)} + {names.whole('b', layer)}"
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
    comment = TextWriter(_BOOK.__getitem__).alone(tree_of(loss.by_output)) if loss.by_output else ""
    yield unit_line(names, error, Operation.ERROR, Quantity.ERROR, names.top, comment)
    yield total_line("E = e.sum()", Operation.SAMPLE_ERROR, Quantity.SAMPLE_ERROR)
    if names.batch:
        yield total_line("E_sum += E", Operation.ERROR_SUM, Quantity.ERROR_SUM)


def total_line(code: str, operation: Operation, quantity: Quantity) -> CodeLine:
    """Return a line that makes a single number."""
    key = LineKey(operation)
    return CodeLine(code, steps=(key,), makes=(Variable(quantity, key),))
