"""How many updates a race is long: a field to type in or to step through, no wider than its longest number."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSpinBox, QWidget

from explainer.state.racing import MOST_UPDATES

_UNIT = " updates"
_INDENT, _AROUND = 6, 24
"""What is before the text, and what is around it together."""


class RaceLength(QSpinBox):
    """A number of updates; what is typed counts when it is finished."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(1, MOST_UPDATES)
        self.setGroupSeparatorShown(True)
        self.setSuffix(_UNIT)
        self.setKeyboardTracking(False)
        self.setAccessibleName("How many updates a race is long")
        self.setToolTip("How many updates the race is long")
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def set_brief(self, is_brief: bool) -> None:
        """Show only the number, or also what it counts."""
        suffix = "" if is_brief else _UNIT
        if suffix != self.suffix():
            self.setSuffix(suffix)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(f"{MOST_UPDATES:,}{self.suffix()}")
        return QSize(widest + _AROUND, super().sizeHint().height())
