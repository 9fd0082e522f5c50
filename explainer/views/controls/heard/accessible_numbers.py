"""The numbers of a picture as assistive tools see them: each an object with a name, a value, a place and a state.

Nothing is made before such a tool asks. A view has an object for each seat of its picture; it answers for the number
that is there when it is asked.
"""

from __future__ import annotations

import weakref
from functools import cache, partial

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from explainer.picture.numbers.heard import Heard, Seat
from explainer.state.background.work import once_after
from explainer.state.walkthrough.pointing import Pointing
from explainer.views.controls.heard.heard_numbers import HeardNumbers

_REST = 150
"""How long the picture rests, in milliseconds, before tools are told which of its numbers have changed."""


class AccessibleNumbers(QObject):
    """Has an object for each number of a view and, while a tool listens, tells which of them have changed.

    Objects are registered with Qt, which would delete them only at its end: they go with the view.
    """

    def __init__(self, heard: HeardNumbers, pointing: Pointing) -> None:
        super().__init__(heard.view)
        self.heard = heard
        self._objects: dict[Seat, NumberObject] = {}
        self._told: dict[Seat, Heard] = {}
        self._rest = once_after(_REST, self._tell, self)
        heard.view.destroyed.connect(partial(_release, self._objects))  # its children have no methods then
        pointing.selection_changed.connect(self._on_selected)
        _install()

    def objects(self) -> list[NumberObject]:
        """Return an object for each number, in the order in which they are read."""
        self._told = self._told or self.heard.all
        return [self._object(seat) for seat in self.heard.all]

    def _object(self, seat: Seat) -> NumberObject:
        if seat not in self._objects:
            self._objects[seat] = NumberObject(self.heard, seat)
            QAccessible.registerAccessibleInterface(self._objects[seat])
        return self._objects[seat]

    # telling

    def on_changed(self) -> None:
        """Take note that the picture has changed."""
        if self._objects and QAccessible.isActive():
            self._rest.start()

    def _tell(self) -> None:
        if self.heard.is_moving:
            self._rest.start()
            return
        now, before = self.heard.all, self._told
        self._told = now
        for seat in now.keys() - before.keys():
            self._send(seat, QAccessible.Event.ObjectCreated)
        for seat in before.keys() - now.keys():
            self._send(seat, QAccessible.Event.ObjectDestroyed)
        for seat in now.keys() & before.keys():
            if now[seat].name != before[seat].name:
                self._send(seat, QAccessible.Event.NameChanged)
            if now[seat].value != before[seat].value:
                self._send(seat, QAccessible.Event.DescriptionChanged)

    def _on_selected(self) -> None:
        if not self._objects or not QAccessible.isActive():
            return
        for seat, heard in self.heard.all.items():
            if heard.element is not None and heard.element == self.heard.selected:
                self._send(seat, QAccessible.Event.Selection)

    def _send(self, seat: Seat, event: QAccessible.Event) -> None:
        QAccessible.updateAccessibility(QAccessibleEvent(self._object(seat), event))


def _release(objects: dict[Seat, NumberObject]) -> None:
    for number in objects.values():
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(number))
    objects.clear()


class NumberObject(QAccessibleInterface):
    """The number at a seat: its name says what it is, its value and its description how much."""

    def __init__(self, numbers: HeardNumbers, seat: Seat) -> None:
        super().__init__()
        self._of, self._seat = weakref.ref(numbers), seat

    @property
    def _numbers(self) -> HeardNumbers:
        numbers = self._of()
        assert numbers is not None, "an object goes with its view"
        return numbers

    @property
    def _heard(self) -> Heard | None:
        return self._numbers.all.get(self._seat) if self._of() else None

    # overrides of Qt

    def isValid(self) -> bool:
        return self._heard is not None

    def object(self) -> QObject | None:  # type: ignore[override] # Qt's stubs forget that there may be none
        return None

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._numbers.view)

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        return self._numbers.place_of(self._heard) if self._heard else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.StaticText

    def text(self, kind: QAccessible.Text) -> str:
        if self._heard is None:
            return ""
        if kind is QAccessible.Text.Name:
            return self._heard.name
        return self._heard.value if kind in (QAccessible.Text.Value, QAccessible.Text.Description) else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Leave numbers alone: they are changed with the keys that everybody has."""

    def state(self) -> QAccessible.State:
        state, heard = QAccessible.State(), self._heard
        if heard is None:
            return state
        numbers = self._numbers
        state.focusable = state.selectable = heard.element is not None
        state.selected = heard.element is not None and heard.element == numbers.selected
        state.focused = numbers.focused == self._seat
        state.editable = numbers.is_given(heard) and not numbers.is_locked
        state.readOnly = not state.editable
        state.offscreen = not numbers.window_of_view.intersects(self.rect())
        return state


class _PictureObject(QAccessibleWidget):
    """The view, which has its numbers as children, and behind them what it has as a widget.

    PySide keeps what a factory has made for good, so that this knows the numbers only as long as there are any.
    """

    def __init__(self, view: QWidget, numbers: AccessibleNumbers) -> None:
        super().__init__(view, QAccessible.Role.Canvas)
        self._numbers = weakref.ref(numbers)

    def _children(self) -> list[QAccessibleInterface]:
        numbers = self._numbers()
        if numbers is None:
            return []
        heard = numbers.heard
        behind = [heard.surface] if heard.surface is not heard.view else []
        return [*numbers.objects(), *map(QAccessible.queryAccessibleInterface, behind)]

    # overrides of Qt

    def childCount(self) -> int:
        return len(self._children())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # None where there is none
        children = self._children()
        return children[index] if 0 <= index < len(children) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        children = self._children()
        return children.index(child) if child in children else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((child for child in self._children() if child.rect().contains(x, y)), None)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((child for child in self._children() if child.state().focused), None)


def _object_of(name: str, of: QObject) -> QAccessibleInterface | None:
    if not isinstance(of, QWidget):
        return None
    numbers = of.findChild(AccessibleNumbers, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return _PictureObject(of, numbers) if numbers is not None else None


@cache
def _install() -> None:
    """Let Qt ask here first for what assistive tools see of a widget."""
    QAccessible.installFactory(_object_of)
