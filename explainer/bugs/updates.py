"""Bugs in the penalties' pull, in the sums of updates one after the other, and in the update itself."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np

from explainer.bugs.wrong import Wrong
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.penalty import penalty_slope
from explainer.engine.update.update_arrays import Arrays, LayerArrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import (
    Constant,
    Difference,
    Expression,
    Leaf,
    Product,
    Quotient,
    Sum,
    children,
    with_parts,
)
from explainer.functions.optimizers import Optimizer
from explainer.functions.recorded import Operations, Recorded
from explainer.functions.written import calculated_lines_of
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.line_formulas import penalty_slopes
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place


class _Pull(Wrong):
    """The slopes of the penalties otherwise than they are."""

    line = Operation.BATCH_GRADIENT

    def unfit(self, scenario: Scenario) -> str:
        return "" if scenario.has_penalty else "there is no penalty, l1 or l2"

    def acts_at(self, p: Pass, at: Place) -> bool:
        return not p.scenario.network.parameter(at.parameter).is_bias


class PenBias(_Pull):
    def unfit(self, scenario: Scenario) -> str:
        return super().unfit(scenario) or ("" if scenario.network.trains_biases else "biases are not trained")

    def acts_at(self, p: Pass, at: Place) -> bool:
        return not super().acts_at(p, at)

    def penalty_slope(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        yield from super().penalty_slope(arrays, layer)
        gradient_b = layer.layer.biases(arrays.gradient).reshape(1, -1)
        yield from penalty_slope(arrays.scenario, layer.b, gradient_b)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Sum)
        return Sum((*right.terms, *penalty_slopes(p, leaf(Quantity.WEIGHT, parameter=at.parameter))))


class NoPenGrad(_Pull):
    def penalty_slope(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        yield from ()

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Sum)
        return Sum(right.terms[:1])


class _OtherPull(_Pull):
    def penalty_slope(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        yield from penalty_slope(arrays.scenario, layer.W, layer.gradient_W, type(self).changed)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        assert isinstance(right, Sum)
        return Sum((right.terms[0], *map(type(self).changed, right.terms[1:])))

    @staticmethod
    def changed(slope: Expression) -> Expression:
        raise NotImplementedError


class LambdaNoM(_OtherPull):
    def unfit(self, scenario: Scenario) -> str:
        return super().unfit(scenario) or ("" if scenario.data.samples > 1 else "there is one sample, so m is 1")

    @staticmethod
    def changed(slope: Expression) -> Expression:
        match slope:
            case Quotient(top, Leaf("m" | Symbol(Quantity.DATA_SIZE))):
                return top
        return with_parts(slope, list(map(LambdaNoM.changed, children(slope))))


class PenFactor2(_OtherPull):
    @staticmethod
    def changed(slope: Expression) -> Expression:
        return Product((Constant(2), slope))


class NoReset(Wrong):
    """Of a single sample there is no line for the sum: its gradient's line says that it is added."""

    keeps_sums = True
    line = Operation.GRADIENT

    def add_up(self, arrays: Arrays, layer: LayerArrays) -> Operations:
        own = slice(layer.layer.start, layer.layer.stop)
        total, kept = arrays.total[own], arrays.kept_sums[own]
        yield np.add, (total, kept, total)
        yield np.copyto, (kept, total)

    def acts_at(self, p: Pass, at: Place) -> bool:
        return p.samples == 1

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        return Sum((leaf(Quantity.GRADIENT_SUM, -1, parameter=at.parameter), right))


def _turned(update: Expression) -> Expression:
    """Return an update that adds what it should take away, be it in one step or in several."""
    assert isinstance(update, Difference)
    left = _turned(update.left) if isinstance(update.left, Difference) else update.left
    return Sum((left, update.right))


class _Turned(Optimizer):
    @cached_property
    def recorded_each(self) -> Recorded:
        lines = calculated_lines_of(self.each)
        return Recorded(("w", _turned(rule)) if name == "update" else (name, rule) for name, rule in lines.items())


@cache
def _turned_optimizer(optimizer: Optimizer) -> Optimizer:
    return _Turned(**{name: getattr(optimizer, name) for name in optimizer.__dataclass_fields__})


class UpdateSign(Wrong):
    line = Operation.UPDATE

    def unfit(self, scenario: Scenario) -> str:
        is_minimiser = scenario.optimizer.rule.is_minimiser
        return "a minimiser finds its steps by itself" if is_minimiser else ""

    def optimizer(self, optimizer: Optimizer) -> Optimizer:
        return _turned_optimizer(optimizer)

    def rule(self, p: Pass, at: Place, right: Expression) -> Expression:
        return _turned(right)
