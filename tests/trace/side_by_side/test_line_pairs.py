"""The same line of two runs: by its place, by its name in another network, and only as far as it is known."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isnan

import pytest
from worked import mazur

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace
from explainer.trace.side_by_side.line_pairs import LinePairs


def trace_of(scenario):
    return Trace(Run(scenario).pass_of(1))


def pair_named(pairs, name):
    return next(pair for pair in map(pairs.at, range(1, len(pairs) + 1)) if pair.name == name)


def sigmoid(x):
    return 1 / (1 + exp(-x))


def blame_of_h1():
    """dE_total/dout_h1 of the worked example, with old and with new weights, by the chain rule."""
    h = [sigmoid(0.15 * 0.05 + 0.2 * 0.1 + 0.35), sigmoid(0.25 * 0.05 + 0.3 * 0.1 + 0.35)]
    o = [sigmoid(0.4 * h[0] + 0.45 * h[1] + 0.6), sigmoid(0.5 * h[0] + 0.55 * h[1] + 0.6)]
    delta = [(out - target) * out * (1 - out) for out, target in zip(o, (0.01, 0.99), strict=True)]
    new = [w - 0.5 * d * h[0] for w, d in zip((0.4, 0.5), delta, strict=True)]
    return delta[0] * 0.4 + delta[1] * 0.5, delta[0] * new[0] + delta[1] * new[1]


def test_the_order_of_updates_changes_the_blame_of_hidden_units_first():
    pairs = LinePairs(trace_of(mazur()), trace_of(mazur(update_order="sequential")))
    apart = [pair for pair in map(pairs.at, range(1, len(pairs) + 1)) if pair.is_apart]
    assert [pair.name for pair in apart[:3]] == ["dE_o1/dout_h1", "dE_o2/dout_h1", "dE_total/dout_h1"]
    assert {pair.name for pair in apart}.isdisjoint({"w5+", "w8+", "E_total", "delta_o1"})
    assert {"w1+", "w4+", "delta_h2"} <= {pair.name for pair in apart}
    here, there = blame_of_h1()
    pair = pair_named(pairs, "dE_total/dout_h1")
    assert pair.here == pytest.approx(here, rel=1e-13)
    assert pair.there == pytest.approx(there, rel=1e-13)
    assert pair.difference == pytest.approx(there - here, rel=1e-10)


def test_before_its_line_is_reached_neither_number_is_told():
    trace = trace_of(mazur())
    pairs = LinePairs(trace, trace_of(mazur(update_order="sequential")))
    number = pair_named(pairs, "dE_total/dout_h1").number
    before, after = (pairs.known_at(number, Known(trace, line)) for line in (number - 1, number))
    assert isnan(before.here)
    assert isnan(before.there)
    assert isnan(before.difference)
    assert not before.is_apart
    assert after.is_apart


def test_in_another_network_a_line_is_found_by_its_name():
    pairs = LinePairs(trace_of(example("xor_hand")), trace_of(mazur()))
    net, gradient = pair_named(pairs, "net_h1"), pair_named(pairs, "out_o1")
    assert net.there == pytest.approx(0.3775)
    assert gradient.there == pytest.approx(0.75136507, abs=1e-8)
    alone = LinePairs(trace_of(mazur()), trace_of(example("and")))
    assert pair_named(alone, "net_h1").there is None
    assert not pair_named(alone, "net_h1").is_apart


def test_a_line_that_only_one_of_them_has_has_no_partner():
    with_penalty = LinePairs(trace_of(replace(mazur(), l2=0.1)), trace_of(mazur()))
    penalty = next(pair for pair in map(with_penalty.at, range(1, len(with_penalty) + 1)) if pair.name == "penalty")
    assert penalty.here > 0
    assert penalty.there is None or penalty.there == 0
