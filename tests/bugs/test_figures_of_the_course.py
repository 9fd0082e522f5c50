"""The bugs on the built-in scenarios: which gradients fail, by how much, with which ratios, and what training does."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import NamedTuple

import numpy as np
import pytest

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.engine.measure.evaluate import evaluate
from explainer.engine.measure.gradient_check import GradientCheck, gradient_check
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario


class Figures(NamedTuple):
    fails: int
    error: str
    ratios: str
    after: tuple[str, ...]


WORKED = {
    "sequential": Figures(4, "0.148", "0.832 0.851 1 1", ("0.291027924", "0.0200398", "3.50848e-5")),
    "no_out_slope": Figures(8, "0.824", "5.172 5.178 5.353 5.698", ("0.258260", "0.000525", "4e-31")),
    "hid_no_slope": Figures(4, "0.759", "4.144 4.156 1 1", ("0.291024764", "0.0193973", "2.48e-5")),
    "sign": Figures(8, "2", "-1 -1 -1 -1", ("0.305641", "0.857354", "0.979649")),
    "factor2": Figures(8, "0.5", "2 2 2 2", ("0.283619", "0.00826", "7.84e-6")),
    "slope_of_net": Figures(8, "1.64", "-0.129 -0.148 -0.627 -1.57", ("0.303432", "nan")),
    "slope_at_out": Figures(8, "0.188", "1.075 1.078 1.166 1.231", ("0.289771", "0.0130729", "1.5e-11")),
    "one_path": Figures(4, "0.344", "1.524 1.506 1 1", ("0.291027283", "0.0201020", "3.69e-5")),
    "no_transpose": Figures(4, "0.143", "1.052 1.167 1 1", ("0.291027661", "0.0202680", "4.01e-5")),
    "no_weight": Figures(4, "0.638", "2.762 2.427 1 1", ("0.291026273", "0.0204313", "4.08e-5")),
    "out_slope_in_hidden": Figures(4, "0.269", "0.774 0.729 1 1", ("0.291028014", "0.0201141", "3.90e-5")),
    "input_not_hidden": Figures(4, "0.916", "1 1 0.0843,0.1675 0.0843,0.1675", ("0.297448", "0.200516", "6.66e-4")),
    "grad_uses_net": Figures(4, "0.364", "1 1 0.636,0.658 0.636,0.658", ("0.293627", "0.0355005", "5.92e-5")),
    "abs_weight": Figures(0, "0", "1 1 1 1", ("0.291027774",)),
    "update_sign": Figures(0, "0", "1 1 1 1", ()),
}


def _program(name: str, scenario: str = "mazur") -> Scenario:
    of = example(scenario)
    return replace(of, update_order="sequential") if name == "sequential" else with_bug(of, name)


def _agrees(value: float, printed: str) -> bool:
    if printed == "nan":
        return isnan(value)
    digits = printed.split("e")[0].replace("-", "").replace(".", "").lstrip("0")
    return float(f"{value:.{max(len(digits), 1)}g}") == pytest.approx(float(printed), rel=1e-12)


def _loss(run: Run, updates: int) -> float:
    if run.advance(updates - run.updates) < updates and run.updates < updates:
        return float("nan")
    scenario = run.scenario_after(updates)
    return float(evaluate(scenario, scenario.theta).objective)


def _failing(check: GradientCheck) -> int:
    return int((check.relative_error[check.counted] > 1e-5).sum())


@pytest.mark.parametrize("name", WORKED)
def test_the_check_of_the_worked_example(name: str) -> None:
    check, figures = gradient_check(_program(name)), WORKED[name]
    assert _failing(check) == figures.fails
    assert check.max_relative_error == pytest.approx(
        float(figures.error), abs=6e-3 if figures.error == "1.64" else 6e-4
    )
    ratios = (check.analytic / check.numeric)[check.checked].reshape(4, 2)
    for row, printed in zip(ratios, figures.ratios.split(), strict=True):
        words = printed.split(",")
        for ratio, word in zip(row, words * (2 // len(words)), strict=True):
            assert ratio == pytest.approx(float(word), abs=6 * 10.0 ** -(len(word.partition(".")[2]) + 1))


@pytest.mark.parametrize("name", WORKED)
def test_training_of_the_worked_example(name: str) -> None:
    run = Run(_program(name))
    for updates, printed in zip((1, 100, 10_000), WORKED[name].after, strict=False):
        assert _agrees(_loss(run, updates), printed), (updates, printed)


def test_a_bias_that_uses_the_output_of_its_unit() -> None:
    of = example("mazur")
    trained = replace(of, network=replace(of.network, biases="per_unit"))
    theta = np.concatenate(
        [
            np.append(layer.weights(of.theta), np.broadcast_to(layer.biases(of.theta), 2))
            for layer in of.network.layers[1:]
        ]
    )
    scenario = replace(trained, theta=theta)
    check = gradient_check(with_bug(scenario, "bias_uses_out"))
    assert _failing(check) == 4
    biases = [parameter for layer in scenario.network.layers[1:] for parameter in map(layer.bias, range(2))]
    assert (check.analytic / check.numeric)[biases] == pytest.approx([0.593, 0.597, 0.751, 0.773], abs=6e-4)
    assert _loss(Run(scenario), 1) == pytest.approx(0.280471, abs=6e-7)
    assert _loss(Run(with_bug(scenario, "bias_uses_out")), 1) == pytest.approx(0.283105, abs=6e-7)


@pytest.mark.parametrize(
    ("name", "fails"),
    [("tanh_as_sigmoid", 8), ("pen_bias", 5), ("no_pen_grad", 8), ("lambda_no_m", 8), ("pen_factor2", 8)],
)
def test_the_check_of_the_square(name: str, fails: int) -> None:
    check = gradient_check(_program(name, "square"))
    assert (_failing(check), int(check.checked.sum())) == (fails, 13)


def test_figures_of_the_square() -> None:
    assert _loss(Run(_program("tanh_as_sigmoid", "square")), 100) == pytest.approx(0.0390, abs=6e-5)
    assert _loss(Run(example("square")), 0) == pytest.approx(0.020815, abs=6e-7)
    check, scenario = gradient_check(_program("pen_bias", "square")), example("square")
    biases = [layer.bias(unit) for layer in scenario.network.layers[1:] for unit in range(layer.units)]
    off = (check.analytic - check.numeric)[biases] / scenario.theta[biases]
    assert off == pytest.approx(0.00333333, rel=1e-4)
    for name, ratio in (("no_mean", 3.0), ("mean_twice", 1 / 3)):
        check = gradient_check(_program(name, "square"))
        assert (check.analytic / check.numeric)[biases] == pytest.approx(ratio, rel=1e-4)


def test_figures_of_the_batch() -> None:
    for name, ratio in (("no_mean", 4.0), ("mean_twice", 0.25)):
        check = gradient_check(_program(name, "batch"))
        moved = check.checked & (np.abs(check.numeric) > 1e-3)
        assert (check.analytic / check.numeric)[moved] == pytest.approx(ratio, rel=1e-6)
    run = Run(_program("no_reset", "batch"))
    assert gradient_check(run.scenario).passed
    run.advance(5)
    assert run.losses[:5] == pytest.approx([3.125, 1.125, 0.132, 1.635, 3.368], abs=6e-4)


def test_figures_of_the_saturated_unit() -> None:
    check = gradient_check(_program("ce_slope_kept", "saturated_entropy"))
    assert (check.analytic / check.numeric)[check.checked] == pytest.approx(0.0177, abs=6e-5)
    kept, squared = Run(_program("ce_slope_kept", "saturated_entropy")), Run(example("saturated_squared"))
    for run in (kept, squared):
        run.advance(150)
    assert kept.theta(150) == pytest.approx(squared.theta(150), rel=1e-9)


@pytest.mark.parametrize(
    "name", ["hid_no_slope", "slope_at_out", "grad_uses_net", "input_not_hidden", "out_slope_in_hidden"]
)
def test_bugs_with_which_xor_is_never_learnt(name: str) -> None:
    assert 0.1195 < _loss(Run(_program(name, "xor")), 1000) < 0.1255


def test_xor_with_and_without_the_slope_of_the_output() -> None:
    assert _loss(Run(example("xor")), 1000) == pytest.approx(0.0007, abs=5e-5)
    assert _loss(Run(_program("no_out_slope", "xor")), 1000) == pytest.approx(2e-6, abs=5e-7)


def test_no_two_bugs_of_the_lab_have_the_same_gradients() -> None:
    lab = example("lab")
    assert evaluate(lab, lab.theta).objective == pytest.approx(0.702661, abs=5e-7)
    visible = [name for name in BUGS if not problem_of(lab, name) and name not in ("no_reset", "update_sign")]
    found = [gradient_check(lab).analytic, *(gradient_check(with_bug(lab, name)).analytic for name in visible)]
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            assert np.abs(one - other).max() > 1e-4


def test_a_bug_is_kept_in_a_file() -> None:
    written = write_scenario(_program("no_transpose"))
    assert '"version": 2' in written
    assert '"bug": "no_transpose"' in written
    again = read_scenario(written).bug
    assert again is not None
    assert again.name == "no_transpose"
    assert '"bug"' not in write_scenario(example("mazur"))
