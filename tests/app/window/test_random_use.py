"""The window used at random: whatever is done in whatever order, what is shown is what the calculation says."""

from __future__ import annotations

import math
import random
from functools import partial

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget, QWidget

from explainer.state.edits import network_edits as edits
from explainer.state.walkthrough.moves import Granularity
from explainer.trace.formula.notation import DASH, Writing
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import parameter_element, unit_element

MOVES = 50
VALUE = 8
"""The column of values in the step table."""
ACTIONS = (
    *("undo", "redo", "reset", "new_random_weights", "first_step", "last_step", "next_phase", "previous_phase"),
    *("next_update", "previous_update", "finish_phase", "step_by_term", "step_by_line", "next_step", "previous_step"),
    *("notation_worked", "notation_theta", "notation_matrix", "digits_more", "digits_fewer", "theme_dark"),
    *("theme_high_contrast", "zoom_in", "zoom_out", "zoom_reset", "settings", "present", "blank", "leave_presentation"),
)
AT_FIRST = ("notation_worked", "theme_light", "zoom_reset", "first_step")


class Person:
    """Someone who does anything; the same things for the same seed, however quick the machine is."""

    def __init__(self, window, seed):
        self.window, self.walkthrough, self.chance = window, window.walkthrough, random.Random(seed)
        self.canvas, self.table, self.derivation = map(self._widget, ("canvas", "step_table", "derivation"))
        self.canvas.player.reduce_motion = True
        self._size, self._splitters = window.size(), window.findChildren(QSplitter)
        self._shares = [splitter.sizes() for splitter in self._splitters]
        self._does = (self._step, self._step, self._go, self._trigger, self._trigger, self._open_tab, self._point)
        self._does += (self._edit, self._reshape, self._drag, self._resize)

    def _widget(self, name):
        return self.window.findChild(QWidget, name)

    def does_something(self):
        self.chance.choice(self._does)()
        QApplication.processEvents()

    def trigger(self, name):
        self.window.findChild(QAction, name).trigger()

    def _trigger(self):
        self.trigger(self.chance.choice(ACTIONS))

    def _step(self):
        move = self.chance.choice((self.walkthrough.next, self.walkthrough.next, self.walkthrough.back))
        move(self.chance.choice(list(Granularity)))

    def _go(self):
        update = self.chance.randint(1, self.walkthrough.run.updates + 1)
        self.walkthrough.go_to(update, self.chance.randint(0, len(self.walkthrough.trace)))

    def _open_tab(self):
        tabs = self.chance.choice(self.window.findChildren(QTabWidget))
        tabs.setCurrentIndex(self.chance.randrange(tabs.count()))

    def _parameter(self):
        network = self.walkthrough.scenario.network
        return network.parameter(self.chance.randrange(network.size))

    def _point(self):
        scenario = self.walkthrough.scenario
        self.window.pointing.select(self.chance.choice((None, parameter_element(scenario, self._parameter()))))

    def _edit(self):
        network = self.walkthrough.scenario.network
        value = self.chance.uniform(0, 1)
        self.chance.choice(
            (
                partial(self.walkthrough.set_parameter, self._parameter()),
                partial(self.walkthrough.set_input, self.chance.randrange(network.layers[0].units)),
                partial(self.walkthrough.set_target, self.chance.randrange(network.layers[-1].units)),
                self.walkthrough.set_learning_rate,
            )
        )(value)

    def _reshape(self):
        layers = self.walkthrough.scenario.network.layers
        layer = self.chance.randrange(len(layers))
        unit = self.chance.randrange(layers[layer].units)
        make = self.chance.choice(
            (
                partial(edits.with_added_unit, layer=layer),
                partial(edits.without_unit, layer=layer, unit=unit),
                partial(edits.with_added_layer, before=layer),
                partial(edits.without_layer, layer=layer),
                partial(edits.with_name, layer=layer, unit=unit, name=self.chance.choice(("edge", "corner", "dot"))),
                partial(edits.with_biases, biases=self.chance.choice(("frozen", "per_unit", "shared"))),
                partial(edits.with_activation, layer=max(layer, 1), name=self.chance.choice(("tanh", "relu"))),
            )
        )
        if len(layers) < 5 and not self.walkthrough.why_not(make):
            self.walkthrough.change(make)

    def _drag(self):
        parameter = self._parameter()
        self.walkthrough.begin_drag()
        for _ in range(2):
            self.walkthrough.set_parameter(parameter, self.chance.uniform(-1, 1))
        self.chance.choice((self.walkthrough.end_drag, self.walkthrough.cancel_drag, self._step, self._reshape))()
        self.walkthrough.end_drag()

    def _resize(self):
        self.window.resize(self.chance.randint(1024, 1400), self.chance.randint(700, 900))

    # what must be so

    def sees_what_is_so(self):
        walkthrough, step = self.walkthrough, self.walkthrough.step
        told = self.derivation.accessibleDescription().split("\n")[1:]
        row = list(step.row()[9:13]) if step else []
        assert told == (row[:2] if walkthrough.known.is_hidden else row)
        self._sees_the_table()
        for element in self._elements():
            self._sees_the_number_of(element)

    def _sees_the_table(self):
        walkthrough, model = self.walkthrough, self.table.model()
        assert model.rowCount() == len(walkthrough.trace)
        known = walkthrough.cursor.step - walkthrough.known.is_hidden
        for number in {1, max(known, 1), min(known + 1, len(walkthrough.trace))}:
            value = self.window.display.writing.show(walkthrough.trace[number].value) if number <= known else DASH
            assert model.index(number - 1, VALUE).data() == value

    def _elements(self):
        network, scenario = self.walkthrough.scenario.network, self.walkthrough.scenario
        yield from (unit_element(i, unit) for i, layer in enumerate(network.layers) for unit in range(layer.units))
        yield from (parameter_element(scenario, parameter) for parameter in network.parameters())

    def _sees_the_number_of(self, element):
        walkthrough, rect = self.walkthrough, self.canvas.rect_of(element)
        found = self.canvas.drawing.found_at(rect.center()) if not rect.isEmpty() else None
        if found is None or found.symbol is None or math.isnan(found.value):
            return
        symbol, step = found.symbol, walkthrough.step
        if walkthrough.known.is_hidden and symbol == step.symbol:
            return  # the sum so far
        if symbol.quantity is Quantity.WEIGHT and walkthrough.known.updated[symbol.parameter]:
            now = {read(walkthrough.trace.of, symbol._replace(quantity=q)) for q in (Quantity.WEIGHT, Quantity.NEW)}
            assert found.value in now
        else:
            assert found.value == read(walkthrough.trace.of, symbol)
        assert walkthrough.known.is_known(symbol)

    def begins_anew(self):
        """Take everything back, and look at it as at first."""
        while self.walkthrough.undo_stack.canUndo():
            self.walkthrough.undo_stack.undo()
        for name in AT_FIRST:
            self.trigger(name)
        self.window.display.set_digits(Writing().digits)
        self.window.pointing.select(None)
        if self.window.findChild(QAction, "settings").isChecked():
            self.trigger("settings")
        self.window.resize(self._size)
        QApplication.processEvents()
        for splitter, shares in zip(self._splitters, self._shares, strict=True):
            splitter.setSizes(shares)
        QApplication.processEvents()

    def picture(self):
        return [self.canvas.texts_of(element) for element in self._elements()]


# The offscreen platform says so of every full screen and blank sheet.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(("scenario", "seed"), [("mazur", 1), ("dropout", 3), ("softmax", 5)])
def test_whatever_is_done_what_is_shown_is_so_and_undo_leads_back(open_app, scenario, seed):
    window = open_app(scenario)
    person = Person(window, seed)
    before, picture = window.walkthrough.scenario, person.picture()
    for _ in range(MOVES):
        person.does_something()
        person.sees_what_is_so()
    for _ in range(2):
        person.trigger("leave_presentation")  # the first only shows a screen that is blank
    person.begins_anew()
    assert window.walkthrough.scenario.same_as(before)
    assert person.picture() == picture
