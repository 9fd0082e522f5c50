"""The line edit that opens over a number or a name: Enter or leaving it commits, Esc cancels, a bad entry says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from explainer.files.checks import ScenarioError
from explainer.state.edits.network_edits import with_name
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element, ElementKind
from explainer.views.controls.controls import Label
from explainer.views.controls.number_grip import set_value, value_of, why_not
from explainer.views.controls.number_parsing import EntryError, parse_number

_NARROWEST, _HEIGHT = 130, 26
WRONG = "#C62828"


@dataclass(frozen=True)
class NumberEdit:
    """The number of an element; `name` is what a person calls it, `row` the sample that was shown, whose inputs and
    targets these are."""

    walkthrough: Walkthrough
    element: Element
    name: str
    row: int
    is_name = False

    @property
    def title(self) -> str:
        return f"New value of {self.name}"

    @property
    def text(self) -> str:
        return repr(float(value_of(self.walkthrough, self.element)))

    @property
    def is_gone(self) -> bool:
        return self.element.kind in (ElementKind.UNIT, ElementKind.TARGET) and self.walkthrough.known.row != self.row

    def read(self, text: str) -> Callable[[], None]:
        """Return what takes the number that was typed; raises EntryError with why it cannot be taken."""
        value = parse_number(text)
        if why := why_not(self.element, value):
            raise EntryError(why)
        return partial(set_value, self.walkthrough, self.element, value)


@dataclass(frozen=True)
class NameEdit:
    """The name of a unit."""

    walkthrough: Walkthrough
    element: Element
    is_name = True
    is_gone = False

    @property
    def text(self) -> str:
        return self.walkthrough.scenario.network.names[self.element.layer][self.element.unit]

    @property
    def title(self) -> str:
        return f"New name of {self.text}"

    def read(self, text: str) -> Callable[[], None]:
        """Return what takes the name without blanks around it; raises EntryError if the unit cannot have it."""
        make = partial(with_name, layer=self.element.layer, unit=self.element.unit, name=text.strip())
        try:
            make(self.walkthrough.scenario)
        except ScenarioError as error:
            raise EntryError(str(error)) from None
        return partial(self.walkthrough.change, make)


InPlaceEdit = NumberEdit | NameEdit
"""Something with a text that can be typed anew; it `is_gone` when what it was made for is not shown any more."""


class InPlaceEditor(QLineEdit):
    """Edits one entry in place, and tells it what was typed. Emits `said` with why a text cannot be taken."""

    said = Signal(str)

    def __init__(self, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self._display, self._view = display, parent
        self._before = ""
        self._entry: InPlaceEdit | None = None
        self._why = Label(parent)
        self._why.setWordWrap(True)
        self._why.hide()
        self.setObjectName("number_editor")
        self.setAccessibleName("Number")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.textEdited.connect(self._on_edited)
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    @property
    def is_untouched(self) -> bool:
        return self.text() == self._before

    @property
    def entry(self) -> InPlaceEdit | None:
        """What is edited, or was last."""
        return self._entry

    def open_at(self, rect: QRect, entry: InPlaceEdit) -> None:
        """Open over `rect` with the whole text selected."""
        self._entry, self._before = entry, entry.text
        self.setAccessibleName(entry.title)
        self.setText(self._before)
        self.move_to(rect)
        self._mark(good=True)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_to(self, rect: QRect) -> None:
        """Be centred over `rect`, within the view."""
        width = max(rect.width() + 12, _NARROWEST, self.fontMetrics().horizontalAdvance(self.text()) + 24)
        own = QRect(0, 0, width, max(rect.height(), _HEIGHT))
        own.moveCenter(rect.center())
        self.setGeometry(own)
        self._keep_inside(self)

    def close_quietly(self) -> None:
        """Close without committing."""
        if self.is_open:
            self._before = self.text()
            self._why.hide()
            if self.hasFocus():  # else Qt would hand the focus on to the next number
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()

    def _commit(self) -> bool:
        """Close and tell the entry what was typed; stay open and say why where it cannot be taken."""
        entry = self._entry
        if self.is_untouched or entry is None:
            self.close_quietly()
            return True
        try:
            take = entry.read(self.text())
        except EntryError as error:
            self._complain(str(error))
            return False
        self.close_quietly()
        take()
        return True

    def _complain(self, why: str) -> None:
        self._mark(good=False)
        self._why.setText(why)
        self._why.setFixedWidth(min(300, max(self._view.width() - 8, 80)))
        self._why.adjustSize()
        self._why.move(self.geometry().bottomLeft() + QPoint(0, 4))
        self._keep_inside(self._why)
        if self._why.geometry().intersects(self.geometry()):
            self._why.move(self._why.x(), self.geometry().top() - self._why.height() - 4)
        self._why.show()
        self._why.raise_()
        self.said.emit(why)

    def _mark(self, good: bool) -> None:
        palette = self._display.palette
        ground = f"background: {palette.panel}; color: {palette.text};"
        colour = palette.text if good else WRONG
        self._why.setVisible(not good)
        self._why.setStyleSheet(f"{ground} border: 1px solid {WRONG}; padding: 4px;")
        self.setStyleSheet(f"QLineEdit {{ {ground} border: 2px solid {colour}; border-radius: 4px; }}")

    def _keep_inside(self, widget: QWidget) -> None:
        room, own = self._view.rect(), widget.geometry()
        x = max(min(own.x(), room.right() - own.width()), room.left())
        y = max(min(own.y(), room.bottom() - own.height()), room.top())
        widget.move(x, y)

    def _on_edited(self) -> None:
        self._mark(good=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._commit():
                self._view.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
            self._view.setFocus()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Take what was typed and go on from this number; stay where it cannot be taken."""
        return not self._commit() or super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self.is_open and not self._commit():
            self.close_quietly()
