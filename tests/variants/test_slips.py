"""The catalogue of slips: on the worked example, and on any network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from sheets import visible_slips
from strategies import examples, scenarios

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.functions.expression import symbols
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Trace
from explainer.variants.slips.catalogue import SLIPS, slips_of
from explainer.variants.variant import Variant

SQUASHED_AGAIN = 1 / (1 + np.exp(-0.7513650695523157))
SLOPE_AT_OUT = SQUASHED_AGAIN * (1 - SQUASHED_AGAIN)


def slips(name, symbol, update=1):
    """Return the sentences of the slips at a line, with the numbers that they give."""
    run = Run(example(name))
    run.advance(update - 1)
    p = run.pass_of(update)
    variant = Variant(p)
    list(variant)
    (step,) = [step for step in Trace(p) if step.symbol_text == symbol and step.place.sample <= 0]
    with np.errstate(all="ignore"):
        return {slip.sentence: variant.value_of(slip.rule) for slip in slips_of(step)}


def test_the_worked_example_has_hundreds_that_can_be_told_from_right():
    p = Run(example("mazur")).pass_of(1)
    visible = [(slip.step.number, slip.kind.name) for slip in visible_slips(p, 5)]
    assert len(visible) >= 300
    assert {number for number, _ in visible} == set(range(1, 44))


@pytest.mark.parametrize(
    ("symbol", "sentence", "value"),
    [
        ("net_h1", "You left out the bias, b1.", 0.0275),
        ("net_h1", "You exchanged i1 and i2.", 0.375),
        ("net_h1", "You took a column of the weight matrix, not the row.", 0.3825),
        ("net_o1", "You took the inputs of the network.", 0.665),
        ("out_h1", "You took net_h1 as it is, without the activation.", 0.3775),
        ("out_h1", "You took tanh instead of sigmoid.", np.tanh(0.3775)),
        ("E_o1", "You left out the factor 0.5.", 0.549622166),
        ("E_o1", "You left out the factor and the exponent.", -0.741365070),
        ("E_total", "You took the mean, not the sum.", 0.149185554),
        ("dE_total/dout_o1", "You took the error, E_o1, not its slope.", 0.274811083),
        ("dout_o1/dnet_o1", "You took the slope at out_o1, not at net_o1.", SLOPE_AT_OUT),
        ("delta_o1", "You left out the slope, dout_o1/dnet_o1.", 0.741365070),
        ("delta_o1", "You took the error, E_o1, instead of dE_total/dout_o1.", 0.051338998),
        ("dE_total/dw5", "You took i1, an input of the network, not out_h1.", 0.006924928),
        ("dE_o1/dout_h1", "You left out the weight, w5.", 0.138498562),
        ("dE_o1/dout_h1", "You took w5+ instead of w5.", 0.138498562 * 0.358916480),
        ("dE_total/dout_h1", "You took dE_o1/dout_h1 alone.", 0.055399425),
        ("dE_total/dout_h2", "You took a row of the weight matrix, not a column.", 0.0482952507),
        ("delta_h1", "You took net_h1 where the slope has out_h1.", 0.0085420948),
        ("net_h1", "You added the weights alone.", 0.7),
        ("w5+", "You left out learning_rate.", 0.4 - 0.082167041),
        ("w5+", "You added learning_rate*dE_total/dw5 instead of subtracting it.", 0.441083520),
    ],
)
def test_slips_of_the_worked_example(symbol, sentence, value):
    assert slips("mazur", symbol)[sentence] == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize(
    ("scenario", "symbol", "sentence"),
    [
        ("batch", "E_batch", "You did not divide by n."),
        ("batch", "sum_w1", "You subtracted instead of adding."),
        ("square", "E_o1", "You wrote twice E_o1."),
        ("schiendorfer", "dE_total/dout_o1", "You wrote half of dE_total/dout_o1."),
        ("valley_adam", "moment1_w1", "You exchanged beta1 and 1 - beta1."),
        ("valley_adam", "w1+", "You took dE_batch/dw1 itself for the step."),
        ("valley_momentum", "w1+", "You took dE_batch/dw1 itself for the step."),
        ("batch", "dE_batch/dw1", "You divided by n once more."),
        ("l2", "penalty_o1", "You penalised the bias, b_o1."),
        ("l2", "dE_batch/dw1", "You did not divide by m."),
        ("l2", "dE_batch/dw1", "You took w1 squared."),
        ("saturated_entropy", "delta_o1", "You multiplied by the slope of the output; it cancels here."),
        ("valley_momentum", "velocity_w1", "You left out momentum*velocity_w1."),
        ("valley_adam", "moment2_w1", "You took dE_batch/dw1 without its exponent."),
        ("valley_adam", "moment1_w1", "You took beta2 instead of beta1."),
        ("valley_adam", "w1+", "You did not take the square root of moment2_hat_w1."),
        ("valley_adam", "w1+", "You took moment1_w1 instead of moment1_hat_w1."),
        ("valley_momentum", "velocity_w1", "You multiplied everything by momentum."),
        ("valley_adadelta", "direction_w1", "You took no square roots."),
        ("batch", "w1+", "You took sum_w1 instead of dE_batch/dw1."),
        ("l2", "w1+", "You took sum_w1 instead of dE_batch/dw1."),
        ("square", "dE_batch/db_h1", "You penalised the bias, b_h1."),
        ("valley_rmsprop", "w1+", "You did not take the square root of square_average_w1."),
        ("dropout", "passed_h1", "You did not divide by 1 - dropout."),
    ],
)
def test_other_networks_have_theirs(scenario, symbol, sentence):
    assert sentence in slips(scenario, symbol)


def test_every_kind_of_line_has_slips():
    assert set(SLIPS) == set(Operation)


def test_each_kind_has_a_name_of_its_own_at_a_kind_of_line():
    for operation, kinds in SLIPS.items():
        names = [kind.name for kind in kinds]
        assert len(names) == len(set(names)), operation


@pytest.mark.parametrize("notation", Notation)
def test_sentences_have_the_symbols_of_the_notation(notation):
    slip = next(slip for slip in slips_of(Trace(Run(example("mazur")).pass_of(1))[14]) if slip.kind.name == "no_slope")
    spoken = {Notation.WORKED: "∂out_o1/∂net_o1", Notation.THETA: "g′(z₁⁽³⁾)", Notation.MATRIX: "σ′(z³₁)"}[notation]
    assert slip.spoken(notation) == f"You left out the slope, {spoken}."


@examples(15)
@given(scenarios())
def test_every_line_of_any_network_can_be_slipped_on(scenario):
    """Rules have symbols that are there; sentences and hints are whole, and no hint has a number in it."""
    trace = Trace(Run(scenario).pass_of(1))
    variant = Variant(trace.of)
    list(variant)
    for step in trace:
        for slip in slips_of(step):
            assert slip.rule != step.rule
            assert all(isinstance(variant.read(symbol), (int, float)) for symbol in symbols(slip.rule))
            assert slip.sentence[0].isupper()
            assert slip.sentence[-1] == "."
            assert "{" not in slip.sentence
            assert not any(letter.isdigit() for letter in slip.hint.replace("1 divided", ""))
