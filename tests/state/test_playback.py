"""Playing: by itself, at the chosen size, until there is nowhere to go."""

from __future__ import annotations

import pytest
from worked import mazur, square

from explainer.state.playback import Granularity, Playback
from explainer.state.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


def test_next_goes_as_far_as_the_granularity_says(walkthrough):
    playback = Playback(walkthrough)
    for granularity, cursor in ((Granularity.LINE, (1, 1)), (Granularity.PHASE, (1, 8)), (Granularity.UPDATE, (2, 0))):
        playback.set_granularity(granularity)
        playback.next()
        assert walkthrough.cursor == cursor
    playback.back()
    assert walkthrough.cursor == (1, 0)


def test_it_plays_until_it_is_paused(walkthrough, qtbot):
    playback = Playback(walkthrough)
    playback.set_speed(16.0)
    playback.play_or_pause()
    qtbot.waitUntil(lambda: walkthrough.cursor.step >= 3, timeout=5000)
    playback.play_or_pause()
    assert not playback.is_playing


def test_an_edit_pauses(walkthrough):
    playback = Playback(walkthrough)
    playback.play_or_pause()
    walkthrough.set_learning_rate(0.1)
    assert not playback.is_playing


def test_it_stops_where_numbers_end(qtbot):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    walkthrough.grow(1000)
    walkthrough.go_to_end()
    playback = Playback(walkthrough)
    playback.set_speed(16.0)
    playback.play_or_pause()
    qtbot.waitUntil(lambda: not playback.is_playing, timeout=5000)


def test_a_setting_that_is_there_already_changes_nothing(walkthrough, qtbot):
    playback = Playback(walkthrough)
    with qtbot.assertNotEmitted(playback.changed):
        playback.set_granularity(Granularity.LINE)
        playback.set_speed(1.0)
