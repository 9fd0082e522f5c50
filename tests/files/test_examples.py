"""The built-in scenarios give the figures that the lectures print, and do what their notes say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from explainer.engine.arrays import Array
from explainer.engine.measure.evaluate import Evaluation, evaluate, evaluate_test
from explainer.engine.measure.gradient_check import GradientChecker, gradient_check
from explainer.engine.run.run import Run
from explainer.engine.scenario.batches import keep_mask
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.engine.update.update_pass import Pass
from explainer.files.checks import ScenarioError
from explainer.files.examples import example, example_groups, example_names, example_text, example_titles
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario
from explainer.variants.printed.comparison import compared

FIGURES: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "published_figures.json").read_text(encoding="utf-8")
)
MOST_LETTERS_OF_A_TITLE = 45
MOST_LETTERS_OF_NOTES = 300
MOST_CHECKED = 120


@pytest.mark.parametrize("name", example_names())
def test_every_example_has_a_title_and_notes_and_is_written_as_it_stands(name: str) -> None:
    scenario = example(name)
    assert 0 < len(scenario.title) <= MOST_LETTERS_OF_A_TITLE
    assert 0 < len(scenario.notes) <= MOST_LETTERS_OF_NOTES
    assert write_scenario(read_scenario(example_text(name))) == example_text(name)
    assert example_titles()[name] == scenario.title


def test_the_worked_example_comes_first() -> None:
    assert example_names()[:2] == ["mazur", "mazur_sequential"]


def test_every_example_is_in_one_group_and_every_file_is_an_example() -> None:
    grouped = [name for names in example_groups().values() for name in names]
    assert grouped == example_names()
    files = Path(__file__).parents[2] / "assets" / "examples"
    assert sorted(grouped) == sorted(path.stem for path in files.glob("*.json"))
    assert len(set(example_titles().values())) == len(grouped)


def test_an_unknown_example_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ScenarioError, match=r'^"mazurr" is not a built-in scenario; did you mean "mazur"\?$'):
        example_text("mazurr")


@pytest.mark.parametrize("name", [name for name in example_names() if name != "mazur_sequential"])
def test_the_gradients_of_an_example_pass_the_check(name: str) -> None:
    checker = GradientChecker(example(name))
    checker.check(MOST_CHECKED)
    assert checker.result.passed


def test_the_check_finds_the_slip_of_the_sequential_example_as_its_notes_say() -> None:
    found = gradient_check(example("mazur_sequential"))
    assert np.flatnonzero(found.relative_error > 1e-5).tolist() == [0, 1, 2, 3]
    assert "the gradients of w1 to w4 fail" in example("mazur_sequential").notes


@pytest.mark.parametrize("name", ["mazur", "mazur_sequential"])
def test_the_worked_example_reaches_its_error_after_training(name: str) -> None:
    run = Run(example(name))
    run.advance(10_000)
    order = run.scenario.update_order
    figures = FIGURES["mazur"]["after_training"]["published"]
    for figure in figures:
        if figure["update_order"] == order and "error" in figure["what"]:
            whole = evaluate(run.scenario, run.theta(figure["updates"]))
            assert round(whole.objective, figure["digits"]) == figure["value"], figure["what"]
        elif figure["update_order"] == order:
            outputs = evaluate(run.scenario, run.theta(figure["updates"])).outputs[0]
            assert round(outputs[int(figure["what"][5]) - 1], figure["digits"]) == figure["value"], figure["what"]


WITH_FIGURES = [name for name in example_names() if '"published"' in example_text(name)]
NOT_SEEN_IN_PRINT = {"hagan_ch11", "hmkcode", "negnevitsky_xor", "nielsen_ch3_a", "nielsen_ch3_b", "statquest_part2"}


@pytest.mark.parametrize("name", WITH_FIGURES)
def test_printed_figures_agree_or_are_rightly_called_wrong(name: str) -> None:
    published = example(name).published
    assert published is not None
    for found in compared(published):
        assert found.agrees != found.figure.wrong, found
        assert bool(found.figure.note) == found.figure.wrong


def test_what_was_seen_in_print_has_figures_and_what_was_not_makes_no_claim() -> None:
    lectures = {"mazur", "mazur_sequential", "perceptron", "and", "or", "square"}
    assert {*WITH_FIGURES} == {*example_groups()["Published examples"]} - NOT_SEEN_IN_PRINT | lectures


@pytest.mark.parametrize("name", example_groups()["Published examples"])
def test_published_examples_reach_the_numbers_that_were_calculated_elsewhere(name: str) -> None:
    folder = Path(__file__).parent.parent / "golden" / "published_examples"
    given = read_scenario((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert given.published is not None
    assert given.published.applies_to(example(name))
    expected = json.loads((folder / f"{name}.expected.json").read_text(encoding="utf-8"))["figures"]
    for found, ours in zip(compared(given.published), expected, strict=True):
        assert found.ours == pytest.approx(ours["ours"], rel=1e-12, abs=1e-15), found
        assert found.agrees != ours.get("expected_to_disagree", False)


@pytest.mark.parametrize("name", ["and", "or"])
def test_the_logic_gates_start_with_the_printed_sums(name: str) -> None:
    start = run_pass(example(name))
    sums = FIGURES["logic_gates"][name.upper()]["net"]
    for row, net in zip(example(name).data.inputs, start.layer(1).z[:, 0], strict=True):
        assert net == sums[f"{row[0]:.0f}{row[1]:.0f}"]
    assert np.array_equal(np.round(start.out(1)), example(name).data.targets)


def test_the_perceptron_has_the_printed_sums_and_learns_nothing() -> None:
    scenario = example("perceptron")
    start = run_pass(scenario)
    for sample, figure in enumerate(FIGURES["perceptron"]["figures"]):
        assert scenario.data.inputs[sample].tolist() == figure["inputs"]
        assert start.layer(1).z[sample, 0] == figure["net"]
        assert start.out(1)[sample, 0] == figure["out"]
    assert start.arrays.objective > 0
    assert np.array_equal(start.theta_after, start.theta_before)


def test_the_linear_output_network_has_the_printed_cost_and_gradients() -> None:
    figures = FIGURES["linear_output_network"]
    scenario = example("square")
    start = run_pass(scenario)
    assert round(start.arrays.objective, figures["cost"]["digits"]) == figures["cost"]["value"]
    assert _column_by_column(scenario.theta).tolist() == figures["setup"]["unrolled"]
    printed = figures["unrolled_gradient"]
    slack = 1.5 * 10.0 ** -printed["digits"]
    assert _column_by_column(start.arrays.gradient) == pytest.approx(printed["values"], abs=slack, rel=0)


def _column_by_column(theta: np.ndarray) -> np.ndarray:
    """Return the parameters of 1-4-1 as the lecture unrolls them: matrix by matrix, the bias column first."""
    return np.concatenate([theta[4:8], theta[:4], theta[12:], theta[8:12]])


class Claim(NamedTuple):
    """After that many updates of the example, `number` of it equals `says`, as the notes put it in `words`; these are
    empty where it is the notes of another example that say it."""

    name: str
    updates: int
    words: str
    number: Callable[[Evaluation, Array], Any]
    says: Any


def _loss(whole: Evaluation, theta: Array) -> float:
    return whole.objective


def _out(whole: Evaluation, theta: Array) -> list[float]:
    return [float(out) for out in whole.outputs.ravel()]


def _accuracy(whole: Evaluation, theta: Array) -> float | None:
    return whole.accuracy


def _theta(*indices: int) -> Callable[[Evaluation, Array], list[float]]:
    return lambda whole, theta: [float(theta[index]) for index in indices]


def _near(value: float | list[float], digits: int) -> Any:
    """What rounds to `value`, with a little room for other ways to add."""
    return pytest.approx(value, abs=0.5 * 10.0**-digits + 1e-6, rel=0)


class Below(float):
    """Anything that is smaller."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, float) and other < float(self)

    __hash__ = float.__hash__


