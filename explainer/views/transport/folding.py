"""A row whose less important parts give way where there is no room."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

_MARGINS = (12, 8, 12, 2)
_SPACING = 10


class _Piece(NamedTuple):
    widget: QWidget
    levels: range


class FoldingRow(QWidget):
    """Pieces side by side, each shown at some levels of folding: 0 where there is room for all, the last where there
    is least. The row chooses the lowest level that fits; it can be made as small as the last."""

    def __init__(self, last_level: int) -> None:
        super().__init__()
        self._last_level = last_level
        self._pieces: list[_Piece] = []
        self._unwanted: set[QWidget] = set()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(*_MARGINS)
        self._layout.setSpacing(_SPACING)
        self._layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # what is shown may give way

    def add(self, widget: QWidget, first: int = 0, last: int | None = None) -> None:
        """Add a piece at the right that is shown at the levels `first` to `last`, by default at all."""
        last = self._last_level if last is None else last
        self._pieces.append(_Piece(widget, range(first, last + 1)))
        self._layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)

    def add_gap(self) -> None:
        """Let what comes now stand at the right end."""
        self._layout.addStretch()

    def want(self, widget: QWidget, is_wanted: bool) -> None:
        """Say whether a piece is shown at all."""
        (self._unwanted.discard if is_wanted else self._unwanted.add)(widget)
        self._fold()

    def _shown(self, level: int) -> set[QWidget]:
        return {piece.widget for piece in self._pieces if level in piece.levels} - self._unwanted

    def _width(self, level: int) -> int:
        shown = self._shown(level)
        left, _, right, _ = _MARGINS
        return left + right + sum(widget.sizeHint().width() for widget in shown) + _SPACING * len(shown)

    def _fold(self) -> None:
        levels = range(self._last_level + 1)
        shown = self._shown(next((level for level in levels if self._width(level) <= self.width()), levels[-1]))
        for widget, _ in self._pieces:
            if widget.isHidden() == (widget in shown):
                widget.setVisible(widget in shown)
        self._layout.activate()  # at once: what is left out must not squeeze the others meanwhile

    def sizeHint(self) -> QSize:
        return QSize(self._width(0), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(self._last_level), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a piece has another size, by its text or the theme's zoom
            self._fold()
        return super().event(event)
