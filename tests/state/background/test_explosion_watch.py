"""What goes wrong with a run is told, stops what computes it, and leads back to where it was good."""

from __future__ import annotations

import pytest
from worked import mazur, square

from explainer.state.background.explosion_watch import ExplosionWatch
from explainer.state.background.playback import Playback
from explainer.state.background.trainer import Trainer
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(square().with_learning_rate(10.0))


@pytest.fixture
def watch(walkthrough):
    return ExplosionWatch(walkthrough)


def test_an_explosion_is_told_with_its_update_its_layer_and_the_learning_rate(walkthrough, watch):
    walkthrough.grow(3)
    assert watch.trouble is None
    walkthrough.grow(3)
    trouble = watch.trouble
    first, losses = walkthrough.run.loss(1), walkthrough.run.losses
    assert losses[2] <= 1e6 * first < losses[3]
    assert (trouble.update, trouble.good) == (4, 1)
    assert "update 4." in trouble.why
    assert "layer 3" in trouble.why
    assert "learning rate of 10 " in trouble.why


def test_its_numbers_wait_for_their_lines(walkthrough, watch):
    walkthrough.grow(6)
    lines = walkthrough.length_of(4)
    walkthrough.go_to(2, 0)
    assert "The loss explodes: " in watch.trouble.what, "update 4 was computed on purpose"
    walkthrough.go_to(4, 0)
    assert watch.trouble.what == "The loss explodes at update 4."
    assert "The gradient of layer 3 grows. The learning rate" in watch.trouble.cause
    walkthrough.go_to(4, lines)
    loss, gradient = watch.trouble.what, watch.trouble.cause
    assert "The loss explodes: " in loss
    assert "The gradient of layer 3 grows from " in gradient
    walkthrough.go_to(2, 0)
    walkthrough.hide_result()
    assert watch.trouble.what == "The loss explodes at update 4."
    walkthrough.reveal_result()
    assert (watch.trouble.what, watch.trouble.cause) == (loss, gradient)


def test_it_is_told_once_and_then_the_end_is(walkthrough, watch):
    arose = []
    watch.arose.connect(lambda: arose.append(watch.trouble.update))
    for _ in range(12):
        walkthrough.grow(10)
    assert arose[:2] == [4, walkthrough.run.stopped]
    assert "not finite" in watch.trouble.why


def test_training_stops_at_it(walkthrough, watch, qtbot):
    trainer = Trainer(walkthrough)
    watch.arose.connect(trainer.stop)
    with qtbot.waitSignal(trainer.finished):
        trainer.train_to(1000)
    assert 4 <= walkthrough.run.updates < 1000
    assert walkthrough.run.stopped is None
    with qtbot.waitSignal(trainer.finished):
        trainer.train_to(1000)
    assert walkthrough.run.stopped == walkthrough.run.updates + 1
    assert not trainer.is_training


def test_playing_stops_at_it(walkthrough, watch, qtbot):
    playback = Playback(walkthrough)
    watch.arose.connect(playback.pause)
    playback.step_by_update()
    playback.set_speed(16.0)
    walkthrough.go_to(3, 0)
    with qtbot.waitSignal(watch.arose):
        playback.play_or_pause()
    assert not playback.is_playing


def test_the_last_good_update_is_gone_to(walkthrough, watch):
    walkthrough.grow(20)
    walkthrough.go_to_end()
    watch.go_to_last_good()
    assert walkthrough.cursor == (1, 0)
    assert watch.trouble is None


def test_good_updates_before_an_edit_stay_good(qapp):
    walkthrough = Walkthrough(square().with_learning_rate(0.1))
    watch = ExplosionWatch(walkthrough)
    walkthrough.go_to(41, 0)
    walkthrough.set_learning_rate(10.0)
    walkthrough.grow(40)
    assert watch.trouble.good == 42  # the learning rate of update 41 still happens to help
    assert "learning rate of 10 " in watch.trouble.why


def test_an_edit_ends_the_trouble_and_undo_may_meet_it_again(walkthrough, watch):
    walkthrough.grow(20)
    walkthrough.set_learning_rate(0.1)
    assert watch.trouble is None
    walkthrough.grow(50)
    assert watch.trouble is None
    walkthrough.undo_stack.undo()
    walkthrough.grow(20)
    assert watch.trouble is not None


def test_a_run_that_learns_is_left_alone(qapp):
    walkthrough = Walkthrough(mazur())
    watch = ExplosionWatch(walkthrough)
    walkthrough.grow(2000)
    assert watch.trouble is None


def test_numbers_that_end_at_once_are_told_too(qapp):
    walkthrough = Walkthrough(square().with_learning_rate(1e308))
    watch = ExplosionWatch(walkthrough)
    walkthrough.grow(10)
    assert watch.trouble.good == 1
    assert f"update {walkthrough.run.stopped} " in watch.trouble.why
