"""Paths: they are what a pencil finds, their sum is the gradient, and the largest are found without listing all."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from golden_data import published
from hypothesis import given
from hypothesis import strategies as st
from strategies import scenarios
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.files.examples import example, example_names
from explainer.functions.expression import evaluate, symbols
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.gradient_paths import paths_of
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.trace import Trace
from explainer.trace.notations.naming import parameter_name


def wide(hidden=(5, 6, 5), **settings) -> Scenario:
    rng = np.random.default_rng(4)
    sizes = (3, *hidden, 3)
    network = Network.of(default_names(sizes), ["tanh"] * (len(sizes) - 1), "per_unit")
    data = Data(frozen(rng.normal(size=(2, 3))), frozen(rng.uniform(size=(2, 3))))
    return Scenario(network, frozen(rng.normal(size=network.size)), data, **settings)


def complete(p) -> Known:
    """What is known at the end of an update."""
    trace = Trace(p)
    return Known(trace, len(trace))


def adds_up(found, expected) -> None:
    """The paths that are listed and the rest are the total, and the total is the gradient; rounding is of the size of
    what cancels."""
    size = sum(abs(path.value) for path in found.listed) + abs(found.rest)
    assert math.fsum([*(path.value for path in found.listed), found.rest]) == pytest.approx(
        found.total, abs=1e-12 * size
    )
    assert found.total == pytest.approx(expected, rel=1e-9, abs=1e-12 * size)


def check_every_parameter(p, most) -> None:
    for parameter in most:
        for sample in {0, p.samples - 1}:
            found = paths_of(complete(p), parameter, sample)
            if parameter.is_bias and not p.scenario.network.trains_biases:
                continue
            adds_up(found, p.gradient(sample, parameter))


def test_the_worked_example_by_hand() -> None:
    """w1 = i1 to h1: once through o1 and once through o2, by the arithmetic of the web's page."""
    p = run_pass(mazur())
    out_h1, out_o = 1 / (1 + math.exp(-0.3775)), []
    out_h2 = 1 / (1 + math.exp(-0.3925))
    for w_1, w_2 in ((0.40, 0.45), (0.50, 0.55)):
        out_o.append(1 / (1 + math.exp(-(w_1 * out_h1 + w_2 * out_h2 + 0.60))))
    by_hand = [
        0.05 * out_h1 * (1 - out_h1) * weight * out * (1 - out) * (out - target)
        for weight, out, target in zip((0.40, 0.50), out_o, (0.01, 0.99), strict=True)
    ]
    found = paths_of(complete(p), p.scenario.network.parameter(0), 0)
    assert [path.units for path in found.listed] == [(0, 0), (0, 1)]
    assert [path.value for path in found.listed] == pytest.approx(by_hand, rel=1e-12)
    assert found.total == pytest.approx(0.000438568, abs=5e-10)
    assert (found.count, found.unlisted, found.rest) == (2, 0, 0.0)


def test_the_factors_follow_the_path_from_the_weight_to_the_error() -> None:
    p = run_pass(mazur())
    [first, _] = paths_of(complete(p), p.scenario.network.parameter(0), 0).listed
    assert [symbol for factor in first.factors for symbol in symbols(factor)] == [
        Symbol(Quantity.OUT, 0, 0, 0),
        Symbol(Quantity.SLOPE, 0, 1, 0),
        Symbol(Quantity.BACKWARD_WEIGHT, parameter=p.scenario.network.layers[2].weight(0, 0)),
        Symbol(Quantity.SLOPE, 0, 2, 0),
        Symbol(Quantity.BLAME, 0, 2, 0),
    ]


def test_a_bias_in_common_reaches_the_error_through_every_unit_of_its_layer() -> None:
    p = run_pass(mazur("shared"))
    parameter = p.scenario.network.parameter(p.scenario.network.layers[1].bias_start)
    found = paths_of(complete(p), parameter, 0)
    assert [path.units for path in found.listed] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    adds_up(found, p.gradient(0, parameter))
    frozen_one = paths_of(complete(run_pass(mazur())), p.scenario.network.parameter(parameter.index), 0)
    assert frozen_one.total == pytest.approx(found.total, rel=1e-12)


