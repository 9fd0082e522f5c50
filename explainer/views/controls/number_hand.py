"""What mouse and keys do to the given numbers of a picture: they are dragged, moved by steps, and gone through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

from explainer.state.session.display import Display
from explainer.state.walkthrough.changes import Edited, EditKind
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.number_grip import NumberGrip, is_editable

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_TABS = {Qt.FocusReason.TabFocusReason: 1, Qt.FocusReason.BacktabFocusReason: -1}


class NumberHand(QObject):
    """Changes given numbers of the walkthrough for a view that forwards its events. While it is locked nothing can be
    changed. `said` carries what a person should know of a change."""

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self._grip = NumberGrip(walkthrough)
        self._is_locked = self._is_by_keys = False
        walkthrough.edited.connect(self._on_edited)

    @property
    def is_locked(self) -> bool:
        return self._is_locked

    @is_locked.setter
    def is_locked(self, is_locked: bool) -> None:
        self._is_locked = is_locked
        if is_locked:
            self.let_go()

    def can_edit(self, element: Element) -> bool:
        """Tell whether the number of an element can be changed now."""
        return is_editable(element) and not self._is_locked

    # dragging

    def press(self, event: QMouseEvent, element: Element) -> None:
        """Take hold of a number."""
        self._grip.press(element, event.position().x())

    def drag(self, event: QMouseEvent) -> bool:
        """Drag the number that is held, and tell whether there is one."""
        element = self._grip.element
        if element is None or self._is_by_keys:
            return False
        self._grip.move_to(event.position().x(), is_fine(event))
        if self._grip.is_moving:
            self.tell_of_updated(element)
        return True

    def let_go(self) -> None:
        """Let go of a number that is held by mouse or keys; what was changed is one edit."""
        self._grip.release()
        self._is_by_keys = False

    def _on_edited(self, edited: Edited) -> None:
        """Let go of a number when something else is changed: what is held may not be there any more."""
        if edited.kind is not EditKind.DRAG:
            self.let_go()

    def tell_of_updated(self, element: Element) -> None:
        """Say that a parameter which this update has changed already is changed as it was before."""
        known, index = self._walkthrough.known, element.parameter
        if index >= 0 and known.updated[index]:
            parameter = known.scenario.network.parameter(index)
            name = parameter_label(known.scenario, parameter, self._display.writing.notation)
            self.said.emit(f"This changes {name} as it is before update {known.update:,}.")

    # keys

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key does to the number that is held or selected, and tell whether it did."""
        key, selected = Qt.Key(event.key()), self._pointing.selected
        if key == Qt.Key.Key_Escape and self._grip.is_moving:
            self._grip.take_back()
        elif selected is None:
            return False
        elif key == Qt.Key.Key_Escape:
            self._pointing.select(None)
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.can_edit(selected):
                self._is_by_keys = True
                self._grip.nudge(selected, _STEPS[key], is_fine(event))
        else:
            return False
        return True

    def key_released(self, event: QKeyEvent) -> None:
        """What a key does while it is held is one edit."""
        if self._is_by_keys and not event.isAutoRepeat():
            self.let_go()

    # going through the numbers

    def tab(self, order: Sequence[Element], step: int) -> bool:
        """Select the next number in an order, and tell whether there was one; of those beyond its ends none."""
        selected = self._pointing.selected
        at = order.index(selected) if selected in order else (-1 if step > 0 else len(order))
        is_inside = 0 <= at + step < len(order)
        self._pointing.select(order[at + step] if is_inside else None)
        return is_inside

    def enter(self, event: QFocusEvent, order: Sequence[Element]) -> None:
        """Where Tab leads into the view, select the first number or, from behind, the last."""
        if step := _TABS.get(event.reason()):
            self.tab(order, step)


def is_fine(event: QMouseEvent | QKeyEvent) -> bool:
    """Tell whether Shift is held, which makes steps small."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
