"""The shape of a scenario file, and the one way to give a JSON value that shape."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType, field

from explainer.engine.scenario.data import Data
from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.engine.scenario.scenario import Initialiser, Scenario
from explainer.files.checks import ScenarioError
from explainer.files.wording import at, quoted, unknown

FORMAT = "backprop-explainer scenario"
VERSION = 2
"""The newest; a file that needs nothing new is written as one of version 1."""

T = TypeVar("T")


class ScenarioFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """A scenario as it is in a file, with the defaults of what is left out."""

    format: str
    version: int
    layers: list[Any]
    data: dict[str, Any]
    title: str = Scenario.title
    notes: str = Scenario.notes
    init: dict[str, Any] = field(default_factory=dict)
    loss: str | dict[str, Any] = Scenario.loss
    reduction: str = Scenario.reduction
    optimizer: dict[str, Any] = field(default_factory=dict)
    l1: float = Scenario.l1
    l2: float = Scenario.l2
    dropout: float = 0.0
    batch_size: int | None = Scenario.batch_size
    shuffle: bool = Scenario.shuffle
    seed: int = Scenario.seed
    biases: str = "per_unit"
    frozen: list[str] = field(default_factory=list)
    update_order: str = Scenario.update_order
    input_gradients: bool = Scenario.input_gradients
    published: dict[str, Any] | None = None
    bug: str | None = None


class LayerFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """One entry of `layers`."""

    units: int
    names: list[str] | UnsetType = UNSET
    activation: str | dict[str, Any] | UnsetType = UNSET
    weights: list[list[float]] | UnsetType = UNSET
    biases: list[float] | UnsetType = UNSET


class FunctionFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """An activation or a loss of one's own."""

    name: str
    formula: str


class PublishedFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """`published`: printed figures, and where they are printed."""

    source: str
    figures: list[dict[str, Any]]


class FigureFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """One entry of `published.figures`."""

    update: int
    symbol: str
    printed: str
    sample: int | None = PrintedFigure._field_defaults["sample"]
    factor: float = PrintedFigure._field_defaults["factor"]
    wrong: bool = PrintedFigure._field_defaults["wrong"]
    note: str = PrintedFigure._field_defaults["note"]


class InitFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """`init`: how weights that are not given are drawn."""

    scheme: str = Initialiser.scheme
    epsilon: float = Initialiser.epsilon
    seed: int = Initialiser.seed


class PreparedFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """What `data` of any form may say about how its numbers are prepared."""

    scale: str | dict[str, Any] = Data.scale
    test_fraction: float = Data.test_fraction


class DivideFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """A `scale` that divides every input by one number."""

    divide: float


class RowsFile(PreparedFile, forbid_unknown_fields=True, kw_only=True):
    """`data` with its numbers in the file itself."""

    inputs: list[list[float]]
    targets: list[list[float]]
    classes: list[str] = field(default_factory=list)


class CsvFile(PreparedFile, forbid_unknown_fields=True, kw_only=True):
    """`data` in a CSV file, with the names of the columns to use."""

    csv: str
    inputs: list[str]
    targets: list[str]
    classes: bool | list[str] = False


class GeneratorFile(PreparedFile, forbid_unknown_fields=True, kw_only=True):
    """`data` that is computed; what is left out has the generator's own default."""

    generator: str
    samples: int | UnsetType = UNSET
    noise: float = 0.0
    seed: int = 0


class BuiltinFile(PreparedFile, forbid_unknown_fields=True, kw_only=True):
    """`data` that comes with the app."""

    builtin: str


class ImagesFile(PreparedFile, forbid_unknown_fields=True, kw_only=True):
    """`data` in pictures, files or folders of them, to be made `size` pixels wide and high."""

    images: str | list[str]
    size: list[int]
    classes: list[str] = field(default_factory=list)


def shaped(value: object, shape: type[T], place: str) -> T:
    """Return the JSON value as a `shape`. Raises ScenarioError naming the place where it does not fit."""
    if isinstance(value, dict) and issubclass(shape, Struct):
        refuse_unknown_keys(value, shape.__struct_fields__, place)
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        path, sentence = misfit(error)
        raise ScenarioError(at((place + path).removeprefix("."), sentence)) from None


def refuse_unknown_keys(members: dict[str, Any], known: tuple[str, ...], place: str) -> None:
    """Raise ScenarioError if a key is not among the known ones."""
    for key in members:
        if key not in known:
            raise ScenarioError(at(place, unknown(key, "a key here", known)))


_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def misfit(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return where in a value (`.units`), and in our words what msgspec says is wrong there (``Expected `int`, got
    `str` - at `$.units` ``)."""
    what, _, path = str(error).partition(" - at ")
    return path.strip("`").removeprefix("$"), _what(what)


def _what(what: str) -> str:
    if missing := re.fullmatch(r"Object missing required field `(.*)`", what):
        return f"{quoted(missing[1])} is missing"
    if expected := re.fullmatch(r"Expected `(.*)`, got `(.*)`", what):
        return f"expected {_in_words(expected[1])}, got {_in_words(expected[2])}"
    if what == "Number out of range":
        return "the number is too large"
    return what[:1].lower() + what[1:]


def _in_words(types: str) -> str:
    return " or ".join(_WORDS.get(name, name) for name in types.split(" | "))
