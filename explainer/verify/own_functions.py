"""Functions that are not built in: all rows of a trace must say the same of them, slopes included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explainer.verify.arithmetic import Bounded, agree
from explainer.verify.errors import WrongRow, shown
from explainer.verify.formula_parser import ParsedFormula

OWN = "a function of its own"


class Used(NamedTuple):
    """A formula, and numbers that it was used with."""

    formula: ParsedFormula
    numbers: Sequence[Bounded]

    def at(self, numbers: dict[str, Bounded]) -> Bounded | None:
        """Return what it comes to with other numbers for its letters; None where a part of it is too large."""
        try:
            return self.formula.evaluate([numbers[name] for name in self.formula.symbols])
        except OverflowError:
            return None


class SeenFunctions:
    """The formulas of each function, by what it is: a function has another form only for numbers that are far out."""

    def __init__(self) -> None:
        self._forms: dict[str, dict[str, Used]] = {}

    def check(self, about: str, formula: ParsedFormula, numbers: Sequence[Bounded], letters: dict[str, str]) -> None:
        """Compare a formula with those of the same function; `letters` are the names of its symbols in every row."""
        names = [letters[symbol] for symbol in formula.symbols]
        bare = formula._replace(symbols=tuple(names))
        forms, used = self._forms.setdefault(about, {}), Used(bare, numbers)
        for other in forms.values():
            if not (_same_at(used, other, used) or _same_at(used, other, other)):
                expected = other.formula.with_names([_back(letters, name) for name in other.formula.symbols])
                raise WrongRow(f"the formula of the {about} is {shown(formula.text)} here, and elsewhere {expected}")
        forms.setdefault(bare.text, used)


def _back(letters: dict[str, str], name: str) -> str:
    return next(symbol for symbol, letter in letters.items() if letter == name)


def _same_at(one: Used, other: Used, where: Used) -> bool:
    numbers = dict(zip(where.formula.symbols, where.numbers, strict=True))
    if not {*one.formula.symbols, *other.formula.symbols} <= {*numbers}:
        return True
    here, there = one.at(numbers), other.at(numbers)
    return here is None or there is None or agree((here[0], here[1] + there[1]), there[0])


def check_slope(symbol: str, slope: Bounded, function: Used) -> None:
    """Compare a slope with that of the function by one of its symbols. Raises WrongRow."""
    try:
        value, bound = function.formula.slope(symbol, function.numbers)
    except (ArithmeticError, ValueError):
        return  # it has none there
    if not agree((value, bound + slope[1]), slope[0]):
        raise WrongRow(f"the slope of {function.formula.text} is {value!r} here, not {slope[0]!r}")
