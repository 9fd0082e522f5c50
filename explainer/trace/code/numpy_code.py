"""Formulas as code for NumPy, for whole arrays at once."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.functions.expression import Call, Constant, Expression, Sum, calls, children, with_parts
from explainer.functions.formula import Formula
from explainer.trace.formula.plain_text import ATOM, PRODUCT, Text, TextWriter

_NAMES = {"max": "np.maximum"}
_METHODS = {"sum": "sum", "largest": "max"}


def code_of(rule: Expression, names: Mapping[str, str], axis: str = "") -> str:
    """Return the code of a rule, each letter by its name; of a matrix, `axis` is the one that sums go along."""
    return _CodeWriter(names, axis).alone(_in_numpy(rule))


def code_of_formula(formula: Formula, names: Mapping[str, str]) -> str:
    """Return the code of a formula: as usual where nothing in it can overflow, else as the engine calculates it."""
    usual = _in_numpy(formula.tree)
    return code_of(formula.calculated if "exp" in calls(usual) else usual, names)


def _in_numpy(rule: Expression) -> Expression:
    """Return a rule with the functions that NumPy has: log(1 + exp(x)) is one, which does not overflow."""
    match rule:
        case Call("log1p", (Call("exp", (power,)),)) | Call("log", (Sum((Constant(1), Call("exp", (power,)))),)):
            return Call("logaddexp", (Constant(0), _in_numpy(power)))
        case _:
            return with_parts(rule, [_in_numpy(part) for part in children(rule)])


class _CodeWriter(TextWriter):
    def __init__(self, names: Mapping[str, str], axis: str) -> None:
        super().__init__(names.__getitem__)
        self._axis = axis

    def call(self, function: str, arguments: tuple[Expression, ...]) -> Text:
        if function == "step":
            return f"({self.alone(arguments[0])} > 0)*1.0", PRODUCT
        if function in _METHODS:
            return f"{self.write(arguments[0], ATOM)}.{_METHODS[function]}({self._axis})", ATOM
        return super().call(_NAMES.get(function, f"np.{function}"), arguments)
