"""What is to be done in the window before a card is done: conditions such as "b_o1 <= 1 and trained 100"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import quoted, unknown
from explainer.lessons.lesson import LessonError
from explainer.lessons.numbers.calculation import Calculation, line_making
from explainer.lessons.numbers.scene_scenario import changeable
from explainer.lessons.numbers.values import LAST_UPDATE, Values
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import symbol_called

_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "!=": lambda left, right: left != right,
    "==": lambda left, right: left == right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
}
_COMPARISON = re.compile(r"([^<>=!]+)(<=|>=|!=|==|<|>)([^<>=!]+)")
_DOING = re.compile(r"(changed|trained|reached)\s+(\S+)")
_HELP = "write a comparison like b_o1 <= 1, or changed w1, trained 100, reached delta_o1"


class Present(NamedTuple):
    """Where the window is: the numbers at its update, its line (0 before the first), and how many updates there are;
    and the calculation of the card, that it began with."""

    values: Values
    line: int
    updates: int
    card: Calculation

    @classmethod
    def at_beginning(cls, card: Calculation) -> Present:
        """Return where the window is when a card begins."""
        return cls(card.values, card.line, card.trained, card)


def holds(until: str, present: Present) -> bool:
    """Tell whether a condition holds: all its parts, which "and" joins. Raises LessonError with a sentence."""
    parts = [_holds(part.strip(), present) for part in re.split(r"\s+and\s+", until.strip())]
    return all(parts)


def _holds(part: str, present: Present) -> bool:
    if compared := _COMPARISON.fullmatch(part):
        left, sign, right = compared.groups()
        return _COMPARED[sign](present.values.number(left.strip()), present.values.number(right.strip()))
    if doing := _DOING.fullmatch(part):
        return _DONE[doing[1]](doing[2], present)
    raise LessonError(f"{quoted(part)} is no condition; {_HELP}")


def _changed(name: str, present: Present) -> bool:
    """Tell whether a number is another one because somebody has changed it; what training moves is not changed."""
    before, now = present.card.scenario, present.values.run
    symbol = symbol_called(before, name)
    if symbol is None:
        raise LessonError(unknown(name, "a number that can be changed", changeable(before)))
    if now.scenario.network.shape != before.network.shape:
        return True
    match symbol.quantity:
        case Quantity.WEIGHT:
            return _is_moved(now, before, symbol.parameter)
        case Quantity.OUT if symbol.layer == 0:
            return _differ(now.scenario.data.inputs, before.data.inputs, symbol.unit)
        case Quantity.TARGET:
            return _differ(now.scenario.data.targets, before.data.targets, symbol.unit)
        case Quantity.LEARNING_RATE:
            return now.scenario.optimizer.learning_rate != before.optimizer.learning_rate
        case _:
            raise LessonError(f"changed {name}: it is calculated; name a weight, a bias, an input or a target")


def _is_moved(run: Run, before: Scenario, parameter: int) -> bool:
    """Tell whether a parameter was set by hand: at the start of the run, or in the middle of it."""
    if run.origin().theta[parameter] != before.theta[parameter]:
        return True
    stretches = run.stretches()
    trained = (past.run.theta(past.stop)[parameter] for past in stretches[:-1])
    begun = (later.run.scenario.theta[parameter] for later in stretches[1:])
    return any(one != other for one, other in zip(trained, begun, strict=True))


def _differ(now: Array, before: Array, column: int) -> bool:
    return now.shape != before.shape or bool((now[:, column] != before[:, column]).any())


def _trained(count: str, present: Present) -> bool:
    if not count.isdecimal() or not 1 <= int(count[:9]) < LAST_UPDATE:
        raise LessonError(f"trained {count}: expected a number of updates from 1 to {LAST_UPDATE - 1:,}")
    return present.updates >= int(count)


def _reached(name: str, present: Present) -> bool:
    line = line_making(present.values, name)
    if line is None:
        raise LessonError(f"reached {name}: no line of update {present.values.update:,} makes it")
    return present.line >= line


_DONE: dict[str, Callable[[str, Present], bool]] = {"changed": _changed, "trained": _trained, "reached": _reached}