VALLEY = _theta(0, 1)
HALF_ADDER = [0, 0, 1, 0, 1, 0, 0, 1]

CLAIMS = [
    Claim("xor", 300, "300 updates", _out, _near([0.10, 0.90, 0.91, 0.08], 2)),
    Claim("xor", 300, "0.10, 0.90, 0.91 and 0.08", _accuracy, 1.0),
    Claim("vanishing_sigmoid", 1000, "After 1000 updates the loss is still 0.693", _loss, _near(0.693, 3)),
    Claim("vanishing_relu", 1000, "After 1000 updates the loss is below 0.01", _loss, Below(0.01)),
    Claim("dying_relu", 1, "a weight of 0 and a bias of -0.6", _theta(0, 2), _near([0.0, -0.6], 9)),
    Claim("dying_relu", 5000, "h1 never learns again", _theta(0, 2), _near([0.0, -0.6], 9)),
    Claim("dying_relu", 100, "the loss stays at 0.0833", _loss, _near(1 / 12, 5)),
    Claim("dying_relu", 5000, "the loss stays at 0.0833", _loss, _near(1 / 12, 5)),
    Claim("zero_weights", 1000, "after 1000 updates the loss is still 0.0886", _loss, _near(0.0886, 4)),
    Claim("random_weights", 1000, "after 1000 updates the loss is 0.0011", _loss, _near(0.0011, 4)),
    Claim("random_weights", 1000, "all four sums and carries are right", _out, pytest.approx(HALF_ADDER, abs=0.1)),
    Claim("batch", 0, "fallen from 3.125", _loss, 3.125),
    Claim("batch", 1, "After one epoch the loss has fallen from 3.125 to 1.13", _loss, _near(1.13, 2)),
    Claim("mini_batch", 0, "falls from 3.125", _loss, 3.125),
    Claim("mini_batch", 2, "One epoch makes two updates", _loss, _near(0.468, 3)),
    Claim("mini_batch", 2, "to 0.468; as one batch it came to 1.13", _loss, _near(0.468, 3)),
    Claim("stochastic", 4, "one epoch of four updates the loss over all samples is 0.127", _loss, _near(0.127, 3)),
    Claim(
        "l2",
        400,
        "1.333, -0.667, 0.1 and 0.067",
        _theta(0, 1, 2, 3),
        _near([2 / 1.5, -1 / 1.5, 0.15 / 1.5, 0.1 / 1.5], 3),
    ),
    Claim("l1", 400, "the large ones end at 1.8 and -0.8", _theta(0, 1), _near([1.8, -0.8], 3)),
    Claim("l1", 400, "by less than 0.02", _theta(2, 3), pytest.approx([0, 0], abs=0.02)),
    Claim("dropout", 400, "after 400 updates all four answers are right", _out, pytest.approx([0, 1, 1, 1], abs=0.1)),
    Claim("saturated_squared", 0, "The output is 0.982", _out, _near([0.982], 3)),
    Claim("saturated_squared", 150, "After 150 updates the output is still 0.93", _out, _near([0.93], 2)),
    Claim("saturated_entropy", 50, "After 50 updates the output is 0.10", _out, _near([0.10], 2)),
    Claim("saturated_entropy", 150, "after 150 it is 0.026", _out, _near([0.026], 3)),
    Claim("valley_sgd", 100, "after 100 updates it is at 0.34", _theta(1), _near([0.34], 2)),
    Claim("valley_momentum", 100, "after 100 updates it is at 1.01", _theta(1), _near([1.01], 2)),
    Claim("valley_nesterov", 50, "after 50 updates both weights are at 1.00", VALLEY, _near([1.0, 1.0], 2)),
    Claim("valley_momentum", 50, "", _theta(0), _near([1.14], 2)),
    Claim("valley_adagrad", 50, "w2 is as quick as w1, and after 50 updates", VALLEY, _near([1.0, 0.96], 2)),
    Claim("valley_rmsprop", 50, "After 50 updates w1 is at 1.00 and w2 at 0.98", VALLEY, _near([1.0, 0.98], 2)),
    Claim("valley_adadelta", 1, "a step of only 0.003", VALLEY, _near([3 - 0.003, -2 + 0.003], 3)),
    Claim("valley_adadelta", 100, "w2 is at -1.62 after 100 updates", _theta(1), _near([-1.62], 2)),
    Claim("valley_adadelta", 1000, "at 0.99 after 1000", _theta(1), _near([0.99], 2)),
    Claim("valley_adam", 1, "0.2, for both weights", VALLEY, _near([3 - 0.2, -2 + 0.2], 5)),
    Claim("valley_adam", 100, "After 100 updates they are at 1.01 and 0.99", VALLEY, _near([1.01, 0.99], 2)),
    Claim("valley_adamax", 100, "After 100 updates both weights are at 0.99", VALLEY, _near([0.99, 0.99], 2)),
    Claim("valley_nadam", 100, "both weights are within 0.001 of 1", VALLEY, _near([1.0, 1.0], 3)),
    Claim("xor_bfgs", 39, "the loss is below 0.00001 in fewer than 40 updates", _loss, Below(1e-5)),
    Claim("line", 100, "0.54 and 0.20", VALLEY, _near([0.54, 0.20], 2)),
    Claim("sine", 300, "After 300 updates the loss is below 0.003", _loss, Below(0.003)),
    Claim("blobs", 100, "after 100 updates every point is in its class", _accuracy, 1.0),
    Claim("circles", 200, "after 200 updates all 100 points are right", _accuracy, 1.0),
    Claim("moons", 50, "after 50 updates fewer than 90 of the 100 points", _accuracy, Below(0.9)),
    Claim("moons", 300, "after 300 updates all 100 are", _accuracy, 1.0),
    Claim("rosenblatt_and", 24, "in the sixth epoch, the weights are 2 and 1", _theta(0, 1, 2), [2.0, 1.0, -2.0]),
    Claim("rosenblatt_and", 24, "all four answers are right", _out, [0.0, 0.0, 0.0, 1.0]),
    Claim("rosenblatt_xor", 8, "from the third epoch on", _theta(0, 1, 2), [-1.0, 0.0, 1.0]),
    Claim("rosenblatt_xor", 400, "goes through the same four states", _theta(0, 1, 2), [-1.0, 0.0, 1.0]),
    Claim("xor_single", 1000, "All outputs go to 0.5", _out, _near([0.5] * 4, 6)),
    Claim("xor_single", 1000, "the loss stops at 0.125", _loss, _near(0.125, 6)),
    Claim("xor_hand", 0, "All weights are right already", _out, pytest.approx([0, 1, 1, 0], abs=1e-3)),
    Claim("step_outputs", 0, "To the first sample all three answer 1", _out, [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]),
    Claim("saddle", 0, "", _loss, _near(0.5 * 1.99**2, 6)),
    Claim("saddle", 20, "to 0.5 first, at the saddle", _loss, _near(0.5, 2)),
    Claim("saddle", 100, "", _loss, Below(1e-6)),
    Claim("two_valleys", 300, "in the upper one with a loss of 0.0241", _loss, _near(0.0241, 4)),
    Claim("two_valleys", 300, "the upper at 0.10", _theta(0), _near([0.10], 2)),
    Claim("water", 200, "after 200 updates the loss with penalty is 0.285", _loss, _near(0.285, 3)),
    Claim("spiral", 500, "After 500 updates all 100 points are right", _accuracy, 1.0),
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.name}-{claim.updates}-{claim.words}")
def test_what_the_notes_say_is_so(claim: Claim) -> None:
    scenario = example(claim.name)
    assert claim.words in scenario.notes
    theta = _trained(scenario, claim.updates)
    assert claim.number(evaluate(scenario, theta), theta) == claim.says


