"""What is picked by mouse, or by ↑ and ↓: a list, a slider, a number.

The keys of the walk and the wheel are left to the window: who steps on or scrolls past is not to change a setting.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QSpinBox, QWidget

from explainer.views.controls.controls import OwnKeys

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_NONE, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
_OPENING = ((Qt.Key.Key_Space, _NONE), (Qt.Key.Key_F4, _NONE), (Qt.Key.Key_Down, _ALT))


class DropList(QComboBox):
    """A list to choose from; Space opens it. Closed, it changes only by ↑ and ↓."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        OwnKeys(self, Qt.Key.Key_Space)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_arrow(event) or (event.key(), _modifiers(event)) in _OPENING:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


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
