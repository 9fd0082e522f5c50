"""Formulas as steps: one operation after the other, in the order of a calculation by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    symbols,
)


class StepResult(NamedTuple):
    """What step number `step`, from 0, makes."""

    step: int


Operand = Leaf | Constant | StepResult


class ArrayStep(NamedTuple):
    """One operation of the line named `line`; `is_last` when its result is what the line makes."""

    function: str
    operands: tuple[Operand, ...]
    line: str
    is_last: bool = False


def steps_of(lines: Iterable[tuple[str, Expression]], in_order: bool) -> tuple[ArrayStep, ...]:
    """Return the steps of lines, each the name of what it makes and its formula; what is in them twice is worked
    out once. With `in_order` sums over a row are running sums.

    Raises ValueError where a line reads a value that a line before has replaced.
    """
    writer = _Writer("running_sum" if in_order else "sum")
    for name, formula in lines:
        writer.add(name, formula)
    return tuple(writer.steps)


_MOST_FACTORS = 8
"""Up to here products are quicker than a power."""


def _power(base: Expression, exponent: int) -> Expression:
    return base if exponent == 1 else Power(base, Constant(exponent))


class _Writer:
    def __init__(self, sum_of_row: str) -> None:
        self.steps: list[ArrayStep] = []
        self._sum_of_row = sum_of_row
        self._known: dict[Expression, Operand] = {}
        self._made: set[str] = set()
        self._line = ""

    def add(self, name: str, formula: Expression) -> None:
        if replaced := self._made.intersection(symbols(formula)):
            raise ValueError(f"{name} is made of {', '.join(replaced)}, which has a new value already")
        self._made.add(name)
        self._line, before = name, len(self.steps)
        result = self._operand(formula)
        if result == StepResult(len(self.steps) - 1) and len(self.steps) > before:
            self.steps[-1] = self.steps[-1]._replace(is_last=True)
        else:
            self.steps.append(ArrayStep("copy", (result,), name, is_last=True))
        self._known = {known: at for known, at in self._known.items() if name not in symbols(known)}

    def _operand(self, formula: Expression) -> Operand:
        match formula:
            case Leaf() | Constant():
                return formula
            case Sum((only,)):
                return self._operand(only)
            case Negative(Difference(left, right)):
                return self._operand(Difference(right, left))
        if formula not in self._known:
            function, parts = self._operation(formula)
            operands = tuple(map(self._operand, parts))
            self.steps.append(ArrayStep(function, operands, self._line))
            self._known[formula] = StepResult(len(self.steps) - 1)
        return self._known[formula]

    def _operation(self, formula: Expression) -> tuple[str, tuple[Expression, ...]]:
        """Return what is done last, and on what; where there is a quicker or a more exact way to the same, that."""
        match formula:
            case Sum((*first, last)):
                return "add", (Sum(tuple(first)), last)
            case Product((first_factor, second)):
                return "multiply", (first_factor, second)
            case Product((*first, last)):
                return "multiply", (Product(tuple(first)), last)
            case Difference(left, right):
                return "subtract", (left, right)
            case Quotient(Constant(1), bottom):
                return "reciprocal", (bottom,)
            case Quotient(top, bottom):
                return "divide", (top, bottom)
            case Power(Difference(left, right), Constant(2)) if (opposite := Difference(right, left)) in self._known:
                return "multiply", (opposite, opposite)
            case Power(base, Constant(2)):
                return "multiply", (base, base)
            case Power(base, Constant(int() as power)) if 2 < power <= _MOST_FACTORS:
                return "multiply", (_power(base, power // 2), _power(base, power - power // 2))
            case Power(base, exponent):
                return "power", (base, exponent)
            case Negative(of):
                return "negative", (of,)
            case Call("log", (Call("sum", (Call("exp", (Difference(row, largest),)) as powers,)),)) if largest == Call(
                "largest", (row,)
            ):  # one of the powers is 1, and log1p of the others loses no digits
                return "log1p", (Call("sum", (Call("others", (row, powers)),)),)
            case Call("sum", row):
                return self._sum_of_row, row
            case Call(function, arguments):
                return function, arguments
        raise TypeError(formula)
