"""The lines of the program that a bug writes otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from explainer.bugs.updates import LambdaNoM, PenFactor2
from explainer.bugs.wrong import from_net
from explainer.engine.update.penalty import penalties_of
from explainer.functions.expression import Expression, Leaf, replaced
from explainer.trace.code.backprop_code import PENALTY_LETTERS
from explainer.trace.code.code_lines import CodeLine, LineKey
from explainer.trace.code.numpy_code import Names, code_of, code_of_formula
from explainer.trace.lines.operations import Operation

_STEP_DOWN = re.compile(r"^(\w+) = (np\.where\(\w+, )?\1 - ")
_Code = Callable[[Names, LineKey, str], str]
"""What makes of the kind of a line, and the right code behind its equals sign, the code that is followed."""


def in_code(name: str, names: Names, line: CodeLine) -> tuple[CodeLine, ...]:
    """Return a line as the program with this bug has it, and before it the right one where that is another."""
    wrong = _wrong(name, names, line)
    if wrong == line.code:
        return (line,)
    right = CodeLine("", f"right: {line.code}", line.indent)
    return right, replace(line, code=wrong, comment=f"bug {name}", is_wrong=True)


def _wrong(name: str, names: Names, line: CodeLine) -> str:
    if name == "update_sign":
        return _STEP_DOWN.sub(lambda step: f"{step[0][:-2]}+ ", line.code)
    if name == "no_reset":
        return _going_on(names, line)
    if not line.steps or name not in _CODE:
        return line.code
    made, sign, right = re.split(r"( \+?= )", line.code, maxsplit=1)
    return f"{made}{sign}{_CODE[name](names, line.steps[0], right)}"


def _going_on(names: Names, line: CodeLine) -> str:
    """Sums do not begin at 0; of a single sample they are made where the gradient is."""
    if line.is_zeros:
        return "E_sum = 0"
    is_gradient = bool(line.steps) and line.steps[0].operation is Operation.GRADIENT
    return line.code.replace(" = ", " += ", 1) if is_gradient and not names.batch else line.code


def _begun(factor: str) -> _Code:
    """What the loss begins with, changed."""

    def code(names: Names, key: LineKey, right: str) -> str:
        begins = Operation.DELTA if from_net(names.scenario) else Operation.DE_DOUT
        return f"{factor}({right})" if (key.operation, key.layer) == (begins, names.top) else right

    return code


def _no_out_slope(names: Names, key: LineKey, right: str) -> str:
    is_it = key.operation is Operation.DELTA and key.layer == names.top
    return names.whole("dE_da", key.layer) if is_it else right


def _hid_no_slope(names: Names, key: LineKey, right: str) -> str:
    return names.whole("dE_da", key.layer) if _is_hidden_delta(names, key) else right


def _is_hidden_delta(names: Names, key: LineKey) -> bool:
    return key.operation is Operation.DELTA and key.layer < names.top


def _slope_of_top(names: Names) -> str:
    slope = names.activation(names.top).slope
    assert slope is not None
    return code_of_formula(slope, names.of_unit(names.top))


def _ce_slope_kept(names: Names, key: LineKey, right: str) -> str:
    is_it = key.operation is Operation.DELTA and key.layer == names.top
    return f"({right})*{_slope_of_top(names)}" if is_it else right


def _out_slope_in_hidden(names: Names, key: LineKey, right: str) -> str:
    if not _is_hidden_delta(names, key):
        return right
    is_spelled_out = from_net(names.scenario) or names.subscript
    slope = _slope_of_top(names) if is_spelled_out else names.whole("da_dz", names.top)
    units = names.scenario.network.layers[key.layer].units
    return f"{names.whole('dE_da', key.layer)}*np.resize({slope}, {units})"


def _slope_as(letter: str, activation: str) -> _Code:
    def code(names: Names, key: LineKey, right: str) -> str:
        if key.operation is not Operation.DOUT_DNET or names.activation(key.layer).name != activation:
            return right
        at = names.of(letter, key.layer)
        return f"{at}*(1 - {at})"

    return code


def _slope_at_out(names: Names, key: LineKey, right: str) -> str:
    if key.operation is not Operation.DOUT_DNET:
        return right
    activation = names.activation(key.layer)
    assert activation.slope is not None
    out: Expression = Leaf("a")
    again = replaced(activation.value.tree, lambda letter: out)
    tree = replaced(activation.slope.tree, lambda letter: again if letter == "a" else out)
    return right if tree == activation.slope.tree else code_of(tree, names.of_unit(key.layer))


def _back(write: Callable[[Names, int, str, str], str]) -> _Code:
    """Blame otherwise: of the layer above, its weights, and its deltas."""

    def code(names: Names, key: LineKey, right: str) -> str:
        if key.operation is not Operation.CONTRIBUTION:
            return right
        above = key.layer + 1
        return write(names, above, names.whole("W", above), names.of("delta", above))

    return code


def _no_transpose(names: Names, above: int, weights: str, deltas: str) -> str:
    layer = names.scenario.network.layers[above]
    return f"{weights} @ {deltas}" if layer.units == layer.sources else f"{weights}.T @ {deltas}"


def _carried(letter: str) -> _Code:
    """The gradients of weights with something else than what the unit below passes on."""

    def code(names: Names, key: LineKey, right: str) -> str:
        if key.operation is not Operation.GRADIENT or key.bias or key.layer == 1:
            return right
        if letter == "x" and key.layer < names.top:
            return right
        sources = names.scenario.network.layers[key.layer].sources
        taken = f"np.resize({names.passed(0)}, {sources})" if letter == "x" else names.of(letter, key.layer - 1)
        return f"np.outer({names.of('delta', key.layer)}, {taken})"

    return code


def _bias_uses_out(names: Names, key: LineKey, right: str) -> str:
    if key.operation is not Operation.GRADIENT or not key.bias:
        return right
    code = f"{names.of('delta', key.layer)}*{names.of('a', key.layer)}"
    return f"({code}).sum()" if names.scenario.network.biases == "shared" else code


def _mean(divided: str) -> _Code:
    def code(names: Names, key: LineKey, right: str) -> str:
        is_mean = key.operation is Operation.BATCH_GRADIENT and names.divided
        return right.replace("/n", divided, 1) if is_mean else right

    return code


def _pull(of_bias: bool, change: Callable[[Expression], Expression] | None) -> _Code:
    """Slopes of the penalties otherwise, or none of them."""

    def code(names: Names, key: LineKey, right: str) -> str:
        if key.operation is not Operation.BATCH_GRADIENT or key.bias is not of_bias:
            return right
        block = f"{'b' if of_bias else 'W'}_{names.whole('', key.layer).removeprefix('_')}"
        slopes = (change(penalty.slope_tree) for penalty in penalties_of(names.scenario)) if change else ()
        first = f"d{block}{'/n' if names.divided else ''}"
        return " + ".join((first, *(code_of(slope, {**PENALTY_LETTERS, "w": block}) for slope in slopes)))

    return code


_CODE: dict[str, _Code] = {
    "sign": _begun("-"),
    "factor2": _begun("2*"),
    "no_out_slope": _no_out_slope,
    "ce_slope_kept": _ce_slope_kept,
    "hid_no_slope": _hid_no_slope,
    "out_slope_in_hidden": _out_slope_in_hidden,
    "slope_of_net": _slope_as("z", "sigmoid"),
    "slope_at_out": _slope_at_out,
    "tanh_as_sigmoid": _slope_as("a", "tanh"),
    "one_path": _back(lambda names, above, weights, deltas: f"{weights}[0]*{deltas}[0]"),
    "no_weight": _back(lambda names, above, weights, deltas: f"np.ones_like({weights}).T @ {deltas}"),
    "abs_weight": _back(lambda names, above, weights, deltas: f"np.abs({weights}).T @ {deltas}"),
    "no_transpose": _back(_no_transpose),
    "input_not_hidden": _carried("x"),
    "grad_uses_net": _carried("z"),
    "bias_uses_out": _bias_uses_out,
    "no_mean": _mean(""),
    "mean_twice": _mean("/n/n"),
    "pen_bias": _pull(True, lambda slope: slope),
    "no_pen_grad": _pull(False, None),
    "lambda_no_m": _pull(False, LambdaNoM.changed),
    "pen_factor2": _pull(False, PenFactor2.changed),
}
