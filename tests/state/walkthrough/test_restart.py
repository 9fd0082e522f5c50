"""Edits that start training again ask first; settings of mid-run can be made to count from the start."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from worked import mazur, square

from explainer.engine.run.run import Run
from explainer.files.checks import ScenarioError
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.background.trainer import Trainer
from explainer.state.edits import data_edits as settings
from explainer.state.edits import network_edits as network_settings
from explainer.state.edits import training_edits as training_settings
from explainer.state.edits.data_edits import with_digits, with_generated
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough

SHARED = partial(network_settings.with_biases, biases="shared")
PLACE = Cursor(3, 5)
RESTARTS = {
    "biases one per layer": SHARED,
    "width": partial(network_settings.with_units, layer=1, units=3),
    "another unit": partial(network_settings.with_added_unit, layer=1),
    "a unit less": partial(network_settings.without_unit, layer=1, unit=0),
    "another layer": network_settings.with_added_layer,
    "a layer less": partial(network_settings.without_layer, layer=1),
    "scheme of starting weights": partial(network_settings.with_init, scheme="xavier"),
    "seed of starting weights": partial(network_settings.with_init, seed=7),
    "generated data": partial(with_generated, name="xor"),
    "digits": with_digits,
    "scale": partial(settings.with_scale, scale="standard"),
    "test part": partial(settings.with_test_fraction, value=0.5),
}
STAYS = {
    "biases one per unit": partial(network_settings.with_biases, biases="per_unit"),
    "learning rate": partial(training_settings.with_learning_rate, value=0.1),
    "batch loss": partial(training_settings.with_reduction, value="sum"),
    "batch size": partial(training_settings.with_batch_size, value=1),
    "shuffle": partial(training_settings.with_shuffle, value=True),
    "seed": partial(training_settings.with_seed, value=5),
    "l1": partial(training_settings.with_l1, value=0.1),
    "l2": partial(training_settings.with_l2, value=0.1),
    "dropout": partial(training_settings.with_dropout, value=0.1),
    "update order": partial(training_settings.with_update_order, value="sequential"),
    "name": partial(network_settings.with_name, layer=1, unit=0, name="edge"),
    **{f"activation {name}": partial(network_settings.with_activation, layer=1, name=name) for name in ACTIVATIONS},
    **{f"loss {name}": partial(training_settings.with_loss, name=name) for name in LOSSES},
    **{f"optimizer {name}": partial(training_settings.with_optimizer, name=name) for name in OPTIMIZERS},
}


@pytest.fixture
def walkthrough(qapp):
    """Return the tanh/linear network of three samples, or what is as small, in its third update."""
    return at_place(mazur())


def at_place(scenario):
    walkthrough = Walkthrough(scenario, "test")
    walkthrough.go_to(*PLACE)
    walkthrough.grow(2)
    return walkthrough


def state_of(walkthrough):
    return walkthrough.run, walkthrough.cursor, walkthrough.undo_stack.count()


@pytest.mark.parametrize("name", RESTARTS)
@pytest.mark.parametrize("make", [mazur, square])
def test_what_starts_training_again_waits_for_an_answer(qapp, name, make):
    walkthrough = at_place(make())
    before = state_of(walkthrough)
    assert not walkthrough.propose(RESTARTS[name])
    assert state_of(walkthrough) == before
    assert walkthrough.restart.updates == 5
    assert walkthrough.restart.question.startswith(f"{walkthrough.restart.text}? ")
    walkthrough.keep()
    assert walkthrough.restart is None
    assert state_of(walkthrough) == before
    walkthrough.propose(RESTARTS[name])
    walkthrough.start_anew()
    assert walkthrough.restart is None
    assert walkthrough.cursor == (1, 0)
    assert walkthrough.run.updates == 0
    assert walkthrough.undo_stack.count() == 1
    walkthrough.undo_stack.undo()
    assert walkthrough.cursor == PLACE
    assert walkthrough.run is before[0]


@pytest.mark.parametrize("name", STAYS)
@pytest.mark.parametrize("make", [mazur, square])
def test_whatever_is_taken_without_a_question_keeps_the_place(qapp, name, make):
    walkthrough = at_place(make())
    why_not = walkthrough.why_not(STAYS[name])
    if why_not:
        with pytest.raises(ScenarioError):
            walkthrough.propose(STAYS[name])
    else:
        assert walkthrough.propose(STAYS[name])
        assert walkthrough.cursor.update == PLACE.update
        assert walkthrough.cursor.step
    assert walkthrough.restart is None


def test_another_test_part_by_another_seed_is_asked_about_too(qapp):
    walkthrough = Walkthrough(settings.with_test_fraction(square(), 0.4).scenario, "test")
    walkthrough.go_to(*PLACE)
    assert not walkthrough.propose(partial(training_settings.with_seed, value=5))
    assert "training seed?" in walkthrough.restart.question


@pytest.mark.parametrize(("done", "cursor", "asks"), [(0, (1, 0), 0), (1, (1, 43), 0), (1, (2, 0), 1), (2, (1, 0), 1)])
def test_it_is_asked_only_where_there_is_something_to_lose(qapp, done, cursor, asks):
    walkthrough = Walkthrough(mazur())
    walkthrough.grow(done)
    walkthrough.go_to(*cursor)
    assert walkthrough.propose(SHARED) == (not asks)
    assert walkthrough.scenario.network.biases == ("frozen" if asks else "shared")


def test_the_question_says_what_would_be_lost(walkthrough):
    walkthrough.propose(SHARED)
    assert walkthrough.restart.question == (
        "Change biases to one per layer? Training then starts again at update 1, from starting weights: "
        "the 5 updates so far would be gone. Undo brings them back."
    )


def test_any_other_edit_is_an_answer(walkthrough, qtbot):
    for edit in (partial(walkthrough.set_learning_rate, 0.3), walkthrough.undo_stack.undo, walkthrough.reset):
        walkthrough.propose(SHARED)
        assert walkthrough.restart is not None
        with qtbot.waitSignal(walkthrough.asked):
            edit()
        assert walkthrough.restart is None
        walkthrough.start_anew()
        assert walkthrough.scenario.network.biases == "frozen"
        walkthrough.go_to(*PLACE)


def test_the_question_stays_while_a_person_looks_around(walkthrough):
    walkthrough.propose(SHARED)
    walkthrough.next_step()
    walkthrough.first_step()
    assert walkthrough.restart is not None


def learning_rates(walkthrough):
    return [walkthrough.run.settings(done).optimizer.learning_rate for done in range(5)]


def test_settings_of_mid_run_count_from_the_start(walkthrough):
    assert not walkthrough.has_later_settings
    walkthrough.change(partial(training_settings.with_learning_rate, value=0.1))
    Trainer(walkthrough).stop()
    walkthrough.grow(2)
    assert learning_rates(walkthrough) == [0.5, 0.5, 0.1, 0.1, 0.1]
    assert walkthrough.has_later_settings
    before = walkthrough.run
    walkthrough.settle_from_start()
    assert walkthrough.cursor == PLACE
    assert not walkthrough.has_later_settings
    assert walkthrough.wanted == 5
    walkthrough.grow(5 - walkthrough.run.updates)
    assert learning_rates(walkthrough) == [0.1] * 5
    fresh = Run(mazur().with_learning_rate(0.1))
    fresh.advance(5)
    assert np.array_equal(walkthrough.run.losses, fresh.losses)
    assert walkthrough.ghost is before
    assert walkthrough.undo_stack.count() == 2
    walkthrough.undo_stack.undo()
    assert walkthrough.run is before
    assert walkthrough.cursor == PLACE


def test_an_update_far_on_is_left_for_the_start(qapp):
    walkthrough = Walkthrough(mazur())
    walkthrough.grow(3000)
    walkthrough.go_to(2500, 4)
    walkthrough.change(partial(training_settings.with_l2, value=0.1))
    walkthrough.settle_from_start()
    assert walkthrough.cursor == (1, 0)
    assert walkthrough.wanted == 3000
    assert walkthrough.scenario.l2 == 0.1


def test_where_the_numbers_end_before_the_place_it_goes_to_the_start(qapp):
    walkthrough = Walkthrough(square())
    walkthrough.go_to(30, 2)
    walkthrough.change(partial(training_settings.with_learning_rate, value=1e200))
    walkthrough.settle_from_start()
    assert walkthrough.cursor == (1, 0)


def test_at_update_1_or_where_nothing_was_changed_there_is_nothing_to_apply(walkthrough):
    count = walkthrough.undo_stack.count()
    walkthrough.settle_from_start()
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), 0.7)
    walkthrough.settle_from_start()  # a weight is no setting
    assert walkthrough.undo_stack.count() == count + 1
    walkthrough.change(partial(training_settings.with_l2, value=0.1))
    walkthrough.go_to(1, 0)
    assert not walkthrough.has_later_settings
