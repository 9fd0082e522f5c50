"""A trace: the lines of one update, each written when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import Pass
from explainer.trace.lines.line_formulas import WRITERS
from explainer.trace.lines.plan import Place, Plan
from explainer.trace.lines.step import Step
from explainer.trace.lines.update_plan import plan_of


class Trace:
    """The calculation of `of`, line by line. `trace[k]` writes line k, counted from 1."""

    def __init__(self, of: Pass) -> None:
        self.of = of
        self.plan: Plan = plan_of(of.scenario, of.samples)

    @property
    def scenario(self) -> Scenario:
        return self.of.scenario

    @property
    def samples(self) -> int:
        """How many samples the update uses."""
        return self.of.samples

    def is_like(self, other: Trace) -> bool:
        """Tell whether the other is a trace of the very same update."""
        return self.of is other.of

    def __len__(self) -> int:
        return len(self.plan)

    def __getitem__(self, number: int) -> Step:
        """Return line `number`. Raises IndexError outside 1 … len(trace)."""
        return self.at(number, self.plan.place(number))

    def __iter__(self) -> Iterator[Step]:
        return (self[number] for number in range(1, len(self) + 1))

    def at(self, number: int, place: Place) -> Step:
        symbol, rule = WRITERS[place.operation](self.of, place)
        return Step(self.of, number, place, symbol, rule)