def test_the_other_update_order_goes_through_updated_weights() -> None:
    p = run_pass(mazur(update_order="sequential"))
    found = paths_of(complete(p), p.scenario.network.parameter(0), 0)
    adds_up(found, p.gradient(0, p.scenario.network.parameter(0)))
    weight = published()["mazur"]["setup"]["output"]["weights"][0][0]
    [used] = [read(p, s) for factor in found.listed[0].factors for s in symbols(factor) if s.parameter >= 0]
    assert used != weight


@pytest.mark.parametrize("name", example_names())
def test_paths_add_up_to_the_gradient_in_every_example(name) -> None:
    p = run_pass(example(name))
    size = p.scenario.network.size
    picked = sorted({*range(min(size, 6)), size // 2, size - 1})
    check_every_parameter(p, [p.scenario.network.parameter(index) for index in picked])


@given(scenarios(hidden=(1, 4)), st.data())
def test_paths_add_up_to_the_gradient(scenario, data) -> None:
    p = run_pass(scenario)
    index = data.draw(st.integers(0, scenario.network.size - 1))
    check_every_parameter(p, [scenario.network.parameter(index)])


@pytest.mark.parametrize("settings", [{}, {"dropout": 0.4}, {"update_order": "sequential"}], ids=str)
def test_the_largest_are_those_of_a_complete_list(settings) -> None:
    p = run_pass(wide(**settings))
    for index in (0, 3, p.scenario.network.layers[2].start):
        parameter = p.scenario.network.parameter(index)
        upper = [range(layer.units) for layer in p.scenario.network.layers[parameter.layer + 1 :]]
        everything = paths_of(complete(p), parameter, 1, most=10**6)
        assert {path.units for path in everything.listed} == set(product([parameter.unit], *upper))
        found = paths_of(complete(p), parameter, 1)
        sizes = sorted((abs(path.value) for path in everything.listed), reverse=True)
        assert [abs(path.value) for path in found.listed] == pytest.approx(sizes[:12], rel=1e-12, abs=0)
        assert found.unlisted == len(everything.listed) - 12
        adds_up(found, p.gradient(1, parameter))


def test_paths_of_a_large_network_are_counted_and_not_listed() -> None:
    p = run_pass(wide((40, 50, 60, 70)))
    found = paths_of(complete(p), p.scenario.network.parameter(0), 0)
    assert found.count == 50 * 60 * 70 * 3
    assert len(found.listed) == 12
    adds_up(found, p.gradient(0, p.scenario.network.parameter(0)))


def test_paths_that_are_all_zero_are_found_as_quickly() -> None:
    scenario = wide((60, 60, 60, 60))
    dead = frozen(np.zeros(scenario.network.size))
    found = paths_of(complete(run_pass(scenario.with_theta(dead))), scenario.network.parameter(0), 0)
    assert len(found.listed) == 12
    assert (found.total, found.rest) == (0, 0)


def test_a_path_is_its_factors_multiplied() -> None:
    p = run_pass(wide(dropout=0.4))
    for path in paths_of(complete(p), p.scenario.network.parameter(0), 0).listed:
        values = [evaluate(factor, lambda symbol: read(p, symbol)) for factor in path.factors]
        assert path.value == pytest.approx(math.prod(values), rel=1e-12)


@pytest.mark.parametrize("index", [0, 4, 6, 10], ids=["w1", "b1", "w5", "b2"])
@pytest.mark.parametrize("biases", ["frozen", "per_unit"])
def test_products_and_sum_are_told_with_the_gradient_and_not_before(index, biases) -> None:
    """The product of a single path is the gradient itself, or the delta where no line makes the gradient."""
    trace = Trace(run_pass(mazur(biases)))
    parameter = trace.scenario.network.parameter(index)
    is_frozen = parameter.is_bias and biases == "frozen"
    last = "delta_h2" if is_frozen and parameter.layer == 1 else "delta_o2"
    if not is_frozen:
        last = f"dE_total/d{parameter_name(trace.scenario, parameter)}"
    made = next(step.number for step in trace if step.symbol_text == last)
    for line in range(len(trace) + 1):
        found = paths_of(Known(trace, line), parameter)
        told = [found.total, *(path.value for path in found.listed)]
        assert all(map(math.isnan, told)) is (line < made)
        assert any(map(math.isnan, told)) is not (line >= made)
    assert math.isnan(paths_of(Known(trace, made, reveal=Reveal.ASKED), parameter).total)
