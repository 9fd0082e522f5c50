"""The end of an update in words: what changed, what became of the loss, and what to try in this case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.files.examples import example, example_names
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.known.known import NAN, Known
from explainer.trace.known.known_update import KnownUpdate
from explainer.trace.lines.trace import Trace
from explainer.trace.words.groups.try_next import suggestions
from explainer.trace.words.groups.update_words import answered, changed, label, loss_of_next, most

WORKED = Writing()


def done(scenario, number=1, is_after_known=False):
    run = Run(scenario)
    run.advance(number + 1)
    trace = Trace(run.pass_of(number))
    after = run.loss(number + 1) if is_after_known else NAN
    return KnownUpdate(Known(trace, len(trace)), run.loss(1), after)


def with_rate(scenario, rate):
    return replace(scenario, optimizer=OptimizerSettings("sgd", rate))


def tried(scenario, **known):
    return " ".join(suggestions(done(scenario, **known), WORKED))


def test_what_changed():
    assert changed(done(mazur()), WORKED) == ("All 8 weights moved, 2 up, 6 down: a step of length 0.0604474.")
    assert changed(done(with_rate(mazur(), 0.0)), WORKED) == "Nothing has changed: every weight is what it was."
    assert changed(done(example("valley_sgd")), WORKED).startswith("Both weights moved, ")


def test_the_loss_after_is_told_only_where_it_is_known():
    assert loss_of_next(done(mazur()), WORKED) == (
        "The loss was 0.298371 with the old weights. What it is now comes out next: press 5, then → twice."
    )
    told = loss_of_next(done(mazur(), is_after_known=True), WORKED)
    assert told == "The loss fell from 0.298371 to 0.291028, by 0.00734334."
    assert "rose from" in loss_of_next(done(with_rate(example("valley_sgd"), 5.0), is_after_known=True), WORKED)


def test_losses_of_other_samples_are_not_compared():
    told = loss_of_next(done(example("stochastic"), is_after_known=True), WORKED)
    assert told.endswith("The next update has other samples, so its loss is not comparable.")
    told = loss_of_next(done(replace(mazur(), dropout=0.5), is_after_known=True), WORKED)
    assert told.endswith("The next update leaves out other units, so its loss is not comparable.")


@pytest.mark.parametrize(
    ("scenario", "told"),
    [
        (lambda: with_rate(mazur(), 0.0), "The learning rate is 0: "),
        (lambda: example("zero_weights"), "h1 and h2 have the same weights and stay twins"),
        (lambda: with_rate(mazur(), 0.001), "Such a step is small beside the weights: double-click the learning rate"),
        (lambda: with_rate(mazur(), 50.0), "Such a step is longer than the weights are large"),
        (mazur, "Double-click the target of o1 and type 0.99: its delta turns its sign."),
        (lambda: example("dropout"), "Dropout draws anew: see which units update 2 leaves out."),
        (lambda: example("mini_batch"), "1 more of these and every sample was used once"),
    ],
)
def test_what_to_try_fits_the_case(scenario, told):
    assert told in tried(scenario())


def test_a_loss_that_rose_asks_for_a_smaller_learning_rate():
    scenario = with_rate(example("valley_sgd"), 5.0)
    assert "The loss rose: such steps are too long." in tried(scenario, is_after_known=True)
    assert "The loss rose" not in tried(scenario)


def test_answers_of_a_batch():
    assert answered(done(mazur()), WORKED) == ""
    assert answered(done(example("xor")), WORKED).startswith("The worst answer was that to sample ")
    assert "for 2 of 32 samples." in answered(done(example("digits")), WORKED)
    assert answered(done(example("zero_weights")), WORKED).startswith("The worst answer"), "there are no classes"


@pytest.mark.parametrize("name", example_names())
def test_every_example_has_something_to_try(name):
    update = done(example(name))
    found = suggestions(update, WORKED)
    assert 1 <= len(found) <= 3
    assert all(text.endswith(".") and "nan" not in text for text in [*found, changed(update, WORKED)])


def reason(scenario, number=1, writing=WORKED):
    return most(done(scenario, number), writing)


def test_which_weight_moved_most_and_why():
    assert reason(mazur()) == (
        "w6 moved most. Its gradient is the steepest: δ_o1 · out_h2 = 0.138499 · 0.596884 = 0.0826676. "
        "δ_o1 is the largest δ, and out_h2 is the largest number that comes into o1."
    )
    theta = reason(mazur(), writing=Writing(Notation.THETA, 4))
    assert theta.startswith(
        "Θ₁₂⁽²⁾ moved most. Its gradient is the steepest: δ₁⁽³⁾ · a₂⁽²⁾ = 0.1385 · 0.5969 = 0.08267."
    )


def test_of_a_batch_the_sample_that_adds_most_is_told():
    assert reason(example("batch")) == (
        "w1 moved most. Its gradient is the steepest: −4.5, the average of δ_o1 · i1 over 4 samples; "
        "sample 4 adds most, (−4) · 3 = −12."
    )
    assert "over 8 samples and the pull of the penalty; sample 2 adds most" in reason(example("l2"))
    assert "0.0625, the average of δ_o2 · 1 over 4 samples; sample 1 adds most" in reason(example("zero_weights"))


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        ("valley_momentum", 4, "But momentum adds to each gradient what is left of the steps before."),
        ("valley_adagrad", 4, "That of w1 is steeper, but Adagrad divides each gradient by how large it usually is."),
        ("moons", 1, "w14 and 23 others moved most, about equally far. Adam divides each gradient by"),
        ("xor_bfgs", 1, "BFGS chose the direction of the step for all of them together."),
        ("saturated_squared", 1, "w1 and b_o1 moved most, equally far. No gradient is steeper than that of w1: δ_o1"),
        ("perceptron", 1, ""),
    ],
)
def test_steps_that_are_not_their_gradient_alone_are_told_apart(name, number, told):
    text = reason(example(name), number)
    assert told in text
    assert bool(text) == bool(told)


def test_the_first_step_of_momentum_is_its_gradient_alone():
    assert "But momentum" not in reason(example("valley_momentum"))


@pytest.mark.parametrize("name", example_names())
def test_what_is_told_to_have_moved_most_did(name):
    update = done(example(name), 3)
    text = most(update, WORKED)
    assert bool(text) == (update.moved > 0 and len(update.trained) > 1)
    if not text:
        return
    sizes = dict(zip((label(update, index, WORKED) for index in update.trained), abs(update.changes), strict=True))
    told = text.split(" moved most")[0].split(" and ")
    assert all(sizes[name] == pytest.approx(max(sizes.values()), rel=1e-5) for name in told if name in sizes)
    assert told[0] == label(update, int(update.by_size[0]), WORKED)
