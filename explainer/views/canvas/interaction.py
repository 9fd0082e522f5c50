"""What mouse and keys do to the network: numbers and names changed in place, numbers dragged, and a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from explainer.files.checks import ScenarioError
from explainer.picture.cards.picture import Found
from explainer.picture.numbers.tips import tooltip
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element, ElementKind
from explainer.views.canvas.drawing import Drawing
from explainer.views.canvas.in_place_editor import InPlaceEdit, InPlaceEditor, NameEdit, NumberEdit
from explainer.views.canvas.menus import Make, MenuMaker
from explainer.views.controls.number_grip import is_given
from explainer.views.controls.number_hand import NumberHand, is_fine
from explainer.views.explain.menu import ElementMenu
from explainer.views.explain.words import explained

GONE = "Another sample is shown now, so the number typed for the one before was not taken."
_MENU_KEYS = {(Qt.Key.Key_Menu, False), (Qt.Key.Key_F10, True)}
ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
_HOW = "Drag it sideways to change it, or double-click it."


class Interaction(NumberHand):
    """Changes the walkthrough for a canvas that forwards its events. While it is locked nothing can be changed.

    Emits `said` with why something cannot be, and what it changes instead, `formula_wanted` with the layer that an
    activation is to be written for.
    """

    formula_wanted = Signal(int)

    def __init__(
        self, viewport: QWidget, drawing: Drawing, walkthrough: Walkthrough, pointing: Pointing, display: Display
    ) -> None:
        super().__init__(walkthrough, pointing, display, viewport)
        self._viewport, self._drawing = viewport, drawing
        self._editor = InPlaceEditor(display, viewport)
        self._editor.said.connect(self.said)

    # in place

    def edit(self, element: Element) -> None:
        """Open the editor over the number of an element, if it can be changed; over the name of any other unit."""
        if self.can_edit(element):
            self.tell_of_updated(element)
            entry = NumberEdit(self._walkthrough, element, self._drawing.name_of(element), self._walkthrough.known.row)
            self._open(entry)
        elif element.kind is ElementKind.UNIT and element.layer:
            self.rename(element)

    def rename(self, element: Element) -> None:
        """Open the editor over the name of a unit."""
        if not self.is_locked:
            self._open(NameEdit(self._walkthrough, element))

    def change(self, make: Make) -> None:
        """Take an edit, ask where it would lose what was trained, or say why it cannot be."""
        try:
            self._walkthrough.propose(make)
        except ScenarioError as error:
            self.said.emit(str(error))

    def write_function(self, layer: int) -> None:
        """Ask for a formula for the activation of a layer."""
        self.formula_wanted.emit(layer)

    def close_editor(self) -> None:
        self._editor.close_quietly()

    def follow_with_editor(self) -> None:
        """Keep the editor over what it edits; close it where nothing was typed yet, or that is not shown any more."""
        entry = self._editor.entry
        is_gone = entry is not None and entry.is_gone
        if self._editor.is_open and (self._editor.is_untouched or is_gone):
            self._editor.close_quietly()
            if is_gone:
                self.said.emit(GONE)
        else:
            self.move_editor()

    def move_editor(self) -> None:
        """Keep the editor over what it edits in a view of another size."""
        entry = self._editor.entry
        if self._editor.is_open and entry is not None:
            self._editor.move_to(self._drawing.place_of(entry))

    def _open(self, entry: InPlaceEdit) -> None:
        self._pointing.select(entry.element)
        self._editor.open_at(self._drawing.place_of(entry), entry)

    def can_drag(self, found: Found | None) -> bool:
        """Tell whether a number is there that a drag would change."""
        return found is not None and not self.is_locked and is_given(found.element, found.symbol)

    def tip(self, found: Found | None) -> str:
        """Return what is said of what is under the mouse, and how it is changed there."""
        text = tooltip(self._drawing.picture_input.numbers, *found) if found else ""
        return f"{text}<p>{_HOW}</p>" if self.can_drag(found) else text

    # keys

    def key(self, event: QKeyEvent) -> bool:
        key, element = Qt.Key(event.key()), self._pointing.selected
        if (key, is_fine(event)) in _MENU_KEYS:
            self.show_menu_of_selected()
        elif key == Qt.Key.Key_F2 and element is not None and element.kind is ElementKind.UNIT:
            self.rename(element)
        elif key in ENTER and element is not None:
            self.edit(element)
        else:
            return super().key(event)
        return True

    # menu

    def show_menu(self, event: QContextMenuEvent) -> None:
        """Open the menu of what is under the mouse, which selects it, or of what is selected."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.show_menu_of_selected()
            return
        found = self._drawing.found_at(event.pos())
        self._pointing.select(found.element if found else None)
        self._popup(event.globalPos(), found)

    def show_menu_of_selected(self) -> None:
        """Open the menu of what is selected."""
        element, viewport = self._pointing.selected, self._viewport
        rect = self._drawing.rect_of(element) if element else viewport.rect()
        found = self._drawing.found_at(rect.center()) if element else None
        is_of_it = found is not None and found.element == element
        self._popup(viewport.mapToGlobal(rect.center()), found if is_of_it else _whole(element))

    def _popup(self, at: QPoint, found: Found | None) -> None:
        if self._viewport.findChild(ElementMenu) is None:
            self.let_go()
            element, symbol = (found.element, found.symbol) if found else (None, None)
            maker = MenuMaker(self._walkthrough, self._pointing, self, self.is_locked)
            ElementMenu(maker.items(element, symbol), self._viewport, self._explained(found)).popup(at)

    def _explained(self, found: Found | None) -> str:
        return explained(self._walkthrough.known, self.tip(found), found.element, found.symbol) if found else ""


def _whole(element: Element | None) -> Found | None:
    return None if element is None else Found(element)
