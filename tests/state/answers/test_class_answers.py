"""Which class every sample is put into: counted by hand, and the accuracy of the engine."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, one_unit

from explainer.engine.measure.evaluate import evaluate, evaluate_test
from explainer.files.examples import example
from explainer.state.answers.class_answers import ClassAnswers, accuracy_of
from explainer.state.walkthrough.walkthrough import Walkthrough


def counts_of(walkthrough):
    answers = ClassAnswers(walkthrough)
    answers.finish()
    return answers.counts


def test_the_counts_of_digits_are_those_of_the_engine(qapp):
    walkthrough = Walkthrough(example("digits"), "digits")
    walkthrough.grow(45)
    walkthrough.go_to(46, 0)
    found, scenario = counts_of(walkthrough), walkthrough.scenario
    training, test = scenario.data.training, scenario.data.test
    assert found.training.sum() == len(training.rows)
    assert found.test.sum() == len(test.rows)
    assert found.training.sum(1).tolist() == training.targets.sum(0).tolist()
    assert accuracy_of(found.training) == evaluate(scenario, scenario.theta).accuracy
    assert accuracy_of(found.test) == evaluate_test(scenario, scenario.theta).accuracy
    outputs = evaluate(scenario, scenario.theta).outputs
    threes_taken_for_eights = np.sum((training.targets.argmax(1) == 3) & (outputs.argmax(1) == 8))
    assert found.training[3, 8] == threes_taken_for_eights
    assert found.names == tuple(f"d{digit}" for digit in range(10))
    assert found.done == 45


def test_a_single_output_has_two_classes(qapp):
    # the example AND: −30 + 20 + 20; every sample is right at the end of its training
    walkthrough = Walkthrough(example("and"), "and")
    found = counts_of(walkthrough)
    assert found.names == ("0", "1")
    assert found.training.sum(1).tolist() == [3, 1]
    assert found.test is None


def test_targets_that_are_no_classes_are_told(qapp):
    answers = ClassAnswers(Walkthrough(mazur(), "mazur"))
    answers.finish()
    assert answers.counts is None
    assert answers.why_not.startswith("The targets name no classes")


def test_other_data_are_sorted_anew(qtbot):
    walkthrough = Walkthrough(example("and"), "and")
    answers = ClassAnswers(walkthrough)
    answers.at_cursor.set_watched(True)
    qtbot.waitUntil(lambda: answers.answers.is_complete)
    walkthrough.go_to(1, 0)
    walkthrough.set_target(0, 0.0)
    walkthrough.open(example("blobs"), "blobs")
    qtbot.waitUntil(lambda: answers.answers.is_complete)
    assert answers.counts.training.shape == (3, 4)
    walkthrough.open(one_unit([1.0], 0.0, "linear", [[2.0]]), "one")
    assert answers.counts is None
    answers.at_cursor.set_watched(False)


@pytest.mark.parametrize(("counts", "share"), [([[3, 1], [0, 4]], 7 / 8), ([[5, 0], [0, 5]], 1.0)])
def test_accuracy_is_the_share_on_the_diagonal(counts, share):
    assert accuracy_of(np.array(counts)) == share
