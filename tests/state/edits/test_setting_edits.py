"""Edits of settings: what they change, what they bring along, and what cannot be."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import mazur, square

from explainer.engine.scenario.initialisers import INITIALISERS
from explainer.engine.scenario.network import BIASES
from explainer.engine.scenario.scenario import UpdateOrder
from explainer.files.checks import ScenarioError
from explainer.files.data.generators import GENERATORS
from explainer.files.scenario.together import check_together
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.edits import data_edits as settings
from explainer.state.edits import network_edits as network_settings
from explainer.state.edits import training_edits as training_settings
from explainer.state.edits.data_edits import with_digits, with_generated

MINIMISERS = [name for name, optimizer in OPTIMIZERS.items() if optimizer.is_minimiser]


def output_activation(scenario):
    return scenario.network.layers[-1].activation


def names(scenario):
    return [layer.names for layer in scenario.network.layers]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_comes_with_its_usual_settings(name):
    edit = training_settings.with_optimizer(square(), name)
    assert edit.scenario.optimizer.name == name
    assert edit.scenario.optimizer.learning_rate == OPTIMIZERS[name].learning_rate
    assert edit.scenario.optimizer.options == OPTIMIZERS[name].options
    check_together(edit.scenario)


@pytest.mark.parametrize(
    ("name", "said"),
    [("adam", "The learning rate is now 0.001, the usual one of Adam."), ("momentum", ""), ("bfgs", "")],
)
def test_another_learning_rate_is_told_of(name, said):
    assert training_settings.with_optimizer(mazur(), name).said == said


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_loss_can_be_chosen_with_any_outputs(name, activation):
    start = network_settings.with_activation(mazur(), 2, activation).scenario
    edit = training_settings.with_loss(start, name)
    assert edit.scenario.loss == name
    check_together(edit.scenario)
    assert bool(edit.said) == (output_activation(edit.scenario) != activation)


def test_categorical_cross_entropy_brings_softmax_and_goes_with_it():
    edit = training_settings.with_loss(mazur(), "categorical_cross_entropy")
    assert output_activation(edit.scenario) == "softmax"
    assert "softmax" in edit.said
    back = training_settings.with_loss(edit.scenario, "half_squared_error")
    assert output_activation(back.scenario) == "sigmoid"
    assert "sigmoid" in back.said


def test_softmax_brings_categorical_cross_entropy_and_takes_it_along():
    edit = network_settings.with_activation(mazur(), 2, "softmax")
    assert edit.scenario.loss == "categorical_cross_entropy"
    assert "categorical cross-entropy" in edit.said
    assert network_settings.with_activation(edit.scenario, 2, "tanh").scenario.loss == "half_squared_error"


def test_targets_that_are_no_shares_are_the_reason_not_to_take_softmax():
    uneven = mazur().with_data(mazur().data.with_target(0, 0, 0.5))
    with pytest.raises(ScenarioError, match="sum to 1"):
        training_settings.with_loss(uneven, "categorical_cross_entropy")
    with pytest.raises(ScenarioError, match="sum to 1"):
        network_settings.with_activation(uneven, 2, "softmax")


def test_hidden_layers_are_not_offered_softmax():
    assert network_settings.hidden_activations() == [name for name in ACTIVATIONS if name != "softmax"]


@pytest.mark.parametrize("name", MINIMISERS)
def test_a_minimiser_brings_what_it_needs(name):
    start = replace(square(), batch_size=2, dropout=0.5, update_order="sequential")
    edit = training_settings.with_optimizer(start, name)
    assert (edit.scenario.batch_size, edit.scenario.dropout, edit.scenario.update_order) == (None, 0, "simultaneous")
    assert "whole data set" in edit.said
    with pytest.raises(ScenarioError, match="whole data set"):
        training_settings.with_batch_size(edit.scenario, 2)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda s: training_settings.with_dropout(s, 1), "Dropout"),
        (lambda s: training_settings.with_l1(s, -1), "L1"),
        (lambda s: training_settings.with_l2(s, -0.1), "L2"),
        (lambda s: training_settings.with_batch_size(s, 0), "at least 1"),
        (lambda s: training_settings.with_learning_rate(s, -1), "learning_rate"),
        (lambda s: network_settings.with_units(s, 1, 0), "at least 1"),
        (lambda s: network_settings.with_units(s, 1, 3_000_000), "5,000,000"),
        (lambda s: training_settings.with_seed(s, 2**63), "Seed"),
        (lambda s: settings.with_test_fraction(s, 1), "Test part"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(make, word):
    with pytest.raises(ScenarioError, match=word):
        make(mazur())


def test_another_width_draws_the_layers_it_touches_and_names_the_units():
    deep = network_settings.with_added_layer(mazur()).scenario
    assert names(deep) == [("i1", "i2"), ("h2_1", "h2_2"), ("h3_1", "h3_2"), ("o1", "o2")]
    assert deep.theta[:6].tolist() == mazur().theta[:6].tolist()
    wide = network_settings.with_units(deep, 2, 3).scenario
    assert wide.theta[:6].tolist() == mazur().theta[:6].tolist()
    assert [layer.units for layer in wide.network.layers] == [2, 2, 3, 2]
    back = network_settings.without_layer(wide, 2).scenario
    assert names(back) == names(mazur())
    assert back.theta[:6].tolist() == mazur().theta[:6].tolist()


def test_names_of_the_persons_own_stay_where_they_can():
    own = replace(mazur().network.layers[0], names=("width", "height"))
    network = replace(mazur().network, layers=(own, *mazur().network.layers[1:]))
    scenario = replace(mazur(), network=network)
    assert names(network_settings.with_units(scenario, 1, 3).scenario)[0] == ("width", "height")
    clash = replace(own, names=("h1", "w9"))
    network = replace(mazur().network, layers=(clash, *mazur().network.layers[1:]))
    with_default = network_settings.with_units(replace(mazur(), network=network), 1, 3).scenario
    assert names(with_default)[0] == ("i1", "i2")


def test_a_network_without_hidden_layers_gets_one():
    shallow = network_settings.without_layer(mazur(), 1).scenario
    assert names(shallow) == [("i1", "i2"), ("o1", "o2")]
    assert names(network_settings.with_added_layer(shallow).scenario)[1] == ("h1", "h2")


SOME_BIASES = [rule for rule in BIASES if rule != "none"]


@pytest.mark.parametrize("before", SOME_BIASES)
@pytest.mark.parametrize("after", SOME_BIASES)
def test_biases_stay_under_another_rule(before, after):
    edit = network_settings.with_biases(mazur(before), after)
    layers, theta = edit.scenario.network.layers, edit.scenario.theta
    assert edit.scenario.network.biases == after
    assert [set(layer.biases(theta)) for layer in layers[1:]] == [{0.35}, {0.6}]
    assert layers[1].weights(theta).tolist() == [[0.15, 0.2], [0.25, 0.3]]


def test_a_shared_bias_starts_as_the_average_of_its_units():
    scenario = network_settings.with_biases(mazur("per_unit"), "per_unit").scenario
    theta = scenario.theta.copy()
    theta[4:6] = 1, 4
    shared = network_settings.with_biases(scenario.with_theta(theta), "shared").scenario
    assert shared.network.layers[1].biases(shared.theta).tolist() == [2.5]


@pytest.mark.parametrize("scheme", INITIALISERS)
def test_every_way_to_draw_weights_can_be_chosen(scheme):
    first = network_settings.with_init(square(), scheme=scheme, seed=3).scenario
    assert first.init.scheme == scheme
    again = network_settings.with_init(square(), scheme=scheme, seed=3).scenario
    assert np.array_equal(first.theta, again.theta)
    assert np.any(first.theta != square().theta)


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("start", [mazur(), square()], ids=["2-2-2", "1-4-1"])
def test_every_generated_set_fits_any_network(name, start):
    edit = with_generated(start, name, samples=12)
    assert edit.scenario.network.layers[0].units == edit.scenario.data.inputs.shape[1]
    assert edit.scenario.network.layers[-1].units == edit.scenario.data.targets.shape[1]
    assert len(edit.scenario.data.inputs) == 12
    assert edit.scenario.data.source["generator"] == name
    check_together(edit.scenario)


def test_digits_resize_both_ends_and_keep_how_data_are_prepared():
    start = settings.with_scale(settings.with_test_fraction(mazur(), 0.2).scenario, "standard").scenario
    edit = with_digits(start)
    assert [layer.units for layer in edit.scenario.network.layers] == [64, 2, 10]
    assert (edit.scenario.data.scale, edit.scenario.data.test_fraction) == ("standard", 0.2)
    assert "64 inputs instead of 2 and 10 outputs instead of 2" in edit.said


def test_data_that_do_not_suit_the_loss_bring_another():
    soft = training_settings.with_loss(mazur(), "categorical_cross_entropy").scenario
    edit = with_generated(soft, "parabola")
    assert edit.scenario.loss == "half_squared_error"
    assert output_activation(edit.scenario) == "sigmoid"
    assert "half squared error" in edit.said


def three_classes():
    data = with_generated(mazur(), "blobs", samples=3).scenario
    scenario = network_settings.with_units(data, 1, 2).scenario
    targets = np.array([[0.2, 0.3, 0.5], [1.0, 0, 0], [0, 1.0, 0]])
    wide = settings.with_data(scenario, scenario.data.with_numbers(scenario.data.inputs, targets), "")
    return training_settings.with_loss(wide.scenario, "categorical_cross_entropy").scenario


def test_targets_that_are_shares_keep_their_sum():
    scenario = three_classes()
    edit = settings.with_target(scenario, 0, 2, 0.75)
    assert edit.scenario.data.targets[0] == pytest.approx([0.1, 0.15, 0.75])
    assert edit.said
    edit = settings.with_target(scenario, 1, 0, 0.5)
    assert edit.scenario.data.targets[1] == pytest.approx([0.5, 0.25, 0.25])
    with pytest.raises(ScenarioError, match="from 0 to 1"):
        settings.with_target(scenario, 0, 0, 1.5)


def test_targets_outside_binary_cross_entropy_are_refused():
    scenario = training_settings.with_loss(mazur(), "binary_cross_entropy").scenario
    assert settings.with_target(scenario, 0, 0, 1).scenario.data.targets[0, 0] == 1
    with pytest.raises(ScenarioError, match="from 0 to 1"):
        settings.with_target(scenario, 0, 0, 2)


def test_a_new_layer_does_not_repeat_the_weights_of_another():
    drawn = network_settings.with_init(square(), scheme="normal", seed=3).scenario
    square_layer = network_settings.with_units(drawn, 1, 1).scenario
    deep = network_settings.with_added_layer(square_layer).scenario
    weights = [layer.weights(deep.theta)[0, 0] for layer in deep.network.layers[1:]]
    assert len(set(weights)) == 3


EDITS = [
    *(lambda s, n=name: training_settings.with_loss(s, n) for name in LOSSES),
    *(lambda s, n=name: training_settings.with_optimizer(s, n) for name in OPTIMIZERS),
    *(lambda s, n=name: network_settings.with_activation(s, -1, n) for name in ACTIVATIONS),
    *(lambda s, n=name: network_settings.with_activation(s, 1, n) for name in ACTIVATIONS),
    *(lambda s, n=name: network_settings.with_biases(s, n) for name in BIASES),
    *(lambda s, n=name: with_generated(s, n, samples=6) for name in GENERATORS),
    *(lambda s, n=size: training_settings.with_batch_size(s, n) for size in (None, 1, 4)),
    *(lambda s, n=value: training_settings.with_dropout(s, n) for value in (0, 0.5)),
    *(lambda s, n=order: training_settings.with_update_order(s, n) for order in get_args(UpdateOrder)),
    *(lambda s, n=units: network_settings.with_units(s, len(s.network.layers) - 2, n) for units in (1, 3)),
    lambda s: network_settings.without_layer(s, 1),
    network_settings.with_added_layer,
]


@given(edits=st.lists(st.sampled_from(EDITS), max_size=12))
def test_any_edits_one_after_another_leave_a_scenario_that_can_be_trained(edits):
    scenario = mazur()
    for make in edits:
        if len(scenario.network.layers) < 3:
            scenario = network_settings.with_added_layer(scenario).scenario
        with suppress(ScenarioError):
            scenario = make(scenario).scenario
        check_together(scenario)
        layers = scenario.network.layers
        assert len(scenario.theta) == scenario.network.size
        assert len(set().union(*names(scenario))) == sum(layer.units for layer in layers)
        assert (layers[0].units, layers[-1].units) == (scenario.data.inputs.shape[1], scenario.data.targets.shape[1])
