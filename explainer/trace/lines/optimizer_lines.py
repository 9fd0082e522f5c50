"""The rules of optimizers as lines: each letter is a symbol of the line's parameter or of the whole update."""

from __future__ import annotations

from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Expression, Leaf, replaced
from explainer.functions.optimizers import OPTIMIZERS
from explainer.functions.written import NEW
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.plan import Place


def final_gradient(p: Pass, at: Place) -> Leaf:
    """Return the gradient that the optimizer is given: of the batch, or of the single sample where that is all."""
    if p.samples > 1 or p.scenario.has_penalty:
        return leaf(Quantity.BATCH_GRADIENT, parameter=at.parameter)
    return leaf(Quantity.GRADIENT, 0, parameter=at.parameter)


def made_by_optimizer(at: Place) -> Symbol:
    """Return what a line of an optimizer makes."""
    quantity = Quantity.MEMORY if at.parameter >= 0 else Quantity.SCALAR
    return Symbol(quantity, parameter=at.parameter, name=at.name)


def of_optimizer(p: Pass, at: Place) -> Expression:
    """Return the formula of a line of the optimizer: what it makes by the line's name, or the new parameter."""
    optimizer = OPTIMIZERS[p.scenario.optimizer.name]
    lines = optimizer.each_lines if at.parameter >= 0 else optimizer.once_lines
    return replaced(lines[at.name] if at.name else optimizer.update, lambda letter: _leaf(p, at, letter))


def _leaf(p: Pass, at: Place, letter: str) -> Leaf:
    match letter:
        case "w":
            return leaf(Quantity.WEIGHT, parameter=at.parameter)
        case "g":
            return final_gradient(p, at)
        case "t":
            return leaf(Quantity.COUNT)
        case "learning_rate":
            return leaf(Quantity.LEARNING_RATE)
    if letter in p.scenario.optimizer.options:
        return leaf(Quantity.OPTION, name=letter)
    name = letter.removeprefix(NEW)
    if name in OPTIMIZERS[p.scenario.optimizer.name].once_lines:
        return leaf(Quantity.SCALAR_BEFORE if name == letter else Quantity.SCALAR, name=name)
    return leaf(Quantity.MEMORY_BEFORE if name == letter else Quantity.MEMORY, parameter=at.parameter, name=name)
