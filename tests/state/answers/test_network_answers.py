"""Answers in slices: roughly first, those of the engine, and only where they are wanted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from worked import mazur

from explainer.engine.measure.evaluate import evaluate
from explainer.engine.scenario.data import Data
from explainer.files.examples import example
from explainer.state.answers.network_answers import SLICE_SECONDS, NetworkAnswers
from explainer.state.answers.network_at_cursor import NetworkAtCursor
from explainer.state.walkthrough.walkthrough import Walkthrough

ROUGH = np.array([[0.0, 0.0], [1.0, 1.0]])
FINE = np.linspace(-1, 1, 2000).reshape(-1, 2)


class SlowClock:
    """Every look at it is a slice later."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += SLICE_SECONDS
        return self.now


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def make(walkthrough):
    networks = []

    def made(clock=SlowClock):
        networks.append(NetworkAtCursor(walkthrough))
        networks[0].set_watched(True)
        return NetworkAnswers(networks[0], clock())

    yield made
    for at_cursor in networks:
        at_cursor.set_watched(False)


def by_hand(scenario, inputs):
    """The outputs of the 2-2-2 network, in plain NumPy."""
    w, b1, b2 = scenario.theta, scenario.theta[4:6], scenario.theta[10:12]
    hidden = 1 / (1 + np.exp(-(inputs @ w[:4].reshape(2, 2).T + b1)))
    return 1 / (1 + np.exp(-(hidden @ w[6:10].reshape(2, 2).T + b2)))


def test_it_answers_roughly_and_then_finely(qtbot, make, walkthrough):
    answers = make()
    levels = []
    answers.changed.connect(lambda: levels.append((answers.answer.level, answers.answer.outputs)))
    answers.ask([ROUGH, FINE])
    assert answers.answer is None  # nothing is computed at once
    qtbot.waitUntil(lambda: answers.is_complete)
    assert [level for level, _ in levels] == [0, 1]
    for (_, outputs), inputs in zip(levels, (ROUGH, FINE), strict=True):
        assert outputs == pytest.approx(by_hand(walkthrough.scenario, inputs), rel=1e-12)


def test_the_window_lives_while_it_works(qtbot, make):
    answers = make()
    other = QTimer(interval=0)
    ticks = []
    other.timeout.connect(lambda: ticks.append(answers.answer is None))
    other.start()
    answers.ask([FINE])
    qtbot.waitUntil(lambda: answers.is_complete)
    other.stop()
    assert sum(ticks) >= 3


def test_where_it_is_quick_the_fine_answer_comes_first(qtbot, make, walkthrough):
    answers = make(lambda: iter(np.arange(0, 1, 1e-6)).__next__)
    answers.ask([ROUGH, FINE])
    qtbot.waitUntil(lambda: answers.is_complete)
    levels = []
    answers.changed.connect(lambda: levels.append(answers.answer.level))
    walkthrough.set_learning_rate(0.1)  # no other function
    walkthrough.set_input(0, 0.3)
    assert levels == []
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), 2.0)
    qtbot.waitUntil(lambda: answers.is_complete)
    assert levels == [1]
    assert answers.answer.outputs == pytest.approx(by_hand(walkthrough.scenario, FINE), rel=1e-12)


def test_a_network_that_never_rests_is_answered_too(qtbot, make, walkthrough):
    answers = make()
    answers.ask([FINE])
    answered = []
    answers.changed.connect(lambda: answered.append(answers.answer.theta[0]))
    index = walkthrough.scenario.network.parameter(0)
    for k in range(1, 200):
        walkthrough.set_parameter(index, float(k))
        qtbot.wait(1)
        if len(answered) >= 3:
            break
    assert len(answered) >= 3
    qtbot.waitUntil(lambda: answers.is_complete)
    assert answers.answer.theta[0] == walkthrough.scenario.theta[0]


def test_another_network_takes_the_answer_away(qtbot, make, walkthrough):
    answers = make()
    answers.ask([ROUGH])
    qtbot.waitUntil(lambda: answers.is_complete)
    walkthrough.open(example("digits"), "digits")
    assert answers.answer is None
    assert not answers.is_complete


def test_unwanted_it_computes_nothing_but_can_be_finished(walkthrough, qtbot):
    answers = NetworkAnswers(NetworkAtCursor(walkthrough), SlowClock())
    answers.ask([ROUGH, FINE])
    with qtbot.assertNotEmitted(answers.changed, wait=30):
        walkthrough.grow(3)
        walkthrough.go_to(3, 0)
    answers.finish()
    assert answers.is_complete
    assert answers.answer.outputs == pytest.approx(by_hand(walkthrough.scenario, FINE), rel=1e-12)
    assert answers.answer.done == 2


def test_scaled_inputs_are_asked_in_the_units_of_the_data(walkthrough):
    digits = example("digits")
    walkthrough.open(digits, "digits")
    answers = NetworkAnswers(NetworkAtCursor(walkthrough))
    answers.ask([digits.data.inputs])
    answers.finish()
    plain = Data(digits.data.inputs, digits.data.targets)
    assert digits.data.scale != "none"
    rows = digits.data.training.rows
    expected = evaluate(digits, digits.theta).outputs
    assert answers.answer.outputs[rows] == pytest.approx(expected, rel=1e-9)
    assert not np.allclose(evaluate(digits.with_data(plain), digits.theta).outputs[rows], expected)
    assert answers.at(digits.data.inputs[rows[5]]) == pytest.approx(expected[5], rel=1e-9)
