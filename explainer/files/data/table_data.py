"""The data set that columns of a table make: as they are, or with an output for each class of a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Layer, Network
from explainer.files.checks import ScenarioError
from explainer.files.data.class_column import check_count, class_order, targets_of
from explainer.files.data.csv_table import CsvTable
from explainer.files.wording import counted, quoted


def data_from_table(table: CsvTable, inputs: Sequence[str], targets: Sequence[str], network: Network) -> Data:
    """Return the data set that has the columns `inputs` and `targets` of the table; a column may be in both.

    Raises ScenarioError when they are not in the table or not as many as the network's units.
    """
    check_columns(inputs, targets, network)
    return Data(table.columns(inputs), table.columns(targets), file=table.file)


def data_with_classes(
    table: CsvTable, inputs: Sequence[str], column: str, given: Sequence[str] = (), units: int | None = None
) -> Data:
    """Return the data set that has the columns `inputs`, and an output for each class of a column; the order of classes
    may be given, and how many output units there are. Raises ScenarioError."""
    met = list(table.classes)
    classes = list(given) or class_order(met)
    try:
        check_count(classes, units)
        targets = targets_of(table.columns([column])[:, 0], met, classes)
    except ScenarioError as error:
        raise ScenarioError(f"column {quoted(column)}: {error}") from None
    return Data(table.columns(inputs), targets, file=table.file, classes=tuple(classes))


def check_inputs(inputs: Sequence[str], network: Network) -> None:
    """Check that there is a column for each input unit. Raises ScenarioError."""
    _check_part(inputs, network.layers[0], "input")


def check_columns(inputs: Sequence[str], targets: Sequence[str], network: Network) -> None:
    """Check that there is a column for each input and each output unit. Raises ScenarioError."""
    check_inputs(inputs, network)
    _check_part(targets, network.layers[-1], "target")


def _check_part(names: Sequence[str], layer: Layer, part: str) -> None:
    place = f"data.{part}s"
    if len(names) != layer.units:
        expected = counted(layer.units, "column")
        unit = "input unit" if part == "input" else "output unit"
        hint = '; one column that names classes needs "classes": true' if part == "target" and len(names) == 1 else ""
        raise ScenarioError(f"{place}: expected {expected}, one for each {unit}, got {len(names)}{hint}")
    [(name, times)] = Counter(names).most_common(1)
    if times > 1:
        raise ScenarioError(f"{place}: the column {quoted(name)} is there more than once")
