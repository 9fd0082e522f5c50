"""A data set from the columns of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network
from explainer.files.base.errors import ScenarioError
from explainer.files.base.wording import counted, quoted
from explainer.files.data.csv_table import CsvTable


def data_from_table(table: CsvTable, inputs: Sequence[str], targets: Sequence[str], network: Network) -> Data:
    """Return the data set that has the columns `inputs` and `targets` of the table; a column may be in both.

    Raises ScenarioError when they are not in the table or not as many as the network's units.
    """
    check_columns(inputs, targets, network)
    return Data(table.columns(inputs), table.columns(targets), file=table.file)


def check_columns(inputs: Sequence[str], targets: Sequence[str], network: Network) -> None:
    """Check that there is a column for each input and each output unit. Raises ScenarioError."""
    for names, layer, part in ((inputs, network.layers[0], "input"), (targets, network.layers[-1], "target")):
        place = f"data.{part}s"
        if len(names) != layer.units:
            expected = counted(layer.units, "column")
            unit = "input unit" if part == "input" else "output unit"
            raise ScenarioError(f"{place}: expected {expected}, one for each {unit}, got {len(names)}")
        [(name, times)] = Counter(names).most_common(1)
        if times > 1:
            raise ScenarioError(f"{place}: the column {quoted(name)} stands more than once")
