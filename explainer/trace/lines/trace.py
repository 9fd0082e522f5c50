"""A trace: the lines of one update, each with all that is needed to show it, written when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from explainer.engine.scenario.network import Layer, Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Constant, Expression, Leaf, replaced, symbols
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.plain_text import number_word, write
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.line_formulas import WRITERS
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place, Plan
from explainer.trace.lines.update_plan import plan_of
from explainer.trace.notations.naming import LECTURES, parameter_name, symbol_name


@dataclass(frozen=True, eq=False)
class Step:
    """Line `number` (from 1) of the update `of`: `symbol` = `rule`.

    Where the program is closed the rule is the symbol itself: what it is made of is not told.
    """

    of: Pass
    number: int
    place: Place
    symbol: Symbol
    rule: Expression
    shown: BugShown

    @property
    def is_closed(self) -> bool:
        """Whether its formula is hidden."""
        return self.shown.hides_formulas

    @cached_property
    def right(self) -> Expression | None:
        """The right formula where the program's is another, which is a bug; None where it is right, or not told."""
        if self.is_closed or self.scenario.bug is None:
            return None
        _, right = WRITERS[self.place.operation](self.of, self.place)
        if self.scenario.keeps_sums and self.symbol.quantity is Quantity.GRADIENT_SUM:
            right = replaced(right, _from_nothing)
        return None if right == self.rule else right

    @property
    def scenario(self) -> Scenario:
        return self.of.scenario

    @property
    def layer(self) -> Layer:
        """The layer that the line is about."""
        return self.scenario.network.layers[self.place.layer]

    @property
    def is_output(self) -> bool:
        """Whether that is the output layer."""
        return self.place.layer == self.scenario.network.top

    @property
    def samples(self) -> int:
        """How many samples the update uses."""
        return self.of.samples

    @property
    def update(self) -> int:
        """The number of the update, from 1."""
        return self.of.number

    @property
    def phase(self) -> Phase:
        return self.place.phase

    @property
    def operation(self) -> str:
        """The kind of line by its name in the trace file; a line of an optimizer has the name of what it makes."""
        if self.place.operation is Operation.DROPOUT_BACK:
            return Operation.DROPOUT.value
        return self.place.name or self.place.operation.value

    @cached_property
    def value(self) -> float:
        """The result, as the engine computed it."""
        return self.read(self.symbol)

    def read(self, symbol: Symbol) -> float:
        """Return the number of a symbol in this update."""
        return read(self.of, symbol)

    @property
    def sample(self) -> int | None:
        """The row of the data set, counted from 1; None in lines about the whole batch."""
        return self.of.rows[self.place.sample] + 1 if self.place.sample >= 0 else None

    @cached_property
    def parameter(self) -> Parameter | None:
        """The parameter that the line is about."""
        index = self.symbol.parameter
        return self.of.scenario.network.parameter(index) if index >= 0 else None

    @property
    def is_of_bias(self) -> bool:
        return self.parameter is not None and self.parameter.is_bias

    @property
    def unit(self) -> str:
        """The name of the unit that the line is about (of a weight: the receiving one), or nothing."""
        unit = self.place.unit
        if unit < 0 and self.parameter is not None:
            unit = self.parameter.unit
        return self.of.scenario.network.layers[self.place.layer].names[unit] if unit >= 0 else ""

    @cached_property
    def symbol_text(self) -> str:
        """What the line makes, in the worked notation."""
        return symbol_name(self.of.scenario, self.symbol)

    @cached_property
    def formula(self) -> str:
        """The right-hand side in symbols of the worked notation."""
        return self.formula_in(Notation.WORKED)

    def formula_in(self, notation: Notation) -> str:
        """Return the right-hand side in symbols, as a Python-style expression."""
        return write(self.rule, lambda symbol: symbol_name(self.of.scenario, symbol, notation))

    @cached_property
    def substitution(self) -> str:
        """The right-hand side in numbers, each of which reads back as the same float64."""
        return write(self.rule, lambda symbol: number_word(self.read(symbol)))

    def row(self, notation: Notation = Notation.WORKED) -> tuple[str, ...]:
        """Return the cells of this step in a trace file; units keep their names in every notation."""
        layer, scenario = self.place.layer, self.of.scenario
        is_worked = notation is Notation.WORKED
        return (
            str(self.number),
            str(self.of.epoch),
            str(self.of.number),
            str(self.sample or ""),
            self.phase.value,
            self.operation,
            str(layer + 1) if layer >= 0 else "",
            self.unit,
            parameter_name(scenario, self.parameter, notation) if self.parameter else "",
            self.symbol_text if is_worked else symbol_name(scenario, self.symbol, notation),
            self.formula if is_worked else self.formula_in(notation),
            self.substitution,
            repr(self.value),
        )


