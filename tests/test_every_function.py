"""Every activation, loss, penalty and optimizer in every place that has a word, a form or a rule of its own for it.

Each test names the function that a place does not know.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO, StringIO
from types import MappingProxyType

import numpy as np
import pytest
from strategies import targets
from traces import kinds_of

from explainer.engine.arrays import frozen
from explainer.engine.measure.gradient_check import gradient_check
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import BIASES, Network, default_names, layer_name
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.export.levels import write_csv
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.expression import evaluate, symbols
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS, OPTIONS
from explainer.functions.penalties import PENALTIES
from explainer.functions.written import letters_of
from explainer.state.edits.choice_names import spoken
from explainer.trace.code.listing import Listing
from explainer.trace.code.values import source_of
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.known.activation_curve import function_curve, why_flat
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace
from explainer.trace.matrix.forms import layer_form
from explainer.trace.matrix.written import form_text
from explainer.trace.typeset.tex_line import line_tex
from explainer.trace.words.origin import origin_of
from explainer.trace.words.sentences import sentence
from explainer.verify.trace_file import verify

HUGE = 900.0
"""A weight that takes net inputs to where exp overflows."""
UPDATES = 2


def made_of(
    *,
    hidden="tanh",
    loss="half_squared_error",
    output="",
    optimizer="sgd",
    scale=1.0,
    biases="per_unit",
    kept=(),
    **settings,
) -> Scenario:
    """Return a 2-2-2 network whose functions are these; outputs are those that the loss needs, else linear."""
    kinds = [hidden, output or LOSSES[loss].activation or "linear"]
    network = replace(Network.of(default_names([2, 2, 2]), kinds, biases), frozen=kept)
    rng = np.random.default_rng(5)
    data = Data(frozen(rng.normal(0, 1, (2, 2))), targets(rng, 2, 2, loss))
    of = OPTIMIZERS[optimizer]
    learnt = OptimizerSettings(optimizer, of.learning_rate, MappingProxyType(dict(of.options)))
    theta = frozen(scale * rng.normal(0, 1, network.size))
    return Scenario(network, theta, data, loss=loss, optimizer=learnt, **settings)


def with_activation(name: str, scale: float = 1.0) -> Scenario:
    """Return a scenario with an activation in its hidden layers, or in the outputs where it has no slope."""
    if ACTIVATIONS[name].slope is not None:
        return made_of(hidden=name, scale=scale)
    loss = next(loss.name for loss in LOSSES.values() if loss.activation == name)
    return made_of(loss=loss, scale=scale)


def with_penalty(name: str) -> Scenario:
    return made_of(**{name: 0.1})


OWN_ACTIVATIONS = [
    "silu(x) = x/(1 + exp(-x))",
    "by_powers(x) = (exp(x) - exp(-x))/(exp(x) + exp(-x))",
    "by_steps(x) = step(x)*x + (1 - step(x))*(exp(x) - 1)",
    "hat(x) = exp(-x**2)",
    "mish(x) = x*tanh(log(1 + exp(x)))",
    "bent(x) = max(-0.5, min(0.5*x + 0.5, 2))",
]
OWN_LOSSES = [
    "cubed(target, out) = abs(target - out)**3",
    "log_cosh(target, out) = log(exp(target - out) + exp(out - target))",
]
ACTIVATION_NAMES, LOSS_NAMES = [*ACTIVATIONS, *OWN_ACTIVATIONS], [*LOSSES, *OWN_LOSSES]
CASES = [
    *(pytest.param(with_activation(name), id=ACTIVATIONS[name].name) for name in ACTIVATION_NAMES),
    *(pytest.param(made_of(loss=name), id=LOSSES[name].name) for name in LOSS_NAMES),
    *(pytest.param(with_penalty(penalty.name), id=penalty.name) for penalty in PENALTIES),
    *(pytest.param(made_of(optimizer=name), id=name) for name in OPTIMIZERS),
    *(pytest.param(made_of(biases=rule), id=f"biases {rule}") for rule in BIASES),
    *(pytest.param(made_of(optimizer=name, kept=(0, 2, 5, 6, 8)), id=f"frozen, {name}") for name in OPTIMIZERS),
    *(pytest.param(made_of(kept=which), id=f"frozen {which}") for which in (tuple(range(6)), (7, 10, 11))),
    pytest.param(made_of(kept=(0, 7), update_order="sequential"), id="frozen, sequential"),
    pytest.param(made_of(input_gradients=True, dropout=0.5), id="inputs"),
    pytest.param(made_of(input_gradients=True, batch_size=1), id="inputs, one sample"),
    pytest.param(made_of(input_gradients=True, update_order="sequential"), id="inputs, sequential"),
]
FAR_CASES = [
    *(pytest.param(with_activation(name, HUGE), id=ACTIVATIONS[name].name) for name in ACTIVATION_NAMES),
    *(pytest.param(made_of(loss=name, scale=HUGE), id=name) for name in LOSSES),
]
every_function = pytest.mark.parametrize("scenario", CASES)


def passes(scenario):
    run = Run(scenario)
    run.advance(UPDATES)
    return [run.pass_of(number) for number in range(1, run.updates + 1)]


def lines(scenario):
    return [step for p in passes(scenario) for step in Trace(p)]


@every_function
@pytest.mark.parametrize("notation", Notation)
def test_sentences(scenario, notation):
    for step in lines(scenario):
        said = sentence(Known.after(step), notation)
        assert said.endswith((".", "?"))
        assert "{" not in said


@every_function
@pytest.mark.parametrize("notation", Notation)
def test_formulas_in_tex_and_in_layers(scenario, notation):
    for step in kinds_of(Trace(passes(scenario)[-1])):
        known, writing = Known.after(step), Writing(notation)
        assert line_tex(known, writing)
        text = form_text(layer_form(step, notation), known, writing)
        assert text
        assert "(x) =" not in text, "a function is called by its name"


@every_function
def test_where_each_number_comes_from(scenario):
    for step in lines(scenario):
        trace = Trace(step.of)
        for symbol in (step.symbol, *symbols(step.rule)):
            assert origin_of(trace, symbol).made_by != "a setting of the scenario", symbol


@every_function
def test_the_listing_runs_and_makes_the_same_update(scenario):
    for p in passes(scenario):
        trace, names = Trace(p), {}
        exec(compile(source_of(Listing(trace), Known(trace, len(trace))), "listing", "exec"), names)
        layers = [layer_name(index, len(scenario.network.layers)) for index in range(1, len(scenario.network.layers))]
        letters = ("W", "b") if scenario.network.has_biases else ("W",)
        made = [np.ravel(names[f"{letter}_{layer}"]) for layer in layers for letter in letters]
        np.testing.assert_allclose(np.concatenate(made), p.theta_after, rtol=1e-9, atol=1e-12)


@every_function
def test_a_file_of_its_lines_is_true(scenario):
    text = StringIO()
    assert write_csv("step", text, Run(scenario), 1, UPDATES) == UPDATES
    verdict = verify(BytesIO(text.getvalue().encode()))
    assert verdict.problem is None, verdict


@every_function
def test_a_scenario_file_keeps_it(scenario):
    again = read_scenario(write_scenario(scenario))
    assert again.same_as(scenario) or again.network == scenario.network
    assert (again.loss, again.optimizer.name, again.optimizer.options) == (
        scenario.loss,
        scenario.optimizer.name,
        scenario.optimizer.options,
    )


@pytest.mark.parametrize("scenario", FAR_CASES)
def test_lines_add_up_where_numbers_are_far_out(scenario):
    p = Run(scenario).pass_of(1)
    assert np.abs(p.arrays.all_z).max() > HUGE
    with np.errstate(over="raise"):
        for step in Trace(p):
            if np.isfinite(step.value):
                assert evaluate(step.rule, step.read) == pytest.approx(step.value, rel=1e-9, abs=1e-300), step.formula


@pytest.mark.parametrize("name", [name for name in ACTIVATION_NAMES if ACTIVATIONS[name].slope is not None])
def test_the_slope_of_an_activation_is_that_of_its_curve(name):
    activation, z, e = ACTIVATIONS[name], np.array([[-40.0, -3.0, -0.5, 0.7, 2.0, 40.0]]), 1e-6
    numeric = (activation.value.of(z=z + e) - activation.value.of(z=z - e)) / (2 * e)
    np.testing.assert_allclose(activation.slope.of(z=z, a=activation.value.of(z=z)), numeric, atol=1e-8)


@pytest.mark.parametrize("name", LOSS_NAMES)
def test_the_gradient_of_a_loss_is_that_of_its_error(name):
    assert gradient_check(made_of(loss=name)).passed


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_far_form_is_equal_to_the_usual_one(name):
    for formula in (ACTIVATIONS[name].value, ACTIVATIONS[name].slope):
        for far in formula.far if formula else ():
            z = np.array([[-20.0, 1.0, 20.0]])
            letters = {"z": z, "a": ACTIVATIONS[name].value.of(z=z), "nets": z}
            rules = (formula.usual, far.rule)
            usual, far = (rule(*(letters[letter] for letter in letters_of(rule))) for rule in rules)
            np.testing.assert_allclose(far, usual, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", [*ACTIVATIONS, *LOSSES, *OPTIMIZERS, *OPTIONS])
def test_people_have_a_name_for_it(name):
    assert "_" not in spoken(name)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_its_options_are_explained(name):
    assert set(OPTIMIZERS[name].options) <= set(OPTIONS)


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
def test_it_can_be_looked_at_as_a_curve(name):
    curve = function_curve(name, 0.3)
    assert np.isfinite(curve.outs).all()
    assert np.isfinite(curve.slopes).all()
    low, high = curve.outs.min(), curve.outs.max()
    for limit in ACTIVATIONS[name].limits:
        assert low - 0.01 <= limit <= high + 0.01
        assert why_flat(name, limit, 0.0)
