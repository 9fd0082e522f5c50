"""Racing from the window: who takes part, slices, and what makes a race worthless."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from valley import valley
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.files.checks import ScenarioError
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.surface.optimizer_race import MOST_UPDATES, OptimizerRace
from explainer.state.surface.race_surface import RaceSurface
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(valley("nadam", 0.2, **OPTIMIZERS["nadam"].options), "valley")


@pytest.fixture
def racing(walkthrough):
    racing = OptimizerRace(walkthrough, parent=walkthrough)
    racing.set_watched(True)
    yield racing
    racing.set_watched(False)


def taking_part(racing):
    return [entrant.name for entrant in racing.entrants if entrant.takes_part]


def over(qtbot, racing):
    qtbot.waitUntil(lambda: not racing.is_running)


def test_everybody_is_there_and_a_few_take_part(racing):
    assert [entrant.name for entrant in racing.entrants] == list(OPTIMIZERS)
    assert taking_part(racing) == ["sgd", "momentum", "rmsprop", "adam", "nadam"]
    assert {entrant.name: entrant.settings.learning_rate for entrant in racing.entrants}["nadam"] == 0.2


def test_it_runs_to_the_end(qtbot, racing):
    racing.set_updates(300)
    racing.start()
    assert racing.is_running
    over(qtbot, racing)
    assert racing.race.done == 300
    adam = next(racer for racer in racing.race.racers if racer.name == "adam")
    alone = Run(replace(valley(), optimizer=OptimizerSettings("adam", 0.2, OPTIMIZERS["adam"].options)))
    alone.advance(300)
    np.testing.assert_array_equal(adam.run.losses, alone.losses)


def test_a_rate_that_was_given_is_raced_with(qtbot, racing):
    racing.set_rate("adam", 0.2)
    racing.set_takes_part("sgd", False)
    racing.start()
    over(qtbot, racing)
    names = {racer.name: racer.settings.learning_rate for racer in racing.race.racers}
    assert names["adam"] == 0.2
    assert "sgd" not in names


@pytest.mark.parametrize("rate", [-0.1, float("nan"), float("inf")])
def test_a_rate_that_cannot_be_is_refused(racing, rate):
    with pytest.raises(ScenarioError, match="Learning rate"):
        racing.set_rate("adam", rate)
    assert {entrant.name: entrant.settings.learning_rate for entrant in racing.entrants}["adam"] == 0.2


def test_stopped_it_keeps_its_curves(qtbot, racing):
    racing.set_updates(MOST_UPDATES)
    racing.start()
    qtbot.waitUntil(lambda: racing.race.done > 0)
    racing.stop()
    done = racing.race.done
    qtbot.wait(1)
    assert 0 < racing.race.done == done < MOST_UPDATES
    assert not racing.is_running


def test_it_waits_while_nobody_looks(qtbot, racing):
    racing.set_updates(MOST_UPDATES)
    racing.start()
    racing.set_watched(False)
    done = racing.race.done
    qtbot.wait(1)
    assert racing.race.done == done
    assert racing.is_running
    racing.set_watched(True)
    qtbot.waitUntil(lambda: racing.race.done > done)


def test_another_start_makes_a_race_worthless(qtbot, walkthrough, racing):
    racing.start()
    over(qtbot, racing)
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), 2.5)
    assert racing.race is None
    assert racing.origin.theta[0] == 2.5
    racing.set_takes_part("adagrad", True)
    walkthrough.undo_stack.undo()
    assert "adagrad" in taking_part(racing), "who takes part stays"


def test_training_and_stepping_do_not_touch_it(qtbot, walkthrough, racing):
    racing.start()
    over(qtbot, racing)
    race = racing.race
    walkthrough.grow(30)
    walkthrough.go_to(12, 4)
    assert racing.race is race
    assert walkthrough.undo_stack.count() == 0


def test_who_cannot_take_part_says_why(qapp):
    walkthrough = Walkthrough(replace(mazur(), dropout=0.5))
    racing = OptimizerRace(walkthrough, parent=walkthrough)
    entrant = next(entrant for entrant in racing.entrants if entrant.name == "bfgs")
    assert "dropout" in entrant.why_not
    racing.set_takes_part("bfgs", True)
    assert "bfgs" not in taking_part(racing)


def test_nobody_no_race(racing):
    for name in taking_part(racing):
        racing.set_takes_part(name, False)
    racing.start()
    assert racing.race is None


def test_the_map_follows_every_racer(racing):
    race_map = RaceSurface(racing, parent=racing)
    racing.finish()
    race_map.finish()
    assert list(race_map.trails) == taking_part(racing)
    for racer in racing.race.racers:
        done, x, y = race_map.trails[racer.name]
        assert (done[0], done[-1], x[0], y[0]) == (0, 100, 3.0, -2.0)
        assert x[-1] == racer.run.theta(100)[0]
        assert race_map.frame.left <= x.min() <= x.max() <= race_map.frame.right
    assert race_map.is_complete


def test_the_map_begins_anew_with_another_start(walkthrough, racing):
    race_map = RaceSurface(racing, parent=racing)
    racing.finish()
    race_map.finish()
    walkthrough.open(mazur(), "mazur")
    race_map.finish()
    assert race_map.trails == {}
    assert [parameter.index for parameter in race_map.axes.pair] == [6, 7]
