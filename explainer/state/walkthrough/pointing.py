"""What the person points at, the same in every view; and which weight or bias a page is about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, parameter_element


class Pointing(QObject):
    """The element that is selected and the one under the mouse. Emits `changed` when either changes, and
    `selection_changed` when the first does; `asked` with a symbol whose formula is to be explained,
    `term_asked` with a term of the glossary, `tab_asked` with the title of a tab and `edit_asked` with an element whose
    number is to be changed, and `picked`, while
    it `is_picking`, with an element that is the answer to a question, or a part of it.

    `symbol` is the very number under the mouse where that is known: a unit has several. `spoken_of` are the numbers
    that a sentence is about just now. A selection stays while stepping and goes when the network has another shape.
    """

    changed = Signal()
    selection_changed = Signal()
    asked = Signal(object)
    term_asked = Signal(str)
    tab_asked = Signal(str)
    edit_asked = Signal(object)
    picked = Signal(object)

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(walkthrough)
        self._walkthrough = walkthrough
        self._shape = walkthrough.run.scenario.network.shape
        self._selected: Element | None = None
        self._hovered: Element | None = None
        self._symbol: Symbol | None = None
        self._spoken_of: frozenset[Symbol] = frozenset()
        self._is_picking = self._shows_all = False
        walkthrough.edited.connect(self._on_changed)

    @property
    def selected(self) -> Element | None:
        return self._selected

    @property
    def hovered(self) -> Element | None:
        return self._hovered

    @property
    def symbol(self) -> Symbol | None:
        return self._symbol

    @property
    def is_picking(self) -> bool:
        return self._is_picking

    @property
    def shows_all(self) -> bool:
        """Whether all elements are to be seen, because some are asked for, or were."""
        return self._shows_all

    def set_picking(self, is_picking: bool, was_picking: bool = False) -> None:
        """Let a click answer with an element, or select one again; what was picked stays in sight."""
        shows_all = is_picking or was_picking
        if (is_picking, shows_all) != (self._is_picking, self._shows_all):
            self._is_picking, self._shows_all = is_picking, shows_all
            self.changed.emit()

    @property
    def spoken_of(self) -> frozenset[Symbol]:
        return self._spoken_of

    def speak_of(self, symbols: frozenset[Symbol]) -> None:
        """Light the numbers that something is said about."""
        if symbols != self._spoken_of:
            self._spoken_of = symbols
            self.changed.emit()

    def select(self, element: Element | None) -> None:
        if element != self._selected:
            self._selected = element
            self.selection_changed.emit()
            self.changed.emit()

    def hover(self, element: Element | None, symbol: Symbol | None = None) -> None:
        if (element, symbol) != (self._hovered, self._symbol):
            self._hovered, self._symbol = element, symbol
            self.changed.emit()

    def pick(self, element: Element) -> None:
        """Answer with an element."""
        self.picked.emit(element)

    def ask(self, symbol: Symbol | None) -> None:
        """Ask why a formula is what it is: that of a symbol, or with None that of the line at the cursor."""
        self.asked.emit(symbol)

    def ask_term(self, name: str) -> None:
        """Ask what a term means."""
        self.term_asked.emit(name)

    def ask_tab(self, title: str) -> None:
        """Ask for the tab of the explanation that has this title."""
        self.tab_asked.emit(title)

    def ask_edit(self, element: Element) -> None:
        """Ask for the editor of an element's number."""
        self.edit_asked.emit(element)

    def _on_changed(self) -> None:
        """What was pointed at may not be there any more."""
        shape = self._walkthrough.run.scenario.network.shape
        if shape != self._shape:
            self._shape = shape
            self._hovered = self._symbol = None
            self._spoken_of = frozenset()
            self.select(None)


class ParameterChoice(QObject):
    """A weight or bias that a person can choose; emits `changed` when it changes, or the network does."""

    changed = Signal()

    @property
    def parameter(self) -> Parameter:
        raise NotImplementedError

    def choose(self, parameter: Parameter) -> None:
        """Take another."""
        raise NotImplementedError


class ChosenParameter(ParameterChoice):
    """The parameter that is shown; the first weight of the network where none is."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing = walkthrough, pointing
        self._last = self._now()
        walkthrough.moved.connect(self._on_moved)
        pointing.changed.connect(self._on_moved)

    @property
    def parameter(self) -> Parameter:
        network, step = self._walkthrough.run.scenario.network, self._walkthrough.step
        selected = self._pointing.selected
        if selected is not None and 0 <= selected.parameter < network.size:
            return network.parameter(selected.parameter)
        return step.parameter if step is not None and step.parameter is not None else network.parameter(0)

    @property
    def is_made(self) -> bool:
        """Whether the person has chosen it."""
        return self._pointing.selected is not None and self._pointing.selected.parameter >= 0

    def choose(self, parameter: Parameter) -> None:
        """Select a weight or bias, here and in the picture."""
        self._pointing.select(parameter_element(self._walkthrough.scenario, parameter))

    def _now(self) -> tuple[object, int]:
        return self._walkthrough.run.scenario.network, self.parameter.index

    def _on_moved(self) -> None:
        now = self._now()
        if now != self._last:
            self._last = now
            self.changed.emit()


def seen_parameters(scenario: Scenario) -> NDArray[np.intp]:
    """Return the indices in theta of the parameters that people see: one of those that a layer has in common."""
    network = scenario.network
    if not scenario.has_one_bias_per_layer:
        return np.arange(network.size)
    return np.concatenate([np.arange(layer.start, layer.bias_start + 1) for layer in network.layers[1:]])
