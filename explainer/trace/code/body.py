"""The program of an update, in the order of its steps: single sample or loop, one update or layer by layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from explainer.engine.update.update_pass import Pass
from explainer.functions.losses import LOSSES
from explainer.trace.code.backward import backward_lines
from explainer.trace.code.forward import forward_lines, loss_lines
from explainer.trace.code.lines import CodeLine, LineKey, Variable, trained_blocks
from explainer.trace.code.names import Names
from explainer.trace.code.totals import batch_gradient_lines, batch_loss_lines
from explainer.trace.code.updating import once_lines, update_lines
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation

_LOOP = "for i in range(n):"
_SLIP = "the slip: update above, then delta below"


def body_lines(p: Pass) -> list[CodeLine]:
    """Return the lines of the update itself; what they use is in the prologue."""
    names = Names(p.scenario, p.samples)
    parts = _sequential(p, names) if names.sequential else _simultaneous(p, names)
    return list(parts)


def _simultaneous(p: Pass, names: Names) -> Iterator[CodeLine]:
    layers = range(1, names.top + 1)
    if names.batch:
        yield _zeros(["E_sum", *_sums(names)])
        yield _loop(LineKey(Operation.NET, 1))
    inner = [*_upward(names), _heading("backward")]
    for layer in reversed(layers):
        inner += backward_lines(names, layer)
    yield from _indented(inner, names.batch)
    yield from batch_loss_lines(names)
    for layer in layers:
        yield from batch_gradient_lines(names, layer)
    yield _heading("update")
    yield from once_lines(p)
    for layer in layers:
        yield from update_lines(p, names, layer)


def _sequential(p: Pass, names: Names) -> Iterator[CodeLine]:
    if names.batch:
        yield _zeros(["E_sum", *_sums(names)])
        kept = names.kept
        yield CodeLine(f"{', '.join(kept)} = {', '.join(['{}'] * len(kept))}", "one entry for each sample")
        yield _loop(LineKey(Operation.NET, 1))
    yield from _indented(_upward(names), names.batch)
    yield from batch_loss_lines(names)
    yield CodeLine("", _SLIP)
    for layer in range(names.top, 0, -1):
        yield from _by_itself(p, names, layer)


def _by_itself(p: Pass, names: Names, layer: int) -> Iterator[CodeLine]:
    lines = list(backward_lines(names, layer))
    if names.batch:
        yield _loop(next(line.steps[0] for line in lines if line.steps))
    yield from _indented(lines, names.batch)
    yield from batch_gradient_lines(names, layer)
    if layer == names.top:
        yield from once_lines(p)
    yield from update_lines(p, names, layer)


def _upward(names: Names) -> Iterator[CodeLine]:
    if not names.subscript:
        sample = "i" if names.batch else "0"
        top = names.scenario.network.layers[-1]
        inputs = Variable(Quantity.OUT, None, (names.scenario.network.layers[0].units,), 0)
        target = Variable(Quantity.TARGET, None, (top.units,), names.top)
        yield CodeLine(f"x, t = X[{sample}], T[{sample}]", makes=(inputs, target))
    yield _heading("forward")
    for layer in range(1, names.top + 1):
        yield from forward_lines(names, layer)
    yield _heading("loss")
    yield from loss_lines(names, LOSSES[names.scenario.loss])


def _sums(names: Names) -> list[str]:
    network = names.scenario.network
    return [f"d{block.name}" for layer in range(1, names.top + 1) for block in trained_blocks(network, layer)]


def _zeros(sums: list[str]) -> CodeLine:
    return CodeLine(f"{' = '.join(sums)} = 0", "sums over the batch")


def _heading(text: str) -> CodeLine:
    return CodeLine("", text)


def _loop(first: LineKey) -> CodeLine:
    return CodeLine(_LOOP, loops=first)


def _indented(lines: Iterable[CodeLine], in_loop: bool) -> Iterator[CodeLine]:
    return (replace(line, indent=line.indent + 1) if in_loop else line for line in lines)
