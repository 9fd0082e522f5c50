"""The canvas beside the formula: every number that a line is made of is there, under dropout and any optimizer."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from pictures import at
from test_canvas import Desk, network_of
from traces import trace_of

from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.functions.expression import symbols
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element, ElementKind, unit_element, weight_element

SAME_NAME_AS_THE_RESULT = (Quantity.ERROR_SUM, Quantity.GRADIENT_SUM, Quantity.SCALAR_BEFORE, Quantity.BACKWARD_WEIGHT)
"""What a line makes anew is in one place, where its new value is; a weight is a weight on the way back too."""


def texts(desk):
    return [text for card in desk.canvas.drawing.picture.cards.values() for text in card.texts]


def placed(symbol):
    """A contribution is on its edge, whichever parameter a line says it is about."""
    return symbol._replace(parameter=-1) if symbol.quantity is Quantity.CONTRIBUTION else symbol


def with_optimizer(name, **settings):
    of = OPTIMIZERS[name]
    optimizer = OptimizerSettings(name, of.learning_rate, of.options)
    return replace(network_of([2, 2, 1], **settings), optimizer=optimizer)


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_every_number_of_a_formula_stands_in_the_picture(name):
    settings = {} if OPTIMIZERS[name].is_minimiser else {"dropout": 0.4}
    for step in trace_of(with_optimizer(name, samples=2, l1=0.01, l2=0.02, **settings), update=2):
        _, picture = at(Known.after(step), (2400, 1800))
        shown = {text.symbol for card in picture.cards.values() for text in card.texts}
        used = [symbol for symbol in symbols(step.rule) if symbol.quantity not in SAME_NAME_AS_THE_RESULT]
        assert {symbol for symbol in map(placed, (*used, step.symbol)) if symbol not in shown} == set(), step.formula


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_no_line_looks_empty(qtbot, name):
    desk = Desk(qtbot, with_optimizer(name))
    for number in range(1, desk.walkthrough.length_of(1) + 1):
        desk.walkthrough.go_to(1, number)
        assert desk.canvas.highlighted, desk.walkthrough.step.symbol_text


def test_a_choice_of_a_minimiser_stands_once_on_its_weight(qtbot):
    desk = Desk(qtbot, with_optimizer("bfgs"))
    lines = range(1, desk.walkthrough.length_of(1) + 1)
    number = next(n for n in lines if desk.walkthrough.trace[n].symbol_text == "direction_w1")
    desk.walkthrough.go_to(1, number)
    written = desk.canvas.texts_of(weight_element(0))
    assert written[0] == "w1"
    assert written.count("direction") == 1


def test_what_an_optimizer_finds_out_once_is_a_dash_until_then(qtbot):
    desk = Desk(qtbot, with_optimizer("nadam"))
    names = ("momentum_now", "momentum_next", "momentum_product")
    first = next(n for n in range(1, 99) if desk.walkthrough.trace[n].symbol_text == names[0])
    for done in range(4):
        desk.walkthrough.go_to(1, first - 1 + done)
        values = [desk.canvas.texts_of(Element(ElementKind.TOTAL, name=name))[1] for name in names]
        assert [value != "–" for value in values] == [i < done for i in range(3)]
    t = Element(ElementKind.SETTING, name=Quantity.COUNT.value)
    assert desk.canvas.texts_of(t) == ("t", "1")
    desk.walkthrough.go_to(3, 1)
    assert desk.canvas.texts_of(t) == ("t", "3")


def test_a_dropped_unit_looks_dropped_from_its_line_on(qtbot):
    desk = Desk(qtbot, network_of([2, 3, 1], samples=4, dropout=0.5))
    seen = set()
    for number in range(1, desk.walkthrough.length_of(1) + 1):
        desk.walkthrough.go_to(1, number)
        shown, p = desk.walkthrough.known, desk.walkthrough.trace.of
        for unit in range(3):
            rng = np.random.default_rng([0, 1, 1])
            dropped = (rng.random((4, 3)) < 0.5)[shown.sample, unit]
            known = not math.isnan(shown.layers[1].passed[unit])
            cards = desk.canvas.drawing.picture.cards.values()
            card = next(c for c in cards if c.element == unit_element(1, unit))
            assert card.is_dashed == bool(dropped and known), (number, unit, p)
            seen.add(card.is_dashed)
    assert seen == {True, False}


def test_a_network_that_scales_its_inputs_says_so(qtbot):
    plain = network_of([2, 2, 1], samples=3)
    for scale, expected in (("none", False), ("minmax", True)):
        desk = Desk(qtbot, plain.with_data(replace(plain.data, scale=scale)))
        assert ("inputs are scaled" in {text.text for text in texts(desk)}) == expected
