"""The `data` of a scenario file, one reader for each form it may have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from explainer.engine.data import Data
from explainer.engine.network import Network
from explainer.files.checks import choice, matrix, number
from explainer.files.errors import ScenarioError
from explainer.files.limits import MOST_DATA_NUMBERS
from explainer.files.schema import RowsFile, shaped
from explainer.files.wording import counted

Reader = Callable[[dict[str, Any], Network], Data]
SCALES = ("none", "standard", "minmax")


def read_data(members: dict[str, Any], network: Network) -> Data:
    """Return the data set. Raises ScenarioError where it does not fit the network."""
    reader = next((reader for key, reader in DATA_READERS.items() if key in members), _read_rows)
    return reader(members, network)


def _not_yet(form: str) -> Reader:
    def refuse(members: dict[str, Any], network: Network) -> Data:
        raise ScenarioError(f'data.{form}: not available in this version; give the numbers as "inputs" and "targets"')

    return refuse


def _read_rows(members: dict[str, Any], network: Network) -> Data:
    rows = shaped(members, RowsFile, "data")
    _check_preparation(rows)
    samples = len(rows.inputs)
    if not samples:
        raise ScenarioError("data.inputs: expected at least one sample, got none")
    if _size(rows.inputs) + _size(rows.targets) > MOST_DATA_NUMBERS:
        raise ScenarioError(f"data: more than the {MOST_DATA_NUMBERS:,} numbers that a data set may have")
    if len(rows.targets) != samples:
        expected = counted(samples, "row")
        raise ScenarioError(f"data.targets: expected {expected}, one for each sample, got {len(rows.targets)}")
    units = network.layers[0].units, network.layers[-1].units
    return Data(
        matrix(rows.inputs, samples, units[0], "data.inputs"), matrix(rows.targets, samples, units[1], "data.targets")
    )


def _size(rows: Sequence[Sequence[float]]) -> int:
    return sum(map(len, rows))


def _check_preparation(rows: RowsFile) -> None:
    """Check `scale` and `test_fraction`, of which this version knows only the defaults."""
    if choice(rows.scale, SCALES, "a scale", "data.scale") != "none":
        raise ScenarioError('data.scale: not available in this version; leave it "none"')
    if number(rows.test_fraction, "data.test_fraction", 0, 1) != 0:
        raise ScenarioError("data.test_fraction: not available in this version; leave it 0")


DATA_READERS: dict[str, Reader] = {
    "csv": _not_yet("csv"),
    "generator": _not_yet("generator"),
    "builtin": _not_yet("builtin"),
    "inputs": _read_rows,
}
