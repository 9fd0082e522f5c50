"""How the error changes with the inputs: against small steps, and the lines that say so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from strategies import SMOOTH, examples, scenarios
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.update.training_loop import run_pass
from explainer.files.scenario.scenario_json import read_scenario
from explainer.trace.lines.trace import Trace


@examples(40)
@given(scenario=scenarios(activations=SMOOTH))
def test_they_are_the_slopes_that_small_steps_find(scenario):
    smooth = replace(scenario, input_gradients=True, batch_size=None, shuffle=False, dropout=0.0, loss="squared_error")
    layers = smooth.network.layers
    activations = [layer.activation for layer in layers[1:-1]] + ["linear"]
    made = [layers[0], *(replace(layer, activation=name) for layer, name in zip(layers[1:], activations, strict=True))]
    smooth = replace(smooth, network=replace(smooth.network, layers=tuple(made)))
    p, e = run_pass(smooth), 1e-5
    inputs = smooth.data.inputs
    for sample, unit in np.ndindex(inputs.shape):
        errors = []
        for step in (e, -e):
            changed = inputs.copy()
            changed[sample, unit] += step
            errors.append(run_pass(smooth.with_data(replace(smooth.data, inputs=frozen(changed)))).arrays.sample_error)
        numeric = (errors[0][sample] - errors[1][sample]) / (2 * e)
        if not smooth.is_sequential or len(layers) == 2:
            assert p.blame(0)[sample, unit] == pytest.approx(numeric, rel=1e-5, abs=1e-7)


def test_nothing_else_changes():
    without, with_them = mazur(), replace(mazur(), input_gradients=True)
    one, other = run_pass(without), run_pass(with_them)
    np.testing.assert_array_equal(one.theta_after, other.theta_after)
    rows = [step.row()[1:] for step in Trace(other) if step.operation not in ("input_gradient",) and step.place.layer]
    assert rows == [step.row()[1:] for step in Trace(one)]


def test_their_lines_follow_the_gradients_of_layer_2():
    trace = Trace(Run(replace(mazur(), input_gradients=True)).pass_of(1))
    lines = {step.symbol_text: step for step in trace}
    assert list(lines)[list(lines).index("dE_total/dw4") :][:8] == [
        "dE_total/dw4",
        "dE_via_h1/di1",
        "dE_via_h2/di1",
        "dE_total/di1",
        "dE_via_h1/di2",
        "dE_via_h2/di2",
        "dE_total/di2",
        "w1+",
    ]
    assert lines["dE_via_h2/di1"].formula == "delta_h2*w3"
    assert lines["dE_total/di1"].formula == "dE_via_h1/di1 + dE_via_h2/di1"
    assert lines["dE_total/di1"].row()[5:9] == ("input_gradient", "1", "i1", "")


def test_of_a_single_neuron_they_come_from_the_output():
    """Karpathy's neuron: tanh of −3·2 + 1·0 + 6.88; the delta is taken as 0.5."""
    scenario = read_scenario(
        """{"format": "backprop-explainer scenario", "version": 2, "input_gradients": true,
        "layers": [{"units": 2},
          {"units": 1, "activation": "tanh", "weights": [[-3, 1]], "biases": [6.881373587019543]}],
        "data": {"inputs": [[2, 0]], "targets": [[-0.2928932188134523]]}}"""
    )
    values = {step.symbol_text: step.value for step in Trace(run_pass(scenario))}
    assert values["dE_total/di1"] == pytest.approx(-1.5, rel=1e-12)
    assert values["dE_total/di2"] == pytest.approx(0.5, rel=1e-12)
    assert values["dE_o1/di1"] == values["dE_total/di1"]
