"""The check of the lab: parts and samples apart, ratios as matrices, and the key, which says nothing that is not so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explainer.bugs.lab.false_alarms import FALSE_ALARMS
from explainer.bugs.lab.key import KeyRow
from explainer.bugs.lab.parts import CheckPart, lab_check
from explainer.bugs.lab.program import BY_KIND, why_not, with_program
from explainer.bugs.lab.reading import read_key
from explainer.bugs.words import WORDS, BugKind
from explainer.engine.measure.gradient_check import gradient_check
from explainer.engine.run.run import Run
from explainer.engine.update.optimizer_state import kept_sums
from explainer.files.examples import example

NAMES = list(WORDS)
OF_KIND = {
    BugKind.DELTA: {KeyRow.FACTOR, KeyRow.DELTA, KeyRow.WAY_BACK},
    BugKind.SLOPE: {KeyRow.DELTA, KeyRow.WAY_BACK},
    BugKind.BLAME: {KeyRow.WAY_BACK},
    BugKind.GRADIENT: {KeyRow.CARRIED},
    BugKind.BATCH: {KeyRow.FACTOR},
    BugKind.PENALTY: {KeyRow.PENALTY},
    BugKind.UPDATE: {KeyRow.AGREES},
}
"""What the key may say of a bug; any of them may also go unseen."""
OF_NAME = {
    "sign": {KeyRow.FACTOR},
    "factor2": {KeyRow.FACTOR},
    "hid_no_slope": {KeyRow.WAY_BACK},
    "out_slope_in_hidden": {KeyRow.WAY_BACK},
    "bias_uses_out": {KeyRow.BIASES},
    "no_reset": {KeyRow.NOT_RESET},
    "pen_bias": {KeyRow.BIASES},
    "sequential": {KeyRow.WAY_BACK},
}
OF_BUG = {name: OF_NAME.get(name, OF_KIND[kind]) for kind, names in BY_KIND.items() for name in names}


def second_check(program):
    run = Run(program)
    run.advance(1)
    scenario = run.scenario_after(1)
    return lab_check(scenario, sums=kept_sums(scenario, run.state(1)))


@pytest.mark.parametrize(
    "of", ["mazur", "lab", "square", "xor", "batch", "zero_weights", "softmax", "saturated_entropy", "dying_relu", "l1"]
)
def test_the_key_says_nothing_that_is_not_so(of):
    scenario = example(of)
    for name in NAMES:
        if why_not(scenario, name):
            continue
        program = with_program(scenario, name)
        checks = [lab_check(program), second_check(program)]
        checks += [lab_check(program, sample) for sample in range(min(scenario.data.samples, 4))]
        for check in checks:
            said = set(read_key(check))
            assert said <= OF_BUG[name] | {KeyRow.AGREES}, (name, check.sample)
            if KeyRow.AGREES in said:
                assert check.failing == 0


@pytest.mark.parametrize("of", ["mazur", "lab"])
def test_the_key_reads_every_bug(of):
    """Of a single sample where the samples of a batch are mixed, of update 2 where update 1 passes."""
    scenario = example(of)
    for name in NAMES:
        if why_not(scenario, name) or name in ("update_sign", *(["abs_weight"] if of == "mazur" else [])):
            continue
        program = with_program(scenario, name)
        checks = (lab_check(program), lab_check(program, 0), second_check(program))
        assert any(set(read_key(check)) & OF_BUG[name] for check in checks), name


def test_the_right_program_agrees():
    for of in ("mazur", "lab", "square"):
        assert read_key(lab_check(example(of))) == (KeyRow.AGREES,)


def test_a_bug_that_comes_with_the_second_update_is_seen_then():
    program = with_program(example("batch"), "no_reset")
    assert lab_check(program).failing == 0
    check = second_check(program)
    assert check.whole.max_relative_error == pytest.approx(0.63, abs=6e-3)


@pytest.mark.parametrize(("name", "factor"), [("no_pen_grad", 0.0), ("lambda_no_m", 3.0), ("pen_factor2", 2.0)])
def test_the_penalty_apart_has_one_ratio(name, factor):
    check = lab_check(with_program(example("square"), name))
    assert not check.fails(CheckPart.DATA).any()
    ratio = check.ratio(CheckPart.PENALTY)
    assert ratio[~np.isnan(ratio)] == pytest.approx(factor, abs=1e-4)


def test_penalised_biases_are_off_by_the_same_share():
    scenario = example("square")
    check = lab_check(with_program(scenario, "pen_bias"))
    off = np.flatnonzero(check.fails(CheckPart.WHOLE))
    assert len(off) == 5
    assert all(scenario.network.parameter(int(index)).is_bias for index in off)
    assert check.by_parameter(CheckPart.WHOLE)[off] == pytest.approx(0.00333333, rel=1e-4)


def test_one_sample_alone_shows_the_rows_that_a_mixture_hides():
    program = with_program(example("lab"), "no_out_slope")
    top = program.network.layers[-1]
    mixed, alone = (top.weights(lab_check(program, sample).ratio(CheckPart.DATA)) for sample in (None, 0))
    assert np.ptp(mixed, axis=1).max() > 0.01
    assert np.ptp(alone, axis=1) == pytest.approx(0, abs=1e-5)
    slope = Run(program).pass_of(1).layer(2).slope[0]
    assert alone[:, 0] == pytest.approx(1 / slope, rel=1e-5)


def test_ratios_of_the_worked_example_as_matrices():
    check = lab_check(with_program(example("mazur"), "input_not_hidden"))
    first, top = check.scenario.network.layers[1:]
    ratio = check.ratio(CheckPart.DATA)
    assert first.weights(ratio) == pytest.approx(np.ones((2, 2)), abs=1e-6)
    assert top.weights(ratio) == pytest.approx(np.array([[0.0843, 0.1675], [0.0843, 0.1675]]), abs=6e-5)
    assert check.parts == (CheckPart.DATA,)


def test_false_alarms():
    failing = []
    for alarm in FALSE_ALARMS:
        scenario = alarm.of(example(alarm.base))
        failing.append(alarm.sound(scenario).failing)
        assert gradient_check(replace(scenario, bug=None)).passed
    assert failing == [8, 2, 8, 8, 0]