class Trace:
    """The calculation of `of`, line by line. `trace[k]` writes line k, counted from 1; without its formula where the
    program is closed."""

    def __init__(self, of: Pass, shown: BugShown = BugShown.OPEN) -> None:
        is_secret = of.scenario.bug is not None and of.scenario.bug.is_secret
        self.of, self.shown = of, BugShown.CLOSED if is_secret else shown
        self.plan: Plan = plan_of(of.scenario, of.samples)

    @property
    def scenario(self) -> Scenario:
        return self.of.scenario

    @property
    def samples(self) -> int:
        """How many samples the update uses."""
        return self.of.samples

    def is_like(self, other: Trace) -> bool:
        """Tell whether the other is a trace of the very same update, told in the same way."""
        return self.of is other.of and self.shown is other.shown

    def alike(self, of: Pass) -> Trace:
        """Return the trace of another update, told in the same way."""
        return Trace(of, self.shown)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trace) and self.is_like(other)

    def __hash__(self) -> int:
        return hash(self.of)

    def __len__(self) -> int:
        return len(self.plan)

    def __getitem__(self, number: int) -> Step:
        """Return line `number`. Raises IndexError outside 1 … len(trace)."""
        return self.at(number, self.plan.place(number))

    def __iter__(self) -> Iterator[Step]:
        return (self[number] for number in range(1, len(self) + 1))

    def at(self, number: int, place: Place) -> Step:
        symbol, rule = WRITERS[place.operation](self.of, place)
        if self.shown.hides_formulas:
            rule = Leaf(symbol)
        elif self.scenario.bug:
            rule = self.scenario.bug.written(self.of, place, rule)
        return Step(self.of, number, place, symbol, rule, self.shown)


def _from_nothing(symbol: Symbol) -> Expression:
    """A sum of gradients begins at 0."""
    return Constant(0) if symbol.quantity is Quantity.GRADIENT_SUM and symbol.sample < 0 else Leaf(symbol)


EQUALS = "="
_BEFORE = {
    Quantity.NEW: Quantity.WEIGHT,
    Quantity.MEMORY: Quantity.MEMORY_BEFORE,
    Quantity.SCALAR: Quantity.SCALAR_BEFORE,
    Quantity.ERROR_SUM: Quantity.ERROR_SUM,
    Quantity.GRADIENT_SUM: Quantity.GRADIENT_SUM,
}
"""What gets a new value, and the quantity that its old one is: theta and matrix write both in the same way."""


def relation(step: Step, notation: Notation = Notation.WORKED) -> str:
    """Return "=", or ":=" (theta) or "←" (matrix) where the old value of what the line makes is in its formula."""
    if notation is Notation.WORKED or step.symbol.quantity not in _BEFORE:
        return EQUALS
    return LECTURES[notation].assigns if any(_is_old(symbol, step.symbol) for symbol in symbols(step.rule)) else EQUALS


def _is_old(symbol: Symbol, made: Symbol) -> bool:
    same = symbol.parameter == made.parameter and symbol.name == made.name
    return same and symbol.quantity is _BEFORE[made.quantity]
