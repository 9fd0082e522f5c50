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


class _Kind(NamedTuple):
    what: str
    table: FunctionTable[Any]
    letters: tuple[str, ...]


ACTIVATION = _Kind("an activation", ACTIVATIONS, tuple(OF_ACTIVATION))
LOSS = _Kind("a loss", LOSSES, tuple(OF_LOSS))


def read_function(value: str | dict[str, Any], kind: _Kind, place: str) -> str:
    """Return the name of a function that is built in, or the definition of one's own. Raises ScenarioError."""
    if isinstance(value, str):
        return choice(value, kind.table, kind.what, place)
    file = shaped(value, FunctionFile, place)
    _check_name(file.name, f"{place}.name")
    definition = Definition(file.name, file.formula.strip(" "), kind.letters)
    try:
        kind.table.own(definition)
    except FormulaError as error:
        raise ScenarioError(at(f"{place}.formula", str(error))) from None
    return str(definition)


def written_function(text: str) -> str | dict[str, str]:
    """Return a function as it is in a file."""
    definition = definition_in(text)
    return {"name": definition.name, "formula": definition.formula} if definition else text


def _check_name(name: str, place: str) -> None:
    if not NAME.fullmatch(name):
        raise ScenarioError(
            at(place, f"{quoted(name)} is not a name of at most 40 letters, digits and _ after a letter")
        )
    if name in ACTIVATIONS or name in LOSSES or name in FUNCTIONS:
        raise ScenarioError(at(place, f"{quoted(name)} is already the name of a function that is built in"))
