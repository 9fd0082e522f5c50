"""What is picked by mouse, or by ↑ and ↓: a list, a slider, a number, the notation, the digits.

The keys of the walk and the wheel are left to the window: stepping on or scrolling past is not to change a setting.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QSpinBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from explainer.state.session.display import Display
from explainer.trace.formula.notation import FEWEST_DIGITS, MOST_DIGITS, Notation
from explainer.views.controls.controls import OwnKeys

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_NONE, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
OWN_FORMULA = "formula…"
QUESTION = "…"
"""What an entry stands for that asks for more than its list has."""
_OPENING = ((Qt.Key.Key_Space, _NONE), (Qt.Key.Key_F4, _NONE), (Qt.Key.Key_Down, _ALT))


class DropList(QComboBox):
    """A list to choose from; Space opens it. Closed, it changes only by ↑ and ↓."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        OwnKeys(self, Qt.Key.Key_Space)

    def add_question(self, text: str) -> None:
        """Put at the end what asks for more than the list has: it is chosen in the open list only."""
        self.insertSeparator(self.count())
        self.addItem(text, QUESTION)

    def setAccessibleName(self, name: str) -> None:
        """Name the list that drops down, too."""
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_arrow(event) or (event.key(), _modifiers(event)) in _OPENING:
            if event.key() != Qt.Key.Key_Down or _modifiers(event) or not self._is_before_question:
                super().keyPressEvent(event)
        else:
            event.ignore()

    @property
    def _is_before_question(self) -> bool:
        return self.currentIndex() == self.count() - 3 and self.itemData(self.count() - 1) == QUESTION

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


_BESIDE_CHOICES = 24


class BriefList(DropList):
    """Says with an ellipsis where the text of its entry goes on; opened it is as wide as the longest one."""

    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + _BESIDE_CHOICES)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        option, text = QStyleOptionComboBox(), QStyle.SubControl.SC_ComboBoxEditField
        self.initStyleOption(option)
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, text, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room - 4)
        painter = QStylePainter(self)
        with painter:
            painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class Slider(QSlider):
    """A slider from left to right; ↑ and ↓ move it by one position."""

    def __init__(self, positions: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, positions - 1)
        self.setPageStep(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_arrow(event):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberPicker(QSpinBox):
    """A whole number to type, or to change by ↑ and ↓."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PAGES:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _is_arrow(event: QKeyEvent) -> bool:
    return event.key() in _ARROWS and _modifiers(event) == _NONE


_WORDS = {Notation.WORKED: "net / out", Notation.THETA: "z, a, Θ", Notation.MATRIX: "matrix"}


class _Chooser(DropList):
    """One of a few words. Reached by Tab."""

    def __init__(self, display: Display, id: str, name: str, tip: str) -> None:
        super().__init__()
        self._display = display
        self.setObjectName(id)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(MOST_DIGITS)
        self.activated.connect(self._on_activated)
        display.changed.connect(self._show)

    def _on_activated(self, index: int) -> None:
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError


class NotationChooser(_Chooser):
    """Chooses the notation. Listens to the display and changes it."""

    def __init__(self, display: Display) -> None:
        super().__init__(display, "notation", "Notation", "How symbols are written: as in one of three lectures")
        for notation in Notation:
            self.addItem(_WORDS[notation], notation.value)
        self._show()

    def _on_activated(self, index: int) -> None:
        self._display.set_notation(Notation(self.itemData(index)))

    def _show(self) -> None:
        self.setCurrentIndex(self.findData(self._display.writing.notation.value))


class DigitsChooser(_Chooser):
    """Chooses how many digits numbers are shown with. Listens to the display and changes it."""

    def __init__(self, display: Display) -> None:
        super().__init__(display, "digits", "Digits", "How many significant digits numbers are shown with")
        for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
            self.addItem(f"{digits} digits", digits)
        self._show()

    def _on_activated(self, index: int) -> None:
        self._display.set_digits(int(self.itemData(index)))

    def _show(self) -> None:
        self.setCurrentIndex(self.findData(self._display.writing.digits))
