"""What the pages of the lab are made of: a column that scrolls, buttons and words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explainer.views.controls.controls import Label, OwnKeys

SECRET = "Not while a bug is to be found: this would give it away."


class ScrolledColumn(QScrollArea):
    """Widgets below one another; Tab comes to it, and ↑ and ↓ scroll it, where there is no room for all. `tall` is the
    one that has the room which is left."""

    def __init__(self, name: str, widgets: list[QWidget], tall: QWidget | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._on_range(0, 0)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 6, 0)
        self.column.setSpacing(6)
        for widget in widgets:
            if isinstance(widget, QPushButton):
                self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self.column.addWidget(widget, 1 if widget is tall else 0)
        self.column.addStretch(0 if tall else 1)
        self.setWidget(inside)
        OwnKeys(self, Qt.Key.Key_Up, Qt.Key.Key_Down)

    def _on_range(self, least: int, most: int) -> None:
        """Take keys only where there is something to scroll."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if most > least else Qt.FocusPolicy.NoFocus)


def button(text: str, id: str, tip: str) -> QPushButton:
    """Return a button that Tab reaches and Space presses."""
    made = QPushButton(text)
    made.setObjectName(id)
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    OwnKeys(made, Qt.Key.Key_Space)
    return made


def words(id: str = "", role: str = "") -> Label:
    """Return a label whose lines are broken where they must be."""
    label = Label(wordWrap=True)
    label.setObjectName(id)
    if role:
        label.setProperty("role", role)
    return label
