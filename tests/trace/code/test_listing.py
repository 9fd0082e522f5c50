"""The listing of an update runs, gives what the engine gives, and knows its line at every step."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.network import layer_name
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.files.examples import example, example_names
from explainer.functions.optimizers import MINIMISERS
from explainer.trace.code.listing import Listing
from explainer.trace.code.values import entry_of, source_of, values_of
from explainer.trace.formula.notation import BOX, Writing
from explainer.trace.formula.symbols import Phase, Quantity
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.trace import Trace
from explainer.trace.notations.naming import parameter_names

UPDATES = 3
NOT_SCALED = {"sgd", "momentum", "nesterov", *MINIMISERS}
STRAIGHT = """x, t = X[0], T[0]
# forward
z_h = W_h @ x + b_h
a_h = 1/(1 + np.exp(-z_h))  # sigmoid
z_o = W_o @ a_h + b_o
a_o = 1/(1 + np.exp(-z_o))  # sigmoid
# loss
e = 0.5*(t - a_o)**2
E = e.sum()
# backward
dE_da_o = -(t - a_o)
da_dz_o = a_o*(1 - a_o)
delta_o = dE_da_o*da_dz_o
dW_o = np.outer(delta_o, a_h)
dE_da_h = W_o.T @ delta_o
da_dz_h = a_h*(1 - a_h)
delta_h = dE_da_h*da_dz_h
dW_h = np.outer(delta_h, x)
# update
W_h = W_h - eta*dW_h
W_o = W_o - eta*dW_o
"""


def whole(listing) -> str:
    """The program at the end of the update."""
    return source_of(listing, Known(listing.trace, len(listing.trace)))


def carried_out(listing: Listing) -> dict[str, object]:
    """Return the names that the program leaves, run as it would be where it is pasted."""
    names: dict[str, object] = {}
    with np.errstate(all="ignore"):
        exec(compile(whole(listing), "listing", "exec"), names)
    return names


def parameters(listing: Listing, names: dict[str, object]) -> np.ndarray:
    network = listing.trace.scenario.network
    arrays = []
    for index in range(1, len(network.layers)):
        arrays += [
            np.ravel(names[f"{letter}_{layer_name(index, len(network.layers))}"])
            for letter in ("Wb" if network.has_biases else "W")
        ]
    return np.concatenate(arrays)


def passes(scenario, updates=UPDATES):
    run = Run(scenario)
    run.advance(updates)
    return [run.pass_of(number) for number in range(1, run.updates + 1)]


def is_certain(p) -> np.ndarray:
    """Tell which parameters rounding decides nothing about: where an optimizer divides by the size of the gradient, a
    gradient that is 0 but for rounding is made a whole step of; and where a net input is 0 but for rounding, a ReLU has
    one slope or the other."""
    certain = np.ones(len(p.theta_after), dtype=bool)
    for layer in p.arrays.layers:
        bent = (np.abs(layer.z) < 1e-12).any(0) if layer.activation.kinks else np.zeros(layer.layer.units, dtype=bool)
        if bent.any():
            certain[: layer.layer.start] = False
            layer.layer.weights(certain)[bent] = layer.layer.biases(certain)[:] = False
    return certain if p.scenario.optimizer.name in NOT_SCALED else certain & (np.abs(p.arrays.gradient) > 1e-6)


def assert_true(p) -> None:
    listing = Listing(Trace(p))
    names = carried_out(listing)
    certain = is_certain(p)
    np.testing.assert_allclose(parameters(listing, names)[certain], p.theta_after[certain], rtol=1e-9, atol=1e-13)
    if "objective" in names:
        assert names["objective"] == pytest.approx(p.arrays.objective, rel=1e-9, abs=1e-13)
    else:
        assert names["E"] == pytest.approx(p.arrays.objective, rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("name", example_names())
def test_the_program_of_an_example_makes_its_update(name):
    for p in passes(example(name)):
        assert_true(p)


@examples(40)
@given(scenarios(hidden=(0, 3)))
def test_the_program_of_any_scenario_makes_its_updates(scenario):
    for p in passes(scenario):
        assert_true(p)


@examples(25)
@given(scenarios(hidden=(0, 2)), st.data())
def test_every_step_is_on_one_line_and_a_line_leads_to_its_first_step(scenario, data):
    (p,) = passes(scenario, 1) or [None]
    if p is None:
        return
    trace = Trace(p)
    listing = Listing(trace)
    first: dict[tuple[int, int], int] = {}
    for number in range(1, len(trace) + 1):
        place = trace.plan.place(number)
        line = listing.line_of(place)
        assert line >= listing.prologue
        assert listing.phases[line] is place.phase
        first.setdefault((line, place.sample), number)
    for (line, sample), number in first.items():
        assert listing.first_step(line, trace.plan, max(sample, 0)) == number
    with_steps = {line for line, _ in first}
    assert all(
        (listing.first_step(i, trace.plan, 0) is not None) == (i in with_steps) for i in range(len(listing.lines))
    )


@examples(25)
@given(scenarios(hidden=(0, 2)))
def test_values_at_the_end_are_those_that_the_program_leaves(scenario):
    """A variable that is assigned again (a velocity, in the memory before) is compared where it is last."""
    for p in passes(scenario, 2):
        trace = Trace(p)
        listing = Listing(trace)
        names = carried_out(listing)
        known = Known(trace, len(trace))
        certain = is_certain(p)
        last = {line.code.split(" ")[0]: line for line in listing.lines if line.makes and "," not in line.text}
        assert last
        for name, line in last.items():
            (variable,) = line.makes
            size = int(np.prod(variable.shape))
            got = [entry_of(variable, known, entry) for entry in range(size)]
            if variable.quantity is Quantity.MEMORY:  # no line is about what an optimizer would keep of what is frozen
                certain[list(scenario.network.frozen)] = False
            value = names[name[:-3]][p.samples - 1] if name.endswith("[i]") else names[name]
            kept = certain[variable.start : variable.start + size] if variable.start >= 0 else np.ones(size, dtype=bool)
            expected = np.ravel(value)[kept]
            np.testing.assert_allclose(np.array(got)[kept], expected, rtol=1e-8, atol=1e-12, err_msg=line.code)


def test_the_worked_example_reads_as_the_book_writes_it():
    (p,) = passes(mazur(), 1)
    listing = Listing(Trace(p))
    body = [line.source for line in listing.lines[listing.prologue :]]
    assert "\n".join(body) + "\n" == STRAIGHT


@pytest.mark.parametrize("name", example_names())
def test_no_array_is_called_like_a_weight_or_bias_of_the_picture(name):
    (p,) = passes(example(name), 1)
    arrays = {word.lower() for line in Listing(Trace(p)).lines for word in re.findall(r"\w+", line.code.split("=")[0])}
    assert not arrays & {parameter.lower() for parameter in parameter_names(p.scenario)}


def test_what_is_given_says_which_layer_it_belongs_to():
    def told(scenario):
        (p,) = passes(scenario, 1)
        listing = Listing(Trace(p))
        return {line.code.split(" ")[0]: line.comment for line in listing.lines[: listing.prologue]}

    assert told(mazur())["W_o"] == "weights into layer 3 (o1, o2)"
    assert told(mazur("per_unit"))["b_h"] == "biases of layer 2 (h1, h2)"
    assert told(mazur("shared"))["b_h"] == "bias of layer 2 (h1, h2)"
    assert told(example("digits"))["W_h"] == "weights into layer 2"


def test_in_sequential_order_the_update_above_comes_before_the_delta_below():
    (p,) = passes(mazur(update_order="sequential"), 1)
    source = whole(Listing(Trace(p)))
    assert source.index("W_o = W_o - eta*dW_o") < source.index("dE_da_h = W_o.T @ delta_o")
    (p,) = passes(mazur(), 1)
    source = whole(Listing(Trace(p)))
    assert source.index("W_o = W_o - eta*dW_o") > source.index("dE_da_h = W_o.T @ delta_o")


def texts(p, number, digits=6) -> dict[str, str]:
    """Return what is beside each line of the update, by the name it assigns."""
    trace = Trace(p)
    listing = Listing(trace)
    lines = listing.lines[listing.prologue :]
    known = Known(trace, number)
    return {line.code.split(" ")[0]: values_of(line, known, Writing(digits=digits)) for line in lines}


def test_values_appear_entry_by_entry_and_only_when_they_are_calculated():
    """The figures are those of the published example."""
    (p,) = passes(mazur(), 1)
    assert texts(p, 0)["z_h"] == BOX
    assert texts(p, 1)["z_h"] == f"[0.3775, {BOX}]"
    assert texts(p, 1)["a_h"] == BOX
    assert texts(p, 2)["a_h"] == f"[0.593270, {BOX}]"
    assert texts(p, 4, digits=4)["a_h"] == "[0.5933, 0.5969]"
    assert texts(p, 11)["E"] == "0.298371"
    before, after = texts(p, 42), texts(p, 43)
    assert before["W_o"] == f"[[0.358916, 0.408666],\n [0.511301, {BOX}]]"
    assert after["W_o"] == "[[0.358916, 0.408666],\n [0.511301, 0.561370]]"


def test_in_a_loop_the_values_are_those_of_the_sample_and_sums_go_on():
    p = passes(example("batch"), 1)[0]
    trace = Trace(p)
    first = next(span for span in trace.plan.spans if span.sample == 1)
    ends = texts(p, first.first - 1)
    begins = texts(p, first.first)
    assert (ends["for"], begins["for"]) == ("i = 0", "i = 1")
    assert ends["a_o"] != BOX
    assert begins["a_o"] == BOX
    assert begins["dW_o"] == ends["dW_o"] != BOX
    assert begins["E_sum"] == ends["E_sum"] != BOX


def test_wide_layers_keep_lines_short_and_show_the_number_of_the_step():
    p = passes(example("digits"), 1)[0]
    trace = Trace(p)
    listing = Listing(trace)
    assert len(listing.lines) < 80
    assert max(len(line.text) for line in listing.lines) < 80
    for number in (1, 59, 60, 61, 700, 1500, len(trace)):
        step = trace[number]
        values = values_of(listing.lines[listing.line_of(step.place)], Known(trace, number), Writing())
        assert len(values) < 100
        if step.operation != "gradient":  # that line shows the sum
            assert Writing().show(step.value) in values
    known = Known(trace, 59)
    (line,) = [line for line in listing.lines if line.code.startswith("a_h =")]
    assert values_of(line, known, Writing()).startswith("[…, ")


def test_phases_of_lines_without_steps_are_those_of_what_follows():
    (p,) = passes(mazur(), 1)
    listing = Listing(Trace(p))
    assert set(listing.phases[: listing.prologue]) == {None}
    by_code = dict(zip((line.source for line in listing.lines), listing.phases, strict=True))
    assert by_code["# backward"] is Phase.BACKWARD
    assert by_code["x, t = X[0], T[0]"] is Phase.FORWARD


@pytest.mark.parametrize("reveal", Reveal)
def test_what_a_minimiser_chooses_is_not_told_before_its_line(reveal):
    """Neither in what is read nor in what is copied, which runs all the same."""
    (p,) = passes(replace(mazur(), optimizer=OptimizerSettings("bfgs")), 1)
    trace = Trace(p)
    listing = Listing(trace)
    lines = {line.code.split(" ")[0]: line for line in listing.lines}
    length = next(step for step in trace if step.symbol_text == "step_length")
    chosen = {repr(length.value), *(repr(step.value) for step in trace if step.operation == "direction")}
    for number in (0, length.number - 1, length.number, length.number + 1, len(trace)):
        known = Known(trace, number, reveal=reveal)
        source = source_of(listing, known)
        told = {value for value in chosen if value in source}
        assert told == {
            repr(step.value) for step in trace if repr(step.value) in chosen and known.is_known(step.symbol)
        }
        exec(compile(source, "listing", "exec"), {})
        assert (values_of(lines["step_length"], known, Writing()) == BOX) is not known.is_known(length.symbol)
        assert "…" in lines["step_length"].text
