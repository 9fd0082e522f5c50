"""The calculation as CSV: one row for every step of every update.

Updates of one scenario and batch size differ only in their numbers. Their rows are written once with blanks, and then
the numbers are looked up all at once, each for all its places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from operator import itemgetter
from typing import TextIO

from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import Pass
from explainer.export.csv_form import CsvForm
from explainer.export.progress import Pieces, Progress, reach, stretches_between
from explainer.trace.formula.plain_text import in_parentheses, write
from explainer.trace.formula.symbol_values import BulkReader
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.rule_lines import has_usual_form
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.lines.update_plan import plan_of
from explainer.variants.rounded import rounded_updates

HEADER = (
    "step",
    "epoch",
    "update",
    "sample",
    "phase",
    "operation",
    "layer",
    "unit",
    "parameter",
    "symbol",
    "formula",
    "substitution",
    "value",
)
_AHEAD = 32
"""How many updates that a run lacks are computed at a time."""


def steps_in_pieces(stream: TextIO, run: Run, first: int, count: int, form: CsvForm, progress: Progress) -> Pieces:
    """Write the steps of `count` updates from update `first` (from 1), one update after the other; fewer only where the
    run stops being finite."""
    form.begin(stream)([HEADER])
    rows, written = StepRows(stream, form), 0
    for p in finite_passes(run, first, count, progress):
        yield from rows.write(p)
        written += 1
        progress(p.number)
    return written


def rounded_steps_in_pieces(
    rounding: Rounding, stream: TextIO, run: Run, first: int, count: int, form: CsvForm, progress: Progress
) -> Pieces:
    """Write the same rows as on paper: each update from the numbers that the one before has come to, from update 1 on;
    fewer only where a number stops being finite."""
    form.begin(stream)([HEADER])
    rows, written = StepRows(stream, form), 0
    last = first + count - 1 if count else 0
    for update in rounded_updates(finite_passes(run, 1, last, progress), rounding):
        if not update.is_finite:
            break
        if update.trace.of.number >= first:
            yield from rows.write_lines(update)
            written += 1
        progress(update.trace.of.number)
    return written


def step_count(run: Run, first: int, last: int) -> int:
    """Return how many steps the updates `first` to `last` have."""
    return sum(_steps_of(part, low + 1, high + 1) for part, low, high in stretches_between(run, first - 1, last - 1))


def _steps_of(scenario: Scenario, first: int, last: int) -> int:
    per_epoch, size = scenario.updates_per_epoch, scenario.samples_per_batch
    last_batches = last // per_epoch - (first - 1) // per_epoch
    last_size = scenario.data.samples - (per_epoch - 1) * size
    others = last - first + 1 - last_batches
    return others * len(plan_of(scenario, size)) + last_batches * len(plan_of(scenario, last_size))


def finite_passes(run: Run, first: int, count: int, progress: Progress) -> Iterator[Pass]:
    """Go through the updates of a run, computing what is missing, up to the last whose numbers are all finite.

    A pass may be looked at only until the next one is asked for.
    """
    if not (count and reach(run, first - 1, progress)):
        return
    last = first + count - 1
    for p in run.passes(first, last):
        if p.number > run.updates:
            reach(run, min(run.updates + _AHEAD, last))
        if p.number > run.updates or not p.arrays.is_finite():
            return
        yield p


_BLANK = "\0"
_MOST_LINES, _LINES_AT_ONCE = 4000, 200
"""An update with more lines is written line by line, so that memory stays flat and no piece takes long."""


class StepRows:
    """Writes the rows of one update after the other to a stream."""

    def __init__(self, stream: TextIO, form: CsvForm) -> None:
        self._stream, self._form = stream, form
        self._scenario: Scenario | None = None
        self._templates: dict[int, RowTemplate | None] = {}

    def write(self, p: Pass) -> Iterator[int]:
        """Write all rows of an update in pieces; yield how many rows each had."""
        template = self._template(p) if has_usual_form(p) else None
        if template is None:
            yield from self.write_lines(Trace(p))
        else:
            self._stream.write(template.filled(p))
            yield template.lines

    def write_lines(self, trace: Iterable[Step]) -> Iterator[int]:
        """Write the rows of these lines in pieces; yield how many rows each had."""
        write, steps = self._form.rows(self._stream), iter(trace)
        while rows := [self._row(step) for step in islice(steps, _LINES_AT_ONCE)]:
            write(rows)
            yield len(rows)

    def _template(self, p: Pass) -> RowTemplate | None:
        if p.scenario is not self._scenario:
            self._scenario, self._templates = p.scenario, {}
        if p.samples not in self._templates:
            is_short = len(plan_of(p.scenario, p.samples)) <= _MOST_LINES
            self._templates[p.samples] = RowTemplate(Trace(p), self._form) if is_short else None
        return self._templates[p.samples]

    def _row(self, step: Step) -> tuple[str, ...]:
        row = step.row(self._form.notation)
        return (*row[:-1], self._form.number(row[-1]))


class RowTemplate:
    """The rows of an update with a blank for every number that another update may have differently."""

    def __init__(self, trace: Trace, form: CsvForm) -> None:
        self.lines, self._form = len(trace), form
        self._symbols: dict[Symbol, int] = {}
        self._order: list[tuple[str, int]] = []
        text = StringIO()
        form.rows(text)(self._row_with_blanks(step) for step in trace)
        self._numbers = BulkReader(trace.of, [*self._symbols])
        starts = {"update": 0, "sample": 2, "word": 2 + trace.of.samples}
        starts["value"] = starts["word"] + len(self._symbols)
        self._pick = itemgetter(*(starts[kind] + index for kind, index in self._order))
        self._pieces = [piece for part in text.getvalue().split(_BLANK) for piece in (part, "")][:-1]

    def filled(self, p: Pass) -> str:
        """Return the rows of an update of the same scenario and batch size."""
        numbers = [*map(repr, self._numbers.read(p))]
        texts = [str(p.epoch), str(p.number), *(str(row + 1) for row in p.rows)]
        texts += map(in_parentheses, numbers)
        texts += map(self._form.number, numbers) if self._form.spreadsheet else numbers
        self._pieces[1::2] = self._pick(texts)
        return "".join(self._pieces)

    def _row_with_blanks(self, step: Step) -> tuple[str, ...]:
        row = step.row(self._form.notation)
        self._order += [("update", 0), ("update", 1)]
        if step.sample is not None:
            self._order.append(("sample", step.place.sample))
        substitution = write(step.rule, self._word)
        self._order.append(("value", self._index(step.symbol)))
        sample = _BLANK if step.sample is not None else ""
        return (row[0], _BLANK, _BLANK, sample, *row[4:11], substitution, _BLANK)

    def _word(self, symbol: Symbol) -> str:
        self._order.append(("word", self._index(symbol)))
        return _BLANK

    def _index(self, symbol: Symbol) -> int:
        return self._symbols.setdefault(symbol, len(self._symbols))
