"""Training until the loss is low enough, pausing it, and how fast it goes."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, square

from explainer.engine.run.run import Run
from explainer.state.background.trainer import Trainer, UpdateRate
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


def first_below(loss: float) -> int:
    """Return the first such update of the worked example, by going through its losses one by one."""
    run = Run(mazur())
    run.advance(20_000)
    return next(number for number, value in enumerate(run.losses, start=1) if value < loss)


def test_it_stops_at_the_very_update_whose_loss_is_below(walkthrough, trainer, qtbot):
    said = []
    trainer.said.connect(said.append)
    trainer.train_until(0.001)
    finish(qtbot, trainer)
    update = first_below(0.001)
    assert walkthrough.cursor == (update, 0)
    assert walkthrough.run.loss(update) < 0.001 <= walkthrough.run.loss(update - 1)
    assert said == [f"Update {update:,} is the first whose loss is below 0.001."]
    assert not trainer.is_training
    assert trainer.below is None


def test_what_the_slice_made_beyond_it_is_kept(walkthrough, trainer, qtbot):
    trainer.train_until(0.25)
    finish(qtbot, trainer)
    assert walkthrough.cursor.update <= walkthrough.run.updates < walkthrough.cursor.update + 5000


def test_a_loss_that_was_reached_before_is_only_gone_to(walkthrough, trainer):
    walkthrough.grow(12_000)
    trainer.train_until(1e-3)
    assert walkthrough.cursor == (first_below(1e-3), 0)
    assert not trainer.is_training
    assert walkthrough.run.updates == 12_000


def test_an_edit_in_mid_run_keeps_what_was_reached_before_it(walkthrough, trainer, qtbot):
    walkthrough.go_to(500, 0)
    walkthrough.set_learning_rate(0.25)
    trainer.train_until(0.01)
    while trainer.is_training:
        finish(qtbot, trainer)
    losses = walkthrough.run.losses
    assert walkthrough.cursor.update == 1 + int(np.argmax(losses < 0.01))


def test_a_person_who_moves_meanwhile_is_left_there_and_told(walkthrough, trainer, qtbot):
    said = []
    trainer.said.connect(said.append)
    trainer.train_until(0.0005)
    with qtbot.waitSignal(trainer.progressed):
        pass
    walkthrough.go_to(2, 5)
    finish(qtbot, trainer)
    assert walkthrough.cursor == (2, 5)
    assert len(said) == 1


def test_a_run_that_ends_before_ends_the_training(qtbot):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    trainer = Trainer(walkthrough)
    trainer.train_until(1e-9)
    finish(qtbot, trainer)
    assert walkthrough.run.stopped == walkthrough.run.updates + 1


def test_a_pause_keeps_the_goal_and_shows_the_end(walkthrough, trainer, qtbot):
    trainer.train_to(20_000)
    with qtbot.waitSignal(trainer.progressed):
        pass
    trainer.pause_or_go_on()
    done = walkthrough.run.updates
    assert trainer.is_paused
    assert trainer.is_training
    assert walkthrough.cursor == (done + 1, 0)
    qtbot.wait(30)
    assert walkthrough.run.updates == done < 20_000
    trainer.pause_or_go_on()
    assert not trainer.is_paused
    finish(qtbot, trainer)
    assert walkthrough.cursor == (20_001, 0)


@pytest.mark.parametrize("is_paused", [True, False])
def test_a_run_taken_up_again_leaves_who_went_elsewhere_where_he_is(walkthrough, trainer, qtbot, is_paused):
    trainer.train_to(20_000)
    with qtbot.waitSignal(trainer.progressed):
        pass
    if is_paused:
        trainer.pause_or_go_on()
    walkthrough.go_to(2, 5)
    if not is_paused:
        trainer.pause_or_go_on()
    trainer.pause_or_go_on()
    finish(qtbot, trainer)
    assert walkthrough.run.updates == 20_000
    assert walkthrough.cursor == (2, 5)


def test_what_is_paused_can_be_stopped(walkthrough, trainer, qtbot):
    trainer.train_to(1_000_000)
    trainer.pause_or_go_on()
    with qtbot.waitSignal(trainer.finished):
        trainer.stop()
    assert not trainer.is_training
    assert not trainer.is_paused
    trainer.pause_or_go_on()
    assert not trainer.is_training


def test_more_that_is_asked_for_ends_a_pause(walkthrough, trainer, qtbot):
    trainer.train_to(300)
    trainer.pause_or_go_on()
    trainer.train(100)
    finish(qtbot, trainer)
    assert walkthrough.run.updates == 400


def test_the_rate_is_that_of_the_last_half_second():
    """100 updates a second, then 1000; a pause counts for neither."""
    times = iter([0.0, 0.3, 0.5, 1.1, 9.0, 9.5])
    pace = UpdateRate(lambda: next(times))
    rates = []
    for updates in (0, 30, 50, 650):
        pace.note(updates)
        rates.append(pace.rate)
    assert rates == pytest.approx([0, 0, 100, 1000])
    pace.forget()
    assert pace.rate == 0
    pace.note(650)
    pace.note(700)
    assert pace.rate == pytest.approx(100)


def test_the_time_left_follows_from_rate_and_goal(walkthrough, qtbot):
    """The clock runs half a second a look: three looks a slice."""
    ticks = iter(range(10_000))
    slow = Trainer(walkthrough, clock=lambda: next(ticks) / 2)
    left = []
    slow.progressed.connect(lambda: left.append((slow.done, slow.seconds_left)))
    slow.train(20)
    finish(qtbot, slow)
    assert left[0] == (16, None)
    assert left[1] == (17, pytest.approx(3 * 1.5))
