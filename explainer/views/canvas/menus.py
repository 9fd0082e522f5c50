"""The menu of what can be done with a thing on the canvas. What cannot be says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.state.edits import network_edits as edits
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import Edit
from explainer.state.edits.function_edits import own_activations
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, ElementKind
from explainer.views.controls.pickers import OWN_FORMULA
from explainer.views.explain.entries import LOCKED, Explaining
from explainer.views.explain.menu import MenuEntry

_NO_ACTIVATION = "Inputs are what the data gives; they have no activation."

Make = Callable[[Scenario], Edit]


class ElementEditing(Protocol):
    """What changes things for a menu."""

    def edit(self, element: Element) -> None:
        """Open the editor over the number of an element."""

    def rename(self, element: Element) -> None:
        """Open the editor over the name of a unit."""

    def change(self, make: Make) -> None:
        """Take an edit."""

    def write_function(self, layer: int) -> None:
        """Ask for a formula for the activation of a layer."""


class MenuMaker:
    """Makes the entries for an element of the walkthrough's network; while `is_locked` nothing that changes it is
    possible."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, editing: ElementEditing, is_locked: bool) -> None:
        self._walkthrough, self._editing = walkthrough, editing
        self._explaining = Explaining(walkthrough, pointing, editing.edit, is_locked)
        self._locked = LOCKED if is_locked else ""

    def items(self, element: Element | None, symbol: Symbol | None = None) -> list[MenuEntry]:
        """Return the entries for what is pointed at: an element and, where a number is there, its symbol."""
        groups = [[*self._explaining.entries(element, symbol)]]
        if element is not None and element.kind is ElementKind.UNIT:
            groups += self._unit_groups(element.layer, element.unit)
        groups = [group for group in groups if group] or [[self._edit("Add a hidden layer", edits.with_added_layer)]]
        lined = [entry for group in groups for entry in (MenuEntry(), *group)]
        return lined[1:]

    def _unit_groups(self, layer: int, unit: int) -> Iterator[list[MenuEntry]]:
        element, name = Element(ElementKind.UNIT, layer, unit), self._walkthrough.scenario.network.names[layer][unit]
        yield [MenuEntry("Rename…", partial(self._editing.rename, element), self._locked), self._activations(layer)]
        yield [
            self._edit("Add a unit to this layer", partial(edits.with_added_unit, layer=layer)),
            self._edit(f"Remove {name}", partial(edits.without_unit, layer=layer, unit=unit)),
        ]
        yield [
            self._edit("Add a layer before", partial(edits.with_added_layer, before=layer)),
            self._edit("Add a layer after", partial(edits.with_added_layer, before=layer + 1)),
            self._edit("Remove this layer", partial(edits.without_layer, layer=layer)),
        ]

    def _activations(self, layer: int) -> MenuEntry:
        layers = self._walkthrough.scenario.network.layers
        if self._locked or not layer:
            return MenuEntry("Activation", why_not=self._locked or _NO_ACTIVATION)
        own = own_activations(self._walkthrough.scenario)
        built_in = ACTIVATIONS if layer + 1 == len(layers) else edits.hidden_activations()
        names = dict.fromkeys((*own, *built_in))
        write = MenuEntry(OWN_FORMULA, partial(self._editing.write_function, layer))
        return MenuEntry("Activation", items=(*(self._activation(layer, name) for name in names), MenuEntry(), write))

    def _activation(self, layer: int, name: str) -> MenuEntry:
        item = self._edit(spoken(name), partial(edits.with_activation, layer=layer, name=name))
        is_current = self._walkthrough.scenario.network.layers[layer].activation == name
        return MenuEntry(item.text, item.act, item.why_not, is_current)

    def _edit(self, text: str, make: Make) -> MenuEntry:
        return MenuEntry(text, partial(self._editing.change, make), self._locked or self._walkthrough.why_not(make))
