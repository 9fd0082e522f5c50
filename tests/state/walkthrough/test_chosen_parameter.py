"""Which parameter a page is about: what is selected, else what the line is about."""

from __future__ import annotations

import pytest
from worked import mazur, square

from explainer.state.walkthrough.pointing import ChosenParameter, Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import bias_element, unit_element, weight_element


@pytest.fixture
def made(qapp):
    walkthrough = Walkthrough(mazur())
    pointing = Pointing(walkthrough)
    return walkthrough, pointing, ChosenParameter(walkthrough, pointing, walkthrough)


def gradient_line(walkthrough, index) -> int:
    symbol = Symbol(Quantity.GRADIENT, 0, parameter=index)
    return next(step.number for step in walkthrough.trace if step.symbol == symbol)


def test_at_first_it_is_the_first_weight(made) -> None:
    _, _, choice = made
    assert choice.parameter.index == 0
    assert not choice.is_made


def test_it_follows_the_lines_until_something_is_selected(made, qtbot) -> None:
    walkthrough, pointing, choice = made
    w5, w8 = 6, 9
    with qtbot.waitSignal(choice.changed):
        walkthrough.go_to(1, gradient_line(walkthrough, w5))
    assert choice.parameter.index == w5
    with qtbot.waitSignal(choice.changed):
        pointing.select(weight_element(w8))
    walkthrough.go_to(1, gradient_line(walkthrough, 0))
    assert choice.parameter.index == w8
    assert choice.is_made


def test_choosing_selects_in_the_picture(made) -> None:
    walkthrough, pointing, choice = made
    network = walkthrough.scenario.network
    choice.choose(network.parameter(network.layers[1].bias_start + 1))
    assert pointing.selected == bias_element(walkthrough.scenario, 1, 1)
    assert choice.parameter.is_bias
    choice.choose(network.parameter(7))
    assert pointing.selected == weight_element(7)


def test_a_unit_is_no_choice(made, qtbot) -> None:
    _, pointing, choice = made
    with qtbot.assertNotEmitted(choice.changed):
        pointing.select(unit_element(1, 0))
    assert choice.parameter.index == 0
    assert not choice.is_made


def test_another_network_begins_anew(made, qtbot) -> None:
    walkthrough, pointing, choice = made
    pointing.select(weight_element(9))
    with qtbot.waitSignal(choice.changed):
        walkthrough.open(square(), "square")
    assert choice.parameter.index == 0
