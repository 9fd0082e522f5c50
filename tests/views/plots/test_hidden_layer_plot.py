"""A hidden layer over all samples, against plain Python; and no sample before it has gone through the network."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explainer.engine.measure.evaluate import Forward
from explainer.files.examples import example
from explainer.files.scenario.settings_by_path import with_settings
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.hidden_layer.histogram import flat_at
from explainer.views.plots.plot_tabs.plots import make_plot, plot_named
from explainer.views.plotting.saving import SaveButton


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def xor_hidden(theta, x, y):
    """The net inputs of the two hidden units: weights first, unit by unit, then the biases."""
    return [theta[0] * x + theta[1] * y + theta[4], theta[2] * x + theta[3] * y + theta[5]]


@pytest.fixture
def opened(qapp, qtbot):
    def open_it(scenario, updates=0, line=0):
        session = Session(Walkthrough(scenario))
        session.walkthrough.go_to(updates + 1, line)
        plot = make_plot(plot_named("hidden"), session)
        qtbot.addWidget(plot)
        plot.resize(700, 420)
        plot.show()
        plot.finish()
        return session, plot

    return open_it


def test_each_sample_is_where_the_two_units_put_it(opened):
    scenario = example("xor")
    session, plot = opened(scenario, 0)
    session.walkthrough.go_to(1, len(session.walkthrough.trace))
    plot.finish()
    # the last line of an update has the new weights already
    theta = session.walkthrough.run.theta(1)
    nets = [xor_hidden(theta, *inputs) for inputs in ((0, 0), (0, 1), (1, 0), (1, 1))]
    table = plot.table()
    assert table["sample"].tolist() == [1, 2, 3, 4]
    np.testing.assert_allclose(table["h1"], [sigmoid(a) for a, _ in nets], rtol=1e-12)
    np.testing.assert_allclose(table["h2"], [sigmoid(b) for _, b in nets], rtol=1e-12)


def test_the_line_is_where_the_unit_above_is_undecided(opened):
    """w5·h1 + w6·h2 + b_o1 = 0 at both of its ends."""
    session, plot = opened(example("xor"), 200)
    theta = session.walkthrough.run.theta(200)
    x, y = plot.plane.lines.curve.getData()
    assert x.size == 2
    session.walkthrough.go_to(201, 1)
    plot.finish()
    x, y = plot.plane.lines.curve.getData()
    assert theta[6] * x[0] + theta[7] * y[0] + theta[8] == pytest.approx(0, abs=1e-9)
    assert theta[6] * x[1] + theta[7] * y[1] + theta[8] == pytest.approx(0, abs=1e-9)


def test_no_sample_is_shown_before_it_has_gone_through(opened):
    session, plot = opened(example("xor"))
    assert plot.answers.found is None or not len(plot.answers.found.nets)
    assert plot.reason.text()
    session.go_to("out_o1", 1, 2)
    plot.finish()
    assert plot.table()["sample"].tolist() == [1, 2]


def test_the_histogram_counts_all_net_inputs(opened):
    session, plot = opened(example("xor"), 1)
    plot.of_nets.click()
    plot.finish()
    theta = session.walkthrough.run.theta(0)
    nets = [net for inputs in ((0, 0), (0, 1), (1, 0), (1, 1)) for net in xor_hidden(theta, *inputs)]
    table = plot.table()
    assert table["how many"].sum() == 8
    assert (table["from"][0], table["to"][-1]) == pytest.approx((min(nets), max(nets)))
    assert table["how many"][0] == sum(net < table["to"][0] for net in nets)


def test_the_share_of_zeros_of_a_relu_layer_is_told(opened):
    scenario = with_settings(example("xor"), {"layers.1.activation": "relu"})
    session, plot = opened(scenario, 1)
    theta = session.walkthrough.run.theta(0)
    nets = np.array([xor_hidden(theta, *inputs) for inputs in ((0, 0), (0, 1), (1, 0), (1, 1))])
    zeros, dead = int((nets <= 0).sum()), int((nets <= 0).all(axis=0).sum())
    assert f"{zeros / 8:.0%} of the outputs are 0" in plot.readout.text()
    assert f"{dead} of 2 units put out 0 for every sample" in plot.readout.text()


def test_a_sigmoid_is_flat_far_from_0_and_a_relu_below_it():
    assert flat_at("sigmoid", np.array([-9.0, -1.0, 0.0, 1.0, 9.0])).tolist() == [True, False, False, False, True]
    assert flat_at("relu", np.array([-9.0, -0.1, 0.1, 9.0])).tolist() == [True, True, False, False]


def test_each_unit_has_its_share_of_zeros(opened):
    """h1 has weights that are all 0 and a bias below 0: it is dead. h2 = relu(x - y) is 0 for three of four samples."""
    relu = with_settings(example("xor"), {"layers.1.activation": "relu"})
    theta = relu.theta.copy()
    theta[:6] = 0, 0, 1, -1, -1, 0
    _, plot = opened(replace(relu, theta=theta), 1)
    plot.of_units.click()
    plot.finish()
    table = plot.table()
    assert list(table["unit"]) == ["h1", "h2"]
    assert table["out = 0, % of samples"].tolist() == [100, 75]
    assert "1 (h1) of 2 units put out 0 for every sample" in plot.readout.text()


def test_saturated_outputs_are_counted_unit_by_unit(opened):
    """Within 0.02 of 0 or 1: beyond ln 49, 3.89, to both sides."""
    session, plot = opened(example("xor"), 400)
    session.walkthrough.go_to(401, 0)
    plot.of_units.click()
    plot.finish()
    theta = session.walkthrough.run.theta(399)
    nets = [xor_hidden(theta, *inputs) for inputs in ((0, 0), (0, 1), (1, 0), (1, 1))]
    expected = [25.0 * sum(abs(net) > math.log(49) for net in unit) for unit in zip(*nets, strict=True)]
    assert any(expected)
    assert plot.table()["saturated, % of samples"].tolist() == expected


def test_an_activation_without_a_flat_part_has_no_shares(opened):
    _, plot = opened(with_settings(example("xor"), {"layers.1.activation": "leaky_relu"}), 1)
    plot.of_units.click()
    assert "no flat part" in plot.reason.text()
    assert len(plot.table()) == 0


def test_units_without_biases_have_their_line_through_0(opened):
    session, plot = opened(example("geeksforgeeks"), 0)
    session.walkthrough.go_to(1, len(session.walkthrough.trace))
    plot.finish()
    assert [border.constant for border in plot.answers.borders(0, 1)] == [0.0]


def test_another_layer_and_other_units_can_be_looked_at(opened):
    session, plot = opened(example("moons"), 1)
    assert not plot.layers.isVisible()
    plot.up.setCurrentIndex(3)
    plot.up.activated.emit(3)
    assert plot.table().names == ("sample", "h1", "h4")
    data = session.walkthrough.scenario.data
    outs = Forward(session.walkthrough.scenario, len(data.inputs)).outs(session.walkthrough.run.theta(0), data.inputs)
    np.testing.assert_allclose(plot.table()["h4"], outs[0][:, 3], rtol=1e-12)


def test_a_network_without_a_hidden_layer_says_so(opened):
    _, plot = opened(example("and"))
    assert "no hidden layer" in plot.reason.text()


def test_one_plot_has_one_way_to_save(opened):
    session, plot = opened(example("xor"), 1)
    session.display.set_zoom(1.5)
    for button in (plot.of_plane, plot.of_nets, plot.of_units):
        button.click()
        assert [save.isVisible() for save in plot.findChildren(SaveButton)].count(True) == 1
