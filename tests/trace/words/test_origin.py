"""Which line made a number: the one whose result it is, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from types import MappingProxyType

import pytest
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.engine.update.training_loop import run_pass
from explainer.files.examples import example, example_names
from explainer.functions.expression import symbols
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Trace
from explainer.trace.words.origin import origin_of

MOST_LINES = 400
FIELDS = ("sample", "layer", "unit", "above", "parameter")


def kinds_in(trace: Trace) -> Iterator[Symbol]:
    """Go through one symbol of each kind in the trace: its quantity, its name, and which indices it has."""
    found = {}
    for number in range(1, len(trace) + 1, max(1, len(trace) // MOST_LINES)):
        step = trace[number]
        for symbol in (step.symbol, *symbols(step.rule)):
            found[symbol.quantity, symbol.name, tuple(getattr(symbol, field) >= 0 for field in FIELDS)] = symbol
    return iter(found.values())


def ends(count: int) -> set[int]:
    return {0, count - 1, count}


def places(trace: Trace, symbol: Symbol) -> Iterator[Symbol]:
    """Go through the symbols of the same kind: at the ends of every layer, and at what lies just beyond."""
    network = trace.of.scenario.network
    for index, layer in enumerate(network.layers):
        above = network.layers[min(index + 1, len(network.layers) - 1)]
        edges = {layer.start, layer.bias_start - 1, layer.bias_start, layer.stop - 1} if index else set()
        choices = {
            "sample": ends(trace.of.samples),
            "layer": {index},
            "unit": ends(layer.units),
            "above": ends(above.units),
            "parameter": edges,
        }
        has = [field for field in FIELDS if getattr(symbol, field) >= 0]
        for values in product(*(choices[field] for field in has)):
            moved = symbol._replace(**dict(zip(has, values, strict=True)))
            if moved.quantity is Quantity.CONTRIBUTION:  # its weight follows from the units
                moved = moved._replace(parameter=above.weight(moved.above, moved.unit))
            yield moved


@pytest.mark.parametrize("name", example_names())
def test_the_line_of_a_symbol_is_the_one_that_makes_it_or_none(name):
    run = Run(example(name))
    run.advance(1)
    for trace in (Trace(run.pass_of(number)) for number in (1, 2)):
        for kind in kinds_in(trace):
            for symbol in places(trace, kind):
                line = line_of(trace, symbol)
                assert line is None or trace[line].symbol == symbol, symbol


def test_a_place_beyond_the_end_of_a_loop_has_no_line():
    plan = Trace(Run(mazur()).pass_of(1)).plan
    assert plan.number(Place(Operation.NET, 1, sample=0, unit=1)) == 3
    for beyond in (
        Place(Operation.NET, 1, sample=0, unit=2),
        Place(Operation.NET, 1, sample=1, unit=0),
        Place(Operation.NET, 1, sample=0),
        Place(Operation.UPDATE, 1, parameter=4),
        Place(Operation.UPDATE, 1, parameter=6),
        Place(Operation.NET, 3, sample=0, unit=0),
    ):
        assert plan.number(beyond) is None
        assert plan.reached(len(plan), beyond, "unit", 2) == 0


def test_a_power_is_raised_in_what_made_a_number():
    optimizer = OptimizerSettings("adam", 0.1, MappingProxyType(dict(OPTIMIZERS["adam"].options)))
    trace = Trace(run_pass(replace(mazur(), optimizer=optimizer)))
    made = {
        origin_of(trace, Symbol(Quantity.MEMORY, parameter=0, name=name)).made_by for name in ("moment1_hat", "moment2")
    }
    assert made == {"moment1_hat_w1 = moment1_w1/(1 − β₁^t)", "moment2_w1 = β₂·moment2_w1 + (1 − β₂)·(∂E_total/∂w1)²"}
