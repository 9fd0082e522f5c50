"""Playing: by itself, at the chosen size, until there is nowhere to go."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, square

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.state.background.playback import Playback
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


def test_next_and_back_go_as_far_as_the_granularity_says(walkthrough):
    playback = Playback(walkthrough)
    for granularity, cursor, part in (
        (Granularity.TERM, (1, 1), 1),
        (Granularity.LINE, (1, 1), None),
        (Granularity.UNIT, (1, 2), None),
        (Granularity.LAYER, (1, 4), None),
        (Granularity.PHASE, (1, 8), None),
        (Granularity.UPDATE, (2, 0), None),
        (Granularity.EPOCH, (3, 0), None),
        (Granularity.SEVEN, (3, 8), None),
    ):
        getattr(playback, f"step_by_{granularity}")()
        playback.next()
        assert (walkthrough.cursor, walkthrough.part) == (cursor, part)
    playback.back()
    assert walkthrough.cursor == (3, 0)


def test_it_plays_term_by_term(walkthrough, qtbot):
    playback = Playback(walkthrough)
    playback.step_by_term()
    playback.set_speed(16.0)
    playback.play_or_pause()
    assert (walkthrough.cursor, walkthrough.part) == ((1, 1), 1)
    qtbot.waitUntil(lambda: walkthrough.cursor == (1, 2))
    assert playback.is_playing
    playback.pause()


def test_it_plays_until_it_is_paused(walkthrough, qtbot):
    playback = Playback(walkthrough)
    playback.set_speed(16.0)
    playback.play_or_pause()
    qtbot.waitUntil(lambda: walkthrough.cursor.step >= 3)
    playback.play_or_pause()
    assert not playback.is_playing


def test_an_edit_pauses(walkthrough):
    playback = Playback(walkthrough)
    playback.play_or_pause()
    walkthrough.set_learning_rate(0.1)
    assert not playback.is_playing


@pytest.mark.parametrize("granularity", Granularity)
def test_it_stops_where_numbers_end(qtbot, granularity):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    walkthrough.grow(1000)
    walkthrough.go_to_end()
    end = walkthrough.cursor
    playback = Playback(walkthrough)
    playback.set_granularity(granularity)
    playback.set_speed(16.0)
    playback.play_or_pause()
    qtbot.waitUntil(lambda: not playback.is_playing)
    assert walkthrough.cursor == end


def test_a_setting_that_is_there_already_changes_nothing(walkthrough, qtbot):
    playback = Playback(walkthrough)
    with qtbot.assertNotEmitted(playback.changed):
        playback.set_granularity(Granularity.LINE)
        playback.set_speed(1.0)


def test_an_epoch_of_many_updates_is_left_to_the_trainer(qtbot):
    rng = np.random.default_rng(1)
    network = Network.of(default_names([1, 1]), ["linear"], "per_unit")
    data = Data(frozen(rng.normal(size=(3000, 1))), frozen(rng.normal(size=(3000, 1))))
    walkthrough = Walkthrough(Scenario(network, frozen([0.1, 0.0]), data, batch_size=1))
    playback = Playback(walkthrough)
    playback.step_by_epoch()
    with qtbot.waitSignal(playback.far) as far:
        playback.next()
    assert far.args == [3000]
    assert (walkthrough.run.updates, walkthrough.cursor) == (0, (1, 0))
    walkthrough.grow(2500)
    playback.next()
    assert walkthrough.cursor == (3001, 0)
