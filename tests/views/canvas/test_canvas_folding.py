"""Wide layers in a real canvas: folded, unfolded by mouse and keyboard, scrolled to what the line is about."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element, ElementKind, unit_element
from explainer.views.canvas.view import Canvas
from explainer.views.look.fonts import load_fonts

FOLD = Element(ElementKind.FOLD, 1)


def network_of(sizes):
    network = Network.of(default_names(sizes), ["sigmoid"] * (len(sizes) - 1), "per_unit")
    rng = np.random.default_rng(3)
    data = Data(frozen(rng.normal(size=(1, sizes[0]))), frozen(rng.uniform(size=(1, sizes[-1]))))
    return Scenario(network, frozen(rng.uniform(-1, 1, network.size)), data)


@pytest.fixture
def canvas(qtbot):
    load_fonts()
    walkthrough = Walkthrough(network_of([40, 40, 3]))
    canvas = Canvas(walkthrough, Pointing(walkthrough), Display())
    canvas.walkthrough = walkthrough
    canvas.player.reduce_motion = True
    qtbot.addWidget(canvas)
    canvas.resize(790, 600)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas


def click(canvas, element):
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.rect_of(element).center())


def is_in_sight(canvas, element):
    rect = canvas.rect_of(element)
    return not rect.isEmpty() and canvas.viewport().rect().contains(rect)


def test_a_click_on_the_mark_unfolds_its_layer_and_a_click_on_the_top_folds_it_again(canvas):
    assert canvas.texts_of(FOLD) == ("… 32 more",)
    assert canvas.texts_of(unit_element(1, 5)) == ()
    click(canvas, FOLD)
    assert canvas.texts_of(unit_element(1, 5))[0] == "h6"
    assert canvas.texts_of(Element(ElementKind.FOLD, 0)) == ("… 33 more",)
    assert canvas.verticalScrollBar().isVisible()
    click(canvas, FOLD)
    assert canvas.texts_of(FOLD) == ("… 32 more",)
    assert not canvas.verticalScrollBar().isVisible()


def test_an_unfolded_layer_is_scrolled_to_its_end_and_the_rest_stays(canvas):
    click(canvas, FOLD)
    assert not is_in_sight(canvas, unit_element(1, 39))
    before = canvas.rect_of(unit_element(2, 0)), canvas.rect_of(Element(ElementKind.SETTING, name="learning_rate"))
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    assert is_in_sight(canvas, unit_element(1, 39))
    after = canvas.rect_of(unit_element(2, 0)), canvas.rect_of(Element(ElementKind.SETTING, name="learning_rate"))
    for old, new in zip(before, after, strict=True):
        assert abs(old.y() - new.y()) <= 1


@pytest.mark.parametrize("unit", [0, 20, 39])
def test_the_unit_of_the_line_is_scrolled_into_sight(canvas, unit):
    click(canvas, FOLD)
    canvas.walkthrough.go_to(1, 2 * unit + 1)
    assert canvas.walkthrough.step.place.unit == unit
    assert is_in_sight(canvas, unit_element(1, unit))


def test_the_mark_is_reached_by_tab_and_opened_by_enter(canvas):
    canvas.setFocus()
    for _ in range(100):
        if canvas.selected == FOLD:
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert canvas.selected == FOLD
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.texts_of(FOLD) == ("fold ▴",)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.texts_of(FOLD) == ("… 32 more",)


def test_another_network_is_folded_at_first(canvas):
    click(canvas, FOLD)
    canvas.walkthrough.open(network_of([40, 41, 3]), "another")
    assert canvas.texts_of(FOLD) == ("… 33 more",)
    assert not canvas.verticalScrollBar().isVisible()


def test_a_network_with_fewer_layers_takes_the_place_of_an_unfolded_one(canvas):
    canvas.walkthrough.open(network_of([3, 3, 3, 40]), "one")
    last = Element(ElementKind.FOLD, 3)
    click(canvas, last)
    assert canvas.selected == last
    assert canvas.texts_of(last) == ("fold ▴",)
    canvas.walkthrough.open(network_of([3, 2]), "another")
    assert canvas.selected is None
    assert canvas.texts_of(unit_element(1, 1))
