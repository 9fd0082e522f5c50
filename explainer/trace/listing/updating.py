"""The optimizer's rule, for each array of parameters; a minimiser's step is given as SciPy found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from explainer.engine.passes import Pass
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.listing.functions import EACH_CODE, ONCE_CODE, ROOT_CODE, UPDATE_CODE
from explainer.trace.listing.lines import LEFT_OUT, Block, CodeLine, Key, Variable, trained_blocks
from explainer.trace.listing.literals import literal
from explainer.trace.listing.names import Names
from explainer.trace.operations import Operation
from explainer.trace.symbols import Quantity

_FOUND = "found by scipy.optimize.minimize"


def once_lines(p: Pass) -> Iterator[CodeLine]:
    """What the optimizer calculates once in an update."""
    optimizer = OPTIMIZERS[p.scenario.optimizer.name]
    if optimizer.is_minimiser:
        yield _scalar("step_length", literal(p.arrays.slots.scalars["step_length"]), _FOUND)
        return
    if "t" in optimizer.scalars:
        yield CodeLine("k = k + 1", "how many updates with this one")
    for name, code in ONCE_CODE.get(optimizer.name, {}).items():
        yield _scalar(name, code)


def _scalar(name: str, code: str, comment: str = "") -> CodeLine:
    key = Key(Operation.SCALAR, name=name)
    return CodeLine(f"{name} = {code}", comment, steps=(key,), makes=(Variable(Quantity.SCALAR, key, name=name),))


def update_lines(p: Pass, names: Names, layer: int) -> Iterator[CodeLine]:
    """The new weights and biases of a layer, and before them what the optimizer remembers of them."""
    for block in trained_blocks(p.scenario.network, layer):
        yield from _memory(p, names, block)
        yield from _new(p, names, block)


def _memory(p: Pass, names: Names, block: Block) -> Iterator[CodeLine]:
    optimizer = OPTIMIZERS[p.scenario.optimizer.name]
    if optimizer.is_minimiser:
        direction = block.of(p.arrays.slots["direction"])
        yield replace(_memory_line(block, "direction", LEFT_OUT, _FOUND), numbers=direction)
    for name, code in EACH_CODE.get(optimizer.name, {}).items():
        yield _memory_line(block, name, code.format(P=block.name, g=names.gradient(block.name)))


def _memory_line(block: Block, name: str, code: str, comment: str = "") -> CodeLine:
    makes = block.makes(Quantity.MEMORY, Operation.MEMORY, name)
    key = block.key(Operation.MEMORY, name)
    return CodeLine(f"{name}_{block.name} = {code}", comment, steps=(key,), makes=(makes,))


def _new(p: Pass, names: Names, block: Block) -> Iterator[CodeLine]:
    name, letters = p.scenario.optimizer.name, {"P": block.name, "g": names.gradient(block.name)}
    if name in ROOT_CODE:
        yield CodeLine(f"root = {ROOT_CODE[name].format(**letters)}")
    *first, last = (f"{block.name} = {code.format(**letters)}" for code in UPDATE_CODE[name])
    yield from map(CodeLine, first)
    key = block.key(Operation.UPDATE)
    yield CodeLine(last, steps=(key,), makes=(block.makes(Quantity.NEW, Operation.UPDATE),))
