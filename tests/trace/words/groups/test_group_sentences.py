"""The sentences of a unit, a layer and a phase are about the case at hand."""

from __future__ import annotations

import re

import pytest
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example
from explainer.trace.formula.notation import DASH, Writing
from explainer.trace.known.known import Known
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.lines.trace import Trace
from explainer.trace.words.groups.group_sentence import group_sentence, group_title

WORKED = Writing()


def trace_of(scenario, update=1):
    run = Run(scenario)
    run.advance(update)
    return Trace(run.pass_of(update))


def group_with(trace, symbol_text, size):
    """Return the whole group that the line of this symbol belongs to."""
    number = next(step.number for step in trace if step.symbol_text == symbol_text)
    return KnownGroup.at(Known(trace, KnownGroup.at(Known(trace, number), size).last), size)


def said(trace, symbol_text, size=GroupSize.UNIT):
    return group_sentence(group_with(trace, symbol_text, size), WORKED)


@pytest.mark.parametrize(
    ("symbol", "size", "sentence"),
    [
        ("net_h1", GroupSize.UNIT, "h1 takes in 0.3775 and passes on 0.593270."),
        ("net_o1", GroupSize.UNIT, "o1 takes in 1.10591 and answers 0.751365 where 0.01 is wanted: too much."),
        ("net_o2", GroupSize.UNIT, "o2 takes in 1.22492 and answers 0.772928 where 0.99 is wanted: too little."),
        ("net_h1", GroupSize.LAYER, "Layer 2 puts out numbers from 0.593270 (h1) to 0.596884 (h2)."),
        (
            "E_o1",
            GroupSize.PHASE,
            "The error of this sample is 0.298371. Most of it, 0.274811, is o1's. It answers 0.751365 where 0.01 is "
            "wanted: too much.",
        ),
        (
            "delta_o2",
            GroupSize.UNIT,
            "o2 answers 0.772928 where 0.99 is wanted. Its delta is −0.0380982: more net input at o2 would make the "
            "error smaller.",
        ),
        (
            "dE_total/dw5",
            GroupSize.UNIT,
            "The steepest of the 2 gradients is that of w6, δ_o1 · out_h2 = 0.138499 · 0.596884 = 0.0826676: "
            "raising w6 would raise the error.",
        ),
        (
            "delta_h1",
            GroupSize.LAYER,
            "The largest delta of layer 2 is h2's, 0.00995425. The steepest of the 4 gradients is that of w4, "
            "δ_h2 · i2 = 0.00995425 · 0.1 = 0.000995425: raising w4 would raise the error.",
        ),
        (
            "w5+",
            GroupSize.PHASE,
            "Of these 8 weights, w6 moves most: down from 0.45 to 0.408666. Its gradient is the steepest: "
            "δ_o1 · out_h2 = 0.138499 · 0.596884 = 0.0826676. δ_o1 is the largest δ, and out_h2 is the largest number "
            "that comes into o1.",
        ),
        (
            "w7+",
            GroupSize.UNIT,
            "Of these 2 weights, w8 moves most: up from 0.55 to 0.561370. Its gradient is the steepest: "
            "δ_o2 · out_h2 = (−0.0380982) · 0.596884 = −0.0227402. out_h2 is the largest number that comes into o2.",
        ),
    ],
)
def test_the_worked_example(symbol, size, sentence):
    assert said(trace_of(mazur()), symbol, size) == sentence


def test_blame_that_fades_is_told():
    trace = trace_of(example("vanishing_sigmoid"))
    assert "The blame has become much smaller on its way back." in said(trace, "delta_o1", GroupSize.PHASE)


def test_a_silent_unit_and_what_it_costs():
    trace = trace_of(example("vanishing_relu"))
    silent = next(step for step in trace if step.operation == "out" and step.value == 0)
    assert "it stays silent and passes on 0." in said(trace, silent.symbol_text)
    delta = silent.symbol_text.replace("out", "delta")
    assert "No blame gets through: its delta is 0" in said(trace, delta)


def test_a_dropped_unit_is_told_both_ways():
    trace = trace_of(example("dropout"))
    dropped = next(step for step in trace if step.symbol_text.startswith("passed") and step.value == 0)
    unit = dropped.unit
    assert said(trace, dropped.symbol_text).endswith("Dropout leaves it out of this sample: it passes on 0.")
    assert f"{unit} was left out of this sample by dropout" in said(trace, f"delta_{unit}")