def _trained(scenario: Scenario, updates: int) -> Array:
    run = Run(scenario)
    run.advance(updates)
    return run.theta(updates)


def _sizes(name: str, updates: int) -> Array:
    """Return how large the gradients of the weights are, shape (updates, layers), the first layer first."""
    run, layers = Run(example(name)), example(name).network.layers[1:]
    run.advance(updates)
    gradients = [p.arrays.gradient for p in run.passes(1, updates)]
    return np.array([[np.linalg.norm(layer.weights(gradient)) for layer in layers] for gradient in gradients])


def test_gradients_vanish_through_sigmoids_in_every_update() -> None:
    sizes = _sizes("vanishing_sigmoid", 1000)
    assert (np.diff(sizes, axis=1) > 0).all()
    assert (sizes[:, -1] > 500 * sizes[:, 0]).all()
    assert "in every update the gradients of the first weights are more than 500" in example("vanishing_sigmoid").notes


def test_gradients_reach_the_first_layer_through_relus_in_every_update() -> None:
    sigmoid, relu = example("vanishing_sigmoid"), example("vanishing_relu")
    assert np.array_equal(sigmoid.theta, relu.theta)
    assert sigmoid.data.same_as(relu.data)
    sizes = _sizes("vanishing_relu", 1000)
    assert (sizes > 0).all()
    assert (20 * sizes[:, 0] > sizes[:, -1]).all()
    assert "in every update they are more than a twentieth of those of the last" in relu.notes


