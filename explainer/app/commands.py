"""The commands: what each does once its words are understood. Each returns the exit status."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from typing import TextIO

import numpy as np

from explainer.app.terminal import ProgressBar, complain, standard_output, with_bug_told
from explainer.engine.measure.evaluate import evaluate
from explainer.engine.measure.gradient_check import EPSILON, GradientChecker
from explainer.engine.rounding import Kind, Rounding
from explainer.engine.run.not_finite import formula_without_value
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.export.csv_form import CsvForm
from explainer.export.destinations import spare_data, spare_sources
from explainer.export.levels import write_csv
from explainer.export.progress import Progress, finish, no_progress, reach
from explainer.export.reports import check_json, check_text, training_json, training_text
from explainer.export.steps_csv import rounded_steps_in_pieces
from explainer.export.whole_file import ExportError, check_writable, remove_own, whole_file
from explainer.files.checks import ScenarioError
from explainer.files.examples import example_names, example_text, example_titles
from explainer.files.locate import load
from explainer.files.scenario.bug_part import with_bug_named
from explainer.files.scenario.scenario_text import write_scenario
from explainer.trace.formula.notation import Notation
from explainer.verify.arithmetic import OnPaper
from explainer.verify.errors import TraceError
from explainer.verify.trace_file import verify_file

STANDARD_OUTPUT = "-"
_CHECKED_AT_ONCE = 16


def run(arguments: Namespace) -> int:
    """Carry out a command; bad input is one line. Views say themselves what overflowed: no warning of NumPy's
    reaches the terminal."""
    try:
        with np.errstate(all="ignore"):
            return _COMMANDS[arguments.command](arguments)
    except (ScenarioError, ExportError, TraceError) as error:
        return complain(str(error))


def tidy() -> None:
    """Leave nothing behind where the process is ended in the middle of a command."""
    remove_own()
    ProgressBar.wipe()


def _window(arguments: Namespace) -> int:
    from explainer.app.start import run_window

    return run_window(arguments.scenario)


def _examples(arguments: Namespace) -> int:
    if arguments.name is not None:
        standard_output().write(example_text(arguments.name))
        return 0
    width = max(map(len, example_names()))
    for name, title in example_titles().items():
        standard_output().write(f"{name:<{width}}  {title}\n")
    return 0


def _trace(arguments: Namespace) -> int:
    first, count = arguments.first, arguments.updates
    run = Run(_with_bug(arguments))
    if arguments.output != STANDARD_OUTPUT:
        spare_sources(arguments.output, run.scenario, arguments.scenario)
    form, rounding = CsvForm(arguments.spreadsheet, Notation(arguments.notation)), _rounding(arguments, run)
    with _stream(arguments.output) as stream, _progress(first + count - 1, arguments.output) as progress:
        if rounding is None:
            written = write_csv(arguments.level, stream, run, first, count, form, progress)
        else:
            written = finish(rounded_steps_in_pieces(rounding, stream, run, first, count, form, progress))
    return 0 if written == count else _not_finite(run, first + written)


def _with_bug(arguments: Namespace) -> Scenario:
    """Return the scenario that is named, with the bug that is asked for; say that it has one."""
    return with_bug_told(with_bug_named(load(arguments.scenario), arguments.bug, "--bug"))


def _rounding(arguments: Namespace, run: Run) -> Rounding | None:
    """Return how results are to be rounded, if they are. Raises ExportError where that cannot be."""
    asked: dict[Kind, int | None] = {"digits": arguments.round_digits, "decimals": arguments.round_decimals}
    rounding = next((Rounding(kind, places) for kind, places in asked.items() if places is not None), None)
    if rounding is None:
        return None
    if arguments.level != "step":
        raise ExportError(f"--round-{rounding.kind} is for --level step: only its rows are lines of a calculation")
    if run.scenario.optimizer.rule.is_minimiser:
        raise ExportError("a minimiser finds its steps by itself, so there is no calculation on paper to be rounded")
    return rounding


def _train(arguments: Namespace) -> int:
    count, to_standard_output = arguments.updates, arguments.output == STANDARD_OUTPUT
    if to_standard_output and arguments.json:
        raise ExportError("--json and -o - cannot both be printed; name a file for -o")
    run = Run(_with_bug(arguments))
    if arguments.output is not None and not to_standard_output:
        spare_data(arguments.output, run.scenario)
        check_writable(arguments.output)
    with ProgressBar(count) as progress:
        complete = reach(run, count, progress)
    if arguments.output is not None and (complete or run.updates):
        with _stream(arguments.output) as stream:
            stream.write(write_scenario(run.scenario_after(run.updates)))
    if not to_standard_output:
        standard_output().write(training_json(run) if arguments.json else training_text(run))
    if complete and not _has_finite_loss(run):
        complain(f"the loss after update {run.updates} is not finite")
        return 1
    return 0 if complete else _not_finite(run, run.updates + 1)


def _has_finite_loss(run: Run) -> bool:
    trained = run.scenario_after(run.updates)
    return isfinite(evaluate(trained, trained.theta).objective)


def _check(arguments: Namespace) -> int:
    checker = GradientChecker(_with_bug(arguments), arguments.epsilon or EPSILON)
    with ProgressBar(checker.total) as progress:
        while checker.done < checker.total:
            checker.check(_CHECKED_AT_ONCE)
            progress(checker.done)
    write = check_json if arguments.json else check_text
    standard_output().write(write(checker.scenario, checker.result))
    return 0 if checker.result.passed else 1


def _compare(arguments: Namespace) -> int:
    from explainer.export.compared import as_json, as_text
    from explainer.variants.printed.as_printed import explain
    from explainer.variants.printed.comparison import compared

    published = with_bug_told(load(arguments.scenario)).published
    if published is None:
        raise ScenarioError(f"{arguments.scenario}: nothing to compare with; printed figures go under “published”")
    with ProgressBar(len(published.figures)) as progress:
        found = []
        for figure in compared(published):
            found.append((figure, explain(figure, published)))
            progress(len(found))
    write = as_json if arguments.json else as_text
    standard_output().write(write(published.source, found))
    return 0 if all(figure.agrees or figure.figure.wrong for figure, _ in found) else 1


def _render(arguments: Namespace) -> int:
    from explainer.app import render_command

    return render_command.run(arguments)


def _find(arguments: Namespace) -> int:
    from explainer.app import find_command

    return find_command.run(arguments)


def _mark(arguments: Namespace) -> int:
    from explainer.app import mark_command

    return mark_command.run(arguments)


def _bug_key(arguments: Namespace) -> int:
    from explainer.bugs.lab.mystery import key_text

    standard_output().write(f"{key_text(load('lab'), arguments.seed)}\n")
    return 0


def _verify(arguments: Namespace) -> int:
    digits, decimals = arguments.round_digits, arguments.round_decimals
    paper = None if digits is None and decimals is None else OnPaper(digits, decimals or 0)
    verdict = verify_file(arguments.trace, paper)
    standard_output().write(f"{verdict}\n")
    return 0 if verdict.problem is None else 1


def _not_finite(run: Run, update: int) -> int:
    """Tell where the numbers stop being finite; the status is 1."""
    if run.stopped is None:
        complain(f"the loss after update {update} is not finite, so the rows end before it")
    else:
        why = formula_without_value(run)
        numbers = f"the numbers of update {run.stopped} are not finite, so the run ends before it"
        complain(f"{numbers}: {why.sentence()}" if why else numbers)
    return 1


@contextmanager
def _stream(output: str) -> Iterator[TextIO]:
    if output == STANDARD_OUTPUT:
        yield standard_output()
    else:
        with whole_file(output) as stream:
            yield stream


@contextmanager
def _progress(updates: int, output: str) -> Iterator[Progress]:
    """Show a bar, unless the rows themselves go past in the terminal."""
    with ProgressBar(updates) as bar:
        rows_go_past = output == STANDARD_OUTPUT and sys.stdout is not None and sys.stdout.isatty()
        yield no_progress if rows_go_past else bar


def _sweep(arguments: Namespace) -> int:
    from explainer.app.sweep_command import run

    return run(arguments)


def _lesson(arguments: Namespace) -> int:
    from explainer.app.lesson_command import run

    return run(arguments)


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "window": _window,
    "examples": _examples,
    "trace": _trace,
    "train": _train,
    "check": _check,
    "compare": _compare,
    "find": _find,
    "mark": _mark,
    "sweep": _sweep,
    "lesson": _lesson,
    "bug-key": _bug_key,
    "render": _render,
    "verify": _verify,
}
