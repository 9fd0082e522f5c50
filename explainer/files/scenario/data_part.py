"""The `data` of a scenario file, one reader for each form it may have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_args

from msgspec import UNSET

from explainer.engine.scenario.data import Data, Scale
from explainer.engine.scenario.network import Network
from explainer.files.checks import MOST_DATA_NUMBERS, ScenarioError, choice, matrix, number, plain
from explainer.files.data.csv_table import CsvTable, read_table
from explainer.files.data.digits import digits
from explainer.files.data.generators import generated
from explainer.files.data.table_data import check_columns, check_inputs, data_from_table, data_with_classes
from explainer.files.images.image_data import read_images
from explainer.files.scenario.schema import (
    BuiltinFile,
    CsvFile,
    DivideFile,
    GeneratorFile,
    ImagesFile,
    PreparedFile,
    RowsFile,
    refuse_unknown_keys,
    shaped,
)
from explainer.files.wording import counted, one_line

_MOST_TO_SCALE, _LEAST_DIVISOR = 1e150, 1e-150

BUILTINS: dict[str, Callable[[Network], Data]] = {"digits": digits}
"""The data sets that come with the app; each raises ScenarioError when the network's units do not fit."""


def read_data(members: dict[str, Any], network: Network, seed: int, folder: Path) -> Data:
    """Return the data set; `seed` draws its test part, paths in it are relative to `folder`.

    Raises ScenarioError where it does not fit the network.
    """
    shape = _shape(members)
    file = shaped(members, shape, "data")
    scale, divisor = read_scale(file.scale)
    test_fraction = number(file.test_fraction, "data.test_fraction", 0, 1)
    data = _READERS[shape](file, network, folder)
    if scale != "none":
        _check_scalable(data)
    return replace(data, scale=scale, divisor=divisor, test_fraction=test_fraction, seed=seed)


def input_columns(members: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the columns that a table's inputs are in; nothing where there is no table, or no names."""
    names = members.get("inputs") if "csv" in members else None
    are_names = isinstance(names, list) and all(isinstance(name, str) for name in names)
    return tuple(map(one_line, names)) if are_names and names else ()


def read_scale(value: str | dict[str, Any]) -> tuple[Scale, float]:
    """Return how inputs are scaled, and what they are divided by."""
    if isinstance(value, str):
        names = [name for name in get_args(Scale) if name != "divide"]
        return cast(Scale, choice(value, names, "a scale", "data.scale")), Data.divisor
    return "divide", check_divisor(shaped(value, DivideFile, "data.scale").divide, "data.scale.divide")


def check_divisor(value: float, place: str) -> float:
    """Check that inputs can be divided by a number. Raises ScenarioError."""
    if not _LEAST_DIVISOR <= abs(number(value, place)) <= _MOST_TO_SCALE:
        limits = f"from {_LEAST_DIVISOR:g} to {_MOST_TO_SCALE:g}"
        raise ScenarioError(f"{place}: expected a number whose size is {limits}, got {plain(value)}")
    return value


def _shape(members: dict[str, Any]) -> type[PreparedFile]:
    """Return which form the members have; without the key of any other form they are rows."""
    for key, shape in _SHAPES.items():
        if key in members:
            return shape
    refuse_unknown_keys(members, (*_SHAPES, *RowsFile.__struct_fields__), "data")
    return RowsFile


def _read_rows(rows: RowsFile, network: Network, folder: Path) -> Data:
    samples = len(rows.inputs)
    if not samples:
        raise ScenarioError("data.inputs: expected at least one sample, got none")
    if _size(rows.inputs) + _size(rows.targets) > MOST_DATA_NUMBERS:
        raise ScenarioError(f"data: more than the {MOST_DATA_NUMBERS:,} numbers that a data set may have")
    if len(rows.targets) != samples:
        expected = counted(samples, "row")
        raise ScenarioError(f"data.targets: expected {expected}, one for each sample, got {len(rows.targets)}")
    units = network.layers[0].units, network.layers[-1].units
    if rows.classes and len(rows.classes) != units[1]:
        expected = counted(units[1], "name")
        raise ScenarioError(f"data.classes: expected {expected}, one for each output, got {len(rows.classes)}")
    return Data(
        matrix(rows.inputs, samples, units[0], "data.inputs"),
        matrix(rows.targets, samples, units[1], "data.targets"),
        classes=tuple(map(one_line, rows.classes)),
    )


def _size(rows: Sequence[Sequence[float]]) -> int:
    return sum(map(len, rows))


def _check_scalable(data: Data) -> None:
    """Squares of the inputs must stay finite."""
    if max(-data.inputs.min(), data.inputs.max()) > _MOST_TO_SCALE:
        raise ScenarioError(f"data.scale: an input is beyond {_MOST_TO_SCALE:g}, too large to be scaled")


def _read_csv(file: CsvFile, network: Network, folder: Path) -> Data:
    inputs, targets = [*map(one_line, file.inputs)], [*map(one_line, file.targets)]
    if file.classes:
        return _with_classes(file, inputs, targets, network, folder / file.csv)
    check_columns(inputs, targets, network)
    return data_from_table(_table(folder / file.csv, [*inputs, *targets]), inputs, targets, network)


def _with_classes(file: CsvFile, inputs: list[str], targets: list[str], network: Network, path: Path) -> Data:
    """Return data whose targets are a column of classes."""
    if len(targets) != 1 or targets[0] in inputs:
        raise ScenarioError("data.targets: classes are in one column, which is no input")
    check_inputs(inputs, network)
    given = [] if isinstance(file.classes, bool) else [*map(one_line, file.classes)]
    try:
        return data_with_classes(
            _table(path, [*inputs, *targets], targets[0]), inputs, targets[0], given, network.layers[-1].units
        )
    except ScenarioError as error:
        raise ScenarioError(str(error) if str(error).startswith("data.") else f"data.csv: {error}") from None


def _table(path: Path, wanted: Sequence[str], classes: str = "") -> CsvTable:
    try:
        return read_table(path, wanted, classes)
    except ScenarioError as error:
        raise ScenarioError(f"data.csv: {error}") from None


def _read_generator(file: GeneratorFile, network: Network, folder: Path) -> Data:
    samples = None if file.samples is UNSET else file.samples
    return generated(file.generator, samples, file.noise, file.seed, network)


def _read_images(file: ImagesFile, network: Network, folder: Path) -> Data:
    names = [file.images] if isinstance(file.images, str) else file.images
    return read_images(names, file.size, [*map(one_line, file.classes)], network, folder)


def _read_builtin(file: BuiltinFile, network: Network, folder: Path) -> Data:
    name = choice(file.builtin, BUILTINS, "a data set of this program", "data.builtin")
    return BUILTINS[name](network)


_SHAPES: dict[str, type[PreparedFile]] = {
    "csv": CsvFile,
    "generator": GeneratorFile,
    "images": ImagesFile,
    "builtin": BuiltinFile,
}
_READERS: dict[type[PreparedFile], Callable[[Any, Network, Path], Data]] = {
    RowsFile: _read_rows,
    CsvFile: _read_csv,
    GeneratorFile: _read_generator,
    ImagesFile: _read_images,
    BuiltinFile: _read_builtin,
}
