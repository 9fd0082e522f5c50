"""What may be shown at a line of the calculation: every number that has been computed by then, and no other.

Whoever shows a number asks here for it. What is not known yet is NaN, which is written as a dash.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Expression
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol, key_of
from explainer.trace.known.known_layers import KnownLayer, layer_at, units_at
from explainer.trace.known.stuck_units import Condition, condition_of
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.rule_lines import final_gradient
from explainer.trace.lines.trace import Step, Trace

NAN = float("nan")


class Reveal(StrEnum):
    """How much may be shown at a line.

    SHOWN is the ordinary walk: all up to the line, and what a person has trained on purpose. While a result is ASKED
    for, all is quiet: nothing is shown but what lies before the line; once it is ANSWERED the line is shown, too.
    """

    SHOWN = "shown"
    ASKED = "asked"
    ANSWERED = "answered"

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is shown that was not computed on the way to the line."""
        return self is not Reveal.SHOWN


class Walked(NamedTuple):
    """How far a person has come in a run: the update, and what of it was there. The greater of two is farther."""

    update: int = 1
    loss: bool = False
    gradients: bool = False
    parameters: bool = False


@dataclass(frozen=True, eq=False)
class Known:
    """What may be shown at line `line` of a trace (0: before the first).

    With `part`, that many terms of the line are there and its result is not, as it is not while it is asked for.
    Numbers are looked up when they are asked for. Of later updates only what was `walked` through may be shown; with
    None all that is computed, as it is what a person has trained on purpose.
    """

    trace: Trace
    line: int = 0
    part: int | None = None
    reveal: Reveal = Reveal.SHOWN
    walked: Walked | None = None

    @classmethod
    def after(cls, step: Step) -> Known:
        """Return what is known once a line has been worked out."""
        return cls(Trace(step.of, step.shown), step.number)

    # where it is

    @property
    def _of(self) -> Pass:
        return self.trace.of

    @property
    def scenario(self) -> Scenario:
        """The scenario in force, whatever its parameters are."""
        return self._of.scenario

    @property
    def update(self) -> int:
        return self._of.number

    @property
    def epoch(self) -> int:
        """The pass through the data set that the update is in, from 1."""
        return self._of.epoch

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the data set that the batch's samples are."""
        return self._of.rows

    @property
    def samples(self) -> int:
        return self._of.samples

    @cached_property
    def sample(self) -> int:
        """The sample of the batch that the numbers of units belong to: that of the line, else the last one so far."""
        at = self.trace.plan.place(self.line).sample if self.line else 0
        return at if at >= 0 else self.samples - 1

    @property
    def row(self) -> int:
        """Which row of the data set that sample is."""
        return self.rows[self.sample]

    @cached_property
    def step(self) -> Step | None:
        """The line itself; None before the first."""
        return self.trace[self.line] if self.line else None

    @property
    def is_asked(self) -> bool:
        """Whether the result of the line is what a person is to find."""
        return self.line > 0 and self.reveal is Reveal.ASKED

    @property
    def has_own(self) -> bool:
        """Whether numbers of the person's own are in the update, and what follows from them."""
        return len(self._of.own) > 0

    @property
    def own_numbers(self) -> tuple[Symbol, ...]:
        """Of which symbols the numbers are the person's own, in the order of the lines."""
        own = (symbol for symbol in self._of.own if isinstance(symbol, Symbol))
        return tuple(sorted(own, key=lambda symbol: made_at(self.trace, symbol)))

    def is_own(self, symbol: Symbol) -> bool:
        """Tell whether the number of a symbol is the person's own."""
        return self.has_own and key_of(symbol) in self._of.own

    @property
    def tells_work(self) -> bool:
        """Whether the way to the result of the line may be shown: it would tell what is asked for, or what is right
        where the result is the person's own."""
        return not self.is_asked and (self.step is None or not self.is_own(self.step.symbol))

    @property
    def is_hidden(self) -> bool:
        """Whether the result of the line is not there, asked for or still being added up."""
        return self.part is not None or self.is_asked

    @property
    def reached(self) -> int:
        """The last line whose result is there."""
        return self.line - self.is_hidden

    @property
    def is_complete(self) -> bool:
        """Whether every line of the update is there."""
        return self.reached == len(self.trace)

    def is_like(self, other: Known) -> bool:
        """Tell whether the other knows the same."""
        mine, theirs = ((known.line, known.part, known.reveal) for known in (self, other))
        return self.trace.is_like(other.trace) and mine == theirs

    def with_terms(self, part: int) -> Known:
        """Return what is known while that many terms of the line are there, and not its result."""
        return replace(self, part=part)

    # numbers

    def line_like(self, place: Place, symbol: Symbol, rule: Expression) -> Step:
        """Return a calculation in the form of a line that the trace does not have."""
        return Step(self._of, 0, place, symbol, rule, self.trace.shown)

    def is_known(self, symbol: Symbol) -> bool:
        """Tell whether the number of a symbol is there: made by a line that has been worked out, or given."""
        return made_at(self.trace, symbol) <= self.reached

    def value(self, symbol: Symbol) -> float:
        """Return the number of a symbol, NaN where it is not there; counts are whole numbers."""
        return read(self._of, symbol) if self.is_known(symbol) else NAN

    @property
    def answered(self) -> int:
        """For how many samples of the batch the outputs are there."""
        top = self.scenario.network.top
        last = Place(Operation.OUT, top, sample=0, unit=self.scenario.network.layers[top].units - 1)
        return self.trace.plan.reached(self.reached, last, "sample", self.samples)

    def has_reached(self, place: Place) -> bool:
        """Tell whether the result of this line is there; of a line that the update does not have it never is."""
        number = self.trace.plan.number(place)
        return number is not None and number <= self.reached

    @cached_property
    def loss(self) -> float:
        """What training makes smaller, as it is before the update."""
        return self.value(Symbol(Quantity.OBJECTIVE))

    @cached_property
    def layers(self) -> tuple[KnownLayer, ...]:
        """The numbers of the units, layer by layer."""
        layers = range(len(self.scenario.network.layers))
        return tuple(layer_at(self.trace, self.reached, self.sample, index) for index in layers)

    @property
    def target(self) -> Array:
        """The targets of the sample, shape (output units,)."""
        return np.asarray(self._of.arrays.target[self.sample])

    @cached_property
    def error(self) -> Array:
        """The error of each output, shape (output units,)."""
        top = self.scenario.network.top
        error = self._of.arrays.error[self.sample]
        return units_at(self.trace, self.reached, Place(Operation.ERROR, top, sample=self.sample), error)

    @cached_property
    def updated(self) -> NDArray[np.bool_]:
        """Which parameters have their new value already, as long as theta."""
        network = self.scenario.network
        updated = np.zeros(network.size, dtype=np.bool_)
        for index, layer in enumerate(network.layers[1:], start=1):
            trained = network.trained(layer)
            if len(trained):
                place = Place(Operation.UPDATE, index, parameter=trained[0])
                count = self.trace.plan.reached(self.reached, place, "parameter", len(trained))
                updated[np.asarray(trained[:count], dtype=np.intp)] = True
        return updated

    @cached_property
    def theta(self) -> Array:
        """Each parameter as it is at this moment."""
        return np.where(self.updated, self._of.theta_after, self._of.theta_before)

    def stuck(self, layer: int, unit: int) -> Condition | None:
        """Return what keeps a unit from learning, from the line of its slope on; of a ReLU unit, which is judged by
        what it answers to all samples, from that of the last one."""
        can_die = layer > 0 and self._of.layer(layer).activation.can_die
        sample = self.samples - 1 if can_die else self.sample
        if not self.has_reached(Place(Operation.DOUT_DNET, layer, sample=sample, unit=unit)):
            return None
        return condition_of(self._of, self.sample, layer, unit)

    # other updates of the run

    @property
    def horizon(self) -> tuple[object, ...]:
        """What decides how much the `tells_…` below allow: equal where they allow the same."""
        return *self.here, self.reveal, self.walked

    @property
    def here(self) -> Walked:
        """How far the line is."""
        return Walked(self.update, not np.isnan(self.loss), self._has_gradients, self.is_complete)

    def tells_loss(self, update: int) -> bool:
        """Tell whether the loss of an update, as it is before it, may be shown."""
        is_there = not np.isnan(self.loss) and not self._has_own_before(Symbol(Quantity.OBJECTIVE))
        return self._tells(update, is_there, self.walked is None or self.walked.loss)

    def tells_gradients(self, update: int) -> bool:
        """Tell whether the gradients that an update uses may be shown, all of them."""
        return self._tells(
            update, self._has_gradients and not self.has_own, self.walked is None or self.walked.gradients
        )

    def tells_parameters(self, update: int) -> bool:
        """Tell whether the parameters that an update leads to may be shown; 0 leads to those at the start."""
        return self._tells(update, self.is_complete and not self.has_own, self.walked is None or self.walked.parameters)

    def _tells(self, update: int, is_there: bool, was_there: bool) -> bool:
        """What came before is known, of this update what `is_there`, as training has it; of what comes after, what was
        walked through before or trained on purpose, in the last update of that what `was_there`."""
        if update <= self.update:
            return update < self.update or is_there
        if self.reveal.is_quiet:
            return False
        return self.walked is None or update < self.walked.update or (update == self.walked.update and was_there)

    def _has_own_before(self, symbol: Symbol) -> bool:
        """Tell whether a number may follow from one of the person's own."""
        return self.has_own and made_at(self.trace, self.own_numbers[0]) <= made_at(self.trace, symbol)

    @property
    def _has_gradients(self) -> bool:
        network = self.scenario.network
        last = (network.with_gradients(layer)[-1] for layer in network.layers[1:])
        places = (Place(Operation.UPDATE, parameter=index) for index in last)
        return all(self.is_known(final_gradient(self._of, place).symbol) for place in places)