def test_the_first_sample_shows_deltas_that_shrink_fourfold_at_each_layer_of_sigmoids_and_not_at_relus() -> None:
    sums = {}
    for name in ("vanishing_sigmoid", "vanishing_relu"):
        (p,) = _passes(name, 1)
        sums[name] = np.array([np.abs(p.layer(layer).delta).sum() for layer in range(1, 7)])
        assert "F6" in example(name).notes
    shrinks = {name: size[1:] / size[:-1] for name, size in sums.items()}
    assert ((shrinks["vanishing_sigmoid"] > 3.9) & (shrinks["vanishing_sigmoid"] < 5.2)).all()
    assert ((shrinks["vanishing_relu"] > 0.7) & (shrinks["vanishing_relu"] < 1.4)).all()
    assert sums["vanishing_relu"].min() > 0.3


def test_every_sample_has_something_to_show_in_every_layer_of_relus() -> None:
    for p in _passes("vanishing_relu", 4):
        assert all(p.out(layer).any() and p.layer(layer).delta.any() for layer in range(1, 7))


def _passes(name: str, updates: int) -> list[Pass]:
    run = Run(example(name))
    run.advance(updates)
    return list(run.passes(1, updates))


MANY = 60
"""Of that many numbers with two decimals some are equal, and no one learns slips on them."""
ALIKE_ON_PURPOSE = {
    *("lab", "zero_weights", "and", "or", "xor_hand", "step_outputs"),
    *example_groups()["Rules before backpropagation"],
    *example_groups()["Published examples"],
}
"""Twins, all zeros, weights that are set by hand, and the numbers that others print."""


