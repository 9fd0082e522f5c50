"""Where a number can come from: what is tried, fewest changes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import numpy as np

from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import symbols
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol, key_of
from explainer.trace.lines.symbols_by_name import lines_of_first_sample
from explainer.trace.lines.trace import Trace
from explainer.trace.notations.naming import symbol_name
from explainer.variants.finding.blocks import VariantBlock, exact_blocks
from explainer.variants.finding.circumstances import MOST_CHANGES, circumstances
from explainer.variants.finding.everywhere import ALL
from explainer.variants.finding.match import Change, Changes, FoundPlaces, Match, Rank
from explainer.variants.finding.targets import CUT, cut, fits, misreadings
from explainer.variants.slips.slip import Slip

UPDATES, MOST_MATCHES = 2, 20
_MOST_OF_PLACE = 5
"""How many ways to the same place are told."""
_MOST_LINES = 600
"""An update with more is not worked out again and again."""
Target = tuple[Changes, PrintedNumber]


def find(number: PrintedNumber, scenario: Scenario, updates: int = UPDATES) -> FoundPlaces:
    """Return where a number can come from in the first updates; two changes at once only where one does not do."""
    *_, found = filter(None, found_in_pieces(number, scenario, updates))
    return found


def found_in_pieces(number: PrintedNumber, scenario: Scenario, updates: int = UPDATES) -> Iterator[FoundPlaces | None]:
    """Yield what is found by now after each number of changes, and None after each piece of work on the way to that."""
    search = _Search(number, Run(scenario), updates)
    yield from search.prepared()
    for changes in range(MOST_CHANGES + 1):
        if changes < MOST_CHANGES or not search.matches:
            yield from search.with_changes(changes)
            yield search.found


class _Search:
    """The matches so far; a place where the number was found with fewer changes is not looked at again."""

    def __init__(self, number: PrintedNumber, run: Run, updates: int) -> None:
        self._number, self._run, self._updates = number, run, updates
        self._exact: list[VariantBlock] = []
        self._numbers: dict[tuple[int, Symbol], int] = {}
        self._given: list[Symbol] = []
        """What is in formulas of the first update, and made by none of its lines."""
        self._is_whole = True
        self.matches: list[Match] = []

    def prepared(self) -> Iterator[None]:
        """Work out what is as it should be."""
        for block in exact_blocks(self._run, self._updates):
            if block is None:
                yield None
                continue
            self._exact.append(block)
            self._is_whole = self._is_whole and len(block.lines) <= _MOST_LINES
            for line in block.lines:
                self._numbers[block.p.number, key_of(line.symbol)] = line.number
                if line.number % _MOST_LINES == 0:
                    yield None
        yield from self._find_given()

    def _find_given(self) -> Iterator[None]:
        given: dict[Symbol, None] = {}
        for step in lines_of_first_sample(Trace(self._run.pass_of(1))):
            read = map(_as_given, symbols(step.rule))
            given |= dict.fromkeys(symbol for symbol in read if (1, key_of(symbol)) not in self._numbers)
            yield None
        self._given = list(given)

    @property
    def found(self) -> FoundPlaces:
        places = {match.place for match in self.matches}
        return FoundPlaces(self._number.digits, tuple(self.matches[:MOST_MATCHES]), len(places), self._is_whole)

    def with_changes(self, changes: int) -> Iterator[None]:
        """Look for the number after exactly so many changes."""
        known, new = {match.place for match in self.matches}, list[Match]()
        for match in self._matches(changes):
            if match is None:
                yield None
            else:
                new.append(match)
        number = float(self._number.value)
        new.sort(key=lambda match: match.plainness(number))
        ways: dict[object, Match] = {}
        values: set[object] = set()
        for match in new:
            is_less_plain = match.has(Rank.EVERYWHERE) or CUT in match.changes
            if match.place not in known and not (is_less_plain and match.value_there in values):
                ways.setdefault(match.way, match)
                values.add(match.value_there)
        count: Counter[object] = Counter()
        for match in ways.values():
            count[match.place] += not match.has(Rank.BUG)
            if count[match.place] <= _MOST_OF_PLACE:
                self.matches.append(match)

    def _matches(self, changes: int) -> Iterator[Match | None]:
        read = misreadings(self._number) if changes else ()
        written = cut(self._number, changes) if changes < MOST_CHANGES else ()
        meant: list[Target] = [((), self._number), *(((change,), other) for change, other in chain(written, read))]
        yield from self._of_given([target for target in meant if _count(target[0]) == changes])
        tried = circumstances(changes, self._number, self._run, len(self._exact)) if self._is_whole else ()
        for before, blocks in chain([((), iter(self._exact))], tried):
            for block in blocks:
                yield None
                if block is not None:
                    for target in meant:
                        yield from self._in_block(block, changes, before, target)

    def _in_block(self, block: VariantBlock, changes: int, before: Changes, target: Target) -> Iterator[Match]:
        """Go through the places in a block where so many changes lead to the number; of several roundings that do, the
        coarsest is told."""
        meant, number = target
        rounded = changes - _count((*before, *meant)) - len(block.slips)
        if rounded not in (0, 1) or (rounded and CUT in meant):
            return
        last = (-1, -1)
        columns = slice(rounded, None if rounded else 1)
        for line, row, column in np.argwhere(fits(block.values[:, :, columns], number)).tolist():
            if (line, row) != last:
                last = line, row
                slips = _slips(block, line, row) if block.slips else ()
                rounding = (_rounding(block.roundings[column]),) if rounded else ()
                value = float(block.values[line, row, column + rounded])
                yield self._match(block, line, value, (*before, *slips, *rounding, *meant))

    def _match(self, block: VariantBlock, line: int, value: float, changes: Changes) -> Match:
        update, (_, sample, symbol) = block.p.number, block.lines[line]
        step = self._numbers.get((update, key_of(symbol)), 0)
        return Match(update, sample, step, symbol, symbol_name(block.p.scenario, symbol), value, changes)

    def _of_given(self, targets: list[Target]) -> Iterator[Match]:
        """Go through the numbers that no line makes."""
        p = self._run.pass_of(1)
        values = np.array([read(p, symbol) for symbol in self._given if targets], dtype=np.float64)
        for changes, number in targets:
            for index in np.flatnonzero(fits(values, number)).tolist():
                symbol = self._given[index]
                name = symbol_name(p.scenario, symbol)
                yield Match(1, _sample(p.rows, symbol), 0, symbol, name, float(values[index]), changes)


def _as_given(symbol: Symbol) -> Symbol:
    """A weight that blame comes back through is that of the scenario."""
    is_weight = symbol.quantity is Quantity.BACKWARD_WEIGHT
    return symbol._replace(quantity=Quantity.WEIGHT) if is_weight else symbol


def _count(changes: Changes) -> int:
    return sum(change is not CUT for change in changes)


def _sample(rows: tuple[int, ...], symbol: Symbol) -> int | None:
    return rows[symbol.sample] + 1 if symbol.sample >= 0 else None


def _rounding(rounding: Rounding) -> Change:
    return Change(f"rounded: {rounding.spoken}", Rank.ROUNDING, told=f"every line is rounded to {rounding.spoken}")


def _slips(block: VariantBlock, line: int, row: int) -> Changes:
    if block.layers:
        return (_everywhere(block.slips[0][row], block.layers[row]),)
    return tuple(
        _at_a_line(slip, block.p.number, block.lines[line].number) for slip in (made[row] for made in block.slips)
    )


def _everywhere(slip: Slip, layer: int) -> Change:
    where = "everywhere" if layer == ALL else f"in all of layer {layer + 1}"
    return Change(f"slip {where}: {slip.sentence}", Rank.EVERYWHERE, slip, where)


def _at_a_line(slip: Slip, number: int, line: int) -> Change:
    """Tell of a slip that leads to a line of an update."""
    step = slip.step
    is_here = (step.of.number, step.number) == (number, line)
    update = "" if step.of.number == number else f" of update {step.of.number}"
    rank = Rank.SLIP_HERE if is_here else Rank.SLIP_BEFORE
    return Change(f"slip at {step.symbol_text}{update}: {slip.sentence}", rank, slip)
