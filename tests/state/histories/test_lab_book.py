"""The lab book: which trainings are written down, how they go on, and sweeps beside the window."""

from __future__ import annotations

import pytest

from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.state.histories import lab_book
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def session(qapp):
    return Session(Walkthrough(example("xor"), "xor"))


def ended(session, qtbot):
    qtbot.waitUntil(lambda: not session.trainer.is_training, timeout=20_000)


def updates(session):
    return [(experiment.updates, experiment.needed) for experiment in session.lab_book.experiments]


def test_a_training_is_a_row_and_one_that_goes_on_stays_one(session, qtbot):
    session.trainer.train(10)
    ended(session, qtbot)
    assert updates(session) == [(10, None)]
    session.trainer.train(5)
    ended(session, qtbot)
    assert updates(session) == [(15, None)]
    session.walkthrough.reset()
    session.trainer.train(3)
    ended(session, qtbot)
    assert updates(session) == [(15, None), (3, None)]


def test_training_below_a_loss_tells_how_many_updates_that_took(session, qtbot):
    """208, as 208 updates of a training of numpy alone."""
    session.trainer.train_until(0.01)
    ended(session, qtbot)
    assert updates(session) == [(208, 208)]
    session.trainer.train_until(0.02)
    first, second = updates(session)
    assert first == (208, 208)
    assert second[1] < 208, "a loss that was there already is another row"


def test_updates_after_an_edit_are_no_training_of_the_person(session, qtbot):
    session.trainer.train(20)
    ended(session, qtbot)
    session.walkthrough.go_to(1, 0)
    session.set_number("w1", 0.3)
    ended(session, qtbot)
    assert len(updates(session)) == 1


def test_what_is_computed_by_steps_is_no_training(session):
    session.walkthrough.go_to(4, 3)
    assert updates(session) == []


def test_the_way_to_a_card_is_not_written_down(session, qtbot):
    session.trainer.started.connect(lambda: None)
    session.lesson.place._goes = True
    session.trainer.train_to(5)
    ended(session, qtbot)
    assert updates(session) == []


def test_rows_can_be_named_removed_and_put_back(session, qtbot):
    book = session.lab_book
    for count in (1, 2, 3):
        session.walkthrough.reset()
        session.trainer.train(count)
        ended(session, qtbot)
    book.rename(1, "  two ")
    assert [experiment.name for experiment in book.experiments] == ["", "two", ""]
    book.remove([0, 2])
    assert updates(session) == [(2, None)]
    book.put_back()
    assert updates(session) == [(1, None), (2, None), (3, None)]
    assert not book.has_removed


def trained(session, qtbot, *counts):
    for count in counts:
        session.walkthrough.reset()
        session.trainer.train(count)
        ended(session, qtbot)


def test_what_is_put_back_is_there_once_though_another_was_renamed(session, qtbot):
    book = session.lab_book
    trained(session, qtbot, 1, 2, 3)
    book.remove([1])
    book.rename(0, "one")
    trained(session, qtbot, 4)
    book.put_back()
    told = [(experiment.updates, experiment.name) for experiment in book.experiments]
    assert told == [(1, "one"), (2, ""), (3, ""), (4, "")]


def test_an_experiment_that_is_named_stays_one_when_it_goes_on(session, qtbot):
    book = session.lab_book
    trained(session, qtbot, 3)
    first = book.experiments[0]
    book.rename(0, "mine")
    session.trainer.train(2)
    ended(session, qtbot)
    assert [(experiment.updates, experiment.name) for experiment in book.experiments] == [(5, "mine")]
    assert book.experiments[0] == first


def test_a_training_that_goes_on_leaves_the_rows_of_a_sweep_alone(session, qtbot):
    book = session.lab_book
    trained(session, qtbot, 3)
    book.sweep({}, [1], 1e-9, 2)
    book.finish()
    for _ in range(2):
        session.trainer.train(2)
        ended(session, qtbot)
    assert updates(session) == [(7, None), (2, None)]


def test_open_again_is_one_edit(session, qtbot):
    before = session.walkthrough.scenario
    session.walkthrough.set_learning_rate(0.7)
    session.trainer.train(2)
    ended(session, qtbot)
    session.walkthrough.undo_stack.undo()
    session.lab_book.open_again(0)
    assert session.walkthrough.scenario.optimizer.learning_rate == 0.7
    session.walkthrough.undo_stack.undo()
    assert session.walkthrough.scenario.same_as(before)


def test_a_sweep_grows_row_by_row_beside_the_window(session, qtbot):
    """519 and 1,036 updates for the learning rates 2 and 1: twice the rate, half the updates."""
    book, grown = session.lab_book, []
    book.changed.connect(lambda: grown.append(len(book.experiments)))
    with qtbot.waitSignal(book.said, timeout=20_000):
        book.sweep({"optimizer.learning_rate": [2, 1]}, (), 0.01)
        assert book.is_sweeping
        assert session.walkthrough.run.updates == 0
    assert updates(session) == [(519, 519), (1036, 1036)]
    assert grown == [1, 2]
    assert not book.is_sweeping


def test_a_sweep_over_seeds_says_how_many_came_below(session, qtbot):
    with qtbot.waitSignal(session.lab_book.said, timeout=20_000) as said:
        session.lab_book.sweep({}, range(1, 6), 0.01, 1000)
    assert said.args == ["5 of 5 seeds came below, in 208 to 729 updates, median 430."]


@pytest.mark.parametrize(
    ("rates", "seeds", "sentence"),
    [
        ([1], [3], "learning rate = 1: 1 of 1 seed came below, in 1,036 updates."),
        ([1, 2], [3], "2 of 2 trainings came below 0.01."),
        ([2, 1e-9], (), "1 of 2 trainings came below 0.01."),
    ],
)
def test_what_a_sweep_came_to_is_one_line_in_words(session, qtbot, rates, seeds, sentence):
    """1,036 and 519 updates for the learning rates 1 and 2 from seed 3, the scenario's own."""
    book = session.lab_book
    with qtbot.waitSignal(book.said, timeout=20_000) as said:
        book.sweep({"optimizer.learning_rate": rates}, seeds, 0.01, 1500)
    assert said.args == [sentence]


def test_a_sweep_can_be_stopped(session, qtbot):
    book = session.lab_book
    with qtbot.waitSignal(book.changed, timeout=20_000):
        book.sweep({}, range(1, 400), 0.01, 200)
    book.stop()
    there = len(book.experiments)
    qtbot.wait(50)
    assert len(book.experiments) == there
    assert not book.is_sweeping


@pytest.mark.parametrize(
    ("values", "seeds"),
    [
        ({"optimizer.rate": [1]}, ()),
        ({"optimizer.learning_rate": [-1]}, ()),
        ({}, range(lab_book.MOST_EXPERIMENTS + 1)),
    ],
)
def test_a_sweep_that_cannot_be_changes_nothing(session, values, seeds):
    with pytest.raises(ScenarioError):
        session.lab_book.sweep(values, seeds, 0.01)
    assert not session.lab_book.is_sweeping


def test_a_full_book_says_so_and_keeps_what_it_has(session, qtbot, monkeypatch):
    monkeypatch.setattr(lab_book, "MOST_EXPERIMENTS", 1)
    session.trainer.train(1)
    ended(session, qtbot)
    session.walkthrough.reset()
    with qtbot.waitSignal(session.lab_book.said) as said:
        session.trainer.train(1)
        ended(session, qtbot)
    assert said.args == [lab_book.FULL]
    assert len(updates(session)) == 1