@pytest.mark.parametrize("name", sorted(set(example_names()) - ALIKE_ON_PURPOSE))
def test_no_weights_are_alike_so_that_a_slip_shows(name: str) -> None:
    """A symmetric matrix hides a forgotten transpose, equal weights hide that one was taken for another."""
    scenario = example(name)
    for layer in scenario.network.layers[1:]:
        weights = layer.weights(scenario.theta)
        if weights.size < MANY:
            assert len(np.unique(weights)) == weights.size
        assert weights.shape[0] == 1 or not np.array_equal(weights, weights.T)


def test_the_check_sees_a_forgotten_transpose() -> None:
    scenario = example("random_weights")
    output = scenario.network.layers[2]
    p = run_pass(scenario)
    right = p.layer(2).delta @ output.weights(scenario.theta)
    wrong = p.layer(2).delta @ output.weights(scenario.theta).T
    assert abs(right - wrong).min() > 1e-3


def test_a_bias_that_is_penalised_would_show() -> None:
    for name in ("l1", "l2"):
        assert all(layer.biases(example(name).theta).all() for layer in example(name).network.layers[1:])


def test_a_relu_dies_of_too_large_a_learning_rate() -> None:
    scenario = example("dying_relu")
    second = run_pass(scenario.with_theta(_trained(scenario, 1)))
    assert (second.layer(1).z[:, 0] < 0).all()
    careful = scenario.with_learning_rate(0.1)
    assert evaluate(careful, _trained(careful, 100)).objective < 0.001
    assert "with the learning rate 0.1 and it falls below 0.001 in 100 updates" in scenario.notes


