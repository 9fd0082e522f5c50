"""What of the paths of a parameter can be told at the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.engine.passes import Pass
from explainer.functions.expression import Product, symbols
from explainer.state.knowing import is_known_at
from explainer.state.walkthrough import Walkthrough
from explainer.trace.notation import Writing
from explainer.trace.numbers import DASH
from explainer.trace.operations import Operation
from explainer.trace.origin import line_of
from explainer.trace.paths import Path, Paths, starts_of
from explainer.trace.plan import Place
from explainer.trace.reading import read
from explainer.trace.step import Step
from explainer.trace.symbols import Quantity, Symbol


@dataclass(frozen=True)
class Account:
    """The paths of a parameter as they can be told at a walkthrough's cursor."""

    walkthrough: Walkthrough
    paths: Paths
    writing: Writing

    @property
    def of(self) -> Pass:
        return self.walkthrough.trace.of

    @property
    def is_trained(self) -> bool:
        return not self.paths.parameter.is_bias or self.of.scenario.network.trains_biases

    @property
    def line(self) -> int | None:
        """The line that calculates the sum; None where none does."""
        return line_of(self.walkthrough.trace, self.paths.gradient)

    def is_known(self, path: Path) -> bool:
        """Whether all factors of a path are there."""
        found = (symbol for factor in path.factors for symbol in symbols(factor))
        return all(is_known_at(self.walkthrough, symbol) for symbol in found)

    @property
    def is_complete(self) -> bool:
        """Whether the sum is there: in its line, or where it has none, in the deltas that it adds up."""
        if self.is_trained:
            return is_known_at(self.walkthrough, self.paths.gradient)
        at, parameter = self.paths, self.paths.parameter
        return all(
            is_known_at(self.walkthrough, Symbol(Quantity.DELTA, at.sample, parameter.layer, unit))
            for unit in starts_of(self.of, parameter)
        )

    @property
    def total(self) -> float:
        """The sum of all paths: the number of its line, which may differ in the last bit from one added up anew."""
        return read(self.of, self.paths.gradient) if self.is_trained else self.paths.total

    def step(self, path: Path) -> Step:
        """Return a path as a line of the calculation: gradient = product of slopes."""
        at, parameter = self.paths, self.paths.parameter
        place = Place(Operation.GRADIENT, parameter.layer, sample=at.sample, parameter=parameter.index)
        return Step(self.of, 0, place, at.gradient, Product(path.factors, wide=True))

    def number(self, symbol: Symbol) -> str:
        """Return the number of a symbol, or a dash where it is not there yet."""
        return self.writing.show(read(self.of, symbol)) if is_known_at(self.walkthrough, symbol) else DASH

    def product(self, path: Path) -> str:
        return self.writing.show(path.value) if self.is_known(path) else DASH
