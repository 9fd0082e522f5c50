"""The unit whose activation is looked at, and its numbers: those of the trace, as far as they are computed."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from worked import mazur, one_unit

from explainer.engine.scenario.network import Parameter
from explainer.state.answers.activation_explorer import ActivationExplorer
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import unit_element, weight_element


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def pointing(walkthrough):
    return Pointing(walkthrough)


@pytest.fixture
def explorer(walkthrough, pointing):
    return ActivationExplorer(walkthrough, pointing)


def line(walkthrough, operation, unit):
    """The number of the first line of this kind about this unit."""
    trace = walkthrough.trace
    return next(n for n in range(1, len(trace) + 1) if (trace[n].operation, trace[n].unit) == (operation, unit))


def test_nothing_is_shown_before_it_is_computed(explorer, walkthrough):
    assert explorer.unit_name == "h1"
    assert math.isnan(explorer.net)
    assert math.isnan(explorer.out)
    assert math.isnan(explorer.slope)
    walkthrough.go_to(1, line(walkthrough, "net", "h1"))
    assert explorer.net == pytest.approx(0.3775)
    assert math.isnan(explorer.out)
    walkthrough.go_to(1, line(walkthrough, "out", "h1"))
    assert explorer.out == pytest.approx(0.593269992)
    assert math.isnan(explorer.slope), "that is a line of its own"
    walkthrough.go_to(1, line(walkthrough, "dout_dnet", "h1"))
    assert explorer.slope == pytest.approx(0.593269992 * (1 - 0.593269992))
    walkthrough.hide_result()
    assert math.isnan(explorer.slope)
    walkthrough.go_to(1, line(walkthrough, "out", "h1"))
    assert math.isnan(explorer.out)


def test_of_an_output_whose_delta_does_without_the_slope_it_comes_with_the_out(qapp):
    walkthrough = Walkthrough(replace(mazur(), loss="binary_cross_entropy"))
    explorer = ActivationExplorer(walkthrough, Pointing(walkthrough))
    walkthrough.go_to(1, line(walkthrough, "out", "o1"))
    assert explorer.slope == pytest.approx(explorer.out * (1 - explorer.out))


def test_the_slope_is_that_of_the_backward_line(explorer, walkthrough):
    for unit in ("o1", "h2"):
        walkthrough.go_to(1, line(walkthrough, "dout_dnet", unit))
        assert explorer.unit_name == unit
        assert explorer.slope == walkthrough.step.value


def test_it_follows_the_line_and_stays_where_a_line_is_of_no_unit(explorer, walkthrough):
    walkthrough.go_to(1, line(walkthrough, "out", "o2"))
    assert explorer.unit_name == "o2"
    walkthrough.next_phase()
    walkthrough.go_to(1, next(n for n in range(1, 44) if walkthrough.trace[n].operation == "sample_error"))
    assert explorer.unit_name == "o2"
    walkthrough.go_to(1, 43)  # the update of a weight of o2 comes last
    assert explorer.unit_name == "o2"


def test_what_is_selected_comes_first(explorer, walkthrough, pointing, qtbot):
    walkthrough.go_to(1, line(walkthrough, "out", "o1"))
    with qtbot.waitSignal(explorer.changed):
        pointing.select(unit_element(1, 1))
    assert explorer.unit_name == "h2"
    pointing.select(unit_element(0, 0))  # an input has no activation
    assert explorer.unit_name == "o1"
    pointing.select(weight_element(walkthrough.scenario.network.layers[1].weight(1, 0)))
    assert explorer.unit_name == "h2"


def test_another_function_takes_the_same_net_input(explorer, walkthrough, qtbot):
    walkthrough.go_to(1, line(walkthrough, "net", "h1"))
    with qtbot.waitSignal(explorer.changed):
        explorer.choose("tanh")
    assert explorer.out == pytest.approx(math.tanh(0.3775))
    assert explorer.slope == pytest.approx(1 - math.tanh(0.3775) ** 2)
    assert not explorer.is_own
    with qtbot.assertNotEmitted(explorer.changed):
        explorer.choose("tanh")
    explorer.choose("")
    assert explorer.function == "sigmoid"


def test_it_says_where_a_unit_is_saturated(explorer, walkthrough, pointing):
    walkthrough.set_parameter(Parameter(4, 1, 0, -1), 9.0)
    walkthrough.go_to(1, line(walkthrough, "out", "h1"))
    assert explorer.out > 0.99
    assert explorer.warning == ""
    walkthrough.go_to(1, line(walkthrough, "dout_dnet", "h1"))
    assert explorer.warning.startswith("Saturated")
    explorer.choose("linear")
    assert explorer.warning == ""


def test_a_softmax_of_one_output_is_always_1(explorer, walkthrough):
    scenario = one_unit([1.0], 0.0, "softmax", [[2.0]])
    data = scenario.data.with_numbers(scenario.data.inputs, np.ones((1, 1)))
    walkthrough.open(replace(scenario, data=data, loss="categorical_cross_entropy"), "one")
    walkthrough.go_to(1, line(walkthrough, "out", "o1"))
    assert explorer.curve.outs.tolist() == [1.0] * len(explorer.curve.outs)
    assert explorer.note == "A softmax of a single output is 1, whatever the net input is."


def test_a_network_of_another_shape_has_another_unit(explorer, walkthrough):
    from explainer.files.examples import example

    walkthrough.go_to(1, line(walkthrough, "out", "o2"))
    assert explorer.unit_name == "o2"
    walkthrough.open(example("and"), "and")
    assert explorer.unit_name == "o1"
