"""The sentences: what they say is so, and every short sign in a formula is told."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.functions.expression import symbols
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.trace import Trace
from explainer.trace.words.sentences import sentence


def classes(**settings):
    """Return two samples of three classes, with softmax outputs."""
    network = Network.of(default_names([2, 2, 3]), ["tanh", "softmax"], "per_unit")
    data = Data(frozen([[0.1, 0.2], [0.5, -0.3]]), frozen([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]))
    theta = frozen(np.random.default_rng(1).normal(size=network.size))
    return Scenario(network, theta, data, loss="categorical_cross_entropy", **settings)


def lines(scenario, update=1):
    run = Run(scenario)
    run.advance(update)
    return {(step.sample, step.symbol_text): step for step in Trace(run.pass_of(update))}


def optimized(name):
    optimizer = OptimizerSettings(name, OPTIMIZERS[name].learning_rate, OPTIMIZERS[name].options)
    return replace(mazur("per_unit"), optimizer=optimizer)


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_every_line_of_every_optimizer_has_a_short_sentence_without_gaps(name):
    for step in lines(optimized(name), 3).values():
        told = sentence(Known.after(step))
        assert "{" not in told
        assert told[-1] == "."
        assert len(told) <= 270, told


@pytest.mark.parametrize("name", ["adam", "adamax", "nadam"])
def test_t_is_told_wherever_it_stands(name):
    for step in lines(optimized(name), 3).values():
        if any(symbol.quantity is Quantity.COUNT for symbol in symbols(step.rule)):
            assert "t = 3" in sentence(Known.after(step))


def test_an_output_that_is_not_the_class_adds_no_error():
    found = lines(classes())
    assert "its target is 0" in sentence(Known.after(found[1, "E_o1"]))
    assert "log1p(x) is log(1 + x)" in sentence(Known.after(found[1, "E_o2"]))
    assert "its target is 0" in sentence(Known.after(found[2, "E_o2"]))


def test_the_delta_of_softmax_is_explained_over_all_outputs():
    told = sentence(Known.after(lines(classes())[1, "delta_o2"]))
    assert "out − target" in told
    assert "all outputs" in told
    assert "sigmoid" not in told


def test_under_dropout_sentences_name_what_is_passed_on():
    found = lines(classes(dropout=0.5))
    dropped = [step for (_, symbol), step in found.items() if symbol.startswith("passed_") and step.value == 0]
    assert dropped
    for step in dropped:
        assert f"keep_{step.unit} = 0" in sentence(Known.after(step))
    assert "∂net_o1/∂passed_h1" in sentence(Known.after(found[1, "dE_o1/dpassed_h1"]))
    assert "∂net_o1/∂w5 is passed_h1" in sentence(Known.after(found[1, "dE_total/dw5"]))
    assert "passed" not in sentence(Known.after(found[1, "dE_total/dw1"]))


def test_the_direction_of_adadelta_is_what_its_sentence_says():
    """times the usual step over the usual gradient: with these equal, it is the gradient."""
    step = lines(optimized("adadelta"))[None, "direction_w1"]
    g, epsilon, rho = 0.000438567716, 1e-6, 0.9
    usual_gradient = ((1 - rho) * g**2 + epsilon) ** 0.5
    assert step.value == pytest.approx(epsilon**0.5 / usual_gradient * g, rel=1e-6)


def named_in(scenario, symbol, notation):
    return sentence(
        Known.after(next(step for step in lines(scenario).values() if step.symbol_text == symbol)), notation
    )


@pytest.mark.parametrize(
    ("symbol", "theta", "matrix"),
    [
        ("dE_total/dw5", "with Θ₁₁⁽²⁾? The delta of o1", "with w³₁₁? The delta of o1"),
        ("dE_total/dw5", "because ∂z₁⁽³⁾/∂Θ₁₁⁽²⁾ is a₁⁽²⁾.", "because ∂z³₁/∂w³₁₁ is a²₁."),
        ("dE_o2/dout_h1", "because ∂z₂⁽³⁾/∂a₁⁽²⁾ is Θ₂₁⁽²⁾.", "because ∂z³₂/∂a²₁ is w³₂₁."),
        ("dE_total/dout_o1", "By −(y − a)", "By −(y − a)"),
        ("w5+", "learning rate (α) times gradient", "learning rate (η) times gradient"),
    ],
)
def test_what_sentences_name_is_named_as_in_the_notation(symbol, theta, matrix):
    assert theta in named_in(mazur(), symbol, Notation.THETA)
    assert matrix in named_in(mazur(), symbol, Notation.MATRIX)


@pytest.mark.parametrize("notation", [Notation.THETA, Notation.MATRIX])
@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_no_name_of_the_worked_notation_is_left(name, notation):
    dropout = {} if OPTIMIZERS[name].is_minimiser else {"dropout": 0.5}
    scenarios = (
        optimized(name),
        classes(**dropout, l1=0.1, l2=0.1),
        replace(optimized(name), loss="binary_cross_entropy"),
    )
    for scenario in scenarios:
        for step in lines(scenario).values():
            told = sentence(Known.after(step), notation)
            assert not re.search(
                r"net_|out_|keep_|passed_|\bw\d\b|\bb_|E_total|dE/d|{|−\(target|log out|out −", told
            ), told


def test_while_the_result_is_hidden_no_sentence_tells_it():
    found = lines(classes(dropout=0.5))
    dropped = next(step for (_, symbol), step in found.items() if symbol.startswith("passed_") and step.value == 0)
    told = [
        (dropped, "passes on 0"),
        (lines(mazur())[1, "dE_o2/dout_h1"], "It is negative"),
        (lines(classes())[1, "E_o1"], "adds no error"),
    ]
    for step, words in told:
        assert words in sentence(Known.after(step))
        hidden = sentence(replace(Known.after(step), reveal=Reveal.ASKED))
        assert hidden[-1] == "."
        assert words not in hidden
