"""How many updates a race is long: a field to type in or to step through, no wider than its longest number."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from explainer.files.base.wording import counted, plural
from explainer.state.surface.optimizer_race import MOST_UPDATES
from explainer.views.controls.pickers import NumberPicker

_INDENT, _AROUND = 6, 24
"""What is before the text, and what is around it together."""


class RaceLength(NumberPicker):
    """A number of updates; what is typed counts when it is finished."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(1, MOST_UPDATES)
        self.setGroupSeparatorShown(True)
        self._is_brief = False
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self._show_suffix)
        self._show_suffix()
        self.setAccessibleName("How many updates a race is long")
        self.setToolTip("How many updates the race is long")
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def set_brief(self, is_brief: bool) -> None:
        """Show only the number, or also what it counts."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self._show_suffix()
            self.updateGeometry()

    def _show_suffix(self) -> None:
        self.setSuffix("" if self._is_brief else f" {plural(self.value(), 'update')}")

    def sizeHint(self) -> QSize:
        longest = f"{MOST_UPDATES:,}" if self._is_brief else counted(MOST_UPDATES, "update")
        return QSize(self.fontMetrics().horizontalAdvance(longest) + _AROUND, super().sizeHint().height())
