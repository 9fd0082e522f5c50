"""Activations and losses in a scenario file: by name, or as an object with a name and a formula of one's own."""

from __future__ import annotations

from typing import Any, NamedTuple

from explainer.files.checks import ScenarioError, choice
from explainer.files.scenario.schema import FunctionFile, shaped
from explainer.files.wording import at, quoted
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.expression import FUNCTIONS
from explainer.functions.losses import LOSSES
from explainer.functions.own.definition import (
    NAME,
    OF_ACTIVATION,
    OF_LOSS,
    Definition,
    FunctionTable,
    definition_in,
)
from explainer.functions.own.grammar import FormulaError


class FunctionKind(NamedTuple):
    """What a formula can be of, the table that has such functions, and the letters that it may use."""

    what: str
    table: FunctionTable[Any]
    letters: tuple[str, ...]


ACTIVATION = FunctionKind("an activation", ACTIVATIONS, tuple(OF_ACTIVATION))
LOSS = FunctionKind("a loss", LOSSES, tuple(OF_LOSS))


class DefinitionError(ValueError):
    """A definition that cannot be: of which `field` it is, "name" or "formula", why, and at which character from 0."""

    def __init__(self, field: str, reason: str, position: int = 0) -> None:
        super().__init__(reason if field == "name" else f"character {position + 1}: {reason}")
        self.field, self.reason, self.position = field, reason, position


def defined(name: str, formula: str, kind: FunctionKind) -> str:
    """Return the definition of a function of one's own. Raises DefinitionError."""
    check_formula(formula, kind)
    _check_name(name)
    return str(Definition(name, formula.strip(" "), kind.letters))


def check_formula(formula: str, kind: FunctionKind) -> Any:
    """Return the function of a formula, whatever it will be called. Raises DefinitionError."""
    bare = formula.strip(" ")
    try:
        return kind.table.own(Definition("f", bare, kind.letters))
    except FormulaError as error:
        before = len(formula) - len(formula.lstrip(" "))
        raise DefinitionError("formula", error.reason, error.position + before) from None


def read_function(value: str | dict[str, Any], kind: FunctionKind, place: str) -> str:
    """Return the name of a function that is built in, or the definition of one's own. Raises ScenarioError."""
    if isinstance(value, str):
        return choice(value, kind.table, kind.what, place)
    file = shaped(value, FunctionFile, place)
    try:
        return defined(file.name, file.formula, kind)
    except DefinitionError as error:
        raise ScenarioError(at(f"{place}.{error.field}", str(error))) from None


def written_function(text: str) -> str | dict[str, str]:
    """Return a function as it is in a file."""
    definition = definition_in(text)
    return {"name": definition.name, "formula": definition.formula} if definition else text


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        letters = "of at most 40 letters, digits and _ after a letter"
        raise DefinitionError("name", f"{quoted(name)} is not a name {letters}")
    if name in ACTIVATIONS or name in LOSSES or name in FUNCTIONS:
        raise DefinitionError("name", f"{quoted(name)} is already the name of a function that is built in")
