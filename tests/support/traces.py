"""Traces of networks with everything on that has a symbol of its own, and their lines by name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from types import MappingProxyType

import numpy as np

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.lines.trace import Step, Trace

ALL_LINES = bool(os.environ.get("EXPLAINER_ALL_LINES"))
"""Set to look at every line where else one of each kind is looked at."""


def rich(
    sizes=(2, 2, 2, 2), optimizer="momentum", biases="per_unit", dropout=0.0, batch_size=None, penalty=True
) -> Scenario:
    """Return two samples with everything on that has a symbol of its own."""
    network = Network.of(default_names(sizes), ["sigmoid"] * (len(sizes) - 1), biases)
    rng = np.random.default_rng(0)
    data = Data(frozen(rng.normal(size=(2, sizes[0]))), frozen(rng.uniform(size=(2, sizes[-1]))))
    chosen = OptimizerSettings(optimizer, 0.5, MappingProxyType(dict(OPTIMIZERS[optimizer].options)))
    l1, l2 = (0.1, 0.2) if penalty else (0.0, 0.0)
    theta = frozen(rng.normal(size=network.size))
    return Scenario(network, theta, data, l1=l1, l2=l2, optimizer=chosen, dropout=dropout, batch_size=batch_size)


def trace_of(scenario, update=1) -> Trace:
    """Return the trace of an update of a run."""
    run = Run(scenario)
    run.advance(update)
    return Trace(run.pass_of(update))


def find(scenario, name) -> Step:
    """Return the line of the first update that makes what has this name."""
    return next(step for step in trace_of(scenario) if step.symbol_text == name)


def kinds_of(lines: Iterable[Step]) -> list[Step]:
    """Return the last line of each operation in each layer for each parameter: samples and units differ in numbers."""
    lines = list(lines)
    last = {(step.operation, step.symbol.layer, step.symbol.parameter): step for step in lines}
    return lines if ALL_LINES else list(last.values())
