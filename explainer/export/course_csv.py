"""The course of a run as CSV: one row for each number of updates done, or for each epoch done."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Protocol, TextIO

from explainer.engine.measure.classes import classes_to_tell
from explainer.engine.measure.evaluate import Evaluation, evaluate, evaluate_test
from explainer.engine.run.run import Run
from explainer.engine.scenario.network import Network
from explainer.engine.scenario.scenario import Scenario
from explainer.export.csv_form import CsvForm
from explainer.export.progress import Pieces, Progress, reach, stretches_between
from explainer.trace.formula.notation import Notation
from explainer.trace.notations.naming import parameter_names

_FIRST_COLUMNS = ("update", "epoch", "loss", "data_loss", "penalty")
_Numbers = tuple[float | int | None, ...]


class _Columns(Protocol):
    """The columns behind the first ones: their names, the rows they are written in, and their numbers there."""

    names: tuple[str, ...]

    def has_row(self, scenario: Scenario, done: int) -> bool: ...

    def values(self, scenario: Scenario, whole: Evaluation) -> _Numbers: ...


def updates_in_pieces(stream: TextIO, run: Run, first: int, count: int, form: CsvForm, progress: Progress) -> Pieces:
    """Write a row before update `first` (from 1) and one after each of the `count` updates from there on; fewer only
    where a number is not finite, and the number of updates is then -1 if not even the first row could be written.

    Loss, data loss and penalty are over the whole training data.
    """
    columns = _Parameters(run.scenario, form.notation)
    return _in_pieces(stream, run, range(first - 1, first + count), form, progress, columns)


def epochs_in_pieces(stream: TextIO, run: Run, first: int, count: int, form: CsvForm, progress: Progress) -> Pieces:
    """Write a row before the first epoch and one at the end of each, among the same updates.

    There are no parameters in it, so that it is the same in every notation, but accuracy where there are classes,
    and loss and accuracy of the test part.
    """
    return _in_pieces(stream, run, range(first - 1, first + count), form, progress, _Success(run.scenario))


def update_count(run: Run, first: int, last: int) -> int:
    """Return how many rows `updates_in_pieces` writes for the updates `first` to `last`."""
    return last - first + 2


def epoch_count(run: Run, first: int, last: int) -> int:
    """Return how many rows `epochs_in_pieces` writes for the updates `first` to `last`."""
    parts = ((part.updates_per_epoch, low, high) for part, low, high in stretches_between(run, first - 1, last))
    return sum(high // per_epoch - (low - 1) // per_epoch for per_epoch, low, high in parts)


def _in_pieces(
    stream: TextIO,
    run: Run,
    updates: range,
    form: CsvForm,
    progress: Progress,
    columns: _Columns,
) -> Pieces:
    write = form.begin(stream)
    write([(*_FIRST_COLUMNS, *columns.names)])
    written = -1
    for numbers in _rows(run, columns, updates, progress):
        written += 1
        if not numbers:
            continue
        write([[form.number(_cell(number)) for number in numbers]])
        yield 1
    return written


def _rows(run: Run, columns: _Columns, updates: range, progress: Progress) -> Iterator[_Numbers]:
    """Go through the rows after each number of updates, an empty one where the table has none."""
    for done in updates:
        if not reach(run, done, progress):
            return
        if not columns.has_row(run.settings(done), done):
            yield ()
            continue
        scenario = run.scenario_after(done)
        whole = evaluate(scenario, scenario.theta)
        if not isfinite(whole.objective):
            return
        epoch = scenario.epoch(done)
        yield done, epoch, whole.objective, whole.data_loss, whole.penalty, *columns.values(scenario, whole)


class _Parameters:
    """Every parameter by name; its place is looked up again only when the network has changed."""

    def __init__(self, scenario: Scenario, notation: Notation) -> None:
        self._notation = notation
        self.names = tuple(parameter_names(scenario, notation))
        self._network: Network | None = None
        self._indices: list[int | None] = []

    def has_row(self, scenario: Scenario, done: int) -> bool:
        return True

    def values(self, scenario: Scenario, whole: Evaluation) -> _Numbers:
        """Return the value of every column; None where an earlier network has no parameter of that name."""
        if scenario.network is not self._network:
            self._network, named = scenario.network, parameter_names(scenario, self._notation)
            self._indices = [named[name].index if name in named else None for name in self.names]
        theta = scenario.theta.tolist()
        return tuple(None if index is None else theta[index] for index in self._indices)


class _Success:
    """How well the network does: accuracy, and loss and accuracy of the test part, as far as there are such."""

    def __init__(self, scenario: Scenario) -> None:
        self._has_classes, self._has_test = classes_to_tell(scenario) is not None, len(scenario.data.test.rows) > 0
        names = [("accuracy", self._has_classes), ("test_loss", self._has_test)]
        names.append(("test_accuracy", self._has_test and self._has_classes))
        self.names = tuple(name for name, is_there in names if is_there)

    def has_row(self, scenario: Scenario, done: int) -> bool:
        return done % scenario.updates_per_epoch == 0

    def values(self, scenario: Scenario, whole: Evaluation) -> _Numbers:
        test = evaluate_test(scenario, scenario.theta)
        found = {"accuracy": whole.accuracy}
        if test is not None:
            found |= {"test_loss": test.data_loss, "test_accuracy": test.accuracy}
        return tuple(found.get(name) for name in self.names)


def _cell(number: float | int | None) -> str:
    return "" if number is None else repr(number)
