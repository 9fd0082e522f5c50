"""Forward pass and loss of a sample."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.losses import Loss
from explainer.trace.listing.functions import ERROR_CODE, OUT_CODE
from explainer.trace.listing.lines import CodeLine, Key, Variable
from explainer.trace.listing.names import Names
from explainer.trace.operations import Operation
from explainer.trace.symbols import Quantity


def unit_line(
    names: Names, code: str, operation: Operation, quantity: Quantity, layer: int, comment: str = ""
) -> CodeLine:
    """Return a line that makes a number for each unit of a layer."""
    key = Key(operation, layer)
    makes = Variable(quantity, key, (names.scenario.network.layers[layer].units,), layer)
    return CodeLine(code, comment, steps=(key,), makes=(makes,))


def forward_lines(names: Names, layer: int) -> Iterator[CodeLine]:
    """z = W a_below + b and a = f(z); then what dropout leaves."""
    z, a = names.of("z", layer), names.of("a", layer)
    net = f"{z} = {names.whole('W', layer)} @ {names.passed(layer - 1)} + {names.whole('b', layer)}"
    yield unit_line(names, net, Operation.NET, Quantity.NET, layer)
    out = OUT_CODE[names.scenario.network.layers[layer].activation]
    yield unit_line(names, f"{a} = {out.text.format(z=z)}", Operation.OUT, Quantity.OUT, layer, out.comment)
    if names.drops(layer):
        yield from _dropout(names, layer)


def _dropout(names: Names, layer: int) -> Iterator[CodeLine]:
    units, keep = names.scenario.network.layers[layer].units, names.of("keep", layer)
    drawn = Variable(Quantity.KEEP, Key(Operation.DROPOUT, layer), (units,), layer)
    yield CodeLine(f"{keep} = rng.random({units}) >= dropout", "who takes part", makes=(drawn,))
    code = f"{names.passed(layer)} = {names.of('a', layer)}*{keep}/(1 - dropout)"
    yield unit_line(names, code, Operation.DROPOUT, Quantity.PASSED, layer)


def loss_lines(names: Names, loss: Loss) -> Iterator[CodeLine]:
    """The error of each output, of the sample, and of the samples so far."""
    code = ERROR_CODE[loss.name]
    letters = {"z": names.of("z", names.top), "a": names.of("a", names.top), "t": names.target}
    error = f"e = {code.text.format(**letters)}"
    yield unit_line(names, error, Operation.ERROR, Quantity.ERROR, names.top, code.comment)
    yield total_line("E = e.sum()", Operation.SAMPLE_ERROR, Quantity.SAMPLE_ERROR)
    if names.batch:
        yield total_line("E_sum += E", Operation.ERROR_SUM, Quantity.ERROR_SUM)


def total_line(code: str, operation: Operation, quantity: Quantity) -> CodeLine:
    """Return a line that makes a single number."""
    key = Key(operation)
    return CodeLine(code, steps=(key,), makes=(Variable(quantity, key),))
