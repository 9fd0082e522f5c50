"""Numbers rounded as on paper, and updates worked out with them."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios

from explainer.engine.arrays import frozen
from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.files.examples import example
from explainer.variants.rounded import rounded_updates

ADAMAX = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


@pytest.mark.parametrize(
    ("kind", "places", "value", "rounded"),
    [
        ("decimals", 3, 0.3775, 0.378),
        ("decimals", 3, -0.3775, -0.378),
        ("decimals", 0, 2.5, 3.0),
        ("decimals", 0, -2.5, -3.0),
        ("decimals", 2, 1.005, 1.01),  # the binary number is a little smaller
        ("decimals", 1, 0.35 + 0.1 * 0.5 + 0.05, 0.5),  # 0.45 on paper, 0.44999999999999996 in binary
        ("decimals", 3, 1234.5678, 1234.568),
        ("decimals", 3, 1e-9, 0.0),
        ("decimals", 3, 1e300, 1e300),
        ("digits", 3, 0.0012345, 0.00123),
        ("digits", 3, 99950.0, 100000.0),
        ("digits", 4, 0.99995, 1.0),
        ("digits", 1, 15.0, 20.0),
        ("digits", 9, 0.29837110876000272, 0.298371109),
        ("digits", 2, 5e-324, 4.9e-324),
        ("digits", 3, 0.0, 0.0),
    ],
)
def test_a_number_is_rounded_half_up_in_decimals(kind, places, value, rounded):
    assert Rounding(kind, places)(value) == rounded


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_what_is_not_finite_stays(value):
    assert Rounding("digits", 3)(value) == value
    assert math.isnan(Rounding("decimals", 3)(math.nan))


@examples(200)
@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 6))
def test_short_decimals_are_rounded_as_a_person_would(digits, decimals, places):
    exact = Decimal(digits).scaleb(-decimals)
    wanted = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert Rounding("decimals", places)(float(exact)) == float(wanted)


def test_rounding_is_told_in_words():
    assert [Rounding(*of).spoken for of in (("digits", 9), ("decimals", 1))] == ["9 digits", "1 decimal"]


def updates(scenario, rounding, count=1):
    """Return the symbols and values of each update, and its substitutions; a pass lasts until the next one."""
    run = Run(scenario)
    run.advance(count)
    return [[(s, s.substitution, s.value) for s in u] for u in rounded_updates(run.passes(1, count), rounding)]


def values(update):
    return {step.symbol_text: value for step, _, value in update}


def to(places, value):
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def by_hand(places):
    """The worked example in decimal arithmetic, every line rounded."""
    d = Decimal
    w = [d(x) for x in ("0.15", "0.2", "0.25", "0.3", "0.4", "0.45", "0.5", "0.55")]
    i, target, b = [d("0.05"), d("0.1")], [d("0.01"), d("0.99")], [d("0.35"), d("0.6")]

    def layer(w, inputs, b):
        nets = [to(places, w[2 * k] * inputs[0] + w[2 * k + 1] * inputs[1] + b) for k in (0, 1)]
        return nets, [to(places, 1 / (1 + (-net).exp())) for net in nets]

    net_h, h = layer(w[:4], i, b[0])
    _, o = layer(w[4:], h, b[1])
    errors = [to(places, (t - out) ** 2 / 2) for t, out in zip(target, o, strict=True)]
    delta_o = [to(places, to(places, out - t) * to(places, out * (1 - out))) for t, out in zip(target, o, strict=True)]
    blame = [to(places, sum(to(places, delta_o[k] * w[4 + 2 * k + j]) for k in (0, 1))) for j in (0, 1)]
    delta_h = [to(places, blame[j] * to(places, h[j] * (1 - h[j]))) for j in (0, 1)]
    gradients = [to(places, d * a) for d in delta_h for a in i] + [to(places, d * a) for d in delta_o for a in h]
    new = [to(places, one - d("0.5") * g) for one, g in zip(w, gradients, strict=True)]
    return {
        **{f"net_h{k}": net for k, net in enumerate(net_h, 1)},
        **{f"out_o{k}": out for k, out in enumerate(o, 1)},
        **{f"delta_h{k}": delta for k, delta in enumerate(delta_h, 1)},
        "E_total": to(places, sum(errors)),
        **{f"dE_total/dw{k}": g for k, g in enumerate(gradients, 1)},
        **{f"w{k}+": one for k, one in enumerate(new, 1)},
    }


@pytest.mark.parametrize("places", [2, 3, 4, 6, 9, 12])
def test_the_worked_example_is_that_of_decimal_arithmetic(places):
    (update,) = updates(example("mazur"), Rounding("decimals", places))
    found = values(update)
    assert {symbol: found[symbol] for symbol in by_hand(places)} == {k: float(v) for k, v in by_hand(places).items()}


def test_the_page_prints_nine_digits():
    first, second = updates(example("mazur_sequential"), Rounding("digits", 9), 2)
    printed = {"net_h1": 0.3775, "out_h1": 0.593269992, "E_o1": 0.274811084, "dE_total/dw5": 0.0821670408}
    assert {symbol: values(first)[symbol] for symbol in printed} == printed
    assert values(second)["E_total"] == 0.291027924


@examples(25)
@given(scenarios(), st.sampled_from([Rounding("digits", 3), Rounding("digits", 6), Rounding("decimals", 4)]))
def test_every_line_follows_from_the_rounded_lines_before_it(scenario, rounding):
    names = {name: getattr(np, name) for name in ("exp", "log", "log1p", "expm1", "tanh", "sqrt")}
    names |= {"abs": abs, "min": min, "max": max, "sign": lambda x: (x > 0) - (x < 0), "step": lambda x: float(x > 0)}
    run = Run(scenario)
    run.advance(2)
    for update in rounded_updates(run.passes(1, 2), rounding):
        for step in update if update.is_finite else ():
            with np.errstate(over="ignore"):
                worked_out = float(eval(step.substitution, {"__builtins__": {}}, names))
            unit = max(abs(worked_out), 1e-12) * 1e-13  # exp of NumPy and of the C library differ in the last bit
            assert step.value in {rounding(worked_out + shift) for shift in (0.0, -unit, unit)}, step.substitution
            assert step.value == rounding(step.value)


def test_new_weights_feed_the_next_update():
    first, second = updates(example("valley_adam"), Rounding("digits", 2), 2)
    made, used = values(first), {step.symbol_text: text for step, text, _ in second}
    assert f"{made['w1+']!r} - " in used["w1+"]
    assert f"0.9*({made['moment1_w1']!r})" in used["moment1_w1"] or f"0.9*{made['moment1_w1']!r}" in used["moment1_w1"]


def test_many_digits_come_to_the_exact_numbers():
    (update,) = updates(example("mazur"), Rounding("digits", 15))
    assert all(value == pytest.approx(step.exact.value, rel=1e-13, abs=1e-15) for step, _, value in update)


def test_what_is_rounded_to_nothing_divides_nothing():
    network = Network.of(default_names([1, 1]), ["linear"], "per_unit")
    data = Data(frozen([[0.001]]), frozen([[0.0]]))
    scenario = Scenario(network, frozen([0.001, 0.0]), data, optimizer=OptimizerSettings("adamax", 0.1, ADAMAX))
    run = Run(scenario)
    run.advance(1)
    (update,) = rounded_updates(run.passes(1, 1), Rounding("decimals", 2))
    assert not update.is_finite
