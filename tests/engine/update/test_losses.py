"""Cross-entropies against hundreds of digits of decimal arithmetic, where outputs are rounded to 0 and 1 and beyond."""

from __future__ import annotations

from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass

NETS = st.floats(-350, 350)
getcontext().prec = 350


def top(nets, targets, activation, loss):
    """Return the output layer and the errors of one sample whose net inputs are these."""
    network = Network.of(default_names([1, len(nets)]), [activation], "per_unit")
    theta = np.concatenate([np.zeros(len(nets)), nets])
    data = Data(frozen([[0.0]]), frozen([targets]))
    p = run_pass(Scenario(network, frozen(theta), data, loss=loss))
    return p.layer(1), p.arrays.error[0]


def logistic(net):
    """Return log(1 + exp(net)) in decimals."""
    return (1 + Decimal(net).exp()).ln()


@examples(25)
@given(NETS, st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1)))
def test_binary(net, target):
    layer, error = top([net], [target], "sigmoid", "binary_cross_entropy")
    t = Decimal(target)
    expected = float(t * logistic(-net) + (1 - t) * logistic(net))
    assert error[0] == pytest.approx(expected, rel=1e-13, abs=1e-300)
    assert layer.delta[0, 0] == layer.a[0, 0] - target


@examples(25)
@given(st.lists(NETS, min_size=1, max_size=4), st.data())
def test_categorical(nets, data):
    which = data.draw(st.integers(0, len(nets) - 1))
    layer, error = top(nets, np.eye(len(nets))[which].tolist(), "softmax", "categorical_cross_entropy")
    powers = [(Decimal(net) - Decimal(nets[which])).exp() for net in nets]
    assert error[which] == pytest.approx(float(sum(powers).ln()), rel=1e-12, abs=1e-300)
    assert np.count_nonzero(np.delete(error, which)) == 0
    shares = [float(power / sum(powers)) for power in powers]
    assert layer.a[0] == pytest.approx(shares, rel=1e-12, abs=1e-300)
    assert layer.delta[0] == pytest.approx(layer.a[0] - np.eye(len(nets))[which], abs=0)


def test_a_tiny_error_is_not_rounded_to_nothing():
    _, error = top([60.0, 0.0], [1.0, 0.0], "softmax", "categorical_cross_entropy")
    assert error[0] == pytest.approx(float((Decimal(-60)).exp()), rel=1e-12)
