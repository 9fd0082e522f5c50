"""An update with a person's own numbers: what follows is what plain arithmetic makes of these."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.engine.run.run import Run
from explainer.files.locate import load
from explainer.trace.lines.elements import symbol_called
from explainer.trace.lines.trace import Trace
from explainer.variants.carried import carried
from explainer.variants.variant import Variant


def pass_of(name, update=1):
    run = Run(load(name))
    run.advance(update)
    return run.pass_of(update)


def with_own(name, **own):
    p = pass_of(name)
    return p, carried(p, {symbol_called(p.scenario, symbol, 0): value for symbol, value in own.items()})


def values(p):
    return {step.symbol_text: step.value for step in Trace(p)}


def test_lines_of_the_worked_example_follow_from_a_delta_without_its_slope():
    exact, own = with_own("mazur", delta_o1=0.74136)
    before, after = values(exact), values(own)
    out_h1, out_h2, learning_rate = before["out_h1"], before["out_h2"], 0.5
    delta_o2 = before["delta_o2"]
    assert after["dE_total/dw5"] == pytest.approx(0.74136 * out_h1, rel=1e-14)
    assert after["w6+"] == pytest.approx(0.45 - learning_rate * 0.74136 * out_h2, rel=1e-14)
    blame = 0.74136 * 0.40 + delta_o2 * 0.50
    delta_h1 = blame * out_h1 * (1 - out_h1)
    assert after["delta_h1"] == pytest.approx(delta_h1, rel=1e-14)
    assert after["w1+"] == pytest.approx(0.15 - learning_rate * delta_h1 * 0.05, rel=1e-14)
    same = ("out_o1", "E_total", "delta_o2", "w7+")
    assert [after[name] for name in same] == [before[name] for name in same]


def test_a_wrong_net_input_of_a_softmax_changes_all_shares():
    exact, own = with_own("softmax", net_o1=1.5)
    target, weights = exact.arrays.target[0], exact.scenario.network.layers[2].weights(exact.theta_before)
    z = np.array([1.5, *exact.layer(2).z[0, 1:]])
    shares = np.exp(z) / np.exp(z).sum()
    assert own.out(2)[0] == pytest.approx(shares, rel=1e-12)
    assert own.arrays.error[0] == pytest.approx(-target * np.log(shares), rel=1e-12)
    assert own.layer(2).delta[0] == pytest.approx(shares - target, rel=1e-12)
    assert own.layer(1).blame[0] == pytest.approx((shares - target) @ weights, rel=1e-12)
    assert (own.layer(2).delta[1:] == exact.layer(2).delta[1:]).all()


def test_adam_steps_by_the_gradient_that_a_person_has_found():
    p, own = with_own("valley_adam", **{"dE_total/dw1": 0.5})
    settings, others = p.scenario.optimizer, p.sample_gradient(1)
    (b1, b2, epsilon), g = settings.options.values(), (0.5 + others[0]) / 2
    assert own.arrays.gradient[0] == pytest.approx(g)
    m, v = (1 - b1) * g / (1 - b1), (1 - b2) * g**2 / (1 - b2)
    stepped = p.theta_before[0] - settings.learning_rate * m / (np.sqrt(v) + epsilon)
    assert own.theta_after[0] == pytest.approx(stepped, rel=1e-12)
    assert own.theta_after[1] == p.theta_after[1]


@pytest.mark.parametrize("name", ["mazur", "mazur_sequential", "softmax", "l2", "dropout", "xor", "valley_nadam"])
def test_every_number_can_be_carried_on(name):
    """Line by line, as marking does it, and by looking into the arrays: both say the same of every later line."""
    p = pass_of(name, 2)
    trace = Trace(p)
    for number in range(1, len(trace) + 1, len(trace) // 7):
        symbol = trace[number].symbol
        mine = trace[number].value * 1.01 + 0.01
        own, variant = Trace(carried(p, {symbol: mine})), Variant(p, given={symbol: mine})
        assert [step.value for step in own] == pytest.approx(
            [float(step.value) for step in variant], rel=1e-9, abs=1e-12
        )
        assert [own[line].value for line in range(1, number)] == [trace[line].value for line in range(1, number)]