def test_twins_put_out_the_same():
    assert "units of layer 2 put out the same: " in said(trace_of(example("zero_weights")), "net_h1", GroupSize.LAYER)


def test_a_batch_is_told_by_sample_and_as_a_whole():
    trace = trace_of(example("l2"))
    assert said(trace, "net_o1").startswith("Sample 1 of 8. ")
    whole = said(trace, "objective", GroupSize.PHASE)
    assert whole.startswith("The error of the batch is ")
    assert re.search(r"The weights cost [\d.]+ on top: [\d.]+ is what training makes smaller\.$", whole)


def test_the_errors_of_a_batch_are_told_as_they_add_up():
    text = said(trace_of(example("xor")), "E_total", GroupSize.LAYER)
    assert re.search(r"The error of this sample is [\d.]+\. With those of the samples before, that makes", text)


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ([1.0, 0.5], "o3 answers 0 where 0 is wanted: just right. 2 of the 3 outputs are the largest, 1 each:"),
        ([-1.0, -1.0], "All outputs are 0, so none is ahead: there is no answer."),
        ([1.0, -1.0], "o3 answers 0 where 0 is wanted"),
    ],
)
def test_steps_that_tie_give_no_answer(inputs, told):
    network = Network.of(default_names([2, 3]), ["step"], "per_unit")
    theta = frozen([1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, -2.0])
    data = Data(frozen([inputs, [0.0, 1.0]]), frozen([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    text = said(trace_of(Scenario(network, theta, data)), "net_o1", GroupSize.LAYER)
    assert told in text
    assert ("there is no answer" in text) == (inputs != [1.0, -1.0])


def test_many_outputs_are_told_by_the_largest():
    text = said(trace_of(example("digits")), "net_d0", GroupSize.LAYER)
    assert text.startswith("Sample 1 of 32. The largest of the 10 outputs is d")


def test_with_the_slip_in_it_a_gradient_is_not_said_to_be_the_slope():
    trace = trace_of(mazur(update_order="sequential"))
    assert "would" in said(trace, "dE_total/dw5")
    assert "would" not in said(trace, "dE_total/dw1") + said(trace, "delta_h1")


@pytest.mark.parametrize("name", ["mazur", "xor", "softmax", "square", "vanishing_relu", "l2"])
@pytest.mark.parametrize("size", GroupSize)
def test_each_number_of_a_sentence_is_that_of_a_line_up_to_there_or_given(name, size):
    trace, number = trace_of(example(name)), 1
    p = trace.of
    known = {
        WORKED.show(float(value)) for value in [*p.arrays.target.ravel(), *p.arrays.a_input.ravel(), *p.theta_before]
    }
    while number <= len(trace):
        last = KnownGroup.at(Known(trace, number), size).last
        known |= {WORKED.show(trace[line].value) for line in range(number, last + 1)}
        group = KnownGroup.at(Known(trace, last), size)
        if len(group) > 1:
            told = re.findall(r"−?\d+\.\d+(?:·10[⁻⁰-⁹¹²³]+)?", group_sentence(group, WORKED))
            assert {*told} <= known, group_title(group)
        number = last + 1


def test_as_long_as_lines_are_missing_nothing_is_said_of_them():
    trace = trace_of(mazur())
    group = KnownGroup.at(Known(trace, 23), GroupSize.LAYER)
    assert group_sentence(group, WORKED) == "Done so far: 2 of the 14 lines of this layer."
    assert group_title(group) == "backward · layer 2"


@pytest.mark.parametrize("name", ["mazur", "xor", "softmax", "valley_nadam", "xor_bfgs", "square", "dying_relu"])
@pytest.mark.parametrize("size", GroupSize)
def test_every_group_of_an_update_has_a_title_and_a_sentence(name, size):
    trace, number = trace_of(example(name)), 1
    while number <= len(trace):
        last = KnownGroup.at(Known(trace, number), size).last
        group = KnownGroup.at(Known(trace, last), size)
        number = last + 1
        if len(group) == 1:
            continue  # the page is that of the line
        text = group_sentence(group, WORKED)
        assert text.endswith(".")
        assert not {"nan", DASH} & set(re.split(r"[ ,.:]", text))
        assert group_title(group).startswith(group.phase.value)
