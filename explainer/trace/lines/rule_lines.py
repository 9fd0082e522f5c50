"""Rules of the mathematics as lines: each letter is a symbol of the line's unit or parameter."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.arrays import Array
from explainer.engine.update.update_arrays import LayerArrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Constant, Expression, Leaf, replaced
from explainer.functions.formula import Formula
from explainer.functions.penalties import Penalty
from explainer.functions.written import NEW, Rows, Rule, spread, tree_of
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.plan import Place

_LETTERS = {"z": Quantity.NET, "a": Quantity.OUT, "target": Quantity.TARGET, "keep": Quantity.KEEP}


def of_formula(p: Pass, at: Place, formula: Formula) -> Expression:
    """Return the formula of an activation or a loss for the line's unit, in its far form where the numbers are far."""
    tree = formula.tree_at(0, at.unit, **_numbers(p.layer(at.layer), slice(at.sample, at.sample + 1)))
    return spread(tree, {**_own(at), **of_layer(p, at)}, _rows(p, at, formula))


def of_rule(at: Place, rule: Rule, **others: Expression) -> Expression:
    """Return a rule for the line's unit; `others` are what its other letters stand for."""
    return spread(tree_of(rule), {**_own(at), **others}, {})


def of_layer(p: Pass, at: Place) -> dict[str, Expression]:
    """Return what the letters of a rule stand for that are about the line's layer."""
    return {"outputs": Constant(p.scenario.network.layers[at.layer].units)}


def of_penalty(p: Pass, at: Place, penalty: Penalty) -> Expression:
    """Return what the weights into the line's unit cost."""
    layer = p.scenario.network.layers[at.layer]
    weights = [leaf(Quantity.WEIGHT, parameter=layer.weight(at.unit, source)) for source in range(layer.sources)]
    return spread(penalty.cost_tree, penalty_settings(penalty), {"weights": weights})


def penalty_settings(penalty: Penalty) -> dict[str, Expression]:
    """Return what the letters of a penalty stand for that are settings of the scenario."""
    return {penalty.name: leaf(Quantity(penalty.name)), "m": leaf(Quantity.DATA_SIZE)}


def has_usual_form(p: Pass) -> bool:
    """Tell whether every line is written as its plan alone says: no number is too far out for the usual form."""
    return all(formula.is_usual(**_numbers(of)) for formula, of in _formulas(p) if formula.far)


def _formulas(p: Pass) -> Iterator[tuple[Formula, LayerArrays]]:
    """Go through the formulas of the layers and of the loss, each with the numbers it is about."""
    for of in p.arrays.layers:
        yield from ((formula, of) for formula in (of.activation.value, of.activation.slope) if formula is not None)
    yield p.arrays.loss.error, p.arrays.layers[-1]


def _numbers(of: LayerArrays, samples: slice = slice(None)) -> dict[str, Array]:
    return {"z": of.z[samples], "a": of.a[samples]}


def _own(at: Place) -> dict[str, Expression]:
    return {letter: leaf(quantity, at.sample, at.layer, at.unit) for letter, quantity in _LETTERS.items()}


def _rows(p: Pass, at: Place, formula: Formula) -> Rows:
    if not formula.is_of_layer:
        return {}
    units = range(p.scenario.network.layers[at.layer].units)
    nets = [leaf(Quantity.NET, at.sample, at.layer, unit) for unit in units]
    return {"nets": nets, "others": [net for unit, net in enumerate(nets) if unit != at.unit]}


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
    optimizer = p.scenario.optimizer.rule
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
    if name in p.scenario.optimizer.rule.once_lines:
        return leaf(Quantity.SCALAR_BEFORE if name == letter else Quantity.SCALAR, name=name)
    return leaf(Quantity.MEMORY_BEFORE if name == letter else Quantity.MEMORY, parameter=at.parameter, name=name)
