"""The optimizer's rule, for each array of parameters; a minimiser's step is given as SciPy found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Difference, Expression, Leaf, Quotient, children, with_parts
from explainer.functions.written import NEW
from explainer.trace.code.code_lines import (
    LEFT_OUT,
    LEFT_OUT_NUMBER,
    CodeLine,
    LineKey,
    ParameterArray,
    Variable,
    mask_name,
    trained_blocks,
)
from explainer.trace.code.numpy_code import Names, code_of
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation

_FOUND = "found by scipy.optimize.minimize"
_DIVISOR = "divisor"
"""What a divisor is called that an update has twice."""


def once_lines(p: Pass) -> Iterator[CodeLine]:
    """What the optimizer calculates once in an update."""
    optimizer = p.scenario.optimizer.rule
    if optimizer.is_minimiser:
        length = np.asarray(p.arrays.slots.scalars["step_length"])
        yield replace(_scalar("step_length", LEFT_OUT_NUMBER, _FOUND), numbers=length)
        return
    if "t" in optimizer.scalars:
        yield CodeLine("k = k + 1", "how many updates with this one")
    for name, rule in optimizer.once_lines.items():
        yield _scalar(name, code_of(rule, _letters(p)))


def _scalar(name: str, code: str, comment: str = "") -> CodeLine:
    key = LineKey(Operation.SCALAR, name=name)
    return CodeLine(f"{name} = {code}", comment, steps=(key,), makes=(Variable(Quantity.SCALAR, key, name=name),))


def update_lines(p: Pass, names: Names, layer: int) -> Iterator[CodeLine]:
    """The new weights and biases of a layer, and before them what the optimizer remembers of them."""
    for block in trained_blocks(p.scenario.network, layer):
        yield from _memory(p, names, block)
        yield from _new(p, names, block)


def _letters(p: Pass) -> dict[str, str]:
    """What the letters of a rule are called that are the same for all parameters."""
    optimizer = p.scenario.optimizer.rule
    once = {mark + name: name for name in optimizer.once_lines for mark in ("", NEW)}
    return {"t": "k", "learning_rate": "eta", **{name: name for name in optimizer.options}, **once}


def _letters_of(p: Pass, names: Names, block: ParameterArray) -> dict[str, str]:
    """What all letters of a rule are called where it is about an array of parameters."""
    made = p.scenario.optimizer.rule.each_lines
    kept = {mark + name: f"{name}_{block.name}" for name in made for mark in ("", NEW)}
    return {**_letters(p), "w": block.name, "g": names.gradient(block.name), **kept, _DIVISOR: _DIVISOR}


def _memory(p: Pass, names: Names, block: ParameterArray) -> Iterator[CodeLine]:
    optimizer = p.scenario.optimizer.rule
    if optimizer.is_minimiser:
        direction = block.of(p.arrays.slots["direction"])
        yield replace(_memory_line(block, "direction", LEFT_OUT, _FOUND), numbers=direction)
        return
    for name, rule in optimizer.each_lines.items():
        yield _memory_line(block, name, code_of(rule, _letters_of(p, names, block)))


def _memory_line(block: ParameterArray, name: str, code: str, comment: str = "") -> CodeLine:
    makes = block.makes(Quantity.MEMORY, Operation.MEMORY, name)
    key = block.key(Operation.MEMORY, name)
    return CodeLine(f"{name}_{block.name} = {code}", comment, steps=(key,), makes=(makes,))


def _new(p: Pass, names: Names, block: ParameterArray) -> Iterator[CodeLine]:
    letters = _letters_of(p, names, block)
    update = p.scenario.optimizer.rule.calculated_update
    divisors = [divisor for divisor in _divisors(update) if children(divisor)]
    for divisor in {divisor: None for divisor in divisors if divisors.count(divisor) > 1}:
        yield CodeLine(f"{_DIVISOR} = {code_of(divisor, letters)}")
        update = _with_divisor(update, divisor)
    mask = mask_name(p.scenario.network, block)
    made = (code_of(rule, letters) for rule in _one_by_one(update))
    *first, last = (f"{block.name} = {f'np.where({mask}, {code}, {block.name})' if mask else code}" for code in made)
    yield from map(CodeLine, first)
    key = block.key(Operation.UPDATE)
    yield CodeLine(last, steps=(key,), makes=(block.makes(Quantity.NEW, Operation.UPDATE),))


def _divisors(rule: Expression) -> Iterator[Expression]:
    if isinstance(rule, Quotient):
        yield rule.bottom
    for part in children(rule):
        yield from _divisors(part)


def _with_divisor(rule: Expression, divisor: Expression) -> Expression:
    """Return a rule with the name of a divisor in its place."""
    if rule == divisor:
        return Leaf(_DIVISOR)
    return with_parts(rule, [_with_divisor(part, divisor) for part in children(rule)])


def _one_by_one(update: Expression) -> Iterator[Expression]:
    """Go through the steps of an update that takes several things away one after the other."""
    match update:
        case Difference(Difference() as before, step):
            yield from _one_by_one(before)
            yield Difference(Leaf("w"), step)
        case _:
            yield update
