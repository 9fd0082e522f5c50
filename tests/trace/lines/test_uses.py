"""Where a number goes: told from the plan, and found by reading every later line of the update."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.files.examples import example_names
from explainer.files.locate import load
from explainer.functions.expression import symbols
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.lines.trace import Trace
from explainer.trace.lines.uses import later_uses, line_that_made, operand_lines

MOST_LINES = 800


def made(**settings):
    rng = np.random.default_rng(5)
    network = Network.of(default_names([2, 3, 2, 2]), ["relu", "tanh", "sigmoid"], settings.pop("biases", "per_unit"))
    samples = settings.pop("samples", 2)
    data = Data(frozen(rng.normal(size=(samples, 2))), frozen(rng.uniform(size=(samples, 2))))
    return Scenario(network, frozen(rng.normal(size=network.size)), data, **settings)


def optimizer(name):
    return OptimizerSettings(name, 0.5, dict(OPTIMIZERS[name].options))


MADE = {
    "sequential batch": lambda: made(update_order="sequential"),
    "sequential with penalty": lambda: made(update_order="sequential", samples=1, l1=0.1, biases="shared"),
    "shared": lambda: made(biases="shared", l2=0.1),
    "dropout": lambda: made(dropout=0.5, seed=3),
    "sum": lambda: made(reduction="sum", biases="frozen"),
    **{name: (lambda name=name: made(samples=1, optimizer=optimizer(name))) for name in OPTIMIZERS},
}


def traces():
    for name in example_names():
        yield name, lambda name=name: load(name)
    yield from MADE.items()


@pytest.mark.parametrize(("name", "scenario"), [pytest.param(*it, id=it[0]) for it in traces()])
def test_the_later_uses_are_those_that_reading_on_finds(name, scenario):
    trace = Trace(Run(scenario()).pass_of(1))
    if len(trace) > MOST_LINES:
        pytest.skip("too long to read")
    found = {number: [] for number in range(1, len(trace) + 1)}
    for step in trace:
        made_in = {line_that_made(trace, symbol) for symbol in symbols(step.rule)} - {None}
        assert operand_lines(trace, step) == tuple(sorted(made_in))
        for number in made_in:
            found[number].append(step.number)
    for step in trace:
        assert later_uses(trace, step.symbol) == tuple(found[step.number]), step.symbol_text
