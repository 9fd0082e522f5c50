"""Training in slices: to the goal, stopped half-way, and again after an edit."""

from __future__ import annotations

from math import isnan

import pytest
from worked import mazur, square

from explainer.state.background.trainer import Trainer
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def trainer(walkthrough):
    trainer = Trainer(walkthrough)
    yield trainer
    trainer.stop()


def finish(qtbot, trainer):
    with qtbot.waitSignal(trainer.finished):
        pass


def test_it_ends_before_the_update_after_the_last(walkthrough, trainer, qtbot):
    trainer.train(1000)
    finish(qtbot, trainer)
    assert walkthrough.cursor == (1001, 0)
    assert walkthrough.run.updates == 1000


def test_more_can_be_asked_for_while_it_trains(walkthrough, trainer, qtbot):
    trainer.train(1000)
    trainer.train(500)
    finish(qtbot, trainer)
    assert walkthrough.run.updates == 1500


def test_what_was_done_is_kept_when_it_is_stopped(walkthrough, trainer, qtbot):
    trainer.train(10_000_000)
    with qtbot.waitSignal(trainer.progressed):
        pass
    trainer.stop()
    done = walkthrough.run.updates
    assert 0 < done < 10_000_000
    assert walkthrough.cursor == (done + 1, 0)
    assert not trainer.is_training


def test_no_slice_takes_long(walkthrough, trainer, qtbot):
    """The clock runs a second a look: a slice that seems so slow is cut to a single update."""
    ticks = iter(range(10_000))
    slow = Trainer(walkthrough, clock=lambda: float(next(ticks)))
    made = []
    slow.progressed.connect(lambda: made.append(slow.done))
    slow.train(20)
    finish(qtbot, slow)
    assert made == [16, 17, 18, 19, 20]


def test_going_to_an_update_that_is_done_only_moves(walkthrough, trainer, qtbot):
    walkthrough.grow(100)
    trainer.train_to(40)
    assert walkthrough.cursor == (41, 0)
    assert walkthrough.run.updates == 100
    assert not trainer.is_training


def test_an_edit_computes_as_many_updates_anew_and_stays(walkthrough, trainer, qtbot):
    walkthrough.grow(2000)
    walkthrough.go_to(3, 7)
    walkthrough.set_learning_rate(0.25)
    finish(qtbot, trainer)
    assert walkthrough.run.updates == 2000
    assert walkthrough.cursor == (3, 7)


def test_training_goes_on_from_what_an_edit_computes_anew(walkthrough, trainer, qtbot):
    walkthrough.grow(2000)
    walkthrough.go_to(3, 7)
    walkthrough.set_learning_rate(0.25)
    trainer.train(10)
    finish(qtbot, trainer)
    assert walkthrough.run.updates == 2010
    assert walkthrough.cursor == (2011, 0)


def test_it_stops_where_numbers_end(qtbot):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    trainer = Trainer(walkthrough)
    trainer.train(1000)
    finish(qtbot, trainer)
    assert walkthrough.run.stopped == walkthrough.run.updates + 1
    assert walkthrough.cursor == (walkthrough.run.updates, len(walkthrough.trace))


def test_a_person_who_moves_meanwhile_is_left_there(walkthrough, trainer, qtbot):
    trainer.train(3000)
    with qtbot.waitSignal(trainer.progressed):
        pass
    walkthrough.go_to(2, 5)
    finish(qtbot, trainer)
    assert walkthrough.cursor == (2, 5)
    assert walkthrough.run.updates == 3000


def test_an_edit_meanwhile_keeps_the_goal(walkthrough, trainer, qtbot):
    trainer.train(3000)
    with qtbot.waitSignal(trainer.progressed):
        pass
    walkthrough.set_learning_rate(0.25)
    finish(qtbot, trainer)
    assert walkthrough.run.updates == 3000


def test_the_loss_of_the_cursors_update_waits_for_its_line(walkthrough, trainer, qtbot):
    assert isnan(trainer.loss)
    with qtbot.waitSignal(trainer.finished):
        trainer.train_to(5)
    assert trainer.loss == walkthrough.run.loss(5)
    walkthrough.go_to(5, 0)
    assert isnan(trainer.loss)
    walkthrough.go_to(5, 11)
    assert trainer.loss == walkthrough.known.loss
    walkthrough.go_to(2, 20)
    assert trainer.loss == walkthrough.run.loss(5)
    walkthrough.hide_result()
    assert isnan(trainer.loss)
