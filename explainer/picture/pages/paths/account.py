"""What of the paths of a parameter can be told."""

from __future__ import annotations

import math
from dataclasses import dataclass

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import Product
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.gradient_paths import Path, Paths, is_trained
from explainer.trace.known.known import Known
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.step import Step


@dataclass(frozen=True)
class Account:
    """The paths of a parameter, and what is known of their numbers."""

    known: Known
    paths: Paths
    writing: Writing

    @property
    def scenario(self) -> Scenario:
        return self.known.scenario

    @property
    def is_trained(self) -> bool:
        return is_trained(self.scenario, self.paths.parameter)

    @property
    def line(self) -> int | None:
        """The line that calculates the sum; None where none does."""
        return line_of(self.known.trace, self.paths.gradient)

    @property
    def is_complete(self) -> bool:
        """Whether the products and their sum are there."""
        return not math.isnan(self.paths.total)

    def step(self, path: Path) -> Step:
        """Return a path as a line of the calculation: gradient = product of slopes."""
        at, parameter = self.paths, self.paths.parameter
        place = Place(Operation.GRADIENT, parameter.layer, sample=at.sample, parameter=parameter.index)
        return self.known.line_like(place, at.gradient, Product(path.factors, wide=True))

    def number(self, symbol: Symbol) -> str:
        """Return the number of a symbol, or a dash where it is not there yet."""
        return self.writing.show(self.known.value(symbol))
