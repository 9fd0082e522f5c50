"""The listing of an update as a short NumPy program, in the order of its steps, and which line a step is on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import wrap

from explainer.engine.update.update_pass import Pass
from explainer.functions.losses import LOSSES
from explainer.trace.code.backprop_code import (
    backward_lines,
    batch_gradient_lines,
    batch_loss_lines,
    forward_lines,
    loss_lines,
)
from explainer.trace.code.code_lines import CodeLine, LineKey, Variable, blocks_with_gradients
from explainer.trace.code.numpy_code import Names
from explainer.trace.code.optimizer_code import once_lines, update_lines
from explainer.trace.code.prologue import given, prologue_lines
from explainer.trace.formula.symbols import Phase, Quantity
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place, Plan
from explainer.trace.lines.trace import Trace

CLOSED_PROGRAM = "The program is closed: it shows what it makes, not how."
_WIDTH = 48
"""How many letters of a sentence are in a line."""
_LOOP = "for i in range(n):"
_SLIP = "the slip: update above, then delta below"


def body_lines(p: Pass) -> list[CodeLine]:
    """Return the lines of the update itself; what they use is in the prologue."""
    names = Names(p.scenario, p.samples)
    parts = _sequential(p, names) if names.sequential else _simultaneous(p, names)
    bug = p.scenario.bug
    return [it for line in parts for it in bug.in_code(bug.name, names, line)] if bug else list(parts)


def closed_lines() -> list[CodeLine]:
    """Return what is said in the place of a program that is closed."""
    return [CodeLine("", line) for line in wrap(CLOSED_PROGRAM, _WIDTH)]


def _bug_named(p: Pass) -> Iterator[CodeLine]:
    """Say before the program which bug it has."""
    if bug := p.scenario.bug:
        yield from (CodeLine("", line) for line in wrap(f"This program has the bug {bug.name}. {bug.said}", _WIDTH))


def _sums_kept(p: Pass) -> Iterator[CodeLine]:
    """Give the sums that go on from the update before, which is a bug."""
    if p.scenario.keeps_sums:
        layers = range(1, p.scenario.network.top + 1)
        for block in (it for layer in layers for it in blocks_with_gradients(p.scenario.network, layer)):
            yield given(f"d{block.name}", block.of(p.sums_before), "as the update before has left it")


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
    return [f"d{block.name}" for layer in range(1, names.top + 1) for block in blocks_with_gradients(network, layer)]


def _zeros(sums: list[str]) -> CodeLine:
    return CodeLine(f"{' = '.join(sums)} = 0", "sums over the batch", is_zeros=True)


def _heading(text: str) -> CodeLine:
    return CodeLine("", text)


def _loop(first: LineKey) -> CodeLine:
    return CodeLine(_LOOP, loops=first)


def _indented(lines: Iterable[CodeLine], in_loop: bool) -> Iterator[CodeLine]:
    return (replace(line, indent=line.indent + 1) if in_loop else line for line in lines)


class Listing:
    """The program of the update of a trace: it begins with the numbers before the update and leaves those after it.

    Run, it gives the parameters that the engine gives: W_h, b_h … by the names of the layers.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        prologue, body = self._parts()
        self.prologue = len(prologue)
        """How many lines come before the update itself."""
        self.lines: tuple[CodeLine, ...] = (*prologue, *body)
        self.phases = tuple(self._phases())
        """The phase of each line; a line without steps belongs to what comes next, the prologue to none."""
        self._line_of = {key: i for i, line in enumerate(self.lines) for key in line.steps}

    def _parts(self) -> tuple[list[CodeLine], list[CodeLine]]:
        """Return the lines before the update, and those of the update."""
        p = self.trace.of
        if self.trace.shown.hides_formulas:
            return [], closed_lines()
        return [*_bug_named(p), *prologue_lines(p), *_sums_kept(p)], body_lines(p)

    def _phases(self) -> list[Phase | None]:
        return _phases(self.lines, self.prologue)

    def line_of(self, place: Place) -> int:
        """Return the index in `lines` of the line that a step is on, -1 where it is on none."""
        return self._line_of.get(self._key(place), -1)

    def first_step(self, line: int, plan: Plan, sample: int, layer: int = -1) -> int | None:
        """Return the number of the first step on a line, for a sample of the batch, and where a line is about several
        layers for one of them; None where it has no steps."""
        keys = self.lines[line].steps
        keys = tuple(key for key in keys if key.layer == layer) or keys
        numbers = (plan.number(self._first_place(key, sample)) for key in keys)
        return min((number for number in numbers if number is not None), default=None)

    def _first_place(self, key: LineKey, sample: int) -> Place:
        network = self.trace.scenario.network
        layer = network.layers[key.layer]
        parameter = layer.bias_start if key.bias else layer.start
        if key.operation in (Operation.MEMORY, Operation.UPDATE):
            parameter = next(index for index in network.trained(layer) if index >= parameter)
        return Place(key.operation, key.layer, key.name, sample, unit=0, above=0, parameter=parameter)

    def _key(self, place: Place) -> LineKey:
        layer = self.trace.scenario.network.layers[place.layer]
        return LineKey(place.operation, place.layer, place.name, bool(place.parameter >= layer.bias_start > 0))


def _phases(lines: tuple[CodeLine, ...], prologue: int) -> list[Phase | None]:
    phases, coming = list[Phase | None](), Phase.UPDATE
    for line in reversed(lines[prologue:]):
        coming = line.phase or coming
        phases.append(coming)
    return [None] * prologue + phases[::-1]
