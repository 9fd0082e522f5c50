"""The numbers that expressions of a lesson name: those of an update, and of the whole network before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from math import isfinite
from typing import Any

from explainer.engine.measure.evaluate import Evaluation, evaluate, evaluate_test
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import Pass
from explainer.files.wording import counted, quoted, unknown
from explainer.functions.expression import Expression, symbols
from explainer.lessons.lesson import LessonError
from explainer.lessons.numbers.expressions import UPDATES_TO, AskedAt, NamedNumber, read_expression
from explainer.lessons.numbers.training import UntrainedError, needed_to, train
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import SUMS, Quantity, Symbol
from explainer.trace.lines.elements import symbol_called
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.symbols_by_name import is_too_large, symbols_by_name
from explainer.trace.lines.trace import Trace
from explainer.variants.variant import comes_to

LAST_UPDATE = 100_001
"""Of a later one nothing can be asked: computing it would take long."""
_NEW, _NEW_IN_TRACE = "new_", "+"
_OF_DROPOUT = {Quantity.KEEP, Quantity.PASSED, Quantity.BLAME_PASSED}


class Values:
    """The numbers of a run at an update, counted from 1, and of a sample of its batch, counted from 1, where a name
    says none. `scenes` gives the values of another calculation by its name.

    What is not computed yet is computed beside the run, which stays as it is.
    """

    def __init__(
        self, run: Run, update: int = 1, sample: int = 1, scenes: Callable[[str], Values] | None = None
    ) -> None:
        self.run, self.update, self.sample, self.scenes = run, update, sample, scenes
        self._known: dict[NamedNumber, Symbol | None] = {}
        self._others: dict[int, Values] = {}

    def number(self, expression: str) -> float:
        """Return what an expression comes to, a finite number. Raises LessonError with a sentence."""
        tree = self.read(expression)
        numbers: dict[Any, float] = {named: self.of(named) for named in symbols(tree)}
        value = comes_to(tree, numbers.__getitem__)
        if isinstance(value, complex) or not isfinite(value):
            raise LessonError(f"{quoted(expression)} comes to no number: it divides by 0, or is too large")
        return float(value)

    def read(self, expression: str) -> Expression:
        """Return the tree of an expression. Raises LessonError, also where a name in it is unknown."""
        return read_expression(expression, self._is_known)

    def at(self, where: AskedAt) -> Values:
        """Return the values of another place. Raises LessonError where there is none."""
        if where.scene:
            if self.scenes is None:
                raise LessonError(unknown(where.scene, "a scene", ()))
            of_scene = self.scenes(where.scene)
            return of_scene if where.update is None else of_scene.at(AskedAt(update=where.update))
        if where.update is None or where.update == self.update:
            return self
        if not 1 <= where.update <= LAST_UPDATE:
            raise LessonError(f"there is no update {where.update:,} here; the last is {LAST_UPDATE - 1:,}")
        if where.update not in self._others:
            self._others[where.update] = Values(self.run, where.update, self.sample, self.scenes)
        return self._others[where.update]

    def symbol(self, name: str, sample: int | None = None) -> Symbol | None:
        """Return the symbol of a name in this update, of a sample counted from 1; None where there is none."""
        named = NamedNumber(AskedAt(), name, sample)
        if named not in self._known:
            self._known[named] = self._symbol(name, sample)
        return self._known[named]

    @cached_property
    def trace(self) -> Trace:
        """The lines of the update. Raises LessonError where it cannot be computed."""
        return Trace(self._pass)

    def _is_known(self, named: NamedNumber) -> bool:
        try:
            return named.name in _STATE or self.at(named.where).symbol(named.name, named.sample) is not None
        except UntrainedError:
            raise
        except LessonError:
            return False

    def of(self, named: Any) -> float:
        """Return the number of a leaf of an expression, a NamedNumber. Raises LessonError where there is none."""
        values = self.at(named.where)
        if named.name == UPDATES_TO and named.until is not None:
            return needed(values.run.origin(), named.until)
        if named.name in _STATE and named.sample is None:
            return _STATE[named.name](values)
        symbol = values.symbol(named.name, named.sample)
        if symbol is None:
            raise LessonError(values._unknown(named))
        return float(read(values._pass, symbol))

    def _symbol(self, name: str, sample: int | None) -> Symbol | None:
        samples = self._pass.samples
        if sample is not None and not 1 <= sample <= samples:
            return None
        name = f"{name.removeprefix(_NEW)}{_NEW_IN_TRACE}" if name.startswith(_NEW) else name
        found = symbol_called(self.scenario, name, min(sample or self.sample, samples) - 1)
        if found is not None and found.quantity in SUMS and sample is None:
            found = found._replace(sample=samples - 1)
        return found if found is not None and self._has(found) else None

    def _has(self, symbol: Symbol) -> bool:
        """Tell whether the update has a number for the symbol: one that is given, or that a line makes."""
        if symbol.quantity in _OF_DROPOUT and not (symbol.layer and self._pass.layer(symbol.layer).drops):
            return False
        if symbol.quantity is Quantity.OUT and symbol.layer == 0:
            return True
        return made_at(self.trace, symbol) <= len(self.trace)

    def _unknown(self, named: NamedNumber) -> str:
        samples = self._pass.samples
        if named.sample is not None and not 1 <= named.sample <= samples:
            return f"{quoted(f'{named.name}@{named.sample}')}: the batch has {counted(samples, 'sample')}"
        return unknown(named.name, "a number of this calculation", self._names())

    def _names(self) -> list[str]:
        if is_too_large(self._pass):
            return list(_STATE)
        names = symbols_by_name(self._pass)
        return [*(f"{_NEW}{name[:-1]}" if name.endswith(_NEW_IN_TRACE) else name for name in names), *_STATE]

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario with the parameters before the update. Raises LessonError where it cannot be computed."""
        return self._reached.scenario_after(self.update - 1)

    @cached_property
    def _pass(self) -> Pass:
        return self._reached.pass_of(self.update)

    @cached_property
    def _reached(self) -> Run:
        """A run that has all updates before this one."""
        done, run = self.update - 1, self.run
        if done > run.updates:
            run = run.branch(run.scenario_after(run.updates), run.updates)
            train(run, done)
        if done > run.updates:
            stop = f"training ends before update {run.updates + 1:,}, because its numbers are not finite"
            raise LessonError(f"there is no update {self.update:,}: {stop}")
        return run

    @cached_property
    def training(self) -> Evaluation:
        """The network before the update, over the whole training data."""
        return evaluate(self.scenario, self.scenario.theta)

    @cached_property
    def test(self) -> Evaluation:
        """The same over the test data. Raises LessonError where there is none."""
        found = evaluate_test(self.scenario, self.scenario.theta)
        if found is None:
            raise LessonError("this scenario has no test data")
        return found


@lru_cache(maxsize=256)
def needed(scenario: Scenario, until: float) -> int:
    """Return the updates that it takes to come below a loss; worked out once. Raises LessonError."""
    return needed_to(scenario, until)


def _accuracy(of: Evaluation) -> float:
    if of.accuracy is None:
        raise LessonError("this scenario tells no classes apart, so it has no accuracy")
    return of.accuracy


_STATE: Mapping[str, Callable[[Values], float]] = {
    "loss": lambda values: values.training.objective,
    "test_loss": lambda values: values.test.objective,
    "accuracy": lambda values: _accuracy(values.training),
    "test_accuracy": lambda values: _accuracy(values.test),
    "updates": lambda values: values.update - 1,
    "parameters": lambda values: values.scenario.network.size,
    "samples": lambda values: values.scenario.data.samples,
}
"""What is no number of an update, by name: of the network before it, or of the scenario."""
