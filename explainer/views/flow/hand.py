"""What mouse and keys do to the numbers of a flow: they are dragged, or moved by steps."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from explainer.picture.flow.flow_picture import FlowFound
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.number_grip import NumberGrip, is_editable

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class FlowHand(QObject):
    """Changes inputs, weights and biases of the walkthrough for a view that forwards its events, by the rules of the
    canvas. While it is locked nothing can be changed. `said` carries what a person should know of a change."""

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self._grip = NumberGrip(walkthrough)
        self._is_locked = self._is_by_keys = False

    @property
    def is_locked(self) -> bool:
        return self._is_locked

    @is_locked.setter
    def is_locked(self, is_locked: bool) -> None:
        self._is_locked = is_locked
        self.let_go()

    def can_drag(self, found: FlowFound | None) -> bool:
        """Tell whether what is found is a number that can be changed now."""
        return found is not None and not self._is_locked and is_editable(found.element)

    def press(self, event: QMouseEvent, found: FlowFound | None) -> None:
        """Select what is under the mouse, and take hold of it where it can be dragged."""
        self._pointing.select(found.element if found else None)
        if found is not None and self.can_drag(found):
            self._grip.press(found.element, event.position().x())

    def drag(self, event: QMouseEvent) -> bool:
        """Drag the number that is held, and tell whether there is one."""
        element = self._grip.element
        if element is None or self._is_by_keys:
            return False
        self._grip.move_to(event.position().x(), _is_fine(event))
        if self._grip.is_moving:
            self._tell_of_updated(element)
        return True

    def let_go(self) -> None:
        """Let go of a number that is held by mouse or keys; what was changed is one edit."""
        self._grip.release()
        self._is_by_keys = False

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
            if is_editable(selected) and not self._is_locked:
                self._is_by_keys = True
                self._grip.nudge(selected, _STEPS[key], _is_fine(event))
        else:
            return False
        return True

    def key_released(self, event: QKeyEvent) -> None:
        """What a key does while it is held is one edit."""
        if self._is_by_keys and not event.isAutoRepeat():
            self.let_go()

    def _tell_of_updated(self, element: Element) -> None:
        """A parameter that this update has changed already is changed as it was before."""
        known, index = self._walkthrough.known, element.parameter
        if index >= 0 and known.updated[index]:
            parameter = known.scenario.network.parameter(index)
            name = parameter_label(known.scenario, parameter, self._display.writing.notation)
            self.said.emit(f"This changes {name} as it is before update {known.update:,}.")


def _is_fine(event: QMouseEvent | QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
