"""Units and layers added, removed and renamed: what stays, what is drawn, and that it can all be taken back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur, square

from explainer.engine.run.run import Run
from explainer.engine.scenario.initialisers import INITIALISERS
from explainer.engine.scenario.network import BIASES
from explainer.engine.scenario.scenario import Initialiser, OptimizerSettings
from explainer.files.checks import ScenarioError
from explainer.files.scenario.together import check_together
from explainer.state.edits.network_edits import (
    with_activation,
    with_added_layer,
    with_added_unit,
    with_biases,
    with_name,
    with_units,
    without_layer,
    without_unit,
)
from explainer.state.walkthrough.walkthrough import Walkthrough


def weights(scenario, layer):
    return scenario.network.layers[layer].weights(scenario.theta).tolist()


def biases(scenario, layer):
    return scenario.network.layers[layer].biases(scenario.theta).tolist()


def test_removing_a_unit_takes_its_row_and_its_column_and_leaves_the_rest():
    edit = without_unit(mazur("per_unit"), 1, 0)
    assert weights(edit.scenario, 1) == [[0.25, 0.3]]
    assert weights(edit.scenario, 2) == [[0.45], [0.55]]
    assert biases(edit.scenario, 2) == [0.6, 0.6]
    assert edit.text == "Remove h1"
    assert "The weights that are left are the starting weights" in edit.said
    assert "h2 is now h1" in edit.said


def test_the_bias_of_a_removed_unit_goes_with_it():
    theta = mazur("per_unit").theta.copy()
    theta[4:6] = 7, 8
    edit = without_unit(mazur("per_unit").with_theta(theta), 1, 0)
    assert biases(edit.scenario, 1) == [8]


def test_biases_can_go_and_come_back_as_zeros():
    without = with_biases(mazur("per_unit"), "none")
    assert without.text == "Change biases to none"
    assert (biases(without.scenario, 1), weights(without.scenario, 1)) == ([], [[0.15, 0.2], [0.25, 0.3]])
    assert without.scenario.network.size == 8
    again = with_biases(without.scenario, "per_unit").scenario
    assert (biases(again, 1), biases(again, 2), weights(again, 2)) == ([0, 0], [0, 0], [[0.4, 0.45], [0.5, 0.55]])


@pytest.mark.parametrize("rule", [rule for rule in BIASES if rule != "none"])
def test_a_new_unit_draws_its_own_weights_only(rule):
    edit = with_added_unit(mazur(rule), 1)
    assert weights(edit.scenario, 1)[:2] == [[0.15, 0.2], [0.25, 0.3]]
    assert [row[:2] for row in weights(edit.scenario, 2)] == [[0.4, 0.45], [0.5, 0.55]]
    assert set(biases(edit.scenario, 2)) == {0.6}
    assert edit.text == "Add h3"
    assert "4 new weights drawn, the other 8 are the starting weights" in edit.said
    again = with_added_unit(mazur(rule), 1)
    assert np.array_equal(edit.scenario.theta, again.scenario.theta)


def test_a_frozen_bias_that_a_layer_has_in_common_is_that_of_its_new_unit_too():
    added = with_added_unit(mazur("frozen"), 1).scenario
    assert biases(added, 1) == [0.35] * 3
    deep = with_added_layer(mazur("frozen"), 1).scenario
    assert deep.has_one_bias_per_layer
    assert (set(biases(deep, 2)), set(biases(deep, 3))) == ({0.35}, {0.6})


@pytest.mark.parametrize("scheme", [scheme for scheme in INITIALISERS if scheme != "zeros"])
def test_units_that_come_after_others_went_are_never_their_twins(scheme):
    scenario = replace(square(), init=Initialiser(scheme, 3))
    for _ in range(6):
        scenario = with_added_unit(without_unit(scenario, 1, 0).scenario, 1).scenario
    drawn = [number for layer in (1, 2) for row in weights(scenario, layer) for number in row]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize(("before", "kept", "redrawn"), [(1, 3, (1, 2)), (2, 1, (2, 3))])
def test_a_layer_redraws_those_whose_inputs_it_changes(before, kept, redrawn):
    edit = with_added_layer(mazur("per_unit"), before)
    assert [layer.units for layer in edit.scenario.network.layers] == [2, 2, 2, 2]
    assert weights(edit.scenario, kept) == weights(mazur(), 2 if kept == 3 else 1)
    old = set(mazur().theta.tolist())
    assert not any(number in old for layer in redrawn for row in weights(edit.scenario, layer) for number in row)
    assert edit.text == f"Add layer {before + 1}"
    assert "8 new weights drawn, the other 4 are the starting weights" in edit.said


def test_a_layer_that_goes_has_its_neighbours_meet_anew():
    deep = with_added_layer(mazur("per_unit"), 2).scenario
    edit = without_layer(deep, 2)
    assert weights(edit.scenario, 1) == weights(mazur(), 1)
    assert not np.any(np.isin(weights(edit.scenario, 2), weights(mazur(), 2)))
    assert biases(edit.scenario, 2) == [0.6, 0.6]


def test_a_new_layer_is_like_the_one_below_it():
    start = with_activation(with_units(mazur(), 1, 3).scenario, 1, "tanh").scenario
    for before in (1, 2):
        layer = with_added_layer(start, before).scenario.network.layers[before]
        assert (layer.units, layer.activation) == (3, "tanh")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda s: with_added_unit(s, 0), "come with the data"),
        (lambda s: without_unit(s, 2, 0), "come with the data"),
        (lambda s: without_layer(s, 0), "come with the data"),
        (lambda s: with_units(s, 2, 5), "come with the data"),
        (lambda s: with_added_layer(s, 0), "between"),
        (lambda s: with_added_layer(s, 3), "between"),
        (lambda s: without_unit(with_units(s, 1, 1).scenario, 1, 0), "at least 1 unit"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(make, reason):
    with pytest.raises(ScenarioError, match=reason):
        make(mazur())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("h2", "“h2” is already the name of another unit."),
        ("w1", "“w1” is already the name of a parameter"),
        ("exp", "“exp” is already a function that formulas use."),
        ("learning_rate", "“learning_rate” is already a quantity of the calculation."),
        ("2nd", "“2nd” is not a name of letters, digits and _ after a letter."),
        ("", "“” is not a name"),
        ("net_h2", "“net_h2” is already the name of a quantity of the calculation."),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_its_reason(qapp, name, reason):
    walkthrough = Walkthrough(mazur())
    with pytest.raises(ScenarioError) as refused:
        walkthrough.change(lambda scenario: with_name(scenario, 1, 0, name))
    assert str(refused.value).startswith(reason)
    assert walkthrough.undo_stack.count() == 0


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "bfgs"])
def test_renaming_keeps_run_cursor_and_past(qapp, optimizer):
    rate = OptimizerSettings(optimizer, 0.5, {"momentum": 0.9} if optimizer == "momentum" else {})
    walkthrough = Walkthrough(replace(mazur(), optimizer=rate))
    walkthrough.grow(40)
    walkthrough.go_to(11, 5)
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), 0.9)
    walkthrough.grow(20)
    ghost, old = walkthrough.ghost, walkthrough.run
    before = [old.state(done).tolist() for done in range(old.updates + 1)], old.losses.tolist()
    walkthrough.change(lambda scenario: with_name(scenario, 1, 0, "edge"))
    run = walkthrough.run
    assert walkthrough.undo_stack.undoText() == "Rename h1 to edge"
    assert (walkthrough.cursor, walkthrough.ghost) == ((11, 5), ghost)
    assert ([run.state(done).tolist() for done in range(run.updates + 1)], run.losses.tolist()) == before
    for update in (1, 11, run.updates):
        assert run.pass_of(update).scenario.network.layers[1].names == ("edge", "h2")
    walkthrough.go_to(2, 1)
    assert walkthrough.step.symbol_text == "net_edge"
    run.advance(3)
    old.advance(3)
    assert run.losses.tolist() == old.losses.tolist()
    walkthrough.undo_stack.undo()
    assert walkthrough.run is old
    assert walkthrough.ghost is ghost


def test_names_of_ones_own_stay_with_their_units(qapp):
    scenario = with_name(with_units(mazur(), 1, 3).scenario, 1, 1, "edge").scenario
    assert without_unit(scenario, 1, 0).scenario.network.layers[1].names == ("edge", "h2")
    assert with_added_unit(scenario, 1).scenario.network.layers[1].names == ("h1", "edge", "h3", "h4")
    assert with_added_layer(scenario, 1).scenario.network.layers[2].names == ("h3_1", "edge", "h3_3")


def hidden(scenario, rng):
    return 1 + rng.randrange(max(len(scenario.network.layers) - 2, 1))


def any_unit(scenario, rng):
    layer = rng.randrange(len(scenario.network.layers))
    return layer, rng.randrange(scenario.network.layers[layer].units)


EDITS = {
    "add unit": lambda s, rng: with_added_unit(s, hidden(s, rng)),
    "remove unit": lambda s, rng: without_unit(s, *any_unit(s, rng)),
    "add layer": lambda s, rng: with_added_layer(s, 1 + rng.randrange(len(s.network.layers) - 1)),
    "remove layer": lambda s, rng: without_layer(s, hidden(s, rng)),
    "resize": lambda s, rng: with_units(s, hidden(s, rng), 1 + rng.randrange(4)),
    "biases": lambda s, rng: with_biases(s, rng.choice(BIASES)),
    "rename": lambda s, rng: with_name(s, *any_unit(s, rng), rng.choice(["x", "h1", "h2", "o1", "edge"])),
}
edits = st.lists(st.tuples(st.sampled_from([*EDITS]), st.integers(0, 10**6)), max_size=6)


@examples(25)
@given(scenario=scenarios(hidden=(0, 3)), edits=edits)
def test_any_edits_give_a_network_that_runs_and_undo_brings_each_back_bit_for_bit(qapp, scenario, edits):
    walkthrough = Walkthrough(scenario)
    seen = [walkthrough.scenario]
    for kind, seed in edits:
        with suppress(ScenarioError):
            walkthrough.change(lambda s, kind=kind, seed=seed: EDITS[kind](s, Random(seed)))
        now = walkthrough.scenario
        check_together(now)
        names = [name for layer in now.network.names for name in layer]
        assert len(set(names)) == len(names)
        assert np.isfinite(now.theta).all()
        assert now.theta.size == now.network.size == Run(now).pass_of(1).theta_before.size
        if walkthrough.undo_stack.count() == len(seen):
            seen.append(now)
    for before in reversed(seen[:-1]):
        walkthrough.undo_stack.undo()
        assert walkthrough.scenario.same_as(before)
        assert walkthrough.scenario.network == before.network
