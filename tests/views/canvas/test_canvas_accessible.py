"""The numbers of the canvas as assistive tools find them: by walking the children of the canvas."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleEvent
from worked import mazur

from explainer.files.examples import example
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.elements import element_called
from explainer.views.canvas.view import Canvas
from explainer.views.controls.heard.accessible_numbers import NumberObject

NAME, VALUE, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description
LEFT_OUT = "weights that are left out"


class Reader:
    """What an assistive tool finds on a canvas."""

    def __init__(self, qtbot, scenario):
        self.walkthrough, self.display = Walkthrough(scenario), Display()
        self.canvas = Canvas(self.walkthrough, Pointing(self.walkthrough), self.display)
        self.canvas.player.reduce_motion = True
        qtbot.addWidget(self.canvas)
        self.canvas.resize(900, 640)
        with qtbot.waitExposed(self.canvas):
            self.canvas.show()

    @property
    def children(self):
        of = QAccessible.queryAccessibleInterface(self.canvas)
        assert of.role() is QAccessible.Role.Canvas
        children = [of.child(i) for i in range(of.childCount())]
        assert [of.indexOfChild(child) for child in children] == list(range(len(children)))
        return [child for child in children if child.text(NAME)]

    @property
    def numbers(self):
        assert all(child.text(DESCRIPTION) == child.text(VALUE) for child in self.children)
        return {child.text(NAME): child.text(VALUE) for child in self.children}

    def child(self, name):
        return next(child for child in self.children if child.text(NAME) == name)

    def element(self, name):
        return element_called(self.walkthrough.scenario, name)


@pytest.fixture
def reader(qtbot):
    return Reader(qtbot, mazur())


def test_every_number_has_a_name_and_a_value_from_the_start(reader):
    numbers = reader.numbers
    given = {
        "i1, input": "0.05",
        "w1, weight from i1 to h1": "0.15",
        "w8, weight from h2 to o2": "0.55",
        "b2, bias of o1 and o2": "0.6",
        "target of o1": "0.01",
        "eta, learning rate": "0.5",
    }
    assert {name: numbers[name] for name in given} == given
    made = {"net h1, weighted sum of h1", "out o2, output of o2", "E o1, error of o1", "E total, error of the sample"}
    assert {numbers[name] for name in made} == {"not computed yet"}


def test_the_terms_of_a_sum_are_numbers_too(reader):
    reader.walkthrough.go_to(1, 5)
    assert reader.numbers["w5 times out h1, term of net o1"] == "0.237308"
    assert reader.numbers["b2, term of net o1"] == "0.6"
    assert reader.numbers["w7 times out h1, term of net o2"] == "not computed yet"


def test_values_follow_the_cursor_the_notation_and_the_digits(reader):
    reader.walkthrough.go_to(1, 24)
    assert reader.numbers["d E total by d out h1, blame of h1"] == "0.0363503"
    assert reader.numbers["delta of o2"] == "minus 0.0380982"
    reader.display.set_digits(4)
    reader.display.set_notation(Notation.THETA)
    assert reader.numbers["delta 2 of layer 3, delta of o2"] == "minus 0.03810"
    assert reader.numbers["capital theta 1 1 in layer 2, weight from h1 to o1"] == "0.4"


@pytest.mark.parametrize("name", ["mazur", "xor", "dropout", "softmax", "valley_adam", "l2", "digits"])
def test_no_number_that_is_drawn_is_left_out_and_none_is_unnamed(qtbot, name):
    reader = Reader(qtbot, example(name))
    for line in range(1, min(len(reader.walkthrough.trace), 300), 17):
        reader.walkthrough.go_to(1, line)
        drawn = [
            text
            for card in reader.canvas.drawing.picture.cards.values()
            for text in card.texts
            if text.symbol or text.element
        ]
        heard = [child for child in reader.children if child.text(VALUE) and child.text(NAME) != LEFT_OUT]
        assert len(heard) == len(drawn)
        assert all("_" not in name and "<" not in name for name in reader.numbers)


def test_a_number_is_found_where_it_is_on_the_screen(reader):
    canvas = reader.canvas
    for name in ("w5, weight from h1 to o1", "target of o2", "i2, input"):
        place = reader.child(name).rect()
        on_canvas = canvas.rect_of(reader.element(name.split(",")[0].replace("target of ", "target_")))
        assert place.topLeft() == canvas.viewport().mapToGlobal(on_canvas.topLeft())
        found = QAccessible.queryAccessibleInterface(canvas).childAt(*place.center().toTuple())
        assert found.text(NAME) == name


def test_the_selected_number_is_selected_focused_and_can_be_changed(reader, qtbot):
    canvas = reader.canvas
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    reader.walkthrough.go_to(1, 5)
    canvas.select(reader.element("w5"))
    focused = [child.text(NAME) for child in reader.children if child.state().focused]
    assert focused == ["w5, weight from h1 to o1"]
    assert QAccessible.queryAccessibleInterface(canvas).focusChild().text(NAME) == focused[0]
    weight, net = reader.child(focused[0]).state(), reader.child("net h1, weighted sum of h1").state()
    assert (weight.selected, weight.editable, weight.readOnly) == (1, 1, 0)
    assert (net.selected, net.editable, net.readOnly) == (0, 0, 1)
    canvas.read_only = True
    assert not reader.child(focused[0]).state().editable


def test_a_result_that_is_asked_for_is_not_told(reader):
    told = 0
    for line in range(1, len(reader.walkthrough.trace) + 1):
        reader.walkthrough.go_to(1, line)
        shown = reader.numbers
        reader.walkthrough.hide_result()
        hidden = {name: value for name, value in reader.numbers.items() if shown.get(name) != value}
        reader.walkthrough.reveal_result()
        assert set(hidden.values()) <= {"not computed yet"}, hidden
        told += len(hidden)
    assert told > 10


def test_tools_are_told_what_has_changed_and_only_while_they_listen(reader, qtbot, monkeypatch):
    events, hand_over = [], QAccessible.updateAccessibility

    def hear(event):
        if isinstance(event, QAccessibleEvent) and type(event) is QAccessibleEvent:
            events.append((event.type(), event.accessibleInterface().text(NAME)))
        hand_over(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    assert reader.numbers
    reader.walkthrough.go_to(1, 1)
    assert events == []
    QAccessible.setActive(True)
    try:
        reader.walkthrough.go_to(1, 2)
        changed = QAccessible.Event.DescriptionChanged, "out h1, output of h1"
        qtbot.waitUntil(lambda: changed in events)
    finally:
        QAccessible.setActive(False)


def test_the_objects_go_with_their_canvas(qtbot):
    canvas = Canvas(Walkthrough(mazur()), Pointing(walkthrough := Walkthrough(mazur())), Display())
    canvas.show()
    of = QAccessible.queryAccessibleInterface(canvas)
    assert of.childCount() > 20
    ids = [QAccessible.uniqueId(of.child(i)) for i in range(of.childCount())]
    del of
    canvas.close()
    canvas.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del canvas, walkthrough
    gc.collect()
    assert ids[0]
    assert not any(QAccessible.accessibleInterface(number) for number in ids)
    assert not [thing for thing in gc.get_objects() if isinstance(thing, NumberObject)]
