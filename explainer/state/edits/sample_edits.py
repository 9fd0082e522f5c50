"""Edits of the samples: a number, rows, a pasted block, an imported table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import MOST_DATA_NUMBERS, ScenarioError
from explainer.files.data.csv_table import CsvTable
from explainer.files.data.table_data import data_with_classes
from explainer.files.scenario.together import check_together
from explainer.files.scenario.unit_names import named_by_columns
from explainer.files.wording import counted
from explainer.state.edits.choice_names import in_words
from explainer.state.edits.data_edits import with_data, with_target
from explainer.state.edits.edit import Edit


def column_names(scenario: Scenario) -> tuple[str, ...]:
    """Return what the columns are called: i1 i2 … and target o1 …"""
    layers = scenario.network.layers
    return (*layers[0].names, *(f"target {name}" for name in layers[-1].names))


def with_number(scenario: Scenario, row: int, column: int, value: float) -> Edit:
    """Return the edit that changes one number."""
    data, inputs = scenario.data, scenario.data.inputs.shape[1]
    name = column_names(scenario)[column]
    text = f"Change {name} of sample {row + 1:,}"
    if column < inputs:
        return Edit(text, scenario.with_data(data.with_input(row, column, value)))
    if data.targets[row, column - inputs] == value:  # nothing is shared out anew
        return Edit(text, scenario)
    return with_target(scenario, row, column - inputs, value)._replace(text=text)


def with_added_row(scenario: Scenario) -> Edit:
    """Return the edit that adds a copy of the last row."""
    numbers = _numbers(scenario.data)
    return _with_numbers(f"Add sample {len(numbers) + 1:,}", scenario, np.concatenate([numbers, numbers[-1:]]))


def without_rows(scenario: Scenario, rows: Sequence[int]) -> Edit:
    """Return the edit that deletes these rows; one row must be left."""
    numbers = _numbers(scenario.data)
    if len(set(rows)) >= len(numbers):
        raise ScenarioError("Nothing was deleted: one sample must be left, or there is nothing to learn from.")
    which = f"sample {rows[0] + 1:,}" if len(rows) == 1 else counted(len(rows), "sample")
    return _with_numbers(f"Delete {which}", scenario, np.delete(numbers, list(rows), axis=0))


def with_block(scenario: Scenario, row: int, column: int, block: Array) -> Edit:
    """Return the edit that writes a block of numbers over the cells from here on. Rows that it adds are otherwise
    copies of the last."""
    numbers = _numbers(scenario.data)
    height, width = block.shape
    if column + width > numbers.shape[1]:
        room = counted(numbers.shape[1] - column, "column")
        here = column_names(scenario)[column]
        has = counted(width, "column")
        raise ScenarioError(f"Nothing was pasted: the block has {has}, but from {here} on there is room for {room}.")
    added = max(row + height - len(numbers), 0)
    grown = np.concatenate([numbers, np.repeat(numbers[-1:], added, axis=0)])
    grown[row : row + height, column : column + width] = block
    what = "1 number" if block.size == 1 else f"{height:,} × {width:,} numbers"
    edit = _with_numbers(f"Paste {what}", scenario, grown)
    more = f", {added:,} of them new" if added else ""
    return edit._replace(said=f"Pasted {counted(height, 'row')}{more}.")


def with_table(scenario: Scenario, table: CsvTable, inputs: Sequence[str], targets: Sequence[str], name: str) -> Edit:
    """Return the edit that trains on the columns of a table; the network gets as many inputs, called as their columns
    where they can be, and as many outputs, or one for each class where the table has a column of classes."""
    if table.classes:
        data = data_with_classes(table, inputs, targets[0])
    else:
        data = Data(table.columns(inputs), table.columns(targets), file=table.file)
    edit = with_data(scenario, data, f"Import {Path(name).name}")
    network = edit.scenario.network
    usual = default_names([layer.units for layer in network.layers])[0]
    named = named_by_columns(network.renamed([usual, *network.names[1:]]), inputs)
    classes = f"Outputs stand for {', '.join(data.classes)}." if data.classes else ""
    said = f"Imported {counted(len(table.rows), 'sample')} from {name}.", classes, edit.said
    return edit._replace(scenario=edit.scenario.renamed(named.names), said=" ".join(filter(None, said)))


def _numbers(data: Data) -> Array:
    return np.concatenate([data.inputs, data.targets], axis=1)


def _with_numbers(text: str, scenario: Scenario, numbers: Array) -> Edit:
    if numbers.size > MOST_DATA_NUMBERS:
        raise ScenarioError(f"Nothing was changed: a data set may have {MOST_DATA_NUMBERS:,} numbers.")
    inputs = scenario.data.inputs.shape[1]
    changed = scenario.with_data(scenario.data.with_numbers(numbers[:, :inputs], numbers[:, inputs:]))
    try:
        check_together(changed)
    except ScenarioError as error:
        raise ScenarioError(f"Nothing was changed. {in_words(str(error), scenario.network.layers[-1].names)}") from None
    return Edit(text, changed)
