"""A network that is too large for all its numbers, in a real canvas: whose numbers are shown, by mouse and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element, ElementKind, unit_element, weight_element
from explainer.views.canvas.view import Canvas
from explainer.views.look.fonts import load_fonts

FOLD = Element(ElementKind.FOLD)


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


def weights_in_sight(canvas):
    return [key[1] for key in canvas.drawing.picture.cards if key[0] == "weight"]


def test_what_has_no_place_is_told_and_a_click_on_it_goes_on(canvas):
    seen = weights_in_sight(canvas)
    assert canvas.texts_of(FOLD)[0] == f"… {40 - len(seen)} more"
    click(canvas, FOLD)
    assert canvas.selected == weight_element(len(seen))
    assert weights_in_sight(canvas) == [*seen[:-1], len(seen)]


def test_a_click_on_a_unit_shows_its_numbers_until_the_next_step(canvas):
    canvas.walkthrough.go_to(1, 1)
    assert weights_in_sight(canvas)[0] == 0
    click(canvas, unit_element(1, 20))
    assert weights_in_sight(canvas)[0] == 20 * 40
    assert canvas.texts_of(unit_element(1, 20))[0] == "h21"
    canvas.walkthrough.next_step()
    assert canvas.selected == unit_element(1, 20)
    assert weights_in_sight(canvas)[0] == 0


def test_an_input_shows_what_goes_out_of_it(canvas):
    click(canvas, unit_element(0, 2))
    first = weights_in_sight(canvas)[:3]
    assert first == [2, 42, 82]


def double_click(canvas, place):
    """Send what a mouse sends for a double click: a click, then the second press."""
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_unit_without_a_name_in_sight_cannot_be_renamed_where_it_is(canvas):
    double_click(canvas, canvas.rect_of(unit_element(1, 20)).center())
    assert canvas.selected == unit_element(1, 20)
    assert not canvas.findChild(QLineEdit, "number_editor").isVisible()


def test_a_double_click_is_on_what_its_first_press_was_on(canvas):
    canvas.walkthrough.open(example("mazur"), "mazur")
    canvas.resize(606, 520)
    canvas.walkthrough.go_to(1, 11)
    target = Element(ElementKind.TARGET, 2, 0)
    place = canvas.rect_of(target).center()
    double_click(canvas, place)
    assert canvas.rect_of(target).center() != place
    assert canvas.findChild(QLineEdit, "number_editor").text() == "0.01"
    assert canvas.findChild(QLineEdit, "number_editor").isVisible()


def test_an_editor_stays_over_its_number_where_the_view_gets_another_size(canvas):
    canvas.walkthrough.open(example("mazur"), "mazur")
    canvas.edit(weight_element(6))
    editor = canvas.findChild(QLineEdit, "number_editor")
    for size in ((606, 520), (900, 640)):
        canvas.resize(*size)
        assert editor.isVisible()
        assert editor.geometry().contains(canvas.rect_of(weight_element(6)).center())


def test_every_weight_can_be_reached_by_tab_and_changed(canvas):
    canvas.setFocus()
    canvas.select(weight_element(39 * 40 + 17))
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.selected == weight_element(39 * 40 + 18)
    assert not canvas.rect_of(canvas.selected).isEmpty()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    editor = canvas.findChild(QLineEdit, "number_editor")
    assert editor.isVisible()
    QTest.keyClicks(editor, "0.5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert canvas.walkthrough.scenario.theta[39 * 40 + 18] == 0.5


def test_a_drag_of_a_weight_that_is_looked_at_keeps_it_in_sight(canvas):
    canvas.select(weight_element(39 * 40 + 17))
    canvas.walkthrough.set_parameter(canvas.walkthrough.scenario.network.parameter(39 * 40 + 17), 0.25)
    assert canvas.texts_of(weight_element(39 * 40 + 17))[1] == "0.25"


def test_a_network_with_fewer_layers_takes_the_place_of_another(canvas):
    click(canvas, unit_element(1, 20))
    canvas.walkthrough.open(network_of([3, 2]), "another")
    assert canvas.selected is None
    assert canvas.texts_of(unit_element(1, 1))[0] == "o2"
