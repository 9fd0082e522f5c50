"""How many updates a race is long: a field to type in or to step through, no wider than its longest number."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSpinBox, QWidget

from explainer.state.racing import MOST_UPDATES

_AROUND = 24
"""What the style puts around the text."""


class RaceLength(QSpinBox):
    """A number of updates; what is typed counts when it is finished."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(1, MOST_UPDATES)
        self.setGroupSeparatorShown(True)
        self.setSuffix(" updates")
        self.setKeyboardTracking(False)
        self.setAccessibleName("How many updates a race is long")
        self.setToolTip("How many updates the race is long")

    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(f"{MOST_UPDATES:,}{self.suffix()}")
        return QSize(widest + _AROUND, super().sizeHint().height())
