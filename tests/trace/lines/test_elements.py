"""Each step is about exactly the things in its formula."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import (
    LEARNING_RATE,
    Element,
    ElementKind,
    element_of,
    elements_of,
    unit_element,
    weight_element,
)
from explainer.trace.lines.trace import Trace
from explainer.trace.notations.naming import symbol_name

NAMES = {"i1": (0, 0), "i2": (0, 1), "h1": (1, 0), "h2": (1, 1), "o1": (2, 0), "o2": (2, 1)}


def deep():
    network = Network.of(default_names([2, 3, 2, 2]), ["sigmoid"] * 3, "per_unit")
    theta = frozen(np.random.default_rng(2).normal(size=network.size))
    data = Data(frozen([[0.1, 0.9], [0.7, -0.3]]), frozen([[0.2, 0.8], [0.6, 0.4]]))
    momentum = OptimizerSettings("momentum", 0.1, {"momentum": 0.9})
    return Scenario(network, theta, data, l2=0.1, optimizer=momentum)


SCENARIOS = [
    mazur(),
    mazur(update_order="sequential"),
    mazur("shared"),
    deep(),
    replace(deep(), update_order="sequential"),
]


def step_called(scenario, symbol):
    return next(step for step in Trace(run_pass(scenario)) if step.symbol_text == symbol)


def units(*names):
    return {unit_element(*NAMES[name]) for name in names}


def weights(*numbers):
    indices = [0, 1, 2, 3, 6, 7, 8, 9]  # in theta, each layer's biases follow its weights
    return {weight_element(indices[number - 1]) for number in numbers}


ONE_BIAS = {1: Element(ElementKind.BIAS, 1, parameter=4), 2: Element(ElementKind.BIAS, 2, parameter=10)}


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("net_h1", units("h1", "i1", "i2") | weights(1, 2) | {ONE_BIAS[1]}),
        ("out_h1", units("h1")),
        ("net_o2", units("o2", "h1", "h2") | weights(7, 8) | {ONE_BIAS[2]}),
        ("E_o1", units("o1") | {Element(ElementKind.ERROR, 2, 0), Element(ElementKind.TARGET, 2, 0)}),
        (
            "E_total",
            {
                Element(ElementKind.TOTAL, name="sample error"),
                Element(ElementKind.ERROR, 2, 0),
                Element(ElementKind.ERROR, 2, 1),
            },
        ),
        ("delta_o1", units("o1")),
        ("dE_total/dw5", units("o1", "h1") | weights(5)),
        ("dE_o2/dout_h1", units("o2", "h1") | weights(7)),
        ("dE_total/dout_h1", units("h1") | weights(5, 7)),
        ("w5+", weights(5) | {LEARNING_RATE}),
    ],
)
def test_a_line_of_the_worked_example_is_about(symbol, expected):
    assert elements_of(step_called(mazur(), symbol)) == expected


def test_a_shared_bias_is_one_element_and_its_gradient_is_about_every_unit_above_it():
    of = elements_of(step_called(mazur("shared"), "dE_total/db1"))
    assert of == units("h1", "h2") | {Element(ElementKind.BIAS, 1, parameter=4)}


def test_a_bias_of_its_own_is_an_element_of_its_unit():
    scenario = deep()
    start = scenario.network.layers[1].bias_start
    assert element_of(scenario, Symbol(Quantity.WEIGHT, parameter=start + 2)) == Element(
        ElementKind.BIAS, 1, 2, start + 2
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=["worked", "sequential", "shared", "deep", "deep sequential"])
def test_every_symbol_of_every_step_stands_somewhere(scenario):
    for step in Trace(run_pass(scenario)):
        for symbol in (step.symbol, *symbols(step.rule)):
            element = element_of(scenario, symbol)
            assert element is not None, symbol_name(scenario, symbol)
            assert element in elements_of(step)


def test_settings_of_the_optimizer_are_elements_by_name():
    step = step_called(deep(), "velocity_w1")
    assert Element(ElementKind.SETTING, name="momentum") in elements_of(step)
