"""The lectures' program: it runs, gives what the engine gives, knows its line, or says what it leaves out."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.files.examples import example, example_names
from explainer.trace.code.lecture_code import EQUATIONS
from explainer.trace.code.lecture_listing import LectureListing
from explainer.trace.code.values import source_of, values_of
from explainer.trace.formula.notation import BOX, Writing
from explainer.trace.formula.symbols import Phase
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace


def passes(scenario, updates=3):
    run = Run(scenario)
    run.advance(updates)
    return [run.pass_of(number) for number in range(1, run.updates + 1)]


def program(p) -> str:
    trace = Trace(p)
    return source_of(LectureListing(trace), Known(trace, len(trace)))


def carried_out(source: str) -> dict:
    names: dict = {}
    with np.errstate(all="ignore"):
        exec(compile(source, "program", "exec"), names)
    return names


def theta_of(net, network) -> np.ndarray:
    parts = []
    for index in range(network.top):
        parts.append(np.ravel(net.weights[index]))
        if network.has_biases:
            parts.append(np.ravel(net.biases[index]))
    return np.concatenate(parts)


def can_say(scenario) -> bool:
    return scenario.optimizer.name == "sgd" and not scenario.dropout and not scenario.is_sequential


def is_certain(p) -> bool:
    """Tell whether no net input is 0 but for rounding, where a ReLU has one slope or the other."""
    bent = (layer for layer in p.arrays.layers if layer.activation.kinks)
    return not any((np.abs(layer.z) < 1e-12).any() for layer in bent)


def assert_true(p) -> None:
    names = carried_out(program(p))
    if not can_say(p.scenario):
        assert "net" not in names
        return
    if is_certain(p):
        got = theta_of(names["net"], p.scenario.network)
        np.testing.assert_allclose(got, p.theta_after, rtol=1e-9, atol=1e-13)
    assert pytest.approx(p.arrays.objective, rel=1e-9, abs=1e-13) == names["net"].E


@pytest.mark.parametrize("name", example_names())
def test_the_program_of_an_example_makes_its_update_or_says_what_it_leaves_out(name):
    for p in passes(example(name)):
        assert_true(p)


@examples(30)
@given(scenarios(hidden=(0, 3)))
def test_the_program_of_any_scenario_makes_its_updates_or_says_what_it_leaves_out(scenario):
    for p in passes(scenario):
        assert_true(p)
    for p in passes(replace(scenario, optimizer=OptimizerSettings(), dropout=0.0, update_order="simultaneous")):
        assert_true(p)


@pytest.mark.parametrize("name", ["mazur", "xor", "batch", "mini_batch", "stochastic", "square"])
def test_more_updates_go_on_as_the_run_does(name):
    """From any update on, and across epochs with an order of their own."""
    scenario = example(name)
    run = Run(scenario)
    run.advance(12)
    source = program(run.pass_of(3))
    assert "updates=1" in source
    net = carried_out(source.replace("updates=1", "updates=10"))["net"]
    np.testing.assert_allclose(theta_of(net, scenario.network), run.pass_of(12).theta_after, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("scenario", [mazur(), mazur("per_unit"), example("xor"), example("batch")])
def test_the_worked_example_is_the_same_to_the_last_bit_in_a_python_of_its_own(scenario):
    (p,) = passes(scenario, 1)
    tail = "\nimport json\nprint(json.dumps([w.tolist() for w in net.weights]))\n"
    done = subprocess.run([sys.executable, "-c", program(p) + tail], capture_output=True, text=True, check=True)
    weights = [layer.weights(p.theta_after).tolist() for layer in scenario.network.layers[1:]]
    assert json.loads(done.stdout) == weights


def test_feedforward_answers_what_the_network_answers():
    (p,) = passes(example("square"), 1)
    names = carried_out(program(p).replace("updates=1", "updates=0"))
    answers = [names["net"].feedforward(x) for x in names["X"]]
    np.testing.assert_allclose(answers, p.out(p.scenario.network.top), rtol=1e-12)


@examples(25)
@given(scenarios(hidden=(0, 3)))
def test_every_step_is_on_one_line_and_a_line_leads_to_a_step_of_its_own(scenario):
    scenario = replace(scenario, optimizer=OptimizerSettings(), dropout=0.0, update_order="simultaneous")
    for p in passes(scenario, 1):
        trace = Trace(p)
        listing = LectureListing(trace)
        lines = set()
        for number in range(1, len(trace) + 1):
            place = trace.plan.place(number)
            line = listing.line_of(place)
            assert line >= listing.prologue
            assert listing.phases[line] is place.phase
            first = listing.first_step(line, trace.plan, max(place.sample, 0), place.layer)
            assert first is not None
            assert first <= number
            there = trace.plan.place(first)
            assert listing.line_of(there) == line
            assert there.layer == place.layer
            lines.add(line)
        with_steps = {i for i in range(len(listing.lines)) if listing.first_step(i, trace.plan, 0) is not None}
        assert with_steps == lines


def lines_at(p, number) -> dict[str, str]:
    """Return what is beside the lines of backprop, by their code."""
    trace = Trace(p)
    listing = LectureListing(trace)
    known = Known(trace, number)
    return {line.code: values_of(line, known, Writing()) for line in listing.lines if line.code}


LOOP = "for l in range(2, len(self.weights) + 1):"


def test_a_line_for_all_layers_shows_the_layer_that_the_cursor_is_in():
    """The figures are those of the published example."""
    (p,) = passes(mazur(), 1)
    assert lines_at(p, 0)["z = w @ a + b"] == BOX
    assert lines_at(p, 1)["z = w @ a + b"] == f"[0.3775, {BOX}]"
    assert lines_at(p, 4)["a = sigmoid(z)"] == "[0.593270, 0.596884]"
    assert lines_at(p, 8)["a = sigmoid(z)"] == "[0.751365, 0.772928]"
    assert lines_at(p, 11)["E = e.sum()"] == "0.298371"
    assert (lines_at(p, 21)[LOOP], lines_at(p, 22)[LOOP]) == (BOX, "l = 2")
    hidden = "delta = (self.weights[-l + 1].T @ delta)*slope"
    assert lines_at(p, 26)[hidden] == f"[0.00877135, {BOX}]"
    assert lines_at(p, 17)[hidden] == BOX
    update = "self.weights = [w - eta*g for w, g in zip(self.weights, grad_w)]"
    assert lines_at(p, 36)[update].startswith("[[0.149781, ")
    assert lines_at(p, 43)[update] == "[[0.358916, 0.408666],\n [0.511301, 0.561370]]"


def test_the_marked_line_is_that_of_the_equation():
    """The lines of the published example where each of the four equations begins to be worked out."""
    (p,) = passes(mazur("per_unit"), 1)
    trace = Trace(p)
    listing = LectureListing(trace)
    found = {}
    for step in trace:
        above = listing.lines[listing.line_of(step.place) - 1].comment
        if above.startswith("("):
            found.setdefault((above, step.place.layer), step.symbol_text)
    assert found == {
        (EQUATIONS[1], 2): "dE_total/dout_o1",
        (EQUATIONS[4], 2): "dE_total/dw5",
        (EQUATIONS[3], 2): "dE_total/db_o1",
        (EQUATIONS[2], 1): "dE_o1/dout_h1",
        (EQUATIONS[4], 1): "dE_total/dw1",
        (EQUATIONS[3], 1): "dE_total/db_h1",
    }
    assert listing.phases[listing.line_of(trace.plan.place(1))] is Phase.FORWARD


@pytest.mark.parametrize(
    ("name", "word"), [("dropout", "dropout"), ("valley_adam", "Adam"), ("mazur_sequential", "together")]
)
def test_what_the_program_leaves_out_is_said_in_its_place(name, word):
    (p,) = passes(example(name), 1)
    trace = Trace(p)
    listing = LectureListing(trace)
    assert not any(line.code for line in listing.lines)
    assert word in " ".join(line.comment for line in listing.lines)
    assert listing.line_of(trace.plan.place(1)) == -1
