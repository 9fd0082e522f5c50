"""The menu that says what a symbol is, for every view that shows numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from explainer.picture.numbers.tips import number_tip
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import element_of
from explainer.views.explain.entries import Explaining
from explainer.views.explain.menu import ElementMenu, MenuEntry
from explainer.views.explain.words import explained


class SymbolMenus:
    """Opens menus for a view, or for those whose wish it is told."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget) -> None:
        self._walkthrough, self._pointing, self._display, self._parent = walkthrough, pointing, display, parent

    def open(self, symbol: Symbol, at: QPoint, actions: Sequence[QAction] = ()) -> None:
        """Say what a symbol is, and what can be done with it, at a point of the screen; the view's own `actions` come
        last."""
        walkthrough, pointing, known = self._walkthrough, self._pointing, self._walkthrough.known
        element = element_of(walkthrough.scenario, symbol)
        entries = Explaining(walkthrough, pointing, pointing.ask_edit, self._display.is_stage)
        said = explained(known, number_tip(known, symbol, self._display.writing.notation), element, symbol)
        menu = ElementMenu([*entries.entries(element, symbol), MenuEntry()], self._parent, said)
        texts = {action.text() for action in menu.actions()}
        menu.addActions([action for action in actions if action.text() not in texts])
        menu.popup(at)
