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
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Symbol, key_of
from explainer.trace.lines.symbols_by_name import symbols_by_name
from explainer.trace.notations.naming import symbol_name
from explainer.variants.finding.blocks import VariantBlock, exact_blocks
from explainer.variants.finding.circumstances import MOST_CHANGES, circumstances
from explainer.variants.finding.match import Change, Changes, FoundPlaces, Match, Rank
from explainer.variants.finding.targets import fits, misreadings

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
        self._is_whole = True
        self.matches: list[Match] = []

    def prepared(self) -> Iterator[None]:
        """Work out what is as it should be."""
        for block in exact_blocks(self._run, self._updates):
            if block is None:
                yield None
                continue
            self._exact.append(block)
            self._numbers |= {(block.p.number, key_of(line.symbol)): line.number for line in block.lines}
            self._is_whole = self._is_whole and len(block.lines) <= _MOST_LINES

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
        new.sort(key=lambda match: match.plainness)
        ways: dict[object, Match] = {}
        for match in new:
            if match.place not in known:
                ways.setdefault(match.way, match)
        count: Counter[object] = Counter()
        for match in ways.values():
            count[match.place] += 1
            if count[match.place] <= _MOST_OF_PLACE:
                self.matches.append(match)

    def _matches(self, changes: int) -> Iterator[Match | None]:
        meant: list[Target] = [((), self._number)]
        if changes:
            meant += [((change,), other) for change, other in misreadings(self._number)]
        yield from self._given([target for target in meant if len(target[0]) == changes])
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
        rounded = changes - len(before) - len(meant) - bool(block.slips)
        if rounded not in (0, 1):
            return
        last = (-1, -1)
        columns = slice(rounded, None if rounded else 1)
        for line, row, column in np.argwhere(fits(block.values[:, :, columns], number)).tolist():
            if (line, row) != last:
                last = line, row
                slips = (_slip(block, line, row),) if block.slips else ()
                rounding = (_rounding(block.roundings[column]),) if rounded else ()
                value = float(block.values[line, row, column + rounded])
                yield self._match(block, line, value, (*before, *slips, *rounding, *meant))

    def _match(self, block: VariantBlock, line: int, value: float, changes: Changes) -> Match:
        update, (_, sample, symbol) = block.p.number, block.lines[line]
        step = self._numbers.get((update, key_of(symbol)), 0)
        return Match(update, sample, step, symbol, symbol_name(block.p.scenario, symbol), value, changes)

    def _given(self, targets: list[Target]) -> Iterator[Match]:
        """Go through the numbers that are in formulas of the first update, and made by none of its lines."""
        p = self._run.pass_of(1)
        for symbol in dict.fromkeys(symbols_by_name(p).values()) if targets else ():
            if (1, key_of(symbol)) not in self._numbers:
                value = float(read(p, symbol))
                for changes, number in targets:
                    if fits(np.array(value), number):
                        name = symbol_name(p.scenario, symbol)
                        yield Match(1, _sample(p.rows, symbol), 0, symbol, name, value, changes)


def _sample(rows: tuple[int, ...], symbol: Symbol) -> int | None:
    return rows[symbol.sample] + 1 if symbol.sample >= 0 else None


def _rounding(rounding: Rounding) -> Change:
    return Change(f"rounded: {rounding.spoken}", Rank.ROUNDING, told=f"every line is rounded to {rounding.spoken}")


def _slip(block: VariantBlock, line: int, row: int) -> Change:
    slip = block.slips[row]
    step, number = slip.step, block.p.number
    if block.everywhere:
        return Change(f"slip everywhere: {slip.sentence}", Rank.EVERYWHERE, slip)
    is_here = (step.of.number, step.number) == (number, block.lines[line].number)
    update = "" if step.of.number == number else f" of update {step.of.number}"
    rank = Rank.SLIP_HERE if is_here else Rank.SLIP_BEFORE
    return Change(f"slip at {step.symbol_text}{update}: {slip.sentence}", rank, slip)
