"""A column of classes, as words or numbers, and the targets that it makes: an output for each class, 1 at that of the
sample and 0 at the others."""

from __future__ import annotations

from math import isfinite

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.files.checks import ScenarioError, plain
from explainer.files.wording import counted, one_line, quoted

MOST_CLASSES = 1000
_SHOWN = 10


class ClassColumn:
    """The classes of a column in the order in which they are met; a row's is told by its place among them."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, cell: str) -> float:
        """Return the place of a cell's class. Raises ValueError where there is nothing in the cell."""
        text = one_line(cell)
        if not text:
            raise ValueError(cell)
        return self._places.setdefault(text, len(self._places))

    @property
    def met(self) -> list[str]:
        return list(self._places)


def class_order(met: list[str]) -> list[str]:
    """Return the classes in their order, numbers ascending and words alphabetically; 1 and 1.0 are the same number."""
    try:
        numbers = {_number(text) for text in met}
    except ValueError:
        return sorted(met, key=lambda text: (text.casefold(), text))
    return [plain(number) for number in sorted(numbers)]


def targets_of(places: Array, met: list[str], classes: list[str]) -> Array:
    """Return the targets of rows whose classes are told by place, shape (rows, classes). Raises ScenarioError where a
    class is not among those that there are to be."""
    column = {name: index for index, name in enumerate(classes)}
    missing = next((text for text in met if _named(text, column) is None), None)
    if missing is not None:
        shown = ", ".join(classes[:_SHOWN]) + (" …" if len(classes) > _SHOWN else "")
        raise ScenarioError(f"{quoted(missing)} is none of the classes {shown}")
    of_place = np.array([_named(text, column) for text in met], dtype=np.intp)
    return frozen(np.eye(len(classes))[of_place[places.astype(np.intp)]])


def check_count(classes: list[str], units: int | None) -> None:
    """Check that there is an output for each class; as many as there are classes, but more than one, where `units` is
    None. Raises ScenarioError."""
    found = f"there are {len(classes):,} classes in it" if len(classes) > 1 else "there is only one class in it"
    if len(classes) > MOST_CLASSES:
        raise ScenarioError(f"{found}, more than the {MOST_CLASSES:,} that there may be")
    if units is None and len(classes) == 1:
        raise ScenarioError(f"{found}, {quoted(classes[0])}: nothing is to be told apart")
    if units is not None and len(classes) != units:
        raise ScenarioError(f"{found}, and {counted(units, 'output unit')}: an output for each class is needed")


def _named(text: str, column: dict[str, int]) -> int | None:
    if text in column:
        return column[text]
    try:
        return column.get(plain(_number(text)))
    except ValueError:
        return None


def _number(text: str) -> float:
    value = float(text)
    if "_" in text or not isfinite(value):
        raise ValueError(text)
    return value
