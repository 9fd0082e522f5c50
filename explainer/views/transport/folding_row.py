"""A row whose less important parts give way where there is no room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

_MARGINS = (12, 8, 12, 2)
_SPACING = 9


class _RowPart(NamedTuple):
    widget: QWidget
    levels: range


class FoldingRow(QWidget):
    """Pieces side by side, each shown at some levels of folding: 0 where there is room for all, the last where there
    is least. The row chooses the lowest level that fits; it can be made as small as the last.

    Where some pieces take turns with others, the level is one at which either find room, those squeezed, so that the
    rest stays in place.
    """

    def __init__(self, last_level: int) -> None:
        super().__init__()
        self._last_level = last_level
        self._pieces: list[_RowPart] = []
        self._unwanted: frozenset[QWidget] = frozenset()
        self._others: frozenset[QWidget] = frozenset()
        self._squeezed: frozenset[QWidget] = frozenset()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(*_MARGINS)
        self._layout.setSpacing(_SPACING)
        self._layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # what is shown may give way

    def add(self, widget: QWidget, first: int = 0, last: int | None = None) -> None:
        """Add a piece at the right that is shown at the levels `first` to `last`, by default at all."""
        last = self._last_level if last is None else last
        self._pieces.append(_RowPart(widget, range(first, last + 1)))
        self._layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)

    def add_gap(self) -> None:
        """Put what comes now at the right end."""
        self._layout.addStretch()

    def take_turns(self, some: Iterable[QWidget], others: Iterable[QWidget], is_some: bool) -> None:
        """Show some pieces and not the others, or the others."""
        self._squeezed, self._others = frozenset(some), frozenset(others)
        self._unwanted = self._others if is_some else self._squeezed
        self._fold()

    def _at(self, level: int) -> set[QWidget]:
        return {piece.widget for piece in self._pieces if level in piece.levels}

    def _width(self, level: int) -> int:
        return self._around(widget.sizeHint().width() for widget in self._at(level) - self._unwanted)

    def _width_of_either(self, level: int) -> int:
        rest = self._at(level) - self._squeezed
        hints = {widget: widget.sizeHint().width() for widget in rest}
        squeezed = [widget.minimumSizeHint().width() for widget in self._squeezed & self._at(level)]
        alone = [width for widget, width in hints.items() if widget not in self._others]
        return max(self._around(hints.values()), self._around([*alone, *squeezed]))

    def _around(self, widths: Iterable[int]) -> int:
        left, _, right, _ = _MARGINS
        return left + right + sum(width + _SPACING for width in widths)

    def _level(self) -> int:
        levels = range(self._last_level + 1)
        for width in (self._width_of_either, self._width):
            for level in levels:
                if width(level) <= self.width():
                    return level
        return levels[-1]

    def _fold(self) -> None:
        shown = self._at(self._level()) - self._unwanted
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
