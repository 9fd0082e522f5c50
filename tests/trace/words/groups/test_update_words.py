"""The end of an update in words: what changed, what became of the loss, and what to try in this case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.files.examples import example, example_names
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import NAN, Known
from explainer.trace.known.known_update import KnownUpdate
from explainer.trace.lines.trace import Trace
from explainer.trace.words.groups.try_next import suggestions
from explainer.trace.words.groups.update_words import answered, changed, loss_of_next

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
