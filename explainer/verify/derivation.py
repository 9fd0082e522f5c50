"""Re-deriving the rows of a trace: each from its own numbers, and its numbers from the rows that made them.

Only what later rows may still build on is kept: the numbers of the update at hand, the parameters and the optimizer's
memory as they are now, and the data set as far as it was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from explainer.verify.arithmetic import EPSILON, Bounded, OnPaper, agree, looks_rounded
from explainer.verify.changes import Changes
from explainer.verify.errors import TraceError, WrongRow, counted, shown
from explainer.verify.formula_parser import ParsedFormula, read_formula
from explainer.verify.function_forms import STARTS
from explainer.verify.operations import RuleLine, Source, line_of
from explainer.verify.own_functions import OWN, SeenFunctions, Used, check_slope
from explainer.verify.rows import RowShape, TraceRow
from explainer.verify.state import RunningSum, SettledNumber, Structure, Update

_MOST_KEPT = 4_000_000
"""Characters of formulas whose reading is kept."""


class _Function(NamedTuple):
    """A function of one unit: what it makes, what it is made of (last what its slope is by), and what it is."""

    made: str
    letters: tuple[str, ...]
    about: str


_ACTIVATION = _Function("out_", ("net_",), "activation of layer {layer}")
_LOSS = _Function("E_", ("target_", "out_"), "loss")
_FUNCTION_OF = {"out": _ACTIVATION, "dout_dnet": _ACTIVATION, "error": _LOSS, "dE_dout": _LOSS}


class Rederivation:
    """Checks the rows of one file in turn."""

    def __init__(self, paper: OnPaper | None = None) -> None:
        self._paper = paper
        self.updates = 0
        self._update = Update(0, 1)
        self._from_start = False
        self._parameters: dict[str, SettledNumber] = {}
        self._memory: dict[str, SettledNumber] = {}
        self._data: dict[tuple[str, str], SettledNumber] = {}
        self._network = Structure()
        self._changes = Changes(self._network)
        self._functions = SeenFunctions()
        self._time = 0.0
        self._lines: dict[RowShape, RuleLine] = {}
        self._last = RowShape("", "", "", "", "", "", "", False)
        self._kept = 0
        self._sources: Mapping[Source, Callable[[TraceRow, str, float], SettledNumber | None]] = {
            Source.ROW: self._from_row,
            Source.CONTRIBUTION: self._from_row,
            Source.NET: self._from_row_or_later,
            Source.RUNNING: lambda row, symbol, number: self._sum(symbol).known,
            Source.MEMORY: self._from_memory,
            Source.PARAMETER: lambda row, symbol, number: self._parameters.setdefault(symbol, _used(row, number)),
            Source.DATA: lambda row, symbol, number: self._data.setdefault((row.sample, symbol), _used(row, number)),
            Source.MASK: lambda row, symbol, number: self._update.masks.setdefault(
                (row.sample, symbol), _used(row, number)
            ),
            Source.SETTING: lambda row, symbol, number: self._update.settings.setdefault(symbol, _used(row, number)),
            Source.SAMPLES: lambda row, symbol, number: SettledNumber(
                float(self._update.samples), row.number, made=False
            ),
            Source.TIME: self._from_time,
            Source.ITSELF: lambda row, symbol, number: None,
        }

    def check(self, row: TraceRow) -> None:
        """Check one row and remember what it makes. Raises WrongRow, or TraceError where it cannot be read."""
        self._count(row)
        is_new = row.shape not in self._lines
        line, self._last = self._line(row), row.shape
        if line.claims:
            self._agree(row, line)
        numbers = _numbers(line.formula, row)
        for symbol, source, number in zip(line.formula.symbols, line.sources, numbers, strict=True):
            known = self._sources[source](row, symbol, number)
            if known is not None and known.value != number:
                raise WrongRow(f"{symbol} is {number!r} here, but {self._origin(symbol, known)}")
        bounded = self._bounded(row.shape.symbol, line, numbers)
        _check_value(line.formula, bounded, row, self._paper)
        if row.shape.operation in _FUNCTION_OF and self._paper is None:  # a rounded slope is not that of the curve
            self._check_function(row, line, bounded, is_new)
        self._make(row, line, numbers)

    def finish(self) -> None:
        """Check that no row is left that builds on one which never came."""
        for (_, symbol), (row, _) in self._update.awaited.items():
            raise WrongRow(f"row {row.number} uses {symbol}, but no row of its update makes it")
        self._changes.check(self._update)

    def unfinished(self) -> str | None:
        """Tell where the update at hand breaks off, if it does or may."""
        return self._changes.unfinished(self._update, self._last) if self.updates else None

    def _agree(self, row: TraceRow, line: RuleLine) -> None:
        """Compare what the row says of the scenario with what other rows of its update have said."""
        claims = self._update.claims
        for about, possible in line.claims:
            before, where = claims.get(about, (possible, row.number))
            left = before & possible or (before | possible) & {OWN}  # the form for far numbers may be a built-in one
            if not left and self._is_own_slope(row, line):
                left = frozenset({OWN})
            if not left:
                raise WrongRow(f"by its formula the {about} is {_any(possible)}, but by row {where} {_any(before)}")
            if left != before or about not in claims:
                claims[about] = (left, row.number)

    def _check_function(self, row: TraceRow, line: RuleLine, numbers: list[Bounded], is_new: bool) -> None:
        """A function has one formula for all units; the slope of one that is not built in is that of its formula."""
        unit, functions = row.shape.unit, self._update.functions
        kind = _FUNCTION_OF[row.shape.operation]
        made = kind.made + unit
        if row.shape.symbol == made:
            functions[row.sample, made] = (line.is_own, Used(line.formula, numbers))
            letters = {f"{letter}{unit}": letter for letter in kind.letters}
            if is_new and {*line.formula.symbols} <= {*letters}:
                about = kind.about.format(layer=row.shape.layer)
                self._functions.check(about, line.formula, numbers, letters)
        elif (row.sample, made) in functions:
            is_own, function = functions[row.sample, made]
            if is_own or line.is_own or self._is_own(kind, row):
                check_slope(kind.letters[-1] + unit, line.formula.evaluate(numbers), function)

    def _is_own(self, kind: _Function, row: TraceRow) -> bool:
        """Tell whether the rows before say that the function is not built in."""
        possible, _ = self._update.claims.get(kind.about.format(layer=row.shape.layer), (frozenset[str](), 0))
        return possible == {OWN}

    def _is_own_slope(self, row: TraceRow, line: RuleLine) -> bool:
        """Tell whether a slope that is written like that of one function is right for another that is written like a
        second: then it is neither, but equal to both."""
        kind = _FUNCTION_OF.get(row.shape.operation)
        made = self._update.functions.get((row.sample, kind.made + row.shape.unit)) if kind else None
        if kind is None or made is None or row.shape.symbol == kind.made + row.shape.unit:
            return False
        numbers = [(number, 0.0) for number in _numbers(line.formula, row)]
        try:
            check_slope(kind.letters[-1] + row.shape.unit, line.formula.evaluate(numbers), made[1])
        except (WrongRow, ArithmeticError, ValueError):
            return False
        return True

    def _count(self, row: TraceRow) -> None:
        update = self._update
        if row.update != update.number:
            self._begin(row)
            update = self._update
        update.steps += 1
        if row.step != update.steps:
            raise WrongRow(f"expected step {update.steps}")
        if row.epoch != update.epoch:
            raise WrongRow(f"epoch {row.epoch} in an update of epoch {update.epoch}")

    def _begin(self, row: TraceRow) -> None:
        if self.updates and row.update != self._update.number + 1:
            raise WrongRow(f"expected update {self._update.number} or {self._update.number + 1}")
        if row.epoch < self._update.epoch:
            raise WrongRow(f"epoch {row.epoch} after epoch {self._update.epoch}")
        self.finish()
        if self.updates:
            self._changes.check_whole(self._update)
        self.updates += 1
        self._from_start = self._from_start or row.update == 1
        self._update = Update(row.update, row.epoch)

    def _line(self, row: TraceRow) -> RuleLine:
        line = self._lines.get(row.shape)
        return self._read(row) if line is None else line

    def _read(self, row: TraceRow) -> RuleLine:
        shape = row.shape
        line = line_of(shape, row.line, self._network)
        self._kept += len(shape.formula) + len(shape.symbol)
        if self._kept > _MOST_KEPT:
            self._lines.clear()
            self._kept = 0
        self._lines[shape] = line
        return line

    def _from_row(self, row: TraceRow, symbol: str, number: float) -> SettledNumber:
        made = self._update.made.get(row.sample, {}) if row.sample else self._update.latest
        if symbol not in made:
            raise WrongRow(f"{symbol} is used, but no row before it makes it{' for this sample' if row.sample else ''}")
        if not row.sample:
            self._check_whole(symbol)
        return made[symbol]

    def _check_whole(self, symbol: str) -> None:
        """A row about the batch builds on what all its samples went into."""
        update = self._update
        if symbol in update.sums and update.sums[symbol].terms != update.samples:
            raise WrongRow(
                f"{symbol} is used, but it is the sum of {update.sums[symbol].terms} of {update.samples} samples"
            )
        if symbol == "E_total" or symbol.startswith("dE_total/"):
            if update.samples != 1:
                raise WrongRow(f"{symbol} is of one sample, but this update has {update.samples}")
            whole = symbol.replace("dE_total/", "dE_batch/")
            if whole != symbol and update.makes(whole):
                raise WrongRow(f"{symbol} is used, but row {update.latest[whole].row} made {whole} of it")

    def _from_time(self, row: TraceRow, symbol: str, number: float) -> SettledNumber:
        """An optimizer counts its updates; it starts anew when it was changed in the middle of a run."""
        settled = self._update.settings.get(symbol)
        if settled is None:
            start = range(1, row.update + 1) if self.updates == 1 else (1, row.update, self._time + 1)
            if number not in start:
                raise WrongRow(f"t is {number!r} here, in update {row.update}")
            self._time = number
        return self._update.settings.setdefault(symbol, _used(row, number))

    def _from_row_or_later(self, row: TraceRow, symbol: str, number: float) -> SettledNumber | None:
        known = self._update.made.get(row.sample, {}).get(symbol)
        if known is None:
            waiting, expected = self._update.awaited.setdefault((row.sample, symbol), (row, number))
            return SettledNumber(expected, waiting.number, made=False)
        return known

    def _from_memory(self, row: TraceRow, symbol: str, number: float) -> SettledNumber:
        if symbol not in self._memory:
            start = SettledNumber(STARTS.get(symbol, 0.0), 0)
            self._memory[symbol] = start if self._from_start else _used(row, number)
        return self._memory[symbol]

    def _origin(self, symbol: str, known: SettledNumber) -> str:
        if symbol == "n":
            return f"this update has {counted(self._update.samples, 'sample')}"
        if not known.row:
            return f"it starts from {known.value!r}"
        return f"row {known.row} {'made it' if known.made else 'says'} {known.value!r}"

    def _sum(self, symbol: str) -> RunningSum:
        return self._update.sums.get(symbol) or RunningSum(SettledNumber(0.0, 0))

    def _bounded(self, symbol: str, line: RuleLine, numbers: list[float]) -> list[Bounded]:
        """Give each number the error that comes from how sums of many terms are worked out, usually none."""
        if Source.RUNNING in line.sources:
            before = self._sum(symbol)
            slack = (before.terms + 1) * EPSILON
            sizes = (
                before.size if source is Source.RUNNING else abs(number)
                for source, number in zip(line.sources, numbers, strict=True)
            )
            return [(number, slack * size) for number, size in zip(numbers, sizes, strict=True)]
        if Source.CONTRIBUTION in line.sources:
            return [(number, EPSILON * abs(number)) for number in numbers]
        return [(number, 0.0) for number in numbers]

    def _make(self, row: TraceRow, line: RuleLine, numbers: list[float]) -> None:
        symbol, known = row.shape.symbol, SettledNumber(row.value, row.number)
        self._keep_once(row, symbol, known)
        if Source.RUNNING in line.sources:
            self._add_up(symbol, known, line, numbers)
        elif row.shape.operation == "gradient":
            self._update.trained[row.shape.parameter] = None
        elif row.shape.operation == "update":
            self._parameters[row.shape.parameter] = known
        elif row.shape.phase == "update":
            self._memory[symbol] = known

    def _keep_once(self, row: TraceRow, symbol: str, known: SettledNumber) -> None:
        update = self._update
        made = update.made.setdefault(row.sample, {})
        if symbol in made:
            raise WrongRow(f"row {made[symbol].row} has made {symbol} already")
        made[symbol] = update.latest[symbol] = known
        waiting, expected = update.awaited.pop((row.sample, symbol), (row, known.value))
        if expected != known.value:
            raise WrongRow(f"{symbol} is {known.value!r} here, but row {waiting.number} says {expected!r}")

    def _add_up(self, symbol: str, known: SettledNumber, line: RuleLine, numbers: list[float]) -> None:
        before = self._sum(symbol)
        terms = zip(line.sources, numbers, strict=True)
        added = sum(abs(number) for source, number in terms if source is not Source.RUNNING)
        self._update.sums[symbol] = RunningSum(known, before.terms + 1, before.size + added)


def _used(row: TraceRow, number: float) -> SettledNumber:
    return SettledNumber(number, row.number, made=False)


def _any(names: frozenset[str]) -> str:
    return " or ".join(sorted(names))


def _numbers(formula: ParsedFormula, row: TraceRow) -> list[float]:
    numbers = formula.numbers_in(row.substitution)
    if numbers is not None:
        return numbers
    try:
        read_formula(row.substitution)
    except ValueError as error:
        where = f"line {row.line}: the substitution {shown(row.substitution)}"
        raise TraceError(f"{where} cannot be read: {error}") from None
    raise WrongRow(f"the substitution {shown(row.substitution)} is not the formula with its numbers in")


def _check_value(formula: ParsedFormula, numbers: list[Bounded], row: TraceRow, paper: OnPaper | None) -> None:
    try:
        result = formula.evaluate(numbers)
    except (ArithmeticError, ValueError):
        raise WrongRow("the substitution has no finite value") from None
    if not (paper.agree if paper else agree)(result, row.value):
        raise WrongRow(f"the substitution gives {result[0]!r}, the value says {row.value!r}{_off(result, row, paper)}")


def _off(result: Bounded, row: TraceRow, paper: OnPaper | None) -> str:
    """Tell how a value differs from its result."""
    if paper is not None:
        return f", which is not that rounded to {paper.spoken}"
    hint = "; rounded as on paper? Then add --round-digits D or --round-decimals D"
    return f" (off by {abs(result[0] - row.value):.1e}){hint if looks_rounded(result, row.value) else ''}"
