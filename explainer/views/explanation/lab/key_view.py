"""The key to read a check; the rows whose pattern the numbers have are marked."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explainer.bugs.lab.key import KeyRow
from explainer.views.controls.controls import caption
from explainer.views.explanation.lab.parts import words

_HERE, _ELSE = "▶ ", "· "


class KeyView(QWidget):
    """Each pattern with what is to blame."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lab_key")
        self.setAccessibleName("The key to read the numbers")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(5)
        column.addWidget(caption("How to read it"))
        self._rows = {key: words(f"key_{key.name.lower()}") for key in KeyRow}
        for label in self._rows.values():
            column.addWidget(label)
        self.mark(())

    def mark(self, fitting: Collection[KeyRow]) -> None:
        """Mark the rows that fit."""
        for key, label in self._rows.items():
            is_here = key in fitting
            label.setText(f"{_HERE if is_here else _ELSE}{key.pattern} → {key.blame}")
            font = label.font()
            font.setBold(is_here)
            label.setFont(font)
            label.setAccessibleName(f"{'Fits here: ' if is_here else ''}{key.pattern}: {key.blame}")
