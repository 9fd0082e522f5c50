"""The command that trains with many settings, and tells how many updates each of them needs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import nullcontext
from math import prod

from explainer.app.terminal import ProgressBar, standard_output, with_bug_told
from explainer.export.csv_form import CsvForm
from explainer.export.destinations import spare_sources
from explainer.export.whole_file import whole_file
from explainer.files.checks import ScenarioError
from explainer.files.locate import load
from explainer.files.wording import quoted
from explainer.lab_book.reports import cells, header, heading, line, summary
from explainer.lab_book.sweep import MOST_TRIALS, Sweep, SweepRow, row_of
from explainer.lab_book.typed_values import typed_values

_AT_ONCE = 256
STANDARD_OUTPUT = "-"


def run(arguments: Namespace) -> int:
    """Make the trials and write their rows; return the exit status. Raises ScenarioError and ExportError."""
    scenario = with_bug_told(load(arguments.scenario))
    values = _values(arguments.set)
    seeds = arguments.seeds or range(0)
    if prod(map(len, values.values())) * max(len(seeds), 1) > MOST_TRIALS:
        raise ScenarioError(f"these are more than {MOST_TRIALS:,} trainings; give fewer values or seeds")
    sweep = Sweep(scenario, values, seeds, arguments.until, arguments.most)
    if arguments.output is None:
        _print(sweep)
        return 0
    if arguments.output != STANDARD_OUTPUT:
        spare_sources(arguments.output, scenario, arguments.scenario)
    is_file = arguments.output != STANDARD_OUTPUT
    with whole_file(arguments.output) if is_file else nullcontext(standard_output()) as stream:
        write = CsvForm().begin(stream)
        write([header(sweep.settings)])
        for row in _rows(sweep):
            write([cells(row)])
    return 0


def _print(sweep: Sweep) -> None:
    """Write a line for each trial as soon as it is over."""
    out, rows = standard_output(), []
    named, widths = heading(sweep.settings, sweep.points)
    out.write(f"{named}\n")
    for row in _rows(sweep):
        rows.append(row)
        out.write(f"{line(row, widths)}\n")
        out.flush()
    out.writelines(f"{said}\n" for said in summary(sweep.settings, rows))


def _rows(sweep: Sweep) -> Iterator[SweepRow]:
    for values, trial in sweep.trials():
        with ProgressBar(trial.most) as progress:
            while not trial.is_over:
                trial.advance(_AT_ONCE)
                progress(trial.updates)
        yield row_of(values, trial)


def _values(words: list[str]) -> dict[str, list[object]]:
    """Return the values of each setting. Raises ScenarioError where a word is not PATH=VALUE,VALUE…"""
    found: dict[str, list[object]] = {}
    for word in words:
        path, is_there, values = word.partition("=")
        if not is_there or not path or not values:
            raise ScenarioError(f"--set {quoted(word)}: expected PATH=VALUE,VALUE, like optimizer.learning_rate=0.5,1")
        if path in found:
            raise ScenarioError(f"--set {path}: it is there twice; give all its values at once")
        found[path] = typed_values(values)
    return found
