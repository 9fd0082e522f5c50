"""What a derivation tells: its chains with their values, what each is about, and what is said below them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import Expression, calls, symbols
from explainer.functions.own.rules import SLOPE
from explainer.trace.derived.chain_writers import PRIME, chain_pieces, chain_text
from explainer.trace.derived.chains import Chain
from explainer.trace.derived.formulas import ToldLine, chains_of, is_told, told
from explainer.trace.derived.rule_names import rules_told
from explainer.trace.derived.typed import Judged
from explainer.trace.formula.notation import BOX, Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name
from explainer.trace.typeset.pieces import Pieces
from explainer.trace.words.bug_words import CLOSED

_DEFINED = {
    Quantity.NET: "A net input is defined as this weighted sum.",
    Quantity.OUT: "An output is defined as what its activation makes of the net input.",
    Quantity.ERROR: "This is the definition of the error of an output.",
    Quantity.NEW: "An optimizer is defined by its rule.",
    Quantity.MEMORY: "An optimizer is defined by its rules.",
    Quantity.SCALAR: "An optimizer is defined by its rules.",
}
_SUM = "This line only adds up what other lines have made."
NOTHING = "Choose above whose formula is to be derived, or go to a line of the calculation."
_FROM_IT = "Nothing is derived here. Slopes, deltas and gradients are: choose one above, or go on to their lines."
_STABLE = (
    "Lectures write the first form. The last one is calculated: where the net input is far from 0 the output is "
    "rounded to 0 or 1, and log 0 has no value; from the net input the error has all its digits."
)
_WITHOUT_VALUE = (
    "A line with – or ∞ has no value here: the output is rounded to 0 or 1, so that something is divided by 0, or the "
    "logarithm is that of 0."
)


@dataclass(frozen=True)
class Derived:
    """What a page is about: the symbol whose formula is derived, and what is known."""

    known: Known
    symbol: Symbol
    writing: Writing
    own: tuple[Judged, ...] = ()
    """What the person has typed."""

    @property
    def scenario(self) -> Scenario:
        return self.known.scenario

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        return chains_of(self.known, self.symbol)

    @cached_property
    def lines(self) -> tuple[tuple[ToldLine, ...], ...]:
        """The lines of each chain, with what is known of their values."""
        return tuple(told(self.known, self.symbol, chain) for chain in self.chains)

    @property
    def heading(self) -> str:
        return f"Why this formula for {self.name(self.symbol)}?"

    def name(self, symbol: Symbol) -> str:
        return spoken_name(self.scenario, symbol, self.writing.notation)

    def text(self, rule: Expression) -> str:
        return chain_text(rule, self.scenario, self.writing.notation)

    def pieces(self, rule: Expression) -> Pieces:
        return chain_pieces(rule, self.scenario, self.writing.notation)

    def is_told(self, chain: Chain) -> bool:
        """Whether the numbers of a chain are there."""
        return is_told(self.known, self.symbol, chain)

    def value(self, chain: Chain, line: ToldLine) -> str:
        """Return the value beside a line: an empty box where it is not computed yet."""
        return self.writing.show(line.value) if self.is_told(chain) else BOX

    def own_value(self, own: Judged) -> str:
        return self.writing.show_inside(own.value)

    def notes(self) -> Iterator[str]:
        """Go through what is said below all lines."""
        if self.known.trace.shown.hides_formulas:
            yield CLOSED
        elif not self.chains:
            yield _DEFINED.get(self.symbol.quantity, _SUM)
            yield _FROM_IT
        elif self.symbol.quantity is Quantity.ERROR:
            yield _STABLE
        if self.has_gap:
            yield _WITHOUT_VALUE

    def departures(self) -> Iterator[str]:
        """Go through what is said where the program, which has a bug, does not follow."""
        number = line_of(self.known.trace, self.symbol)
        own = self.known.trace[number] if number else None
        if own is not None and own.right is not None:
            yield f"The program does not follow from this: {self._instead(own)}"
        steps = (self.known.trace[it] for it in sorted(self._used()) if it != number)
        if step := next((step for step in steps if step.right is not None), None):
            yield f"The program departs at line {step.number:,}: {self._instead(step)}"

    def _used(self) -> set[int]:
        """Return the lines that make what the derivation has in it."""
        rules = (rule for chain in self.chains for rule in (chain.made, *(line.expression for line in chain.lines)))
        used = (symbol for rule in rules for symbol in symbols(rule) if isinstance(symbol, Symbol))
        made = (line_of(self.known.trace, symbol) for symbol in used)
        return {number for number in made if number is not None}

    def _instead(self, step: Step) -> str:
        """Return the wrong line of the program, with its number where that is there."""
        bug, value = step.scenario.bug, self.known.value(step.symbol)
        assert bug is not None
        made = "" if math.isnan(value) else f" = {self.writing.show(value)}"
        return f"its line is {self.name(step.symbol)} = {self.text(step.rule)}{made}, the bug {bug.name}."

    @property
    def has_gap(self) -> bool:
        """Whether a line has no value at numbers that are there."""
        there = (lines for chain, lines in zip(self.chains, self.lines, strict=True) if self.is_told(chain))
        return any(not math.isfinite(line.value) for lines in there for line in lines)

    def caption(self, chain: Chain) -> str:
        """Return what a chain is about, and what its slopes are by."""
        has_slopes = chain.by is not None and any(SLOPE in calls(line.expression) for line in chain.lines)
        by = f", where {PRIME} is the slope by {self.name(chain.by)}" if chain.by is not None and has_slopes else ""
        return f"{self.text(chain.made)}{by}"


def derived_tex(derived: Derived) -> Iterator[Pieces]:
    """Go through the formulas of the page in symbols."""
    for chain in derived.chains:
        yield derived.pieces(chain.made)
        for line in chain.lines:
            yield derived.pieces(line.expression)
    for own in derived.own:
        yield derived.pieces(own.rule)


def derived_text(derived: Derived) -> str:
    """Return the page as lines of text."""
    rows = [derived.heading, *derived.departures()]
    for chain, lines in zip(derived.chains, derived.lines, strict=True):
        rows.append(derived.caption(chain))
        for line in lines:
            rule = f"  ({rules_told(line.line.rules)})" if line.line.rules else ""
            rows.append(f"= {derived.text(line.line.expression)} = {derived.value(chain, line)}{rule}")
    for own in derived.own:
        rows.append(f"{derived.text(own.rule)} = {derived.own_value(own)}  ({own.words})")
    return "\n".join((*rows, *derived.notes()))
