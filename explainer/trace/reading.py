"""The number of a symbol in a pass: looked up in the arrays that the engine filled, one entry per quantity."""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.network import Parameter
from explainer.engine.passes import Pass
from explainer.trace.symbols import Quantity, Symbol


def _parameter(p: Pass, s: Symbol) -> Parameter:
    return p.scenario.network.parameter(s.parameter)


def _error_sum(p: Pass, s: Symbol) -> float:
    return float(p.arrays.error_sum[s.sample]) if s.sample >= 0 else 0.0


_READ: dict[Quantity, Callable[[Pass, Symbol], float]] = {
    Quantity.OUT: lambda p, s: p.out(s.layer)[s.sample, s.unit],
    Quantity.KEEP: lambda p, s: p.layer(s.layer).keep[s.sample, s.unit],
    Quantity.PASSED: lambda p, s: p.layer(s.layer).passed[s.sample, s.unit],
    Quantity.NET: lambda p, s: p.layer(s.layer).z[s.sample, s.unit],
    Quantity.WEIGHT: lambda p, s: p.theta_before[s.parameter],
    Quantity.BACKWARD_WEIGHT: lambda p, s: p.theta_in_backward[s.parameter],
    Quantity.NEW: lambda p, s: p.theta_after[s.parameter],
    Quantity.TARGET: lambda p, s: p.arrays.target[s.sample, s.unit],
    Quantity.ERROR: lambda p, s: p.arrays.error[s.sample, s.unit],
    Quantity.SAMPLE_ERROR: lambda p, s: p.arrays.sample_error[s.sample],
    Quantity.ERROR_SUM: _error_sum,
    Quantity.BLAME: lambda p, s: p.layer(s.layer).blame[s.sample, s.unit],
    Quantity.BLAME_PASSED: lambda p, s: p.layer(s.layer).blame_passed[s.sample, s.unit],
    Quantity.SLOPE: lambda p, s: p.layer(s.layer).slope[s.sample, s.unit],
    Quantity.DELTA: lambda p, s: p.layer(s.layer).delta[s.sample, s.unit],
    Quantity.CONTRIBUTION: lambda p, s: p.contribution(s.sample, s.layer, s.unit, s.above),
    Quantity.GRADIENT: lambda p, s: p.gradient(s.sample, _parameter(p, s)),
    Quantity.GRADIENT_SUM: lambda p, s: p.gradient_sum(s.sample, _parameter(p, s)),
    Quantity.BATCH_ERROR: lambda p, s: p.arrays.data_loss,
    Quantity.UNIT_PENALTY: lambda p, s: p.arrays.unit_penalty(s.layer, s.unit),
    Quantity.PENALTY: lambda p, s: p.arrays.penalty,
    Quantity.OBJECTIVE: lambda p, s: p.arrays.objective,
    Quantity.BATCH_GRADIENT: lambda p, s: p.arrays.gradient[s.parameter],
    Quantity.MEMORY_BEFORE: lambda p, s: p.memory_before(s.name)[s.parameter],
    Quantity.MEMORY: lambda p, s: p.arrays.slots[s.name][s.parameter],
    Quantity.SCALAR_BEFORE: lambda p, s: p.scalar_before(s.name),
    Quantity.SCALAR: lambda p, s: float(p.arrays.slots.scalars[s.name]),
    Quantity.COUNT: lambda p, s: p.optimizer_updates,
    Quantity.LEARNING_RATE: lambda p, s: p.scenario.optimizer.learning_rate,
    Quantity.OPTION: lambda p, s: p.scenario.optimizer.options[s.name],
    Quantity.BATCH_SIZE: lambda p, s: p.samples,
    Quantity.DATA_SIZE: lambda p, s: p.scenario.data.samples,
    Quantity.L1: lambda p, s: p.scenario.l1,
    Quantity.L2: lambda p, s: p.scenario.l2,
    Quantity.DROPOUT: lambda p, s: p.scenario.dropout,
}
_COUNTS = frozenset({Quantity.BATCH_SIZE, Quantity.DATA_SIZE, Quantity.COUNT, Quantity.KEEP})


def read(p: Pass, symbol: Symbol) -> float | int:
    """Return the number that `symbol` stands for in the pass; counts are whole numbers."""
    value = _READ[symbol.quantity](p, symbol)
    return int(value) if symbol.quantity in _COUNTS else float(value)
