"""The course of a run as CSV: one row for each number of updates done, with loss and parameters."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TextIO

from explainer.engine.evaluate import evaluate
from explainer.engine.network import Network
from explainer.engine.run import Run
from explainer.engine.scenario import Scenario
from explainer.export.reach import Progress, no_progress, reach
from explainer.export.table import Pieces, decimal_comma, finish, table_writer
from explainer.trace.naming import parameter_names

_FIRST_COLUMNS = ("update", "epoch", "loss", "data_loss", "penalty")
_Numbers = tuple[float | int | None, ...]


def write_updates(
    stream: TextIO,
    run: Run,
    first: int,
    count: int,
    spreadsheet: bool = False,
    progress: Progress = no_progress,
) -> int:
    """Write a row before update `first` (from 1) and one after each of the `count` updates from there on.

    Loss, data loss and penalty are over the whole training data. Returns how many updates were written, -1 if not even
    the row before the first: fewer than `count` only where a number is not finite.
    """
    return finish(updates_in_pieces(stream, run, first, count, spreadsheet, progress))


def updates_in_pieces(
    stream: TextIO, run: Run, first: int, count: int, spreadsheet: bool, progress: Progress = no_progress
) -> Pieces:
    """Do what `write_updates` does, row by row."""
    names = tuple(parameter_names(run.scenario))
    write = table_writer(stream, spreadsheet)
    write([(*_FIRST_COLUMNS, *names)])
    written = -1
    for numbers in _rows(run, names, range(first - 1, first + count), progress):
        cells = map(_cell, numbers)
        write([map(decimal_comma, cells) if spreadsheet else cells])
        written += 1
        yield 1
    return written


def _rows(run: Run, names: tuple[str, ...], updates: range, progress: Progress) -> Iterator[_Numbers]:
    columns = _Columns(names)
    for done in updates:
        if not reach(run, done, progress):
            return
        scenario = run.scenario_after(done)
        whole = evaluate(scenario, scenario.theta)
        if not isfinite(whole.objective):
            return
        epoch = scenario.epoch(done)
        yield done, epoch, whole.objective, whole.data_loss, whole.penalty, *columns.values(scenario)


class _Columns:
    """Where the parameters of these names stand in theta, looked up again only when the network is another one."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._network: Network | None = None
        self._indices: list[int | None] = []

    def values(self, scenario: Scenario) -> list[float | None]:
        """Return the value of every column; None where an earlier network has no parameter of that name."""
        if scenario.network is not self._network:
            self._network, named = scenario.network, parameter_names(scenario)
            self._indices = [named[name].index if name in named else None for name in self._names]
        theta = scenario.theta.tolist()
        return [None if index is None else theta[index] for index in self._indices]


def _cell(number: float | int | None) -> str:
    return "" if number is None else repr(number)