def test_one_sample_at_a_time_leaves_the_upper_valley() -> None:
    scenario = replace(example("two_valleys"), batch_size=1)
    assert float(_trained(scenario, 300)[0]) == pytest.approx(0.99, abs=0.005)


def test_from_the_ridge_of_the_saddle_nothing_gets_away() -> None:
    scenario = example("saddle")
    theta = _trained(scenario.with_theta(np.array([1.0, -1.0, 0.0, 0.0])), 3000)
    assert evaluate(scenario, theta).objective == pytest.approx(0.5, abs=1e-12)


def test_adaline_ends_between_the_targets_where_all_samples_count_at_once() -> None:
    scenario = replace(example("adaline"), batch_size=None)
    assert _trained(scenario, 500) == pytest.approx([0.5, 0.5, -0.5], abs=1e-9)


def test_rosenblatts_rule_corrects_and_ten_times() -> None:
    run = Run(example("rosenblatt_and"))
    run.advance(24)
    assert sum(bool(p.arrays.gradient.any()) for p in run.passes(1, 24)) == 10


def test_a_hundred_inputs_spread_net_inputs_by_the_root_of_a_hundred_and_one() -> None:
    scenario = example("hundred_inputs")
    hidden = scenario.network.layers[1]
    nets = hidden.weights(scenario.theta).sum(axis=1) + hidden.biases(scenario.theta)
    assert nets.std() == pytest.approx(np.sqrt(101), rel=0.01)


def test_three_quarters_of_the_gradient_come_through_tanh() -> None:
    sizes = _sizes("vanishing_tanh", 1)[0] / np.sqrt([6, 9, 9, 9, 9, 3])
    assert sizes[0] / sizes[-1] == pytest.approx(0.75, abs=0.03)


def test_hidden_units_that_begin_alike_stay_alike() -> None:
    scenario = example("zero_weights")
    hidden, output = scenario.network.layers[1:]
    theta = _trained(scenario, 1000)
    assert hidden.weights(theta)[0] == pytest.approx(hidden.weights(theta)[1], rel=1e-9)
    assert output.weights(theta)[:, 0] == pytest.approx(output.weights(theta)[:, 1], rel=1e-9)
    apart = hidden.weights(_trained(example("random_weights"), 1000))
    assert abs(apart[0] - apart[1]).min() > 1


def test_a_batch_adds_up_and_averages_what_a_sample_does_alone() -> None:
    x, target = np.arange(4), np.array([1, 2, 2, 4])
    assert run_pass(example("batch")).arrays.gradient.tolist() == [-np.mean(target * x), -np.mean(target)]
    assert [example(name).updates_per_epoch for name in ("batch", "mini_batch", "stochastic")] == [1, 2, 4]


def test_a_curve_of_single_samples_never_settles() -> None:
    unsettled, settled = Run(example("stochastic")), Run(example("batch"))
    for run in (unsettled, settled):
        run.advance(200)
    assert np.ptp([unsettled.loss(update) for update in range(161, 201)]) > 0.1
    assert np.ptp([settled.loss(update) for update in range(161, 201)]) < 0.001


