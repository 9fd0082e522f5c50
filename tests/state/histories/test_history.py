"""Numbers over the whole run: exact, little by little, kept while it grows and shared with the past after an edit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worked import mazur, square

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.run.weight_trail import samples
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.update.training_loop import run_pass
from explainer.engine.update.update_pass import gradient_sizes
from explainer.state.histories.gradient_history import GradientHistory, verdict
from explainer.state.histories.history import MOST, History
from explainer.state.histories.parameter_history import MOST_CURVES, ParameterHistory
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import bias_element, unit_element, weight_element

W5, B2 = 6, 10


class Counting:
    """The parameters at a moment, and how often they were asked for."""

    def __init__(self) -> None:
        self.asked = []

    def __call__(self, sample):
        self.asked.append(sample.done)
        return sample.run.theta(sample.done)


def anything(known, done) -> bool:
    return True


@pytest.fixture
def made(qapp):
    walkthrough, row = Walkthrough(mazur()), Counting()
    history = History(walkthrough, row, anything, parent=walkthrough)
    yield walkthrough, history, row
    history.set_watched(False)


def test_nothing_is_worked_out_before_it_starts(qtbot, made) -> None:
    walkthrough, history, row = made
    walkthrough.grow(30)
    qtbot.wait(1)
    assert not row.asked
    assert not history.is_complete
    assert history.done.size == 0


def test_it_ends_with_every_update_of_a_short_run(qtbot, made) -> None:
    walkthrough, history, _ = made
    walkthrough.grow(30)
    history.set_watched(True)
    qtbot.waitUntil(lambda: history.is_complete)
    assert history.done.tolist() == list(range(31))
    straight = Run(mazur())
    for row in history.rows:
        assert row.tolist() == straight.theta(straight.updates).tolist()
        straight.advance(1)


def test_a_slice_lasts_no_longer_than_it_should(qtbot, qapp) -> None:
    now, sizes = [0.0], []
    walkthrough = Walkthrough(mazur())
    walkthrough.grow(200)

    def row(sample):
        now[0] += 0.004  # four of them are more than a slice
        return sample.run.theta(sample.done)

    history = History(walkthrough, row, anything, clock=lambda: now[0], parent=walkthrough)
    history.changed.connect(lambda: sizes.append(history.done.size))
    history.set_watched(True)
    qtbot.waitUntil(lambda: history.is_complete)
    assert max(np.diff(sizes)) == 3
    assert len(sizes) > 60


def test_what_is_known_is_not_asked_again_as_the_run_grows(qtbot, made) -> None:
    walkthrough, history, row = made
    history.set_watched(True)
    for _ in range(20):
        walkthrough.grow(500)
        qtbot.waitUntil(lambda: history.is_complete)
    assert len(history.done) <= MOST
    assert history.done[-1] == 10_000
    assert len(row.asked) < 4 * MOST


def test_an_edit_keeps_the_past_and_undo_brings_all_back(made) -> None:
    walkthrough, history, row = made
    walkthrough.go_to(41, 0)
    walkthrough.grow(20)
    history.set_watched(True)
    history.finish()
    before = history.rows
    row.asked.clear()
    walkthrough.set_learning_rate(3.0)
    walkthrough.grow(20)
    history.finish()
    assert min(row.asked) >= 40
    assert np.array_equal(history.rows[:41], before[:41])
    assert not np.array_equal(history.rows[41:61], before[41:61])
    walkthrough.undo_stack.undo()
    history.finish()
    assert np.array_equal(history.rows, before)


def test_when_stopped_it_holds_no_run_of_before(made) -> None:
    walkthrough, history, _ = made
    walkthrough.grow(5)
    history.finish()
    walkthrough.open(square(), "square")
    assert history.done.size == 0
    assert {sample.run for sample in history._found} <= {walkthrough.run}


# parameters


@pytest.fixture
def followed(qapp):
    walkthrough = Walkthrough(mazur())
    pointing = Pointing(walkthrough)
    return walkthrough, pointing, ParameterHistory(walkthrough, pointing, parent=walkthrough)


def test_every_weight_is_followed_and_biases_in_common_once(followed) -> None:
    walkthrough, _, found = followed
    walkthrough.go_to(4, 0)
    found.finish()
    assert [parameter.is_bias for parameter in found.parameters] == [False] * 8 + [True] * 2
    assert found.total == 10
    assert found.values[0].tolist() == [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55, 0.35, 0.6]
    assert found.values[1, 4] == pytest.approx(0.358916480)  # w5+ as the source prints it
    assert found.values[:, 8:].tolist() == [[0.35, 0.6]] * 4


def test_what_is_selected_is_highlighted(followed) -> None:
    walkthrough, pointing, found = followed
    assert not found.highlighted
    pointing.select(weight_element(W5))
    assert found.highlighted == {W5}
    pointing.select(unit_element(1, 1))  # h2: w3 and w4
    assert found.highlighted == {2, 3}
    pointing.select(unit_element(0, 0))  # i1: w1 and w3
    assert found.highlighted == {0, 2}
    pointing.select(bias_element(walkthrough.scenario, 2, 1))
    assert found.highlighted == {B2}


def test_the_mouse_alone_changes_nothing(followed) -> None:
    _, pointing, found = followed
    changes = []
    found.changed.connect(lambda: changes.append(1))
    pointing.hover(weight_element(W5))
    assert not changes
    pointing.select(weight_element(W5))
    assert changes


def large():
    """A network of 441 weights and biases."""
    network = Network.of(default_names([20, 20, 1]), ["tanh", "linear"], "per_unit")
    rng = np.random.default_rng(3)
    data = Data(frozen(rng.normal(size=(4, 20))), frozen(rng.normal(size=(4, 1))))
    return replace(mazur(), network=network, theta=frozen(rng.normal(size=network.size)), data=data)


def test_of_many_some_are_followed_and_always_the_selected_one(qapp) -> None:
    walkthrough = Walkthrough(large())
    pointing = Pointing(walkthrough)
    found = ParameterHistory(walkthrough, pointing, parent=walkthrough)
    walkthrough.go_to(3, 0)
    found.finish()
    taken = {parameter.index for parameter in found.parameters}
    assert found.total == 441
    assert len(taken) == MOST_CURVES
    other = next(index for index in range(441) if index not in taken)
    pointing.select(weight_element(other))
    found.finish()
    assert found.highlighted == {other}
    place = [parameter.index for parameter in found.parameters].index(other)
    assert found.values[:, place].tolist() == [walkthrough.run.theta(done)[other] for done in range(3)]


def test_what_the_cursors_update_leads_to_is_told_with_its_last_line(followed) -> None:
    walkthrough, _, found = followed
    walkthrough.grow(3)
    found.finish()
    for cursor, told in (((1, 0), [0, 2, 3]), ((2, 42), [0, 1, 3]), ((2, 43), [0, 1, 2, 3])):
        walkthrough.go_to(*cursor)
        assert found.done.tolist() == told
        assert len(found.values) == len(told)
    walkthrough.hide_result()
    assert found.done.tolist() == [0, 1]


# gradients


def test_gradients_are_those_of_the_runs_own_updates(qapp) -> None:
    walkthrough = Walkthrough(square())
    found = GradientHistory(walkthrough, parent=walkthrough)
    found.finish()
    assert found.sizes.shape == (0, 2, 2)
    walkthrough.go_to(1501, 0)
    found.finish()
    assert found.layers == (2, 3)
    assert found.done[0] == 0
    assert 1500 not in found.done
    for done, sizes in zip(found.done, found.sizes, strict=True):
        p = run_pass(square(), int(done) + 1, walkthrough.run.state(int(done)))
        assert sizes.tolist() == gradient_sizes(p).tolist()
    assert [sample.done for sample in samples(walkthrough.run, MOST)][:-1] == found.done.tolist()


def test_the_verdict_is_about_the_cursors_update(qapp) -> None:
    walkthrough = Walkthrough(mazur())
    found = GradientHistory(walkthrough, parent=walkthrough)
    assert found.verdict() == ""
    walkthrough.go_to(1, 42)
    # square roots of the mean squares of 0.000439, 0.000877, 0.000498, 0.000995 and of 0.0822, 0.0827, 0.0226, 0.0227
    assert found.verdict() == "Update 1: layer 2 gets 0.012 times the gradient of layer 3."
    walkthrough.go_to(50, 0)
    assert found.verdict().startswith("Update 49: ")


def test_gradients_of_the_cursors_update_are_told_when_the_last_is_computed(qapp) -> None:
    walkthrough = Walkthrough(mazur())
    found = GradientHistory(walkthrough, parent=walkthrough)
    walkthrough.grow(3)
    found.finish()
    last = next(step.number for step in walkthrough.trace if step.symbol_text == "dE_total/dw4")
    walkthrough.go_to(2, last - 1)
    assert found.done.tolist() == [0, 2]
    assert found.verdict().startswith("Update 1: ")
    walkthrough.next_step()
    assert found.done.tolist() == [0, 1, 2]
    assert found.verdict().startswith("Update 2: ")
    walkthrough.hide_result()
    assert found.done.tolist() == [0]


@pytest.mark.parametrize(
    ("now", "first", "said"),
    [
        ([0.005, 0.01, 1.0], [1, 1, 1], "layer 2 gets 0.005 times the gradient of layer 4: it vanishes"),
        ([0.5, 0.01, 1.0], [1, 1, 1], "layer 2 gets 0.5 times the gradient of layer 4."),
        ([500.0, 20.0, 1.0], [1, 1, 1], "layer 2 gets 500 times the gradient of layer 4: it explodes"),
        ([1.0, 3e4, 1.0], [1, 2, 1], "the gradient of layer 3 is 15000 times that of update 1: it explodes"),
        ([0.0, 0.0, 1.0], [1, 1, 1], "no gradient reaches layer 2"),
        ([0.0, 0.0, 0.0], [1, 1, 1], "layer 4, the last one, gets no gradient"),
    ],
)
def test_the_verdict_names_what_vanishes_and_explodes(now, first, said) -> None:
    assert verdict((2, 3, 4), np.array(now), np.array(first)).startswith(said)
