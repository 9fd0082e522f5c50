"""Sentences are about the case at hand: what they say of signs, zeros and flat places is so with these numbers, and
they give away nothing of a result that is hidden."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios, targets
from valley import valley
from worked import mazur, one_unit

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.files.examples import example
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.words.sentences import sentence


def steps(scenario: Scenario, update: int = 1) -> list[Step]:
    run = Run(scenario)
    run.advance(update)
    return list(Trace(run.pass_of(update))) if run.updates == update else []


def told_at(step: Step) -> str:
    return sentence(Known.after(step))


def hidden(step: Step) -> str:
    """Return what is said while the result is asked for."""
    return sentence(replace(Known.after(step), reveal=Reveal.ASKED))


def said(scenario: Scenario, symbol: str, update: int = 1) -> str:
    return told_at(next(step for step in steps(scenario, update) if step.symbol_text == symbol))


def unit(activation: str, net: float, target: float = 0.0, **changes: object) -> Scenario:
    """Return a unit whose net input is this."""
    scenario = one_unit([1.0], 0.0, activation, [[net]])
    return replace(scenario, data=Data(frozen([[net]]), frozen([[target]])), **changes)


def chain(activation: str, net: float, out_weight: float = 1.0) -> Scenario:
    """Return a hidden unit with this net input, and a linear output that is too large."""
    network = Network.of(default_names([1, 1, 1]), [activation, "linear"], "per_unit")
    return Scenario(network, frozen([1.0, 0.0, out_weight, 5.0]), Data(frozen([[net]]), frozen([[0.0]])))


OWN = "far(target, out) = (out + 5)**2"
CROSS = {"loss": "binary_cross_entropy"}
CASES = [
    (mazur(), "dE_total/dout_o1", "It is positive: the output is too large"),
    (mazur(), "dE_total/dout_o2", "It is negative: the output is too small"),
    (unit("linear", 2.0, 2.0), "dE_total/dout_o1", "It is 0: the output is just what it should be"),
    (unit("linear", 2.0, 2.0), "E_o1", "there is no error"),
    (unit("linear", 2.0, loss=OWN), "dE_total/dout_o1", "It is positive: a larger output makes the error larger."),
    (unit("linear", -5.0, loss=OWN), "dE_total/dout_o1", "It is 0: this loss has no slope here."),
    (unit("linear", 2.0, 2.0, loss="absolute_error"), "dE_total/dw1", "elsewhere the error may change with it"),
    (unit("step", 1.0, 0.0, loss="perceptron"), "delta_o1", "It is positive: the output is too large."),
    (mazur(), "dE_o1/dout_h1", "It is positive, like the delta of o1"),
    (mazur(), "dE_o2/dout_h1", "It is negative, like the delta of o2"),
    (chain("relu", 2.0, -1.0), "dE_o1/dout_h1", "It is negative, because the weight is negative"),
    (chain("relu", 2.0, 0.0), "dE_o1/dout_h1", "It is 0, because the weight is 0"),
    (chain("relu", 2.0), "out_h1", "net_h1 is positive, so h1 puts it out as it is"),
    (chain("relu", -2.0), "out_h1", "net_h1 is negative, so h1 puts out 0"),
    (chain("relu", 0.0), "out_h1", "net_h1 is 0, and so is what ReLU makes of it"),
    (chain("relu", 2.0), "dout_h1/dnet_h1", "step(net_h1) is 1, because net_h1 is positive"),
    (chain("relu", -2.0), "dout_h1/dnet_h1", "step(net_h1) is 0, because net_h1 is negative"),
    (chain("relu", 0.0), "dout_h1/dnet_h1", "a kink. Its slope there is taken to be 0"),
    (chain("leaky_relu", 0.0), "dout_h1/dnet_h1", "a kink. Its slope there is taken to be 0.01"),
    (chain("leaky_relu", -2.0), "out_h1", "a hundredth of it"),
    (chain("step", 0.0), "out_h1", "net_h1 is not above 0, so h1 stays silent"),
    (chain("step", 0.5), "out_h1", "net_h1 is above 0, so h1 fires"),
    (chain("step", 0.0), "dout_h1/dnet_h1", "The step function jumps here"),
    (chain("relu", -2.0), "delta_h1", "The slope is 0, so h1 learns nothing"),
    (chain("relu", 2.0, 0.0), "delta_h1", "No blame comes back here"),
    (chain("relu", -2.0), "dE_total/dw2", "out_h1 is 0, so w2 learns nothing from this sample"),
    (chain("relu", -2.0), "dE_total/dw1", "The delta is 0, so w1 learns nothing from this sample"),
    (chain("relu", -2.0), "dE_total/db_h1", "The delta is 0, so b_h1 learns nothing"),
    (chain("relu", -2.0), "w1+", "The gradient is 0 at this point, so there is no step: w1 stays as it is"),
    (chain("sigmoid", 9.0), "dout_h1/dnet_h1", "out_h1 is close to 1, where the curve is flat"),
    (chain("sigmoid", -9.0), "dout_h1/dnet_h1", "out_h1 is close to 0, where the curve is flat"),
    (chain("tanh", -9.0), "dout_h1/dnet_h1", "out_h1 is close to −1, where the curve is flat"),
    (chain("sigmoid", 99.0), "out_h1", "so far from 0 that after rounding this is 1."),
    (chain("sigmoid", 99.0), "dout_h1/dnet_h1", "it is 0 after rounding"),
    (chain("sigmoid", 1.0), "net_h1", "The input times its weight, plus the bias"),
    (chain("sigmoid", 1.0), "net_o1", "The output of h1 times its weight, plus the bias"),
    (chain("sigmoid", 1.0), "out_h1", "This is what it passes on"),
    (
        chain("sigmoid", 1.0),
        "dE_total/dout_h1",
        "only o1, so that is all. More from h1 would make the error larger",
    ),
    (unit("sigmoid", 1.0), "out_o1", "This is what it answers"),
    (unit("sigmoid", 0.5, 1.0, **CROSS), "delta_o1", "It is negative: the output is too small"),
    (unit("sigmoid", 0.5, 0.0, **CROSS), "delta_o1", "It is positive: the output is too large"),
    (unit("sigmoid", 5.0, 0.0, **CROSS), "delta_o1", "quite sure and quite wrong"),
    (unit("sigmoid", 0.5, 1.0, **CROSS), "E_o1", "With a target of 1, that is −log out"),
    (unit("sigmoid", 0.5, 0.0, **CROSS), "E_o1", "With a target of 0, that is −log(1 − out)"),
    (unit("softmax", 0.5, 1.0, loss="categorical_cross_entropy"), "out_o1", "There is one output, so its share is all"),
    (unit("linear", 2.0, 0.0).with_learning_rate(0.0), "w1+", "The learning rate is 0"),
    (unit("linear", 2.0, 0.0).with_learning_rate(1e-30), "w1+", "too small to change a digit of w1"),
    (unit("linear", 2.0, 0.0, l2=1.0), "w1+", "Error and penalty together grow when w1 grows"),
    (unit("linear", 2.0, 0.0, l1=1.0), "dE_batch/dw1", "w1 is positive, so sign(w1) is 1"),
    (valley(), "net_o1", "Each input times its weight, all added up"),
    (example("zero_weights"), "dE_total/dout_h1", "Here none comes back"),
    (example("mazur_sequential"), "w1+", "The gradient is positive, so w1 takes a step down"),
    (example("mazur_sequential"), "dE_o1/dout_h1", "though ∂net_o1/∂out_h1 is the old one: the classic slip"),
    (example("batch"), "E_sum", "beginning at 0: this sample's is the first"),
    (example("batch"), "sum_w1", "beginning at 0: this sample's is the first"),
    (replace(mazur("shared"), theta=frozen([0.1] * 10)), "dE_total/db2", "the deltas of its units are added"),
]


@pytest.mark.parametrize(("scenario", "symbol", "expected"), CASES)
def test_a_sentence_is_about_this_case(scenario, symbol, expected):
    assert expected in said(scenario, symbol)


def optimized(name, **options):
    return replace(valley(name, OPTIMIZERS[name].learning_rate, **{**OPTIMIZERS[name].options, **options}))


@pytest.mark.parametrize(
    ("scenario", "symbol", "update", "expected"),
    [
        (optimized("momentum"), "velocity_w1", 1, "It is 0 so far, so it becomes the gradient"),
        (optimized("adagrad"), "square_sum_w1", 1, "only the new square counts"),
        (optimized("adam"), "moment1_w1", 1, "It is 0 so far, so only the new one counts"),
        (optimized("adam"), "moment1_hat_w1", 1, "the first is the gradient itself"),
        (optimized("adam"), "moment2_hat_w1", 1, "the first is the squared gradient itself"),
        (optimized("adam"), "moment1_hat_w1", 90, "By now that changes hardly anything"),
        (optimized("adam"), "w1+", 1, "This one is just about that"),
        (optimized("adam", beta1=0.2), "moment1_w1", 2, "a part of what it was, the rest is the new one"),
        (optimized("adadelta"), "direction_w1", 1, "only ε lets it begin"),
        (optimized("adamax"), "infinity_norm_w1", 1, "Here it is the new one"),
        (optimized("adamax"), "infinity_norm_w1", 9, "Here it is the one so far"),
        (optimized("nadam", momentum_decay=0.0), "momentum_now", 3, "half of β₁ in every update"),
        (optimized("adadelta").with_learning_rate(0.5), "w1+", 1, "η makes the step shorter"),
    ],
)
def test_a_sentence_knows_how_far_an_optimizer_has_come(scenario, symbol, update, expected):
    assert expected in said(scenario, symbol, update)


@pytest.mark.parametrize("name", ["momentum", "adagrad", "adam", "adadelta", "adamax"])
def test_what_begins_at_0_is_not_told_of_later_updates(name):
    for update, is_told in ((1, True), (3, False)):
        told = " ".join(map(told_at, steps(optimized(name), update)))
        assert ("so far, so" in told) == is_told


def test_an_epsilon_of_0_keeps_nothing_above_0():
    assert "ε keeps the divisor above 0" in said(optimized("rmsprop"), "w1+")
    without = Trace(run_pass(optimized("rmsprop", epsilon=0.0)))  # 0 by 0 for the frozen bias, which no line shows
    assert all("ε" not in told_at(step) for step in without)


@st.composite
def with_zeros(draw: st.DrawFn) -> Scenario:
    """Draw a scenario in which many numbers are 0, and others are equal but for their sign."""
    scenario = draw(scenarios(hidden=(0, 2)))
    data = scenario.data
    return replace(
        scenario,
        theta=frozen(np.round(scenario.theta)),
        data=data.with_numbers(np.round(data.inputs), data.targets),
    )


CLAIMS = (
    ("It is positive", lambda step: step.value > 0),
    ("It is negative", lambda step: step.value < 0),
    ("It is 0", lambda step: step.value == 0 or step.place.operation is Operation.MEMORY),
    ("hey cancel.", lambda step: step.value == 0),
    ("none comes back", lambda step: step.value == 0),
    ("learns nothing from this sample", lambda step: step.value == 0),
    ("othing flows back", lambda step: step.value == 0),
    ("stays as it is.", lambda step: step.value in (1.0, before(step))),  # of a slope of 1: what flows back
    ("takes a step down", lambda step: step.value < before(step)),
    ("takes a step up", lambda step: step.value > before(step)),
    ("would make the error smaller", lambda step: step.value < 0),
    ("would make the error larger", lambda step: step.value > 0),
    ("puts out 0", lambda step: step.value == 0),
    ("puts it out as it is", lambda step: step.value > 0),
    ("passes on 0", lambda step: step.value == 0),
    ("what it passes on is larger", lambda step: step.value != 0),
    ("there is no error", lambda step: step.value == 0),
)


def before(step: Step) -> float:
    if step.place.operation is not Operation.UPDATE:
        return np.nan
    return step.read(Symbol(Quantity.WEIGHT, parameter=step.place.parameter))


@examples(25)
@given(st.one_of(with_zeros(), scenarios(hidden=(0, 2))), st.sampled_from([1, 2]))
def test_what_a_sentence_claims_of_its_number_is_so(scenario, update):
    for step in steps(scenario, update):
        told = told_at(step)
        assert "{" not in told
        for words, is_so in CLAIMS:
            if words in told:
                assert is_so(step), f"{step.symbol_text} = {step.value}: {told}"


@examples(25)
@given(with_zeros())
def test_the_error_grows_or_shrinks_with_a_weight_as_its_update_says(scenario):
    smooth = replace(scenario, dropout=0.0, update_order="simultaneous", batch_size=None)
    for step in steps(smooth):
        found = re.search(r"(grow|shrink)s? when", told_at(step))
        if found:
            gradient = Run(smooth).pass_of(1).arrays.gradient[step.place.parameter]
            assert (gradient > 0) == (found[1] == "grow")


def with_other_numbers(scenario: Scenario) -> Scenario:
    """Return a scenario of the same shape and settings in which every number is different."""
    rng, data = np.random.default_rng(5), scenario.data
    inputs = frozen(3 * rng.normal(size=data.inputs.shape))
    wanted = targets(rng, *data.targets.shape, scenario.loss)
    theta = frozen(-2 * np.flip(scenario.theta))
    return replace(scenario, theta=theta, data=Data(inputs, wanted))


@examples(25)
@given(st.one_of(with_zeros(), scenarios(hidden=(0, 2))), st.sampled_from([1, 2]))
def test_a_sentence_with_a_hidden_result_is_the_same_whatever_the_numbers_are(scenario, update):
    """So it can give nothing away."""
    here, elsewhere = steps(scenario, update), steps(with_other_numbers(scenario), update)
    for step, other in zip(here, elsewhere, strict=False):
        assert hidden(step) == hidden(other)


@pytest.mark.parametrize("words", ["too large", "because the delta", "is 1, because", "takes a step down"])
def test_a_sentence_tells_more_once_the_result_is_there(words):
    told = [step for step in (*steps(mazur()), *steps(chain("relu", -2.0))) if words in told_at(step)]
    assert all(words not in hidden(step) for step in told)