def test_without_a_penalty_the_weights_of_weight_decay_are_those_in_its_notes() -> None:
    data = example("l2").data
    assert np.linalg.lstsq(data.inputs, data.targets[:, 0])[0] == pytest.approx([2, -1, 0.15, 0.1])
    assert data.same_as(example("l1").data)
    run = Run(example("l1"))
    run.advance(400)
    small = np.array([run.theta(done)[2:4] for done in range(300, 401)])
    assert abs(small).max() < 0.02
    assert (small.min(0) < 0).all()
    assert (small.max(0) > 0).all()


def test_dropout_leaves_out_the_units_that_its_notes_name() -> None:
    scenario = example("dropout")
    assert [keep_mask(scenario, update, 1, 4)[0].tolist() for update in (1, 2)] == [[1, 1, 0, 0], [0, 0, 1, 1]]
    start = run_pass(scenario)
    hidden, output = scenario.network.layers[1:]
    before, after = start.theta_before, start.theta_after
    assert np.array_equal(hidden.weights(after)[2:], hidden.weights(before)[2:])
    assert np.array_equal(output.weights(after)[:, 2:], output.weights(before)[:, 2:])
    assert (output.weights(after)[:, :2] != output.weights(before)[:, :2]).all()


def test_cross_entropy_makes_the_gradient_of_a_saturated_output_57_times_as_large() -> None:
    squared = run_pass(example("saturated_squared")).arrays.gradient[0]
    entropy = run_pass(example("saturated_entropy")).arrays.gradient[0]
    out = 1 / (1 + np.exp(-4))
    assert squared == _near(0.0173, 4)
    assert out * (1 - out) == _near(0.0177, 4)
    assert entropy == pytest.approx(out)
    assert round(entropy / squared) == 57


def test_softmax_is_sure_of_every_class_in_the_end() -> None:
    scenario = example("softmax")
    outputs = evaluate(scenario, _trained(scenario, 100)).outputs
    assert outputs[scenario.data.targets == 1].min() > 0.95
    assert "After 100 updates every right class has more than 0.95" in scenario.notes


def test_every_optimizer_of_the_valley_starts_at_the_same_point() -> None:
    start = example("valley_sgd")
    inputs = start.data.inputs
    assert np.diag(inputs.T @ inputs / 2) == pytest.approx([1, 0.01])
    valleys = [example(name) for name in example_names() if name.startswith("valley_")]
    assert len({valley.optimizer.name for valley in valleys}) == 9
    for valley in valleys:
        assert np.array_equal(valley.theta, start.theta)
        assert valley.data.same_as(start.data)
    assert (_trained(start, 1)[0] - 1) * (_trained(start, 2)[0] - 1) < 0


def test_gradient_descent_is_far_behind_the_minimiser() -> None:
    scenario = example("xor")
    assert np.array_equal(scenario.theta, example("xor_bfgs").theta)
    assert evaluate(scenario, _trained(scenario, 10_000)).objective > 1e-5


def test_curves_come_as_close_as_their_notes_say() -> None:
    line = example("line").data
    best = np.polyfit(line.inputs[:, 0], line.targets[:, 0], 1)
    assert _trained(example("line"), 100)[:2] == pytest.approx(best, abs=1e-4)
    parabola = example("parabola")
    outputs = evaluate(parabola, _trained(parabola, 300)).outputs
    assert abs(outputs - parabola.data.inputs**2).max() < 0.03
    sine = example("sine").data
    assert np.mean((sine.targets - np.sin(np.pi * sine.inputs)) ** 2) / 2 == _near(0.0034, 4)


def test_digits_are_read_after_ten_epochs() -> None:
    scenario = example("digits")
    assert scenario.updates_per_epoch == 45
    assert len(scenario.data.training.rows) % 32 == 30
    assert len(scenario.data.inputs) == 1797
    test = evaluate_test(scenario, _trained(scenario, 450))
    assert test is not None
    assert test.accuracy is not None
    assert test.accuracy > 0.95
    assert "after 10 epochs, 450 updates, more than 95 %" in scenario.notes
