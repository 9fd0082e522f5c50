"""The menu of what can be done with a thing on the canvas. What cannot be says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.state.edits import network_edits as edits
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import Edit
from explainer.state.edits.function_edits import own_activations
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.derived.questions import WHY, question_about
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, ElementKind
from explainer.views.controls.number_grip import is_editable
from explainer.views.controls.pickers import OWN_FORMULA

LOCKED = "Nothing can be changed while presenting."
_NO_ACTIVATION = "Inputs are what the data gives; they have no activation."

Make = Callable[[Scenario], Edit]


@dataclass(frozen=True)
class MenuEntry:
    """An entry of a menu: what it says and does, why it cannot be done now, whether it is the current choice, and the
    entries of a menu of its own. One without a text is a line between others."""

    text: str = ""
    act: Callable[[], object] | None = None
    why_not: str = ""
    is_checked: bool | None = None
    items: tuple[MenuEntry, ...] = ()


class ElementEditing(Protocol):
    """What changes things for a menu."""

    def edit(self, element: Element) -> None:
        """Open the editor over the number of an element."""

    def rename(self, element: Element) -> None:
        """Open the editor over the name of a unit."""

    def change(self, make: Make) -> None:
        """Take an edit."""

    def explain(self, symbol: Symbol) -> None:
        """Show where the formula of a symbol comes from."""

    def write_function(self, layer: int) -> None:
        """Ask for a formula for the activation of a layer."""


class MenuMaker:
    """Makes the entries for an element of the walkthrough's network; while `is_locked` nothing that changes it is
    possible."""

    def __init__(self, walkthrough: Walkthrough, editing: ElementEditing, is_locked: bool) -> None:
        self._walkthrough, self._editing = walkthrough, editing
        self._locked = LOCKED if is_locked else ""

    def items(self, element: Element | None, symbol: Symbol | None = None) -> list[MenuEntry]:
        """Return the entries for what is pointed at: an element and, where a number is there, its symbol."""
        groups = [[*self._number_items(element, symbol)]]
        if element is not None and element.kind is ElementKind.UNIT:
            groups += self._unit_groups(element.layer, element.unit)
        groups = [group for group in groups if group] or [[self._edit("Add a hidden layer", edits.with_added_layer)]]
        lined = [entry for group in groups for entry in (MenuEntry(), *group)]
        return lined[1:]

    def _number_items(self, element: Element | None, symbol: Symbol | None) -> Iterator[MenuEntry]:
        if element is not None and is_editable(element):
            yield MenuEntry("Change…", partial(self._editing.edit, element), self._locked)
        if element is not None:
            yield from self._freezing(element)
        if symbol is not None and self._walkthrough.origin_at(symbol) is not None:
            yield MenuEntry("Go to the step that made it", partial(self._walkthrough.go_to_origin, symbol))
        if (asked := question_about(self._walkthrough.known, element, symbol)) is not None:
            yield MenuEntry(WHY, partial(self._editing.explain, asked))

    def _freezing(self, element: Element) -> Iterator[MenuEntry]:
        """Whether training changes a weight or bias."""
        if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
            network = self._walkthrough.scenario.network
            parameter, is_frozen = network.parameter(element.parameter), element.parameter in network.frozen
            make = partial(edits.with_frozen, parameter=parameter, is_frozen=not is_frozen)
            if network.trains_biases or not parameter.is_bias:
                yield self._edit("Train it again" if is_frozen else "Freeze it: training leaves it as it is", make)

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


class ElementMenu(QMenu):
    """A menu of entries; does what the chosen one does, and is gone once it is closed."""

    def __init__(self, items: Sequence[MenuEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("canvas_menu")
        self._acts: dict[QAction, Callable[[], object]] = {}
        self._fill(self, items)
        self.triggered.connect(self._on_triggered)

    def _fill(self, menu: QMenu, items: Sequence[MenuEntry]) -> None:
        menu.setToolTipsVisible(True)
        for item in items:
            if item.items:
                self._fill(menu.addMenu(item.text), item.items)
            elif item.text:
                self._add(menu, item)
            else:
                menu.addSeparator()

    def _add(self, menu: QMenu, item: MenuEntry) -> None:
        action = menu.addAction(item.text)
        action.setEnabled(not item.why_not)
        action.setToolTip(item.why_not)
        action.setStatusTip(item.why_not)
        if item.is_checked is not None:
            action.setCheckable(True)
            action.setChecked(item.is_checked)
        if item.act is not None:
            self._acts[action] = item.act

    def _on_triggered(self, action: QAction) -> None:
        self._acts[action]()
