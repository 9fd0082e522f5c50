"""What is known at each line: exactly what has been computed by then."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from strategies import scenarios

from explainer.engine.passes import run_pass
from explainer.trace.operations import Operation
from explainer.trace.shown import shown_at
from explainer.trace.trace import Trace

FIELDS = {
    Operation.NET: "net",
    Operation.OUT: "out",
    Operation.DE_DOUT: "blame",
    Operation.DOUT_DNET: "slope",
    Operation.DELTA: "delta",
}


UNDER_DROPOUT = FIELDS | {
    Operation.DROPOUT: "passed",
    Operation.DE_DOUT: "blame_passed",
    Operation.DROPOUT_BACK: "blame",
}


def known(array):
    return {i: value for i, value in enumerate(array.tolist()) if not math.isnan(value)}


@settings(max_examples=20)
@given(scenarios(hidden=(0, 2)))
def test_exactly_what_has_been_computed_is_shown(scenario):
    trace = Trace(run_pass(scenario))
    lines = list(trace)
    for number in range(len(trace) + 1):
        shown = shown_at(trace, number)
        done = lines[:number]
        for index, layer in enumerate(shown.layers[1:], start=1):
            hidden = layer is not shown.layers[-1]
            for operation, field in (UNDER_DROPOUT if scenario.dropout and hidden else FIELDS).items():
                mine = {
                    step.place.unit: step.value
                    for step in done
                    if step.place[:2] == (operation, index) and step.place.sample == shown.sample
                }
                assert known(getattr(layer, field)) == mine
        errors = [s for s in done if s.place.operation is Operation.ERROR and s.place.sample == shown.sample]
        assert known(shown.error) == {step.place.unit: step.value for step in errors}
        totals = [s for s in done if s.place.operation is Operation.SAMPLE_ERROR and s.place.sample == shown.sample]
        assert math.isnan(shown.total) if not totals else shown.total == totals[0].value
        new = {s.place.parameter: s.value for s in done if s.place.operation is Operation.UPDATE}
        assert set(np.flatnonzero(shown.updated)) == set(new)
        assert all(shown.theta[index] == value for index, value in new.items())
        gradients = [s for s in done if s.place.operation is Operation.GRADIENT and s.place.sample == shown.sample]
        assert known(shown.gradient) == {s.place.parameter: s.value for s in gradients}


def test_before_the_first_line_only_what_is_given_is_known():
    from worked import mazur

    shown = shown_at(Trace(run_pass(mazur())), 0)
    assert shown.layers[0].out.tolist() == [0.05, 0.1]
    assert shown.target.tolist() == [0.01, 0.99]
    assert all(np.isnan(layer.net).all() and np.isnan(layer.out).all() for layer in shown.layers[1:])
    assert math.isnan(shown.total)
    assert not shown.updated.any()
